"""How the words of a statement hang together: clauses, denials, advice and report, and what an action is done to."""
