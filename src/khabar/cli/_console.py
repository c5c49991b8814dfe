"""What the terminal gets: data on stdout, everything else on stderr."""

import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

__all__ = ["Output", "clean", "counted", "prepare_streams"]

_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(words: str) -> str:
    """Return words that are safe to print.

    Control codes, direction overrides and lone surrogates of a hostile report become
    U+FFFD, so that they cannot move the cursor or end a line.

    Args:
        words: From a report.

    Returns:
        The words, as many code points.
    """
    return _UNPRINTABLE.sub("�", words)


def counted(number: int, what: str) -> str:
    """Return a number with what it counts: ``1 actor``, ``2 actors``.

    Args:
        number: How many.
        what: In the plural, ending in s.

    Returns:
        Both.
    """
    return f"{number} {what.removesuffix('s') if number == 1 else what}"


def prepare_streams() -> None:
    """Make stdout and stderr take every character, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@dataclass(slots=True)
class Output:
    """The two streams of one command.

    Attributes:
        quiet: Say nothing on stderr but errors.
        json: Data is JSON Lines.
    """

    quiet: bool = False
    json: bool = False
    _rich: "RichConsole | None" = field(default=None, repr=False)

    @property
    def rich(self) -> "RichConsole":
        """Stdout as rich writes it: plain when it is not a terminal or ``NO_COLOR`` is set."""
        if self._rich is None:
            self._rich = _open_rich()
        return self._rich

    def write(self, line: str) -> None:
        """Write one line of data.

        Args:
            line: Without its end.
        """
        sys.stdout.write(f"{line}\n")

    def write_json(self, fields: Mapping[str, object]) -> None:
        """Write one line of JSON.

        Args:
            fields: Plain values; lone surrogates are escaped.
        """
        from khabar.exports.reading_json import encode_json

        self.write(encode_json(fields).decode())

    def print(self, line: str, *, style: str = "") -> None:
        """Write one line for people; plain when stdout is not a terminal.

        Args:
            line: Without its end; made safe to print.
            style: A rich style.
        """
        from rich.text import Text

        self.rich.print(Text(clean(line), style=style))

    def note(self, line: str) -> None:
        """Say something on stderr, unless quiet.

        Args:
            line: Without its end.
        """
        if not self.quiet:
            sys.stderr.write(f"{clean(line)}\n")

    def complain(self, line: str) -> None:
        """Say on stderr what went wrong, quiet or not.

        Args:
            line: Without its end.
        """
        sys.stderr.write(f"{clean(line)}\n")


def _open_rich() -> "RichConsole":
    """Return rich's stdout; a reader that stops early is our guard's business, not rich's."""
    from rich.console import Console

    class Patient(Console):
        """Says that a pipe is broken instead of ending the program with 1."""

        def on_broken_pipe(self) -> None:
            """Pass the error on; it is being handled when this is called.

            Raises:
                BrokenPipeError: Always.
            """
            self.quiet = True
            raise BrokenPipeError

    return Patient(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=True)
