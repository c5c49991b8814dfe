"""``khabar decide`` and ``decisions``: what the page does, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from helpers.web_case import copy_case
from khabar.cli.app import app


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Return a case of the demo's reports."""
    return str(copy_case(tmp_path))


def run(*words: str, case: str, code: int = 0) -> list[str]:
    done = CliRunner().invoke(app, [*words, "-c", case], catch_exceptions=False)
    assert done.exit_code == code, done.stderr
    return (done.stdout if code == 0 else done.stderr).splitlines()


def rows(*words: str, case: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*words, "--json", case=case)]


def test_a_rejected_claim_is_listed_with_who_and_why(case: str) -> None:
    claim = rows("claims", "--type", "THREATEN", case=case)[0]["id"]
    (made,) = rows("decide", "reject", claim, "--why", "a rumour", "--by", "Noor", case=case)
    assert (made["kind"], made["by"], made["why"]) == ("reject", "Noor", "a rumour")
    assert claim not in [row["id"] for row in rows("claims", case=case)]
    (row,) = rows("claims", "--rejected", case=case)
    assert (row["id"], row["rejected"]["by"], row["rejected"]["why"]) == (claim, "Noor", "a rumour")
    assert any("rejected by Noor on" in line for line in run("claims", "--rejected", case=case))
    run("decide", "undo", case=case)
    assert not rows("claims", "--rejected", case=case)


def test_ids_are_shown_where_asked_for_and_their_beginnings_do(case: str) -> None:
    shown = run("claims", "--ids", "--limit", "1", case=case)
    claim = next(line.strip() for line in shown if line.strip().startswith("claim-"))
    run("decide", "edit", claim[:14], "--set", "status=negated", case=case)
    (row,) = (row for row in rows("claims", case=case) if row["id"] == claim)
    assert row["status"] == "negated"


def test_every_kind_is_decided_and_undone(case: str) -> None:
    first, second = (row["id"] for row in rows("events", "--limit", "2", case=case))
    claims = [row["id"] for row in rows("claims", "--limit", "2", case=case)]
    before = len(rows("events", case=case))
    for words in (
        ("accept", claims[0]),
        ("flag", claims[1], "--why", "look again"),
        ("note", "ks-a-05", "--why", "of one side"),
        ("sensitive", "ks-a-06"),
        ("merge", first, second),
        ("redact", "ks-a-06:Gulnoz"),
        ("redact", "ks-a-05:0-5"),
        ("link", claims[0], "--set", "recipient=afg-taliban"),
    ):
        run("decide", *words, case=case)
        run("decide", "undo", case=case)
    run("decide", "seal", first, case=case)
    assert "sealed" in run("decide", "accept", first, case=case, code=2)[0]
    run("decide", "undo", case=case)
    assert len(rows("events", case=case)) == before
    log = rows("decisions", case=case)
    assert len(log) == 18
    assert all(row["undone"] for row in log if row["kind"] != "undo")


def test_an_id_that_leads_to_another_event_decides_about_that_one(case: str) -> None:
    first, second = (row["id"] for row in rows("events", "--limit", "2", case=case))
    run("decide", "merge", first, second, case=case)
    left = {row["id"] for row in rows("events", case=case)}
    gone, stays = (first, second) if second in left else (second, first)
    run("decide", "seal", gone, case=case)
    assert "sealed" in run("decide", "accept", stays, case=case, code=2)[0]


def test_sensitive_claims_are_exported_only_when_asked_for(case: str) -> None:
    run("decide", "sensitive", "ks-a-06", "--why", "names who fled", case=case)
    assert "ks-a-06" not in "\n".join(run("export", "-f", "csv", case=case))
    assert "ks-a-06" in "\n".join(run("export", "-f", "csv", "--sensitive", case=case))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("accept",), "needs at least 1"),
        (("accept", "claim-0000000000"), "is no id here"),
        (("redact", "ks-a-06:Nobody At All"), "does not have the words"),
        (("redact", "no-such:words"), "names no claim"),
        (("edit", "ks-a-06", "--set", "status=maybe"), "whole report"),
        (("undo", "decision-1", "decision-2"), "one decision is taken back"),
        (("undo",), "no decision holds"),
        (("note", "ks-a-05"), "without words"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_decided_is_refused_in_words(
    case: str, words: tuple[str, ...], message: str
) -> None:
    assert message in run("decide", *words, case=case, code=2)[0]
