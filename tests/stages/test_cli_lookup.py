"""Actors, places and times looked up by hand, one at a time and line by line."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from khabar.cli.app import app


def run(*words: str, lines: str | bytes = "") -> Result:
    return CliRunner().invoke(app, list(words), input=lines, catch_exceptions=False)


def answers(*words: str) -> list[dict[str, Any]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    found: list[dict[str, Any]] = json.loads(line)
    assert found == sorted(found, key=lambda one: -one["p"])
    return found


def test_a_role_phrase_is_country_and_sector() -> None:
    best, *_ = answers("actors", "resolve", "two Chinese warplanes", "--on", "2021-08-28")
    assert list(best) == [
        *("name", "country", "sector", "sectors", "kind", "registry_id", "role", "p", "parts"),
    ]
    assert (best["country"], best["sector"], best["kind"]) == ("CHN", "MIL", "military")
    assert {"feature", "left", "right", "weight"} == set(best["parts"][0])


@pytest.mark.parametrize(("day", "sector"), [("2021-08-14", "REB"), ("2021-08-28", "GOV")])
def test_an_actor_is_what_it_was_on_that_day(day: str, sector: str) -> None:
    best, *_ = answers("actors", "resolve", "the Taliban", "--on", day)
    assert (best["registry_id"], best["sector"]) == ("afg-taliban", sector)


def test_the_country_of_the_scene_counts_when_the_phrase_names_none() -> None:
    best, *_ = answers("actors", "resolve", "the police", "--country", "Afghanistan")
    assert (best["country"], best["sector"]) == ("AFG", "COP")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["actors", "resolve", "a wooden table"], id="no actor"),
        pytest.param(["places", "resolve", "Qxzvtlmnop"], id="no place"),
        pytest.param(["times", "resolve", "the minister"], id="no time"),
        pytest.param(["actors", "resolve", ""], id="no words"),
        pytest.param(["places", "resolve", " "], id="blank"),
    ],
)
def test_what_is_nothing_gives_an_empty_list(words: list[str]) -> None:
    assert answers(*words) == []


@pytest.mark.parametrize(("near", "country"), [("SYR", "SYR"), ("Libya", "LBY")])
def test_a_place_is_looked_for_near_another(near: str, country: str) -> None:
    best, *_ = answers("places", "resolve", "Tripoli" if country == "LBY" else "Homs",
                       "--near", near)  # fmt: skip
    assert best["country"] == country
    assert best["parts"]


@pytest.mark.parametrize(
    ("tense", "day"), [("past", "2021-08-23"), ("future", "2021-08-30"), (None, "2021-08-23")]
)
def test_a_weekday_looks_the_way_of_the_tense(tense: str | None, day: str) -> None:
    asked = ["--tense", tense] if tense else []
    best, *_ = answers("times", "resolve", "Monday", "--published", "2021-08-28", *asked)
    assert (best["value"], best["first"], best["last"]) == (day, day, day)
    assert (best["granularity"], best["basis"]) == ("day", "resolved")


LINES = """\
{"id": "a", "text": "Syrian soldiers"}

{"id": "b", "text": "the police", "country": "Iraq", "more": [1]}
{"id": "c", "text":
{"id": "d"}
{"id": "e", "text": 7}
{"id": "f", "text": "the army", "on": "2021-02-30"}
{"id": "g", "text": "the army", "country": "Nowhereland"}
["h"]
{"text": "a wooden table", "on": null}"""


def test_a_bad_line_costs_only_itself() -> None:
    result = run("actors", "resolve", "-", lines=LINES)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 3
    assert [row.get("id") for row in rows] == ["a", "b", None, "d", "e", "f", "g", None, None]
    assert [row["line"] for row in rows if "error" in row] == [4, 5, 6, 7, 8, 9]
    reasons = [row["error"] for row in rows if "error" in row]
    for reason, words in zip(
        reasons,
        ["not JSON", "no text", "text is int", "on: not a day: '2021-02-30'", "'Nowhereland'",
         "not a JSON object"],
        strict=True,
    ):  # fmt: skip
        assert words in reason
    assert rows[0]["candidates"][0]["country"] == "SYR"
    assert rows[1]["candidates"][0]["country"] == "IRQ"
    assert rows[-1]["candidates"] == []
    assert result.stderr.splitlines()[0].startswith("line 4: ")


def test_lines_take_what_they_do_not_say_from_the_command_line() -> None:
    lines = '{"id": 1, "text": "on Friday"}\n{"id": 2, "text": "on Friday", "tense": "future"}\n'
    result = run("times", "resolve", "-", "--published", "2021-08-28", "--tense", "past",
                 lines=lines)  # fmt: skip
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["candidates"][0]["value"] for row in rows] == ["2021-08-27", "2021-09-03"]


def test_bytes_that_are_no_text_cost_their_line() -> None:
    lines = b'{"id": 1, "text": "\xff"}\n{"id": 2, "text": "Damascus", "near": "Syria"}\n'
    result = run("places", "resolve", "-", lines=lines)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 3
    assert (first["line"], second["candidates"][0]["country"]) == (1, "SYR")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param(["actors", "resolve", "x", "--on", "soon"], "not a day: 'soon'", id="day"),
        pytest.param(["actors", "resolve", "x", "--country", "XQ"], "no such country", id="land"),
        pytest.param(["times", "resolve", "x", "--tense", "now"], "unknown tense", id="tense"),
        pytest.param(["places", "resolve", "x", "--near", "Zzyzxq"], "no such country", id="near"),
        pytest.param(["places", "resolve", "x", "-c", "no.khabar"], "there is no case", id="case"),
        pytest.param(["actors", "resolve", "x " * 900], "1,800 characters", id="long"),
    ],
)  # fmt: skip
def test_an_impossible_option_is_refused(words: list[str], reason: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_report_on_one_line_costs_only_its_line() -> None:
    lines = '{"id": 1, "text": "' + "the army " * 20_000 + '"}\n{"id": 2, "text": "the army"}\n'
    result = run("actors", "resolve", "-", lines=lines)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 3
    assert "at most 1,000" in first["error"]
    assert second["candidates"]


@pytest.mark.parametrize("name", ["Taliban", "Hamas"])
def test_the_name_of_a_group_is_no_hamlet_of_another_name(name: str) -> None:
    assert answers("places", "resolve", name) == []


def test_a_town_is_no_country_that_sounds_like_it() -> None:
    assert all(one["country"] != "MRT" for one in answers("actors", "resolve", "Martuni"))


def test_people_get_a_table_and_ask_for_the_reasons() -> None:
    plain = run("actors", "resolve", "Syrian soldiers").stdout
    assert "[SYR MIL]" in plain
    assert "head:" not in plain
    assert "head: soldiers" in run("actors", "resolve", "Syrian soldiers", "--why").stdout
    assert "2021-08-28" in run("times", "resolve", "28 August 2021").stdout
    assert "SYR" in run("places", "resolve", "Damascus").stdout


def test_a_line_without_an_end_is_refused_and_the_next_is_answered() -> None:
    long = b'{"id": 1, "text": "' + b"x" * 2_000_000 + b'"}\n'
    result = run("actors", "resolve", "-", lines=long + b'{"id": 2, "text": "the police"}')
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["line"], result.exit_code) == (1, 3)
    assert "a line of more than 1,048,576 bytes" in first["error"]
    assert (second["id"], second["candidates"][0]["sector"]) == (2, "COP")
