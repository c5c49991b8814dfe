"""Outlets of one owner, as ``sources`` tells them."""

from khabar.record.event import SourceNote
from khabar.record.report import ReportId
from khabar.reference.outlets import Outlets, parse_outlets, parse_owners
from khabar.views.outlet_families import find_outlet_families

OWNERS = (
    "hill\tHill Group\tcompany\tXKX\trange\nrange\tRange Trust\ttrust\tXKX\nvale\tVale\tparty\n"
)
ROWS = (
    "a\tHill Post\tdaily\tXKX\thill\nb\tRange Radio\tbroadcaster\tXKX\trange\n"
    "c\tVale Voice\tparty outlet\t\tvale\nd\tFord Times\tdaily\n"
)


def note(number: int, outlet: str) -> SourceNote:
    return SourceNote(
        report=ReportId(f"r{number}"),
        outlet=outlet,
        copy_of=None,
        p=0.0,
        share=0.0,
        credits=(),
        quotes=(),
    )


def test_outlets_are_put_with_their_last_owner() -> None:
    known = Outlets(
        parse_outlets(ROWS, name="outlets.tsv"), owners=parse_owners(OWNERS, name="owners.tsv")
    )
    given = ["Vale Voice", "hill post", "Range Radio", "Range Radio", "Ford Times", "Nobody", ""]
    families = find_outlet_families([note(*one) for one in enumerate(given)], outlets=known)
    assert [(f.owner, f.outlets, f.reports) for f in families] == [
        ("Range Trust", ("Range Radio", "hill post"), 3),
        ("Vale", ("Vale Voice",), 1),
    ]
