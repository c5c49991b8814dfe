"""Laws of stable ids."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from khabar.base.ids import stable_id

_TEXT = st.text(st.characters())  # lone surrogates included
_FIELDS = st.lists(_TEXT, max_size=4)


@given(_FIELDS, _FIELDS)
def test_the_same_content_and_only_that_gets_the_same_id(left: list[str], right: list[str]) -> None:
    assert (stable_id("event", *left) == stable_id("event", *right)) == (left == right)


@given(_TEXT, _TEXT)
def test_what_lies_between_two_fields_counts(left: str, right: str) -> None:
    assert stable_id("x", left + right, "") != stable_id("x", left, right) or not right


def test_the_id_is_written_down_here_so_that_it_never_changes() -> None:
    assert stable_id("report", "خبر", "1") == "report-94b82f11555d2382"


def test_another_process_makes_the_same_id() -> None:
    code = (
        "from khabar.base.ids import stable_id; import sys; sys.stdout.write(stable_id('a', 'b'))"
    )
    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert other.stdout == stable_id("a", "b")
