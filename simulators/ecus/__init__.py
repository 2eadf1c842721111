"""The simulated ECUs; they talk to one another over the buses alone."""
