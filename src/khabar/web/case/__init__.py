"""One moment of a case: read once, indexed, selected from."""
