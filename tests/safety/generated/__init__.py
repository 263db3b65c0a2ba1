"""Texts whose right verdict is known before they are written.

The promise of this room: a claim is drawn first, its verdict follows by plain arithmetic from the limits in the topic's
data, and only then is it put into words. Nothing here is imported from the reader, so that a word the reader has
forgotten is not forgotten here as well. A wording that a clinician could take in two ways is not drawn.
"""
