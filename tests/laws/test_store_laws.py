"""What holds for any reading that is put into a store."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers.strategies import WORDS, readings, texts
from khabar.base.names import fold_words
from khabar.record.claim import Reading
from khabar.record.codes import EventType, Status
from khabar.store import (
    Addition,
    Box,
    Capture,
    ClaimQuery,
    Derivation,
    Store,
    open_case,
    open_store,
)
from khabar.store._codec import decode_reading, encode_reading, text_from_cell, text_to_cell
from khabar.store._terms import parse_terms

NOW = datetime(2021, 9, 1, 12, tzinfo=UTC)
FIRST = Derivation("reading", "0.1", "aa", "bb")
quick = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

_longitude, _latitude = st.floats(-180, 180), st.floats(-90, 90)
boxes = st.builds(
    lambda west, east, lats: Box(west, min(lats), east, max(lats)),
    _longitude,
    _longitude,
    st.tuples(_latitude, _latitude),
)
queries = st.builds(
    ClaimQuery,
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    types=st.frozensets(st.sampled_from(EventType), max_size=12),
    statuses=st.frozensets(st.sampled_from(Status), max_size=5),
    actor=st.sampled_from(("", "", "", "rebels", "drs-front", "-", "\ud800")),
    recipient=st.sampled_from(("", "", "", "REBELS")),
    place=st.sampled_from(("", "", "", "gulvand", "AFG", "gn:1")),
    text=st.sampled_from(("", "", "", "rebels", '"dareshan rebels"', "reb* 12", "-")),
    outlet=st.sampled_from(("", "", "meridian", "Press")),
    box=st.none() | boxes,
    limit=st.none() | st.integers(0, 3),
)


def additions(made: Iterable[Reading]) -> list[Addition]:
    return [Addition(Capture.of(r.report.text_sha256.encode()), r) for r in made]


def different(made: list[Reading]) -> bool:
    ids = [reading.report.id for reading in made]
    return len(set(ids)) == len(ids)


@quick
@given(readings())
def test_what_is_encoded_is_decoded_unchanged(reading: Reading) -> None:
    assert decode_reading(encode_reading(reading), text=reading.report.text) == reading


@quick
@given(readings())
def test_a_reading_kept_without_how_late_it_can_have_begun_is_read(reading: Reading) -> None:
    text = reading.report.text
    raw = msgspec.to_builtins(replace(reading, report=replace(reading.report, text="")))
    for claim in raw["claims"]:
        del claim["when"]["first_by"]
    older = decode_reading(zlib.compress(json.dumps(raw).encode("ascii")), text=text)
    assert older == replace(
        reading,
        claims=tuple(
            replace(claim, when=replace(claim.when, first_by=None)) for claim in reading.claims
        ),
    )


@given(texts)
def test_a_text_in_a_cell_is_the_same_text(text: str) -> None:
    assert text_from_cell(text_to_cell(text)) == text


@quick
@given(st.lists(readings(), max_size=3))
def test_what_is_written_is_read_unchanged(made: list[Reading]) -> None:
    assume(different(made))
    with TemporaryDirectory() as folder, open_case(Path(folder) / "a", create=True) as case:
        done = case.add(additions(made), derivation=FIRST, seen=NOW)
        assert (done.new, done.refused) == (len(made), ())
        assert all(case.reading(reading.report.id) == reading for reading in made)
        again = case.add(additions(made), derivation=FIRST, seen=NOW)
        assert (again.new, again.again) == (0, len(made))
        assert all(case.reading(reading.report.id) == reading for reading in made)


def ask(store: Store, query: ClaimQuery) -> list[object]:
    answers: list[object] = [store.counts()]
    answers += store.reports()
    answers += store.readings()
    answers += store.readings(query)
    answers += store.claims(query)
    answers += store.occurrences(query)
    return answers


@quick
@given(st.lists(readings(), min_size=1, max_size=3), st.lists(queries, min_size=5, max_size=5))
def test_the_case_file_answers_as_the_obvious_store(
    made: list[Reading], asked: list[ClaimQuery]
) -> None:
    assume(different(made))
    plain = open_store("memory://")
    plain.add(additions(made), derivation=FIRST, seen=NOW)
    with TemporaryDirectory() as folder, open_case(Path(folder) / "a", create=True) as case:
        case.add(additions(made), derivation=FIRST, seen=NOW)
        for query in asked:
            assert ask(case, query) == ask(plain, query)
        for line in (*WORDS, "reb*", '"12 talks"', "dareshan talks"):
            hits = {hit.report: hit for hit in case.search(line)}
            assert hits == {hit.report: hit for hit in plain.search(line)}


@given(texts)
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    words = fold_words(text)
    for word in words:
        (term,) = parse_terms(f'"{word}"')
        assert term.find_in(words)
