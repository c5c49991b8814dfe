"""An input with its bytes: what a case keeps beside the report."""

from dataclasses import dataclass

from khabar.record.report import FailedInput, Report

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """One input.

    Attributes:
        raw: Its bytes as they came: a file, or one row of one.
        report: What became of them.
    """

    raw: bytes
    report: Report | FailedInput
