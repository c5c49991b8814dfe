"""Every reason, and every exit code, is explained to people."""

from enum import Enum

import pytest

from helpers import ROOT
from khabar.cli._guard import ExitCode
from khabar.record.dropped import DropReason
from khabar.record.errors import FailureReason

_PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", [*FailureReason, *DropReason], ids=str)
def test_every_reason_is_explained(reason: str) -> None:
    assert f"| `{reason}` |" in _PAGE


@pytest.mark.parametrize(
    "code", ExitCode, ids=lambda code: code.name if isinstance(code, Enum) else ""
)
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    assert f"| {code.value} |" in _PAGE
