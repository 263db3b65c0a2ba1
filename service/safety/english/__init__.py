"""Closed lists of English words, as text that can be reviewed; no drug, analyte or disease is named here."""
