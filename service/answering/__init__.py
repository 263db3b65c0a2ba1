"""From a question to a checked answer, in one straight line.

The promise of this room: each step is called once, takes values and returns a value; no statement leaves without a
citation and a check; a drafter that fails costs the wording, never the findings.
"""
