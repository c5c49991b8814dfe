"""Ledgers: who holds what, what gets in and out, who talks with whom, and who says so."""

from khabar.events.tracks.access import track_access
from khabar.events.tracks.control import track_control
from khabar.events.tracks.talks import track_talks

__all__ = ["track_access", "track_control", "track_talks"]
