"""Who holds which place, since when, and according to whom."""

from khabar.events.tracks.control.ledger import track_control

__all__ = ["track_control"]
