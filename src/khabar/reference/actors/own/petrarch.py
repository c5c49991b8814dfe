"""CAMEO actor dictionaries, as TABARI and PETRARCH read them.

    AFGHAN_TALIBAN_ [AFGREBTAL 010101-210815] [AFGGOV >210815]  ; comment
    +TALIBAN_                          another name
    <tab>[AFGELI]                      otherwise

A code is a country and then roles, three letters each. Days are ``YYMMDD`` (31 to 99 are of
the twentieth century) or ``YYYYMMDD``. Where restrictions overlap, the first one holds; a
code without days fills what they leave open.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._heads import open_lexicon
from khabar.reference.actors._registry import Registry
from khabar.reference.actors.own.cameo import read_code
from khabar.reference.actors.own.drafts import Draft, Told
from khabar.reference.actors.own.spelling import spell_name

__all__ = ["looks_like_petrarch", "read_petrarch"]

_COMMENT: Final = re.compile(r"[;#].*|<!--.*?-->")
_SKIPPED: Final = ("<", "#", ";")
_STOP: Final = "---STOP---"
_CODED: Final = re.compile(r"\[([^\]]*)\]?")
_ENTRY: Final = re.compile(
    r"^\+?[A-Z0-9'\"(][^a-z]*\[[A-Z*-]{3,}|^\s*\[[A-Z]{3,}[^a-z]*\]|^\+[A-Z]"
)
_NOTHING: Final = frozenset({"", "-", "---", "###", "*", "****"})
_YEAR_CUT: Final = 30  # 30 is 2030, 31 is 1931
_DAY: Final = timedelta(days=1)
_BODIES: Final = frozenset({Sector.REB, Sector.UAF, Sector.PTY, Sector.CRM, Sector.NGO, Sector.IGO})


@dataclass(frozen=True, slots=True)
class _Restricted:
    """A code and the days it holds; open ends are ``None``."""

    code: str
    first: date | None
    last: date | None
    where: str

    @property
    def always(self) -> bool:
        """Whether it has no days."""
        return self.first is None and self.last is None


@dataclass(slots=True)
class _Entry:
    """One actor of the dictionary."""

    name: str
    where: str
    aliases: list[str] = field(default_factory=list)
    codes: list[_Restricted] = field(default_factory=list)


def looks_like_petrarch(text: str) -> bool:
    """Return whether a file looks like an actor dictionary.

    Args:
        text: Whole file, or its beginning.
    """
    lines = (_COMMENT.sub("", line).rstrip() for line in text.splitlines())
    return any(_ENTRY.match(line) for line in lines)


def read_petrarch(text: str, *, name: str, registry: Registry) -> Iterator[Draft]:
    """Read a dictionary.

    Args:
        text: Whole file.
        name: Its name, for messages.
        registry: Knows the states, which are left out: their cities and leaders have rows
            of their own.

    Yields:
        Actors. Entries without a code, or with a null code, name no actor.

    Raises:
        KnowledgeError: A code, a day or a line cannot be read.
    """
    entries: dict[str, _Entry] = {}
    for entry in _read_entries(text, name=name):
        known = entries.setdefault(_split_acronym(entry.name)[0], entry)
        if known is not entry:  # dictionaries repeat themselves; the first entry is stronger
            known.aliases += entry.aliases
            known.codes += entry.codes
    for entry in entries.values():
        if _is_actor(entry, registry=registry):
            yield _draft(entry)


def _read_entries(text: str, *, name: str) -> Iterator[_Entry]:
    """Yield the entries with their names and codes."""
    entry: _Entry | None = None
    _check_end(text, name=name)
    for number, raw in enumerate(text.splitlines(), start=1):
        if _STOP in raw:
            break
        line, where = _COMMENT.sub("", raw), f"{name}:{number}"
        if not line.strip() or raw.lstrip().startswith(_SKIPPED):
            continue
        words, codes = line.partition("[")[0].strip(), _read_codes(line, where=where)
        if words and not words.startswith("+"):
            if entry is not None:
                yield entry
            entry = _Entry(spell_name(words), where)
        elif entry is None:
            msg = f"{line.strip()!r} belongs to no actor"
            raise KnowledgeError(msg, where=where, do="write the actor's name above it")
        elif words.strip("+ "):
            entry.aliases.append(words[1:])
        if entry is not None:
            entry.codes += codes
    if entry is not None:
        yield entry


def _check_end(text: str, *, name: str) -> None:
    """Refuse a file that ends inside a code."""
    last = text.rpartition("\n")[2]
    if last.rfind("[") > last.rfind("]"):
        msg = "the file ends here, cut off"
        where = f"{name}:{text.count(chr(10)) + 1}"
        raise KnowledgeError(msg, where=where, do="fetch the file again")


def _read_codes(line: str, *, where: str) -> list[_Restricted]:
    """Return the codes of a line with their days."""
    codes = []
    for inside in _CODED.findall(line):
        code, _, days = inside.strip().partition(" ")
        if code in _NOTHING and not days:
            continue
        first, last = _read_days(days.strip(), where=where)
        codes.append(_Restricted(code, first, last, where))
    return codes


def _read_days(words: str, *, where: str) -> tuple[date | None, date | None]:
    """Return the first and last day of ``<D``, ``>D`` or ``D-D``."""
    if not words:
        return None, None
    if words[0] == "<":
        return None, _day(words[1:], where=where) - _DAY
    if words[0] == ">":
        return _day(words[1:], where=where) + _DAY, None
    start, dash, end = words.partition("-")
    if not dash:
        msg = f"not a stretch of days: {words!r}"
        raise KnowledgeError(msg, where=where, do="write <YYMMDD, >YYMMDD or YYMMDD-YYMMDD")
    first, last = _day(start, where=where), _day(end, where=where)
    if last < first:
        msg = f"days end before they start: {words!r}"
        raise KnowledgeError(msg, where=where)
    return first, last


def _day(words: str, *, where: str) -> date:
    """Return a day of six or eight digits."""
    digits = words.strip()
    if not digits.isdecimal() or len(digits) not in (6, 8):
        digits += "?"
    try:
        year, rest = int(digits[:-4]), digits[-4:]
        if len(digits) == 6:
            year += 2000 if year <= _YEAR_CUT else 1900
        return date(year, int(rest[:2]), int(rest[2:]))
    except ValueError as error:
        msg = f"not a day: {words.strip()!r}"
        raise KnowledgeError(msg, where=where, do="write YYMMDD or YYYYMMDD") from error


def _is_actor(entry: _Entry, *, registry: Registry) -> bool:
    """Return whether an entry has codes and is no state that the registry knows."""
    if not entry.codes:
        return False
    if any(len(one.code) > 3 for one in entry.codes):
        return True
    known = [registry.country_of_demonym(entry.name), registry.country_of_seat(entry.name)]
    known += [row.id for row in registry.find_exact(entry.name) if row.kind is EntityKind.COUNTRY]
    return not any(known)


def _draft(entry: _Entry) -> Draft:
    """Return an entry as a draft; names that other entries have too are marked as shared."""
    read = {one.code: read_code(one.code, where=one.where) for one in entry.codes}
    terms = tuple(
        Told(
            where=entry.where,
            sector=read[code][1],
            start="" if first is None else first.isoformat(),
            end="" if last is None else last.isoformat(),
        )
        for code, first, last in _merged(_laid_out(entry.codes), read)
    )
    country = next((one for one, _ in read.values() if one), "")
    names = [spell_name(alias) for alias in entry.aliases]
    bare, acronym = _split_acronym(entry.name)
    names += [acronym] if acronym else []
    aliases = dict.fromkeys(one for one in names if one and one != bare)
    return Draft(
        where=entry.where,
        name=bare,
        kind=_kind(bare, entry, [sector for _, sector in read.values()]),
        country=country,
        aliases=tuple(f"~{one}" for one in aliases),
        terms=terms,
        source="CAMEO dictionary",
    )


def _split_acronym(name: str) -> tuple[str, str]:
    """Return a name and the acronym in brackets behind it."""
    found = re.fullmatch(r"(.+?)\s*\(([^()]{2,8})\)", name)
    return (found[1], found[2].upper()) if found else (name, "")


def _kind(name: str, entry: _Entry, sectors: list[str]) -> str:
    """Return whether it is a person; else the sector says what it is."""
    head = open_lexicon().head(name.lower().rpartition(" ")[2])
    group = head is not None and not head.single
    dated = any(not one.always for one in entry.codes)
    if "ELI" in sectors or (dated and not group and not {*sectors} & _BODIES):
        return EntityKind.PERSON
    return ""


Stretch = tuple[str, date | None, date | None]


def _laid_out(codes: list[_Restricted]) -> Iterator[Stretch]:
    """Yield which code holds when; of those that overlap the first, of those without days the last.

    Yields:
        Stretches in order, not overlapping.
    """
    ruled = [one for one in codes if not one.always]
    others = [one for one in codes if one.always][-1:]
    starts = {date.min, *(one.first for one in ruled if one.first)}
    starts |= {one.last + _DAY for one in ruled if one.last and one.last < date.max}
    edges = sorted(starts)
    for start, after in zip(edges, [*edges[1:], None], strict=True):
        holds = (one for one in ruled if _covers(one, start))
        found = next(holds, others[0] if others else None)
        if found is not None:
            first = None if start == date.min else start
            yield found.code, first, None if after is None else after - _DAY


def _covers(one: _Restricted, day: date) -> bool:
    return (one.first or date.min) <= day <= (one.last or date.max)


def _merged(stretches: Iterable[Stretch], read: dict[str, tuple[str, str]]) -> Iterator[Stretch]:
    """Yield stretches, those of one sector that touch each other as one."""
    held: Stretch | None = None
    for code, first, last in stretches:
        touching = (
            held is not None
            and held[2] is not None
            and first is not None
            and held[2] + _DAY == first
            and read[held[0]][1] == read[code][1]
        )
        if held is not None and touching:
            held = (held[0], held[1], last)
            continue
        if held is not None:
            yield held
        held = (code, first, last)
    if held is not None:
        yield held
