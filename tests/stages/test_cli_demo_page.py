"""Whether the demo opens its page: never where nobody would see it or could end it."""

import sys
import webbrowser
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli._browser import can_open_page
from khabar.cli.app import app
from khabar.store import open_case

SCREEN = {"DISPLAY": ":0"}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit at a terminal with a browser."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(webbrowser, "get", object)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("environ", "opens"),
    [
        (SCREEN, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({**SCREEN, "CI": "true"}, False),
        ({}, sys.platform in {"win32", "darwin"}),
    ],
    ids=["screen", "wayland", "build", "no screen"],
)
def test_a_page_opens_where_somebody_sees_it(environ: dict[str, str], *, opens: bool) -> None:
    assert can_open_page(environ) is opens


def test_no_page_opens_in_a_pipe() -> None:
    assert not can_open_page(SCREEN)


@pytest.mark.usefixtures("terminal")
def test_no_page_opens_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> object:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", refuse)
    assert not can_open_page(SCREEN)


def test_the_demo_opens_its_page_last_and_its_places_have_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def serve(case: Path, *, port: int, opens: bool) -> None:
        assert (port >= 0, opens) == (True, True)
        opened.append(case)

    monkeypatch.setattr("khabar.cli.demo.can_open_page", lambda: True)
    monkeypatch.setattr("khabar.cli.demo.serve_case", serve)
    case = tmp_path / "demo.khabar"
    done = CliRunner().invoke(app, ["demo", "-q", "--into", str(case)], catch_exceptions=False)
    assert (done.exit_code, opened) == (0, [case])
    CliRunner().invoke(app, ["demo", "-q", "--no-open", "--into", str(case)])
    assert opened == [case]
    with open_case(case) as store:
        links = [link for reading in store.readings() for link in reading.places]
    assert Counter(link.row.id.partition(":")[0] for link in links).keys() == {"own"}
