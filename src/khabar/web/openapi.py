"""The OpenAPI document of the server, made of the shapes that the routes answer with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from khabar._version import __version__
from khabar.record.codes import EventType, Status
from khabar.web.shapes import events as event_shapes
from khabar.web.shapes import screens
from khabar.web.shapes import shared as shapes

__all__ = ["ROUTES", "Told", "make_openapi"]

_DAY: Final = {"type": "string", "format": "date"}
_TEXT: Final = {"type": "string", "maxLength": 500}
_FORMATS: Final = ("csv", "jsonl", "geojson", "sitrep.html", "sitrep.docx")
_STATES: Final = (
    *("unseen", "accepted", "rejected", "edited", "redacted"),
    *("flagged", "sealed", "sensitive"),
)
_SELECTION: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "from": ("First day.", _DAY),
    "to": ("Last day.", _DAY),
    "box": ("west,south,east,north in degrees.", {"type": "string", "pattern": r"^[-\d.,]*$"}),
    "actor": ("Key or name; any of them.", {"type": "array", "items": _TEXT}),
    "place": ("Key or name; any of them.", {"type": "array", "items": _TEXT}),
    "type": ("Event types.", {"type": "array", "items": {"enum": [*EventType]}}),
    "status": ("Statuses.", {"type": "array", "items": {"enum": [*Status]}}),
    "report": ("Ids of reports; any of them.", {"type": "array", "items": _TEXT}),
    "review": ("States of review.", {"type": "array", "items": {"enum": [*_STATES]}}),
    "origins": ("At least so many origins.", {"type": "integer", "minimum": 0, "maximum": 10_000}),
    "single": ("1: only what rests on exactly one origin.", {"enum": ["", "1"]}),
    "disputed": ("1: only what sources tell differently.", {"enum": ["", "1"]}),
    "q": ("Words that must all be said of it.", _TEXT),
    "limit": ("At most so many.", {"type": "integer", "minimum": 1, "maximum": 1000}),
    "offset": ("Pass over so many.", {"type": "integer", "minimum": 0, "maximum": 10**9}),
}
_ID: Final = {"id": ("Which.", {"type": "string", "minLength": 1})}


@dataclass(frozen=True, slots=True)
class _List:
    """One page of a list."""

    of: type


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One route.

    Attributes:
        path: As Starlette has it, without converters.
        what: In words.
        answer: Shape of the answer; a media type when it is no JSON.
        selects: Takes the selection.
        takes: Other parameters of the query.
        body: Shape of what is sent; ``None`` for a question.
        files: Takes files as well.
        status: Of the answer.
    """

    path: str
    what: str
    answer: Any
    selects: bool = False
    takes: Mapping[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    body: Any = None
    files: bool = False
    status: int = 200


class Undo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which decision to take back; the last when it is not said."""

    id: str = ""


ROUTES: Final = (
    Told(path="/api/case", what="The case in figures.", answer=shapes.Case),
    Told(path="/api/situation", what="What is selected.", answer=shapes.Situation, selects=True),
    Told(path="/api/claims", what="Claims.", answer=_List(shapes.ClaimRow), selects=True),
    Told(path="/api/reports", what="Reports.", answer=_List(shapes.ReportRow), selects=True),
    Told(path="/api/reports/{id}", what="One report.", answer=shapes.ReportView, takes=_ID),
    Told(path="/api/events/{id}", what="One event.", answer=event_shapes.EventView, takes=_ID),
    Told(path="/api/compare/{id}", what="Who says which.", answer=event_shapes.Compare, takes=_ID),
    Told(path="/api/actors/{id}", what="One actor.", answer=event_shapes.ActorView, takes=_ID),
    Told(
        path="/api/contradictions",
        what="Events that sources tell differently.",
        answer=_List(shapes.EventCard),
        selects=True,
    ),
    Told(
        path="/api/control",
        what="Who holds what.",
        answer=list[screens.ControlEntry],
        selects=True,
    ),
    Told(
        path="/api/access", what="What gets in and out.", answer=screens.AccessBoard, selects=True
    ),
    Told(path="/api/talks", what="Who talks.", answer=list[screens.TalksTrack], selects=True),
    Told(
        path="/api/queue",
        what="What waits for a person.",
        answer=_List(screens.QueueCard),
        selects=True,
    ),
    Told(path="/api/sources", what="Outlets, reports, health.", answer=screens.SourcesView),
    Told(path="/api/sitrep", what="Situation report.", answer=screens.Sitrep, selects=True),
    Told(
        path="/api/search",
        what="Reports, events and actors.",
        answer=screens.Found,
        takes={"q": ("Words, phrases in quotes, begin*.", _TEXT)},
    ),
    Told(
        path="/api/decisions",
        what="The log, newest first.",
        answer=list[shapes.DecisionLine],
    ),
    Told(
        path="/api/export",
        what="A file of what is selected.",
        answer="*/*",
        selects=True,
        takes={
            "format": ("Which file.", {"enum": [*_FORMATS]}),
            "sensitive": ("1: what is marked as sensitive too.", {"enum": ["", "1"]}),
        },
    ),
    Told(path="/api/stream", what="What happens, as it does.", answer="text/event-stream"),
    Told(path="/api/openapi.json", what="This document.", answer="application/json"),
    Told(path="/feed.atom", what="Events, moved last first.", answer="*/*", selects=True),
    Told(
        path="/api/paste",
        what="Read a text and keep nothing.",
        answer=shapes.ReportView,
        body=screens.PasteRequest,
    ),
    Told(
        path="/api/add",
        what="Read a text, or files, into the case.",
        answer=screens.AddStarted,
        body=screens.PasteRequest,
        files=True,
        status=202,
    ),
    Told(
        path="/api/decisions",
        what="Decide.",
        answer=screens.DecisionMade,
        body=screens.DecisionRequest,
    ),
    Told(path="/api/undo", what="Take back.", answer=screens.DecisionMade, body=Undo),
)
"""Every route that answers with data."""


def make_openapi() -> dict[str, Any]:
    """Return the document.

    Returns:
        OpenAPI 3.1 as JSON has it.
    """
    every = [*_types(ROUTES), shapes.Problem]
    made, components = msgspec.json.schema_components(every, ref_template=_REF)
    schemas = dict(zip(map(repr, every), made, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        method = "get" if route.body is None else "post"
        paths.setdefault(route.path, {})[method] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Khabar",
            "version": __version__,
            "description": "The case that khabar serve shows. Spans count code points.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "page": {"type": "apiKey", "in": "cookie", "name": "khabar_PORT"},
                "key": {"type": "apiKey", "in": "query", "name": "key"},
            },
        },
        "security": [{"page": []}],
    }


_REF: Final = "#/components/schemas/{name}"


def _types(routes: tuple[Told, ...]) -> Iterator[Any]:
    """Yield every shape once."""
    found: dict[str, Any] = {}
    for route in routes:
        for one in (
            route.answer.of if isinstance(route.answer, _List) else route.answer,
            route.body,
        ):
            if one is not None and not isinstance(one, str):
                found.setdefault(repr(one), one)
    yield from found.values()


def _operation(route: Told, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return one operation."""
    refused = {"description": "Why not.", "content": _json(schemas[repr(shapes.Problem)])}
    told: dict[str, Any] = {
        "summary": route.what,
        "parameters": [
            {
                "name": name,
                "in": "path" if f"{{{name}}}" in route.path else "query",
                "required": f"{{{name}}}" in route.path,
                "description": words,
                "schema": schema,
            }
            for name, (words, schema) in (
                *(_SELECTION.items() if route.selects else ()),
                *route.takes.items(),
            )
        ],
        "responses": {
            str(route.status): {
                "description": route.what,
                "content": _content(route.answer, schemas),
            },
            **dict.fromkeys(("400", "401", "403", "404", "411", "413", "421", "503"), refused),
        },
    }
    if route.body is not None:
        told["requestBody"] = {"required": True, "content": _json(schemas[repr(route.body)])}
    if route.files:
        file = {"type": "array", "items": {"type": "string", "format": "binary"}}
        told["requestBody"]["content"]["multipart/form-data"] = {
            "schema": {"type": "object", "properties": {"file": file}, "required": ["file"]}
        }
    return told


def _content(answer: Any, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an answer holds."""
    if isinstance(answer, str):
        return {answer: {}}
    if not isinstance(answer, _List):
        return _json(schemas[repr(answer)])
    number = {"type": "integer", "minimum": 0}
    items = {"type": "array", "items": schemas[repr(answer.of)]}
    page = {"items": items, "total": number, "offset": number}
    return _json({"type": "object", "properties": page, "required": [*page]})


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
