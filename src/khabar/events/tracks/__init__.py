"""Ledgers: who holds what, what gets in and out, who talks with whom, and who says so."""
