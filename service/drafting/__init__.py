"""Lets a chat model word an answer, and bounds what that may cost.

The promise of this room: a model that is down, late, malformed or hostile costs its wording and nothing else; what it
wrote is handed on as unchecked.
"""
