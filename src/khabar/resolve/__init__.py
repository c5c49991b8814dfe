"""Mentions -> actors, places and times that can be looked up."""
