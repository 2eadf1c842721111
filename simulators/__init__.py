"""The simulated vehicle and the world around it."""
