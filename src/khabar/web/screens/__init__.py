"""What each screen shows of a moment of a case."""
