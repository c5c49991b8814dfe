"""Add reports to a case, one after another; run as a program and killed by tests.

Usage: add_forever.py CASE PREFIX COUNT
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from helpers.siege import siege
from khabar.store import Addition, Capture, Derivation, open_case

__all__ = ["main"]


def main(place: str, prefix: str, count: str) -> None:
    """Add so many reports; say each on standard output when it is committed."""

    def additions() -> Iterator[Addition]:
        for number in range(int(count)):
            reading = siege(report=f"{prefix}{number}")
            yield Addition(Capture.of(reading.report.id.encode()), reading)
            if number % 16 == 0:
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()

    derivation = Derivation("reading", "0.1", "aa", "bb")
    with open_case(Path(place), create=True) as case:
        done = case.add(additions(), derivation=derivation, seen=datetime(2018, 9, 10, tzinfo=UTC))
    sys.stdout.write(f"{done.new} {done.again}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
