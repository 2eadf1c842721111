"""The commands of `python -m rigs`."""
