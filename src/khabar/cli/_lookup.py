"""Looking things up by hand: one phrase, or a line of JSON for each phrase."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from khabar.cli._console import Output
from khabar.cli._guard import ExitCode, exit_with
from khabar.cli._lines import tell_part
from khabar.record.errors import ConfigError, KhabarError

if TYPE_CHECKING:
    from khabar.exports.reading_shape import PartShape

__all__ = ["Answer", "Question", "answer_all", "read_country", "read_day"]

STDIN: Final = "-"
_LONGEST_LINE: Final = 1024 * 1024  # bytes; what is longer is not kept in memory
LONGEST: Final = 1_000
"""Code points of a phrase; what is longer is a report, and would take its time."""


class Answer(Protocol):
    """What every answer has."""

    @property
    def p(self) -> float:
        """Probability in [0, 1]."""

    @property
    def parts(self) -> "Sequence[PartShape]":
        """The reasons."""


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase with what is known about it.

    Attributes:
        text: The phrase.
        told: The other fields, as typed; those that were not given are missing.
    """

    text: str
    told: Mapping[str, str]


LookUp = Callable[[Question], Sequence[Answer]]
Tell = Callable[[Any], str]


def answer_all(
    question: Question, *, look_up: LookUp, tell: Tell, output: Output, why: bool = False
) -> None:
    """Answer one phrase, or every line of standard input when the phrase is ``-``.

    A bad line costs only itself: its answer says what is wrong, and the exit code is 3.

    Args:
        question: What the command line says; its fields hold for lines that do not say.
        look_up: Finds the candidates, the best first.
        tell: One candidate as a line for people.
        output: Where to.
        why: Write the reasons for people too.

    Raises:
        ConfigError: A field of the command line is impossible.
        Exit: Some lines were bad.
    """
    if question.text != STDIN:
        if len(question.text) > LONGEST:
            raise ConfigError(_too_long(question.text), do="read a whole report: khabar read")
        _write(look_up(question), tell=tell, output=output, why=why)
        return
    failed = 0
    for number, line in enumerate(_lines(sys.stdin.buffer), start=1):
        if line.strip():
            failed += not _answer_line(
                line, number=number, defaults=question.told, look_up=look_up, output=output
            )
    exit_with(ExitCode.SOME_FAILED if failed else ExitCode.DONE)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long only the beginning, so that memory is bounded."""
    while line := stream.readline(_LONGEST_LINE + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > _LONGEST_LINE:
            line = stream.readline(_LONGEST_LINE + 1)


def _answer_line(
    line: bytes, *, number: int, defaults: Mapping[str, str], look_up: LookUp, output: Output
) -> bool:
    """Answer one line of JSON; return whether it was a good one."""
    fields: Mapping[str, object] = {}
    try:
        fields = _fields(line)
        told = {**defaults, **_told(fields)}
        found = look_up(Question(_text(fields), told))
    except (KhabarError, ValueError) as error:
        what = error.what if isinstance(error, KhabarError) else str(error)
        where = error.where if isinstance(error, ConfigError) and error.where else ""
        reason = f"{where.removeprefix('--')}: {what}" if where else what
        output.write_json({"id": fields.get("id"), "line": number, "error": reason})
        output.complain(f"line {number}: {reason}")
        return False
    output.write_json({"id": fields.get("id"), "candidates": list(found)})
    return True


def _fields(line: bytes) -> Mapping[str, object]:
    """Return the fields of a line.

    Raises:
        ValueError: It is too long, or not a JSON object.
    """
    if len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
        msg = f"a line of more than {_LONGEST_LINE:,} bytes; write one phrase a line"
        raise ValueError(msg)
    try:
        fields = json.loads(line.decode("utf-8-sig").strip())
    except (ValueError, RecursionError) as error:
        msg = f"not JSON in UTF-8: {error}"
        raise ValueError(msg) from error
    if not isinstance(fields, dict):
        msg = 'not a JSON object; write {"id": ..., "text": ...}'
        raise ValueError(msg)  # noqa: TRY004 - a bad line, not a bad program
    return fields


def _text(fields: Mapping[str, object]) -> str:
    """Return the phrase of a line.

    Raises:
        ValueError: There is none, or it is too long.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        msg = "no text" if text is None else f"text is {type(text).__name__}, not a string"
        raise ValueError(msg)  # noqa: TRY004 - a bad line, not a bad program
    if len(text) > LONGEST:
        raise ValueError(_too_long(text))
    return text


def _too_long(text: str) -> str:
    return f"a phrase of {len(text):,} characters; at most {LONGEST:,} are looked up"


def _told(fields: Mapping[str, object]) -> dict[str, str]:
    """Return what a line tells beside its phrase.

    Raises:
        ValueError: A field is no string.
    """
    told: dict[str, str] = {}
    for name in ("on", "country", "published", "near", "tense"):
        value = fields.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            msg = f"{name} is {type(value).__name__}, not a string"
            raise ValueError(msg)  # noqa: TRY004 - a bad line, not a bad program
        told[name] = value
    return told


def _write(found: Sequence[Answer], *, tell: Tell, output: Output, why: bool) -> None:
    """Write the candidates of one phrase."""
    if output.json:
        from khabar.exports.reading_json import encode_json

        output.write(encode_json(list(found)).decode())
        return
    for one in found:
        output.print(f"{one.p:6.3f}  {tell(one)}", style="bold" if one is found[0] else "")
        for part in one.parts if why else ():
            output.print(f"        {part.weight:+7.2f}  {part.feature}: {tell_part(part)}")
    if not found:
        output.note("nothing found")


def read_day(words: str | None, *, where: str) -> date | None:
    """Return a day as it was typed.

    Args:
        words: ``2021-08-28``, perhaps with a time behind it; ``None`` for no day.
        where: Option or field, for messages.

    Returns:
        The day.

    Raises:
        ConfigError: It is no day.
    """
    if words is None:
        return None
    try:
        return date.fromisoformat(words.strip()[:10])
    except ValueError as error:
        msg = f"not a day: {words!r}"
        raise ConfigError(msg, where=where, do="give it like 2021-08-28") from error


def read_country(words: str | None, *, where: str) -> str | None:
    """Return a country as ISO alpha-3.

    Args:
        words: A code or an English name; ``None`` for no country.
        where: Option or field, for messages.

    Returns:
        The code.

    Raises:
        ConfigError: There is no such country.
    """
    if words is None:
        return None
    from khabar.reference.actors import open_registry
    from khabar.reference.gazetteer import country_name

    code = words.strip().upper()
    if country_name(code):
        return code
    rows = open_registry().find_exact(words)
    if len(rows) == 1 and len(rows[0].id) == 3:
        return rows[0].country
    msg = f"no such country: {words!r}"
    raise ConfigError(msg, where=where, do="give ISO alpha-3, such as AFG")
