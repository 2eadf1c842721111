"""The ports: all that step code can do to the vehicle and its surroundings, and all it can see.

A port is declared in the module of its family. What stands behind it on a rig is what its source says, unless the
rig file puts an instrument there.
"""
