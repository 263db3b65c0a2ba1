"""The nouns of one question, the ports and the errors.

The promise of this room: every value is frozen, unknown is a value of its own, and nothing here does I/O.
"""
