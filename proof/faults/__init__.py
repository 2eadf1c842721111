"""Faulty vehicles: each a small named thing that breaks one requirement, with the scenario that must notice."""
