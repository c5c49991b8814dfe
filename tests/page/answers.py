"""Answers of a made-up case with hostile texts and many scripts in every field."""

from typing import Any

__all__ = ["ANSWERS", "HOSTILE", "NAMES", "live_answers"]

HOSTILE = (
    '<img src=x onerror="alert(1)"><script>alert(2)</script>{{7*7}}${alert(3)}\'"><svg '
    "onload=alert(4)>"
    " javascript:alert(5) \u202egnp.exe\u2066 \U0001f600\U0001d518 "
)
NAMES = ("جبهة الوادي", "Фронт долины", "የሸለቆው ግንባር", "山谷阵线", "Valley Front", HOSTILE)
_TEXT = " ".join([*NAMES, "denied on Friday that it shelled the village of Qale Dor."] * 20)
_CITE = {"report": "r<1>", "span": [0, 10]}
_LONG = "Supreme Coordination Council of the Combined Valley Defence Committees " * 4


def _named(name: str) -> dict[str, str]:
    return {"name": name, "key": f"~{name[:20]}"}


def _place(name: str, *, lat: float | None) -> dict[str, Any]:
    return {"name": name, "lat": lat, "lon": lat and lat + 30, "precision_m": lat and 20000}


def _chain() -> list[dict[str, Any]]:
    kinds = ("outlet", "relay", "speaker", "unnamed")
    return [
        {"name": name, "kind": kind, "span": None}
        for name, kind in zip((NAMES[0], NAMES[5], NAMES[2], ""), kinds, strict=True)
    ]


def _variants() -> list[dict[str, Any]]:
    return [
        {
            "value": name,
            "low": None,
            "high": None,
            "according_to": list(NAMES[:3]),
            "cites": [_CITE],
            "newest": "2018-09-11",
        }
        for name in (NAMES[5], NAMES[0])
    ]


def _rivals() -> dict[str, Any]:
    return {"field": "killed", "reconcilable": False, "values": _variants()}


_STATUSES = ("actual", "ongoing", "future", "hypothetical", "negated", "historical")


def _remarks() -> list[dict[str, Any]]:
    kinds = ("flag", "note", "sensitive")
    return [
        {
            "id": f"d{kind}",
            "kind": kind,
            "text": HOSTILE,
            "by": HOSTILE,
            "at": "2018-09-12T08:00:00",
        }
        for kind in kinds
    ]


def _seal() -> dict[str, Any]:
    return {"id": "ds", "by": HOSTILE, "at": "2018-09-12", "why": HOSTILE, "changed": True}


def _event(number: int) -> dict[str, Any]:
    return {
        "id": f"event-{number}",
        "type": "ASSAULT",
        "modes": ["heavy-weapons"],
        "status": _STATUSES[number % 6],
        "first": "2018-09-10",
        "last": None if number % 3 else "2018-09-10",
        "actors": [_named(name) for name in (*NAMES, _LONG, *[f"actor {i}" for i in range(33)])],
        "recipients": [_named(NAMES[number % 6])],
        "places": [_place(NAMES[number % 6], lat=10.0 + number % 6)],
        "counts": {"mentions": 9, "reports": 4, "origins": 1},
        "chain": _chain(),
        "words": NAMES[number % 6] + " " + "x" * 200,
        "cite": _CITE,
        "contradictions": [_rivals()] if number % 4 == 0 else [],
        "review": "unseen",
        "flagged": number == 0,
        "sensitive": number == 5,
        "seal": _seal() if number == 0 else None,
        "remarks": _remarks(),
    }


def _claim(number: int) -> dict[str, Any]:
    name = NAMES[number % 6]
    return {
        "id": f"claim-{number}",
        "report": "r<1>",
        "outlet": name,
        "published": "2018-09-11",
        "event": "event-1",
        "type": "THREATEN",
        "mode": "violence",
        "status": _STATUSES[number % 6],
        "actors": [_named(name)],
        "recipients": [_named(NAMES[5])],
        "places": [_place(name, lat=None)],
        "when": {"first": None, "last": "2018-09-11", "basis": "dateline", "words": HOSTILE},
        "chain": _chain(),
        "quoted": True,
        "conditions": [HOSTILE],
        "quantities": [{"kind": "killed", "low": 10, "high": None, "words": name}],
        "words": name,
        "sentence": [0, 40],
        "trigger": [number, number + 5],
        "origins": 1,
        "p": 0.4,
        "review": "unseen",
        "flagged": True,
        "sensitive": False,
        "sealed": False,
        "remarks": _remarks(),
        "rejected_why": "",
        "fields": [
            {
                "field": "who",
                "value": name,
                "span": [0, 8],
                "basis": "",
                "p": 0.5,
                "editable": "actor",
                "key": "",
            },
            {
                "field": "when",
                "value": HOSTILE,
                "span": None,
                "basis": "context",
                "p": None,
                "editable": "",
                "key": "",
            },
        ],
    }


