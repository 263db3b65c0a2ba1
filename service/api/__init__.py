"""HTTP in, HTTP out.

The promise of this room: no clinical decision is taken here, and no error repeats its input.
"""
