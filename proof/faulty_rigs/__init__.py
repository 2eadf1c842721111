"""Rigs that lie or die, each with a scenario that must not come to a wrong verdict on it."""
