"""Plain baselines, so that a score means something."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

__all__ = ["LexiconReader"]

Row = Mapping[str, Any]

_WORD: Final = re.compile(r"\w+")
_SHARE: Final = 0.5  # a word is a trigger when it was one in half of its occurrences


class LexiconReader:
    """A word is a trigger of its usual type when it mostly was one in training."""

    def __init__(self, train: Iterable[Row]) -> None:
        """Count words and triggers.

        Args:
            train: Rows of the event corpus.
        """
        seen: Counter[str] = Counter()
        types: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for row in train:
            seen.update(match[0].lower() for match in _WORD.finditer(row["text"]))
            for event in row["events"]:
                start, end = event["trigger"]
                first = _WORD.search(row["text"][start:end])
                if first is not None:
                    types[first[0].lower()][event["type"], event["mode"] or ""] += 1
        self._types = {
            word: counts.most_common(1)[0][0]
            for word, counts in types.items()
            if counts.total() >= _SHARE * seen[word]
        }

    def read(self, row: Row) -> dict[str, Any]:
        """Return a row with the triggers found, all ``actual`` and without arguments.

        Args:
            row: A row with ``id`` and ``text``.
        """
        events = []
        for match in _WORD.finditer(row["text"]):
            kind = self._types.get(match[0].lower())
            if kind is not None:
                events.append({
                    "trigger": [match.start(), match.end()],
                    "type": kind[0],
                    "mode": kind[1] or None,
                    "status": "actual",
                    "identity": f"{kind[0]}-{match[0].lower()}",
                    "roles": [],
                    "times": [],
                    "quantities": [],
                    "conditions": [],
                    "sources": [],
                })
        return {"id": row["id"], "events": events}
