"""Exploration: random interleavings of what people and the world can do, judged by what holds in all of them."""
