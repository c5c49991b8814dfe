"""Packaged read-only knowledge: who there is, where things are, and reports to try."""
