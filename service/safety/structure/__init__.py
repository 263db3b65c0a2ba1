"""Structured text (JSON, markup, tables, trees of keys) told as plain statements, for the readers of prose.

`flatten` finds the structures of a text and says each of their entries as a line of its own, with the keys, heads and
parents that it hangs on: a key that names a unit gives it to the figure, a drug is taken from the entry or from what
the entry stands under, the parts of one day stand in one line. Nothing is left out: what has no known place is said
with its key, so that the readers can doubt it.
"""

from __future__ import annotations

from service.safety.structure.flat import Flat, flatten

__all__ = ["Flat", "flatten"]
