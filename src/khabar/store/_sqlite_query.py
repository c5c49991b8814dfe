"""A claim query as SQL. ``_match`` says the same in plain Python."""

# ruff: noqa: S608 - only our own table names and conditions are put into SQL; values are bound

from dataclasses import dataclass, field

from khabar.base.names import fold_name
from khabar.store._codec import printable
from khabar.store._sqlite_rows import Cell
from khabar.store._terms import Term, parse_terms
from khabar.store.rows import Box, ClaimQuery

__all__ = ["Where", "claims_where", "words_query"]


@dataclass(slots=True)
class Where:
    """Conditions joined by AND, with their values.

    Attributes:
        conditions: SQL, each true or false.
        values: What stands for the question marks, in order.
    """

    conditions: list[str] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)

    def need(self, condition: str, *values: Cell) -> None:
        """Add one condition.

        Args:
            condition: SQL with question marks.
            *values: What stands for them.
        """
        self.conditions.append(f"({condition})")
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """All conditions; true when there are none."""
        return " AND ".join(self.conditions) or "1"


_FILLED = """EXISTS (
    SELECT 1 FROM fillers AS f
    LEFT JOIN entities AS e ON e.reading = c.reading AND e.id = f.entity
    WHERE f.claim = c.key AND f.role = ? AND (
        e.registry_id = ? OR instr(' ' || e.name_folded || ' ', ?) > 0
        OR instr(' ' || f.words_folded || ' ', ?) > 0))"""
_PLACED = """EXISTS (
    SELECT 1 FROM claim_places AS cp JOIN places AS l ON l.key = cp.place
    WHERE cp.claim = c.key AND {condition})"""


def claims_where(query: ClaimQuery, *, boxes: bool) -> Where:
    """Return the conditions of a query over ``claims AS c``, ``readings AS r``, ``reports AS p``.

    Args:
        query: Which claims.
        boxes: There is an R-Tree of places.

    Returns:
        The conditions.
    """
    where = Where()
    if query.report is not None:
        where.need("p.id = ?", printable(query.report))
    if query.outlet:
        _need_words(where, "r.outlet_folded", query.outlet)
    for column, values in (("c.type", query.types), ("c.status", query.statuses)):
        if values:
            marks = ", ".join("?" * len(values))
            where.need(f"{column} IN ({marks})", *sorted(values))
    _need_days(where, query)
    _need_text(where, query.text)
    for role, wanted in (("actor", query.actor), ("recipient", query.recipient)):
        if wanted:
            where.need(_FILLED, *_filled(role, wanted))
    if query.place:
        _need_place(where, query.place)
    if query.box is not None:
        _need_box(where, query.box, boxes=boxes)
    return where


def words_query(terms: tuple[Term, ...]) -> str:
    """Return search terms in the language of FTS5; nothing in them can be an operator.

    Args:
        terms: At least one.

    Returns:
        Every term as a phrase, all of them needed.
    """
    return " AND ".join(
        f'"{" ".join(term.words)}"' + ("*" if term.prefix else "") for term in terms
    )


def _padded(wanted: str) -> str:
    """Return folded words between blanks; what no text has when there are no words."""
    words = fold_name(wanted)
    return f" {words} " if words else "\x00"


def _filled(role: str, wanted: str) -> tuple[Cell, ...]:
    """Return the values of ``_FILLED``."""
    padded = _padded(wanted)
    return role, printable(wanted), padded, padded


def _need_words(where: Where, column: str, wanted: str) -> None:
    """Ask for folded words that stand side by side in a folded column."""
    where.need(f"instr(' ' || {column} || ' ', ?) > 0", _padded(wanted))


def _need_days(where: Where, query: ClaimQuery) -> None:
    """Ask for intervals that touch the days asked for."""
    if query.since is None and query.until is None:
        return
    where.need("c.first_day IS NOT NULL OR c.last_day IS NOT NULL")
    if query.since is not None:
        where.need("c.last_day IS NULL OR c.last_day >= ?", query.since.isoformat())
    if query.until is not None:
        where.need("c.first_day IS NULL OR c.first_day <= ?", query.until.isoformat())


def _need_text(where: Where, text: str) -> None:
    """Ask for search terms in the claim's sentence."""
    if not text:
        return
    terms = parse_terms(text)
    if not terms:
        where.need("0")
    for term in terms:
        end = "" if term.prefix else " "
        where.need(
            "EXISTS (SELECT 1 FROM sentences AS s WHERE s.reading = c.reading"
            " AND s.position = c.sentence AND instr(' ' || s.folded || ' ', ?) > 0)",
            f" {' '.join(term.words)}{end}",
        )


def _need_place(where: Where, wanted: str) -> None:
    """Ask for a place by its words, or by its link."""
    link = _PLACED.format(
        condition="(l.place_id = ? OR l.country = ? OR instr(' ' || l.name_folded || ' ', ?) > 0)"
    )
    exact = printable(wanted)
    filled = _filled("place", wanted)
    where.need(f"{_FILLED} OR {link}", *filled, exact, exact, _padded(wanted))


def _need_box(where: Where, box: Box, *, boxes: bool) -> None:
    """Ask for a linked place inside a box: points first, their claims from there."""
    join = "AND" if box.west <= box.east else "OR"
    inside = f"l.lat BETWEEN ? AND ? AND (l.lon >= ? {join} l.lon <= ?)"
    values: tuple[Cell, ...] = (box.south, box.north, box.west, box.east)
    points = "places AS l"
    if boxes:  # the R-Tree rounds outwards, so the exact columns decide
        points = "place_boxes AS b CROSS JOIN places AS l ON l.key = b.key"
        inside += f" AND b.north >= ? AND b.south <= ? AND (b.east >= ? {join} b.west <= ?)"
        values = (*values, *values)
    where.need(
        f"c.key IN (SELECT cp.claim FROM {points}"
        f" CROSS JOIN claim_places AS cp ON cp.place = l.key WHERE {inside})",
        *values,
    )
