"""What holds of intake for any input."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from khabar.intake import IntakeOptions, make_report, read_inputs
from khabar.record.report import FailedInput, Report

_TODAY = date(2026, 11, 28)
_heads = st.sampled_from([
    "",
    "GULVAND, Aug 28 (Meridian) - ",
    "date 2021-08-28 ",
    "Army leaves\n",
    "Published: 3 March 1021\n",
    "\ud800 ",
])
texts = st.builds("{}{}".format, _heads, st.text(min_size=1)).filter(str.strip)
good_rows = st.builds(lambda text: json.dumps({"text": text}).encode(), texts)
bad_rows = st.sampled_from([
    b"{",
    b"\xff\xfe{}",
    b'"text"',
    b"{}",
    b'{"text": ""}',
    b'{"text": 3}',
    b'{"text": "They left.", "published": "1021-08-28"}',
    b'{"text": "They left.", "published": "tomorrow"}',
    b'{"id": "x"}',
    b"\x00",
])


def _read(rows: list[bytes]) -> list[Report | FailedInput]:
    options = IntakeOptions(today=_TODAY)
    return [one.report for one in read_inputs(["-"], options=options, standard_input=rows)]


@given(texts)
def test_the_text_is_never_changed(text: str) -> None:
    assert make_report(text).text == text


@given(texts)
def test_every_visible_character_is_in_exactly_one_block(text: str) -> None:
    report = make_report(text)
    covered = [at for b in report.blocks for at in range(b.span.start, b.span.end)]
    visible = [at for at in covered if not text[at].isspace()]
    assert covered == sorted(set(covered))
    assert visible == [at for at, char in enumerate(text) if not char.isspace()]


@given(texts, st.none() | st.dates(date(1990, 1, 1), _TODAY))
def test_making_a_report_twice_gives_the_same(text: str, day: date | None) -> None:
    first = make_report(text, metadata_published=day, today=_TODAY)
    assert first == make_report(text, metadata_published=day, today=_TODAY)


@given(texts)
def test_a_day_is_known_exactly_when_its_basis_is(text: str) -> None:
    report = make_report(text, today=_TODAY)
    assert (report.published is None) == (report.published_basis == "unknown")


@given(st.lists(good_rows | bad_rows, max_size=8))
def test_one_bad_row_costs_that_row(rows: list[bytes]) -> None:
    alone = [_read([row])[0] for row in rows]
    together = _read(rows)
    assert [type(one) for one in together] == [type(one) for one in alone]
    for left, right in zip(together, alone, strict=True):
        if isinstance(left, Report) and isinstance(right, Report):
            assert (left.id, left.text) == (right.id, right.text)


@given(st.binary(max_size=200))
def test_any_bytes_give_one_report_or_one_reason(raw: bytes) -> None:
    assert len(_read([raw])) == (1 if raw.strip() else 0)
