"""Contradictions of an event, field by field, with who says which.

finding    all of it, most severe first
status     it happened, or it did not; taken, or beaten back
counts     figures that cannot both be true, or that replaced one another
parties    who did it, and to whom
extents    when and where
sides      values with their sources
"""

from khabar.events.contradictions.finding import find_contradictions

__all__ = ["find_contradictions"]
