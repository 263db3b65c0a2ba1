"""Tests of the ground floor: topic folders and what is refused in them."""
