"""Measures the service offline.

The promise of this room: every figure can be produced again from what is on disk, what could not be scored is counted,
and nothing imports it.
"""
