"""Times: from "on Friday" to the days it means."""

from khabar.resolve.times.dating import argument_time, date_events
from khabar.resolve.times.events import event_time, event_value, resolve_when
from khabar.resolve.times.explaining import explain_times
from khabar.resolve.times.finding import find_times, resolve_time_text
from khabar.resolve.times.lookup import TimeCandidate, resolve_phrase

__all__ = [
    "TimeCandidate",
    "argument_time",
    "date_events",
    "event_time",
    "event_value",
    "explain_times",
    "find_times",
    "resolve_phrase",
    "resolve_time_text",
    "resolve_when",
]
