"""What gets in and out of which place, who restricts it, since when, and who says so."""

from khabar.events.tracks.access.ledger import track_access

__all__ = ["track_access"]
