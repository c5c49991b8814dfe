"""Twelve reports about the siege of an invented valley, for trying Khabar out.

Outlets of different sides tell one week: reprints, running talks, a threat with a
condition, rival tolls, a denial, a correction, sources without names, relative dates.
Fiction, CC BY 4.0 (see ``LICENSE.md`` beside the reports).
"""

from pathlib import Path
from typing import Final

__all__ = ["DEMO_PLACES", "DEMO_REPORTS", "DEMO_TRUTH"]

DEMO_PLACES: Final = Path(__file__).parent / "places.csv"
"""Where the invented places lie: in the open sea, so that no country is meant."""

DEMO_REPORTS: Final = Path(__file__).parent / "reports.jsonl"
"""JSON Lines of ``id``, ``published``, ``outlet`` and ``text``."""

DEMO_TRUTH: Final = Path(__file__).parent / "truth.json"
"""What the demo must show, read from the reports by a person."""
