"""A night on several benches: what is to run, which part of it where, and who has taken what."""
