"""What is neither an ECU nor an instrument: wires, doors, batteries, air, sound."""