def _marks(count: int) -> list[dict[str, Any]]:
    kinds = ("trigger", "actor", "place", "time", "condition", "source")
    end = len(_TEXT) - 12
    return [
        {
            "id": f"m{i}",
            "kind": kinds[i % 6],
            "span": [i * 3 % end, i * 3 % end + 4 + i % 8],
            "claims": [f"claim-{i % 30}"],
            "status": _STATUSES[i % 6] if i % 6 == 0 else None,
        }
        for i in range(count)
    ]


_CASE = {
    "name": HOSTILE,
    "reports": 12,
    "claims": 30,
    "events": 500,
    "contradictions": 3,
    "queue": 6,
    "first": "2018-09-01",
    "last": "2018-09-20",
    "newest": "2018-09-20",
    "writable": True,
    "demo": False,
    "version": "0",
    "person": HOSTILE,
    "key": "",
    "last_decision": None,
}
_REPORT = {
    "id": "r<1>",
    "title": HOSTILE,
    "text": _TEXT,
    "outlet": NAMES[3],
    "published": "2018-09-11",
    "published_basis": "stated",
    "language": "en",
    "url": "javascript:alert(6)",
    "copy_of": {"report": "r2", "outlet": HOSTILE, "p": 0.9},
    "copies": [{"report": "r3", "outlet": NAMES[2]}],
    "credits": [],
    "sentences": [[0, 40]],
    "marks": _marks(5000),
    "claims": [_claim(i) for i in range(30)],
    "dropped": [{"what": "name", "span": [0, 4], "reason": "no-source-chain"}],
    "sensitive": False,
    "remarks": _remarks(),
    "redacted": [[60, 70]],
}
_FACETS = [{"value": name, "label": name, "count": 4} for name in NAMES]
_ROW = {
    "id": "r<1>",
    "title": HOSTILE,
    "outlet": NAMES[1],
    "published": None,
    "language": "ar",
    "claims": 30,
    "copy_of": "r2",
    "copy_p": 0.9,
    "credits": list(NAMES),
    "quotes": [],
}
_STATED = [{"by": name, "what": name, "day": None, "cites": [_CITE]} for name in NAMES]
_DECISION = {
    "id": "d1",
    "kind": "accept",
    "what": HOSTILE,
    "by": HOSTILE,
    "at": "2018-09-11T10:00:00Z",
    "why": HOSTILE,
    "undone": False,
}
_PARTS = [{"feature": "days-apart", "left": HOSTILE, "right": NAMES[0], "weight": -1.5}]


def _page(items: list[Any]) -> dict[str, Any]:
    return {"items": items, "total": len(items), "offset": 0}


def _track(**own: object) -> dict[str, Any]:
    return {"claimants": list(NAMES), "newest": "2018-09-11", "cites": [_CITE], **own}


def _ledger(**own: object) -> dict[str, Any]:
    return _track(first=None, first_by=None, last="2018-09-10", **own)


def _row(number: int) -> dict[str, Any]:
    beside = ("fields", "rejected_why")
    return {key: value for key, value in _claim(number).items() if key not in beside}


