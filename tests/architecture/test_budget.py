"""The budgets of the style guide hold in every file of the product."""

from pathlib import Path

import pytest

from architecture.budget import find_breaches
from architecture.exceptions import EXCEPTIONS, Breach
from helpers import ROOT, source_files


def _all_breaches() -> set[Breach]:
    return {
        breach
        for path in source_files()
        for breach in find_breaches(path, (ROOT / path).read_text(encoding="utf-8"))
    }


def test_no_file_breaks_a_budget() -> None:
    broken = sorted(_all_breaches() - EXCEPTIONS.keys())
    lines = [f"{path}: {rule}: {name}" for path, rule, name in broken]
    assert not lines, "\n".join(["budgets broken (tests/architecture/budget.py):", *lines])


def test_every_exception_is_needed_and_says_why() -> None:
    assert EXCEPTIONS.keys() <= _all_breaches()
    assert all(len(reason.split()) >= 4 for reason in EXCEPTIONS.values())


_LONG_BODY = "def f():\n    '''Doc.'''\n" + "    x = 1\n" * 51


@pytest.mark.parametrize(
    ("source", "rule", "name"),
    [
        pytest.param("x = 1\n" * 501, "long-file", "x.py", id="file"),
        pytest.param(_LONG_BODY, "long-function", "f", id="function"),
        pytest.param("print('x')", "call", "print", id="print"),
        pytest.param("y = hash('x')", "call", "hash", id="hash"),
        pytest.param("eval('x')", "call", "eval", id="eval"),
        pytest.param("try:\n    x\nexcept:\n    y", "catch-all", "bare", id="bare"),
        pytest.param(
            "try:\n    x\nexcept (OSError, Exception):\n    y",
            "catch-all",
            "Exception",
            id="blanket",
        ),
        pytest.param("t = date.today()", "clock", "today", id="clock"),
        pytest.param("def f():\n    raise AError('x')", "raises", "f: AError", id="error"),
    ],
)
def test_a_breach_is_found(source: str, rule: str, name: str) -> None:
    path = Path("src/khabar/text/x.py")
    assert list(find_breaches(path, source)) == [Breach(path.as_posix(), rule, name)]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(_LONG_BODY.replace("    x = 1\n", "", 1), id="fifty-lines"),
        pytest.param("try:\n    x\nexcept Exception:\n    tidy()\n    raise", id="raised-again"),
        pytest.param("def f():\n    '''AError: no.'''\n    raise AError('x')", id="listed"),
        pytest.param(
            "class A:\n    '''AError: no.'''\n    def __post_init__(self):\n        raise AError()",
            id="listed-by-the-class",
        ),
        pytest.param("def _f():\n    raise AError('x')", id="private"),
        pytest.param("h = a.hash('x')", id="a-method-of-that-name"),
    ],
)
def test_what_is_allowed_is_not_reported(source: str) -> None:
    assert list(find_breaches(Path("src/khabar/text/x.py"), source)) == []
