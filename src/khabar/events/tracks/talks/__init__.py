"""Who talks with whom, what each side wants, and what becomes of it."""

from khabar.events.tracks.talks.ledger import track_talks

__all__ = ["track_talks"]
