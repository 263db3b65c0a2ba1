"""The deterministic safety core: reads figures, applies rules, checks statements, decides.

The promise of this room: no I/O, no clock, no randomness, no network and no model; the same input gives the same
verdict; what cannot be read with certainty is never taken for safe. It can be read and signed off without opening
another room than `service.domain` and `corpus`.
"""
