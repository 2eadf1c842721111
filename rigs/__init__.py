"""The bench: what a scenario acts on and observes, and how its verdicts are reached."""
