"""Claims against the rules: each judge looks for one kind of breach, and what none of them understood is noticed."""
