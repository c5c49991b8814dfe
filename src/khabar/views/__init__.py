"""Questions to plain view models: what a screen, a terminal or a notebook shows."""
