"""Graph and links to claims: who did what to whom, according to whom."""

from khabar.claims.making import make_reading

__all__ = ["make_reading"]
