"""Speed, side by side with what a user would pick instead.

The promise of this room: what is compared runs in one process, in one run, with one encoder, interleaved; a ratio comes
with its interval, and milliseconds stand beside it.
"""
