"""Draws what the rules have computed: as SVG with a table beneath, and as a calendar.

The promise of this room: it computes nothing clinical, text is never markup, no meaning hangs on a colour, and whatever
a picture shows stands in its table as well.
"""
