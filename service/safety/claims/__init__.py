"""What a statement claims: doses, actions, tests, times and laboratory values, each read once."""
