"""Rows of the ledgers against those that annotators wrote, in words.

The truth is written for people: "nine Red Cross trucks (flour, medical supplies)", "elders".
So names are one when they share a telling word (sounding alike, one or many; initials count,
those of a body in brackets too; a country is one with its adjective; "government" alone is one
with any government named), and rows are paired one to one, best first:

* control: place and holder are one; the first day is the same (or one of the two is not told;
  a year holds its days), and so is the last; one claimant is one (not asked where the truth
  says who only implies it).
* access: places are one (the gate where aid was stopped, where the truth names it, is one with the
  place it was for), the truth's words name our good (words that name no good say who or what moves:
  then it is a way or aid), the state is closed or restricted for what is stopped and open for what
  is let in (either where the truth tells both: "refused, allowed later"); days as above, and what
  the truth lets in on one day has no other end; one claimant is one.
* talks: what is compared are the pieces of each line of negotiation, lines paired by most
  pieces: venue, each party, each mediator, each demand, condition, offer and rejection (who,
  and two telling words or half of them), each day of a step. F1 is over pieces.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from khabar.base.names import fold_words, sound_key
from khabar.record.ledger import AccessEntry, AccessState, ControlEntry, Good, TalksTrack
from khabar_benchmarks.gold import value_bounds

__all__ = ["Rows", "is_one", "match_access", "match_control", "match_talks"]

Row = Mapping[str, Any]
T = TypeVar("T")
_PLAIN: Final = frozenset(
    "a an and army at by for from front government in into its military near no of office on "
    "only or out own said side sides that the their they to two unnamed up was were which who "
    "will with men people three one former other town valley general state".split()
)
_VEHICLES: Final = (
    "convoy truck lorry vehicle column car ship vessel boat barge launch ferry flight plane "
    "aircraft helicopter train"
)
_GOODS: Final = {
    Good.POWER: "electricity power current grid",
    Good.WATER: "water canal headworks pump intake sluice",
    Good.TELECOM: "telephone phone internet mobile network media radio line",
    Good.MEDICAL: "medical medicine surgical blood insulin vaccine drug wounded sick hospital "
    "evacuation ambulance care ward",
    Good.FOOD: "food flour rice bread wheat maize grain meal supplies",
    Good.AID: "aid assistance relief red cross programme humanitarian supplies tonne ton cargo "
    "kit consignment " + _VEHICLES,
    Good.ENTRY: "road bridge entry pass route ford men gate crossing airport port harbour "
    "movement traffic sealed blockade curfew visit visitor lawyer delegate journalist observer "
    "reporter inspector worker engineer crew relatives families women youths people residents "
    "civilians " + _VEHICLES,
    Good.EXIT: "road bridge exit pass route ford men evacuation leave residents civilians "
    "crossing airport movement traffic sealed blockade curfew departure relatives families women "
    "youths people",
}
_MOVED: Final = frozenset({Good.ENTRY, Good.EXIT, Good.AID})
_OPEN: Final = re.compile(
    r"let (in|out|through)|admitted|allow|open|restor|lifted|passed|carried out|(?<!none )entered",
    re.IGNORECASE,
)
_NOT_OPEN: Final = re.compile(r"\b(not|never)( be| been)? (let|admit|allow|open|restor|lift|carr)")
_SHUT: Final = re.compile(r"\b(shut|closed|cut|refused|barred|banned|blocked)\b", re.IGNORECASE)
_THREAT: Final = re.compile(r"threat|never (cut|carried|closed|enforced)", re.IGNORECASE)
_TO_WHOM: Final = re.compile(r"\bto (\w+)")
_FEW: Final = 2
_SHORTEST_STEM: Final = 4  # letters of a country without its last vowels
_OF_COUNTRY: Final = frozenset("n an ian en i ese ish".split())
_DAY_NOTE: Final = re.compile(r"\((?:by )?\d{4}-\d\d-\d\d[^)]*\)")  # "amnesty (2014-02-07)"
_BRACKET: Final = re.compile(r"[()]")  # "Sai Lun Tip (Hpalon National Army)" is two names


@dataclass(slots=True)
class Rows:
    """How rows of one ledger fit.

    Attributes:
        right: Rows that fit.
        ours: Rows of ours.
        true: Rows of the truth.
        errors: Rows that fit nowhere.
    """

    right: int = 0
    ours: int = 0
    true: int = 0
    errors: list[str] = field(default_factory=list)


def match_control(ours: Sequence[ControlEntry], truth: Sequence[Row]) -> Rows:
    """Compare who holds what.

    Args:
        ours: Rows of the ledger.
        truth: Rows as annotators wrote them.

    Returns:
        Counts and the rows left over.
    """

    def fits(entry: ControlEntry, row: Row) -> bool:
        return (
            is_one(entry.place, row["place"])
            and is_one(entry.holder, row["holder"])
            and _is_day(entry.first, row["from"])
            and _is_last(entry.last, row["to"])
            and _claims(entry.claimants, row["claimant"])
        )

    return _paired(ours, truth, fits, _show_control)


def match_access(ours: Sequence[AccessEntry], truth: Sequence[Row]) -> Rows:
    """Compare what gets in and out.

    Args:
        ours: Rows of the ledger.
        truth: Rows as annotators wrote them.

    Returns:
        Counts and the rows left over; one row of the truth can be several of ours, one for
        each good that its words name, and they count once. A row of ours that something is
        open from the day on which the truth ends its being shut says the same: it is not
        counted against us.
    """

    def fits(entry: AccessEntry, row: Row) -> bool:
        return (
            any(is_one(entry.place, where) for where in _where(row))
            and entry.what in _goods(" ".join((row["what"], *_TO_WHOM.findall(row["state"]))))
            and entry.state in _states(row["state"])
            and _is_day(entry.first, row["since"])
            and (_is_last(entry.last, row["until"]) or _is_passage(entry, row))
            and _claims(entry.claimants, row["claimant"])
        )

    def echoes(entry: AccessEntry, row: Row) -> bool:
        ends = row["until"] is not None and (
            entry.first is None or _is_last(entry.first, row["until"])
        )
        here = is_one(entry.place, row["place"]) and entry.what in _goods(row["what"])
        return entry.state is AccessState.OPEN and entry.last is None and here and ends

    return _paired(ours, truth, fits, _show_access, several=True, echoes=echoes)


def match_talks(ours: Sequence[TalksTrack], truth: Sequence[Row]) -> Rows:
    """Compare lines of negotiation piece by piece.

    Args:
        ours: Tracks of the ledger.
        truth: Tracks as annotators wrote them.

    Returns:
        Counts of pieces and those left over.
    """
    mine = [list(_pieces_of(track)) for track in ours]
    true = [list(_pieces_of_truth(row)) for row in truth]
    rows = Rows(ours=sum(map(len, mine)), true=sum(map(len, true)))
    pairs = sorted(
        ((_common(m, t), -i, -j) for i, m in enumerate(mine) for j, t in enumerate(true)),
        reverse=True,
    )
    free_mine, free_true = set(range(len(mine))), set(range(len(true)))
    for common, i, j in pairs:
        if common and -i in free_mine and -j in free_true:
            free_mine.remove(-i)
            free_true.remove(-j)
            rows.right += common
            missed, extra = _unmatched(true[-j], mine[-i])
            rows.errors += [f"missed {p}" for p in missed]
            rows.errors += [f"invented {p}" for p in extra]
    rows.errors += [f"line missed: {true[j]}" for j in sorted(free_true)]
    rows.errors += [f"line invented: {mine[i]}" for i in sorted(free_mine)]
    return rows


def is_one(ours: str, true: str) -> bool:
    """Return whether two names share a telling word, or one is initials of the other.

    A true name without a telling word ("government") is one with ours that holds all its words.
    """
    left, right = _words(ours), _words(true)
    if {sound_key(word) for word in left} & {sound_key(word) for word in right}:
        return True
    if any(_is_adjective(one, two) for one in left for two in right):
        return True
    initials = {"".join(w[0] for w in fold_words(each)) for each in (*_BRACKET.split(ours), true)}
    if initials & (set(fold_words(ours)) | set(fold_words(true))):
        return True
    if not right:  # "government": told by plain words alone
        return set(fold_words(true)) <= set(fold_words(ours))
    return set(fold_words(ours)) == set(fold_words(true))


def _is_adjective(one: str, two: str) -> bool:
    """Return whether one word is a country and the other its adjective: "Ostrova", "Ostrovan"."""
    country, adjective = sorted((one, two), key=len)
    stem = country.rstrip("aeiou")
    front, ending = adjective[: len(stem)], adjective[len(stem) :]
    return len(stem) >= _SHORTEST_STEM and front == stem and ending in _OF_COUNTRY


def _words(name: str) -> list[str]:
    return [_singular(word) for word in fold_words(name) if word not in _PLAIN]


def _claims(ours: Iterable[str], true: str) -> bool:
    told = true.partition("disputed")[0]
    if "implied" in told:
        return True
    return any(is_one(each, part) for each in ours for part in told.split(";"))


def _is_day(ours: date | None, true: str | None) -> bool:
    if ours is None or true is None:
        return True
    first, last = value_bounds(true)
    return first is not None and last is not None and first <= ours <= last


def _is_last(ours: date | None, true: str | None) -> bool:
    """Return whether an end fits: open with open, and a day more or less for what ends."""
    if ours is None or true is None:
        return ours is None and true is None
    first, last = value_bounds(true.partition(" (")[0])  # "2031-05-04 (Orlov: goes on)"
    day = timedelta(days=1)
    return first is not None and last is not None and first - day <= ours <= last + day


def _is_passage(entry: AccessEntry, row: Row) -> bool:
    """Return whether the truth ends what got through on its own day, and ours does not end.

    "Let in" on a day is one passage: some write that it ended there, others leave it open.
    """
    let_in = entry.state is AccessState.OPEN and entry.first is not None and entry.last is None
    return let_in and row["until"] is not None and row["until"] == row["since"]


def _where(row: Row) -> Iterator[str]:
    """Yield the words of a truth that say where: its place, and the gate it names beside it."""
    yield row["place"]
    yield row["what"]
    named = " ".join(word for word in row["state"].split() if word[:1].isupper())
    gate = (row.get("restricted_by") or "").partition(" at ")[2]
    yield from (words for words in (named, gate) if words)


def _goods(what: str) -> set[Good]:
    """Return the goods that words name; words that name none say who or what moves."""
    words = {_singular(word) for word in fold_words(what)}
    named = {
        good
        for good, listed in _GOODS.items()
        if words & {_singular(word) for word in listed.split()}
    }
    return named or set(_MOVED)


def _singular(word: str) -> str:
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


def _states(state: str) -> frozenset[AccessState]:
    if _THREAT.search(state):
        return frozenset({AccessState.OPEN, AccessState.RESTRICTED, AccessState.UNKNOWN})
    shut = frozenset({AccessState.CLOSED, AccessState.RESTRICTED})
    if _NOT_OPEN.search(state) or not _OPEN.search(state):
        return shut
    opened = frozenset({AccessState.OPEN})
    return shut | opened if _SHUT.search(state) else opened  # "shut, or open two hours a day"


def _paired(
    ours: Sequence[T],
    truth: Sequence[Row],
    fits: Callable[[T, Row], bool],
    show: Callable[[T], str],
    *,
    several: bool = False,
    echoes: Callable[[T, Row], bool] | None = None,
) -> Rows:
    fitting = [[at for at, entry in enumerate(ours) if fits(entry, row)] for row in truth]
    holder: dict[int, int] = {}
    found = [_place(at, fitting, holder, set()) for at in range(len(truth))]
    free = [at for at in range(len(ours)) if at not in holder]
    if several:
        named = {at for each in fitting for at in each}
        free = [at for at in free if at not in named]
    if echoes is not None:
        free = [at for at in free if not any(echoes(ours[at], row) for row in truth)]
    missed = [f"missed {dict(row)}" for row, right in zip(truth, found, strict=True) if not right]
    return Rows(
        sum(found),
        sum(found) + len(free),
        len(truth),
        missed + [f"invented {show(ours[at])}" for at in free],
    )


def _place(
    row: int, fitting: Sequence[Sequence[int]], holder: dict[int, int], seen: set[int]
) -> bool:
    """Give a row of the truth one of ours that fits, moving others to make room."""
    for at in fitting[row]:
        if at not in seen:
            seen.add(at)
            if at not in holder or _place(holder[at], fitting, holder, seen):
                holder[at] = row
                return True
    return False


def _show_control(entry: ControlEntry) -> str:
    days = f"{entry.first}..{entry.last}"
    return f"{entry.place}: {entry.holder} {entry.state} {days} per {entry.claimants}"


def _show_access(entry: AccessEntry) -> str:
    days = f"{entry.first}..{entry.last}"
    return f"{entry.place}: {entry.what} {entry.state} {days} per {entry.claimants}"


_Piece = tuple[str, str, str]


def _pieces_of(track: TalksTrack) -> Iterator[_Piece]:
    yield from (("party", party, "") for party in track.parties)
    if track.venue:
        yield ("venue", track.venue, "")
    yield from (("mediator", each, "") for each in track.mediators)
    for name in ("demands", "conditions", "offers", "rejections"):
        yield from ((name, stated.by, stated.what) for stated in getattr(track, name))
    days = sorted({step.day for step in track.steps if step.day is not None})
    yield from (("day", day.isoformat(), "") for day in days)


def _pieces_of_truth(row: Row) -> Iterator[_Piece]:
    yield from (("party", party, "") for party in row["parties"])
    if row["venue"]:
        yield ("venue", row["venue"], "")
    yield from (("mediator", each, "") for each in (row["mediator"] or "").split(" and ") if each)
    for name in ("demands", "conditions", "offers", "rejections"):
        said = ((stated["by"], _DAY_NOTE.sub("", stated["what"])) for stated in row[name])
        yield from ((name, by, what) for by, what in said)
    yield from (("day", day, "") for day in sorted(row["status_by_date"]))


def _is_piece(one: _Piece, two: _Piece) -> bool:
    if one[0] != two[0]:
        return False
    if one[0] == "day":
        return one[1] == two[1]
    if not is_one(one[1], two[1]):
        return False
    left, right = ({sound_key(w) for w in _words(each[2])} for each in (one, two))
    shared = len(left & right)
    return not right or shared >= min(_FEW, len(right)) or 2 * shared >= len(right)


def _unmatched(true: Sequence[_Piece], mine: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Return pieces of the truth, and of ours, that have no counterpart of their own."""
    free = list(mine)
    missed = []
    for piece in true:
        fitting = next((each for each in free if _is_piece(each, piece)), None)
        if fitting is None:
            missed.append(piece)
        else:
            free.remove(fitting)
    return missed, free


def _common(mine: Sequence[_Piece], true: Sequence[_Piece]) -> int:
    return len(true) - len(_unmatched(true, mine)[0])
