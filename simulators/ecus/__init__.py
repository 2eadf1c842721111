"""The simulated electronic control units; they talk to one another over the buses alone."""
