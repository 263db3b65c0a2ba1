"""Speed, cost and growth, side by side with what a user would pick instead.

The promise of this room: every figure is measured in the run that prints it, on the machine that it names.
"""
