"""The bodies that clients get: the shapes of the HTTP contract, closed and frozen."""
