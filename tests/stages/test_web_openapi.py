"""The OpenAPI document: kept beside the docs, as the routes are, and true of any question."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests import Request
from starlette.testclient import TestClient

from helpers import ROOT
from helpers.web_case import KEY, SAME, TOKEN, copy_case, meet, open_page
from khabar.intake import Source
from khabar.record.errors import KhabarError
from khabar.web.openapi import ROUTES, Told, make_openapi

KEPT: Final = ROOT / "docs" / "schema" / "page.openapi.json"
OPERATIONS: Final = [one for one in ROUTES if one.path != "/api/stream"]
SCHEMA: Final = schemathesis.openapi.from_dict(make_openapi())
EACH: Final = int(os.environ.get("KHABAR_API_CASES", "300")) // len(OPERATIONS)


def named(told: Told) -> str:
    return f"{'GET' if told.body is None else 'POST'} {told.path}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a browser that has opened a case; what is added is taken in and not read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("khabar.web.writes._begin", _take_in)
        yield open_page(copy_case(tmp_path_factory.mktemp("api")))


def _take_in(_: object, read: Any, *, total: int) -> None:
    """Do what adding does before reading."""
    assert total
    try:
        found: list[Source] = read()
    except (KhabarError, OSError):
        return
    assert found is not None


def test_the_document_is_kept_beside_the_docs() -> None:
    told = json.dumps(make_openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("KHABAR_WRITE_SCHEMA"):
        KEPT.write_text(told, encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    made = json.loads(told)
    kept["info"]["version"] = made["info"]["version"]
    assert kept == made, "write it again: KHABAR_WRITE_SCHEMA=1 uv run pytest -k document_is_kept"


def test_the_server_tells_the_document_and_has_its_routes(browser: TestClient) -> None:
    assert browser.get("/api/openapi.json").json() == json.loads(json.dumps(make_openapi()))
    from khabar.web.desk.desk import Desk
    from khabar.web.feed import feed_routes
    from khabar.web.routes import reading_routes
    from khabar.web.writes import writing_routes

    desk = Desk(Path("nowhere.khabar"))
    served = {
        (route.path.replace(":path", ""), method)
        for route in (*reading_routes(desk), *writing_routes(desk), *feed_routes(desk))
        for method in set(route.methods or ()) - {"HEAD"}
    }
    assert served == {(one.path, named(one).split()[0]) for one in ROUTES}


@pytest.mark.parametrize("told", OPERATIONS, ids=named)
@settings(
    max_examples=max(EACH, 3),
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_question_is_answered_or_refused_in_words(
    browser: TestClient, told: Told, data: st.DataObject
) -> None:
    method = named(told).split()[0]
    case = data.draw(SCHEMA[told.path][method].as_strategy())
    sent = case.as_transport_kwargs(base_url="http://127.0.0.1:8765")
    path = case.formatted_path if told.takes and "id" in told.takes else told.path
    headers, content = _encode(sent, media=case.media_type)
    answer = ask(
        browser, method, path, params=_flat(case.query or {}), headers=headers, content=content
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.json()["message"]


def _encode(sent: Mapping[str, Any], *, media: str | None) -> tuple[dict[str, str], bytes]:
    """Return the headers and the bytes of what is sent."""
    parts = {name: sent[name] for name in ("json", "files", "data") if sent.get(name) is not None}
    made: Any = Request("POST", "http://127.0.0.1", **parts).prepare()
    kind = str(made.headers.get("Content-Type", media or ""))
    content = made.body or b""
    headers = {**SAME, "content-type": kind} if kind else dict(SAME)
    return headers, content.encode() if isinstance(content, str) else bytes(content)


def ask(browser: TestClient, method: str, path: str, **sent: Any) -> Any:
    return browser.request(method, path, **sent)


def _flat(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return parameters as an address has them: each of a list by itself."""
    return [
        (name, str(one))
        for name, value in query.items()
        for one in (value if isinstance(value, list) else [value])
    ]


@pytest.mark.parametrize("told", OPERATIONS, ids=named)
def test_each_route_asks_for_the_token(
    tmp_path_factory: pytest.TempPathFactory, told: Told
) -> None:
    case = copy_case(tmp_path_factory.mktemp("token"))
    method, path = named(told).split()[0], told.path.replace("{id}", "ks-a-05")
    stranger, right = meet(case), dict(SAME)
    body: dict[str, Any] = {"json": {}} if method == "POST" else {}
    assert ask(stranger, method, path, headers=right, **body).status_code == 401
    wrong = {**right, "cookie": "khabar_8765=wrong"}
    assert ask(stranger, method, path, headers=wrong, **body).status_code == 401
    by_key = ask(stranger, method, f"{path}?key={KEY}", headers=right, **body).status_code
    assert (by_key == 200) is (path == "/feed.atom")
    assert stranger.get(f"/?token={TOKEN}").status_code == 303
    allowed = ask(stranger, method, path, headers=right, **body).status_code
    assert allowed not in {401, 403, 421, 500}
    elsewhere = {**right, "origin": "http://elsewhere.example"}
    assert ask(stranger, method, path, headers=elsewhere, **body).status_code == 403
