"""Facts against the rules of a topic: conditions judged in three values, findings, what is missing. No text."""
