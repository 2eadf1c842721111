"""What stands behind ports: a binding for each kind of source; the source of a port alone says who serves it."""
