"""A claim reads as a sentence of its own: sources, deed, place, days, condition."""

from dataclasses import replace
from datetime import date

import pytest

from helpers.entities import make_entity
from helpers.readings import make_small_reading
from khabar.record.actor import EntityId
from khabar.record.codes import EntityKind, Role
from khabar.record.span import Span
from khabar.record.time import TimeBasis, When
from khabar.views.claim_lines import make_claim_lines, tell_when
from khabar.views.claim_rows import make_claim_row
from khabar.views.notebook import attach, show_reading
from khabar.views.situation import make_situation


def test_a_claim_line_says_who_says_that_who_did_what_to_whom() -> None:
    threat, wounding = make_claim_lines(make_small_reading())
    assert str(threat) == (
        'Radio Sael > Colonel Varo: Varo\'s men -> THREATEN/force "shell" [hypothetical] -> '
        "(Colonel Varo) @ Old Tarn, 2019-05-03, IF the <gate> stays shut"
    )
    assert str(wounding) == (
        'Radio Sael > unnamed (a witness): ? -> ASSAULT "wounded" [actual], '
        'by 2019-05-02 (report\'s date), injured 2-3 ("two or three")'
    )


def test_the_sentence_stands_on_one_line_and_the_trigger_in_it() -> None:
    threat, _ = make_claim_lines(make_small_reading())
    assert "\n" not in threat.sentence
    assert threat.sentence.startswith("Colonel Varo told Radio Sael that his men would shell Old")
    assert threat.trigger.quote(threat.sentence) == "shell"


DAY, LATER, SPAN = date(2019, 5, 2), date(2019, 5, 9), Span(0, 1)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        pytest.param(When(DAY, DAY, TimeBasis.STATED, SPAN), "2019-05-02", id="day"),
        pytest.param(When(DAY, LATER, TimeBasis.STATED, SPAN), "2019-05-02..2019-05-09", id="days"),
        pytest.param(When(DAY, None, TimeBasis.RESOLVED, SPAN), "from 2019-05-02", id="open"),
        pytest.param(
            When(None, DAY, TimeBasis.DATELINE, None),
            "by 2019-05-02 (report's date)",
            id="dateline",
        ),
        pytest.param(
            When(DAY, DAY, TimeBasis.CONTEXT, SPAN), "2019-05-02 (from the story)", id="context"
        ),
        pytest.param(When(None, None, TimeBasis.UNKNOWN, None), "day unknown", id="unknown"),
    ],
)
def test_days_are_told_with_how_we_know_them(when: When, words: str) -> None:
    assert tell_when(when) == words


def test_a_row_has_the_same_words_and_the_spans() -> None:
    reading = make_small_reading()
    row = make_claim_row(reading.claims[0], reading=reading)
    assert row["sources"] == ("Radio Sael", "Colonel Varo")
    assert row["conditions"] == ("if the <gate> stays shut",)
    assert row["trigger"] == [reading.claims[0].trigger.start, reading.claims[0].trigger.end]


def test_a_notebook_gets_marked_escaped_html_without_script() -> None:
    reading = make_small_reading(outlet='<script>alert("x")</script>')
    page = show_reading(reading)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "if the &lt;gate&gt; stays shut" in page
    assert '<mark style="background:#ffe9a8;color:#222;padding:0"' in page
    assert ">shell</mark>" in page
    attach()
    assert reading._repr_html_() == page  # type: ignore[attr-defined]


def test_a_notebook_can_always_encode_the_page() -> None:
    reading = make_small_reading()
    text = reading.report.text.replace("herders", "herd\ud800\x00")
    page = show_reading(replace(reading, report=replace(reading.report, text=text)))
    assert "herd\ufffd\ufffd" in page
    page.encode("utf-8")


def test_a_situation_counts_what_it_does_not_show() -> None:
    (day,) = make_situation([make_small_reading()], per_day=1)
    assert (day.day, day.reports, day.more) == (date(2019, 5, 2), 1, 1)
    assert [line.type for line in day.lines] == ["THREATEN/force"]


@pytest.mark.parametrize(
    ("said", "called", "words"),
    [
        ("the ford", "Old Tarn", "@ the ford (Old Tarn),"),
        ("The ford", "Old Tarn", "@ The ford (Old Tarn),"),
        ("the ford", "ford", "@ the ford,"),
        ("Old Ford", "Old Tarn", "@ Old Ford,"),
    ],
)
def test_a_place_named_elsewhere_has_its_name_behind_it(said: str, called: str, words: str) -> None:
    reading = make_small_reading()
    text = reading.report.text.replace("Old Tarn", said)
    place = next(f for f in reading.claims[0].fillers if f.role is Role.PLACE)
    assert place.span is not None
    threat = replace(
        reading.claims[0],
        fillers=(replace(place, entity=EntityId("E9")),),
    )
    entity = make_entity(place.span, EntityKind.PLACE, number="E9", name=called)
    changed = replace(
        reading,
        report=replace(reading.report, text=text),
        entities=(*reading.entities, entity),
        claims=(threat,),
    )
    (line,) = make_claim_lines(changed)
    assert words in str(line)