ANSWERS: dict[str, Any] = {
    "case": _CASE,
    "situation": {
        "counts": {"events": 500, "claims": 30, "reports": 12, "origins": 4},
        "summary": [{"text": name, "cites": [_CITE]} for name in NAMES],
        "events": [_event(i) for i in range(200)],
        "total": 500,
        "facets": {
            "type": [{"value": "ASSAULT", "label": "ASSAULT", "count": 9}],
            "status": [{"value": s, "label": s, "count": 1} for s in _STATUSES],
            "actor": _FACETS,
            "place": _FACETS,
            "origins": [{"value": "1", "label": "any", "count": 500}],
            "review": [],
        },
        "days": [
            {"day": f"2018-09-{d:02}", "exact": d % 5, "vague": d % 3, "reports": d % 2}
            for d in range(1, 21)
        ],
        "points": [
            {
                "id": f"event-{i}",
                "lat": 10.0 + i % 6,
                "lon": 40.0 + i % 6,
                "precision_m": 20000,
                "status": _STATUSES[i % 6],
                "place": NAMES[i % 6],
                "count": 1 + i % 3,
            }
            for i in range(60)
        ],
        "unplaced": 440,
    },
    "claims": _page([_row(i) for i in range(30)]),
    "contradictions": _page([_event(0)]),
    "reports/": _REPORT,
    "events/": {
        **_event(0),
        "mentions": [
            {
                "claim": f"claim-{i}",
                "cite": _CITE,
                "outlet": NAMES[i],
                "published": None,
                "type": "ASSAULT",
                "status": _STATUSES[i],
                "chain": _chain(),
                "words": NAMES[i],
                "review": "unseen",
            }
            for i in range(6)
        ],
        "origins": [{"name": name, "kind": "speaker", "reports": ["r<1>"]} for name in NAMES],
        "fields": [{"field": "place", "values": _variants()}],
        "tolls": [
            {
                "kind": "killed",
                "low": 1,
                "high": None,
                "best": None,
                "rule": "",
                "variants": _variants(),
            }
        ],
        "joins": [{"left": _CITE, "right": _CITE, "p": 0.9, "parts": _PARTS}],
        "changes": [
            {"at": "2018-09-11T10:00:00Z", "kind": "created", "what": [HOSTILE], "into": None}
        ],
        "decisions": [_DECISION],
        "near": [{"event": _event(2), "p": 0.4}],
    },
    "compare/": {
        "event": _event(0),
        "columns": [{"outlet": name, "reports": ["r<1>"], "copies": ["r2"]} for name in NAMES],
        "rows": [
            {
                "field": "place",
                "differs": True,
                "cells": [{"value": name, "cites": [_CITE]} for name in NAMES],
            }
        ],
    },
    "actors/": {
        "key": "~x",
        "name": HOSTILE,
        "names": [{"name": name, "script": "x", "count": 2} for name in NAMES],
        "kind": "armed_group",
        "country": None,
        "sector": None,
        "roles": [{"role": HOSTILE, "first": None, "last": None}],
        "parents": [_named(NAMES[0])],
        "children": [],
        "known": False,
        "first": None,
        "last": None,
        "by_status": [{"status": s, "as_actor": 1, "as_recipient": 2} for s in _STATUSES],
        "events": [_event(1)],
        "said": [_row(1)],
        "near": [],
    },
    "control": [
        _ledger(
            place=name, holder=HOSTILE, holder_key="", state="contested", disputed_by=list(NAMES)
        )
        for name in NAMES
    ],
    "access": {
        "goods": ["entry", "exit", "food", "water", "power", "medical", "telecom"],
        "rows": [
            {
                "place": name,
                "cells": [
                    [_ledger(state="closed", restricted_by=[HOSTILE])],
                    [],
                    [],
                    [],
                    [],
                    [],
                    [],
                ],
            }
            for name in NAMES
        ],
    },
    "talks": [
        _track(
            parties=list(NAMES),
            venue=HOSTILE,
            mediators=[NAMES[1]],
            demands=_STATED,
            conditions=[],
            offers=_STATED,
            rejections=[],
            deadlines=_STATED,
            outcome="agreed",
            steps=[{"day": None, "status": "held", "cite": _CITE}],
            next=HOSTILE,
        )
    ],
    "queue": _page([
        {
            "id": f"card-{i}",
            "reason": "low-score",
            "why": HOSTILE,
            "kind": "merge" if i == 2 else "claim",
            "claims": [_claim(i), _claim(i + 1)] if i == 2 else [_claim(i)],
            "passages": [
                {
                    "report": "r<1>",
                    "outlet": NAMES[i],
                    "published": None,
                    "text": NAMES[i] + " " + HOSTILE,
                    "start": 100,
                    "marks": [
                        {
                            "id": "m",
                            "kind": "trigger",
                            "span": [100, 104],
                            "claims": [f"claim-{i}"],
                            "status": "actual",
                        }
                    ],
                }
            ],
            "event": "event-1",
            "parts": _PARTS,
            "p": 0.5,
        }
        for i in range(6)
    ]),
    "sources": {
        "outlets": [
            {
                "outlet": name,
                "known": False,
                "kind": "",
                "owner": HOSTILE,
                "country": None,
                "reports": 1,
                "claims": 2,
                "copies": 0,
                "first": None,
                "last": None,
            }
            for name in NAMES
        ],
        "groups": [{"owner": HOSTILE, "outlets": list(NAMES)}],
        "reports": [_ROW],
        "failures": [
            {
                "input": HOSTILE,
                "reason": "not-text",
                "message": HOSTILE,
                "seen": "2018",
                "times": 1,
            }
        ],
        "health": {
            "path": HOSTILE,
            "size_bytes": 123456,
            "version": "0",
            "reader": "x",
            "derivations": [],
            "last_run": None,
        },
    },
    "sitrep": {
        "title": HOSTILE,
        "period": "10–17 Sep 2018",
        "area": NAMES[0],
        "sections": [
            {
                "heading": "Events",
                "lead": HOSTILE,
                "sentences": [
                    {"text": name, "cites": [_CITE], "status": "negated"} for name in NAMES
                ],
            }
        ],
        "sources": [
            {
                "n": 1,
                "report": "r<1>",
                "outlet": NAMES[2],
                "published": None,
                "title": HOSTILE,
                "words": HOSTILE,
                "span": [0, 10],
            }
        ],
        "left_out": [{"what": HOSTILE, "why": HOSTILE, "count": 3}],
    },
    "search": {
        "reports": [
            {
                "id": "r<1>",
                "title": HOSTILE,
                "outlet": NAMES[0],
                "published": None,
                "words": HOSTILE,
                "span": [0, 5],
                "sensitive": False,
            }
        ],
        "events": [_event(1)],
        "actors": [_named(name) for name in NAMES],
    },
    "paste": {**_REPORT, "marks": _marks(60)},
    "add": {"started": True, "inputs": 1},
    "decisions": {"decision": _DECISION, "case": _CASE},
    "undo": {"decision": {**_DECISION, "what": "taken back"}, "case": _CASE},
}
"""Route below /api, or its beginning with a slash at the end, and what it answers."""


def live_answers(path: str) -> Any:
    """Return the answer of a route; ``None`` where there is none."""
    if path in ANSWERS:
        return ANSWERS[path]
    return ANSWERS.get(path.split("/", maxsplit=1)[0] + "/")
