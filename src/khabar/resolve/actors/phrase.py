"""Role phrases: "two Chinese warplanes", "a senior Hamas official" -> kind, country, sector."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from khabar.record.actor import ActorRow, Tenure
from khabar.record.codes import EntityKind, Sector
from khabar.record.score import Part, Score
from khabar.reference.actors import (
    Head,
    Registry,
    Takes,
    fold_name,
    open_lexicon,
    open_registry,
    tenure_on,
)
from khabar.resolve.actors.candidates import (
    Candidate,
    Named,
    cased,
    is_name_word,
    is_whole,
    kind_of,
    kind_on,
    merged,
    unbracketed,
)
from khabar.resolve.actors.cuts import TAIL, WORD, cut_phrase
from khabar.resolve.actors.titles import is_of_another, is_titled

__all__ = ["describe_phrase", "resolve_phrase"]

_NO_ACTORS: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})

_NOISE: Final = frozenset(
    "senior top high ranking level unidentified unknown unnamed local armed suspected alleged "
    "masked new young old high-ranking".split()
)
_VAGUE: Final = frozenset(
    "people others person man men side sides dozens hundreds thousands group groups source sources "
    "office body team member members".split()
)
_HOLLOW: Final = frozenset(
    "members member group groups leaders leader commander commanders fighters forces supporters "
    "followers spokesman spokeswoman spokesperson head chief representatives representative "
    "official officials units unit source sources employees staff delegation delegates remnants "
    "families wife son daughter relatives soldiers troops president director chairman secretary "
    "minister governor mayor ambassador ministry government army police capital parliament "
    "king".split()
)
_PLIGHTS: Final = {
    **dict.fromkeys("displaced evacuated deported fleeing fled repatriated".split(), Sector.REF),
    **dict.fromkeys("anti-government pro-democracy anti-regime dissident".split(), Sector.OPP),
}
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNSEEN: Final = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_OF_SEATS: Final = frozenset({"government", "regime"})
_BASE: Final = 2.0  # log-odds of a lexicon head; tuned on events/train
_NAMED: Final = 5.0  # log-odds of a registry name
_ALIKE: Final = -3.0  # log-odds of a name that is only spelled like a registry name: 0.8 in all
_SHORTEST: Final = 5  # letters; below this no transliteration is tried
_LONGEST_NAME: Final = 7  # words


def resolve_phrase(
    text: str,
    *,
    on: date | None = None,
    country: str | None = None,
    registry: Registry | None = None,
) -> tuple[Candidate, ...]:
    """Say which actor, or what kind of actor, a phrase names.

    Args:
        text: A noun phrase of a report, as written.
        on: Day of the report; sectors are those of that day. ``None`` asks for the latest.
        country: ISO alpha-3 of the report's scene, used when the phrase names none.
        registry: Actors to look in; ``None`` for those that ship with Khabar. A case's own
            actors lie over them when it is ``open_registry().overlay(rows)``.

    Returns:
        Candidates, best first; empty for what is no actor.
    """
    return tuple(
        found
        for found in describe_phrase(text, on=on, country=country, registry=registry)
        if found.kind not in _NO_ACTORS
    )


def describe_phrase(
    text: str,
    *,
    on: date | None = None,
    country: str | None = None,
    registry: Registry | None = None,
) -> tuple[Candidate, ...]:
    """Do as ``resolve_phrase``, places and facilities included.

    Args:
        text: A noun phrase of a report, as written.
        on: Day of the report.
        country: ISO alpha-3 of the report's scene.
        registry: Actors to look in.

    Returns:
        Candidates, best first.
    """
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    return _describe(text, on, country or "", open_registry() if registry is None else registry)


@lru_cache(maxsize=20_000)
def _describe(
    text: str, on: date | None, country: str, registry: Registry
) -> tuple[Candidate, ...]:
    return _Phrase(text, on, country, registry).candidates()


class _Phrase:
    """One phrase on its way to its candidates."""

    def __init__(self, text: str, on: date | None, country: str, registry: Registry) -> None:
        self.on = on
        self.scene = country
        self.registry = registry
        self.lexicon = open_lexicon()
        cut = cut_phrase(text)
        self.whole, self.plain, self.former = cut.whole, cut.plain, cut.former
        self.core, self.tail, self.words = cut.core, cut.tail, list(cut.words)

    def candidates(self) -> tuple[Candidate, ...]:
        """Return what the phrase may mean, best first."""
        if not any(letter.isalpha() for letter in self.plain):
            return ()
        named = self._whole_name()
        if named:
            return named
        inside = self._name_inside()
        if inside:
            return (inside,)
        head, start, end = self._head()
        found = self._composed(head, start, end) if head else self._headless()
        return (found,) if found else ()

    def _whole_name(self) -> tuple[Candidate, ...]:
        """The phrase as it stands is a name of the registry, a country, or a seat."""
        for form in dict.fromkeys((self.whole, self.plain, unbracketed(self.plain))):
            exact = known = self.registry.find_exact(form, on=self.on)
            if not known and self._may_be_alike(form):
                known = self.registry.find_rows(form, on=self.on)
            rows = list(known)
            rows = [row for row in rows if not (form.islower() and form.isascii())]
            home = self._at_home(form) if exact and rows else None
            if home is not None and home not in rows:
                others = (self._of_row(row, form, -_BASE) for row in rows)
                return (self._of_row(home, form, _BASE), *others)
            if rows:
                weight = _NAMED if len(rows) == 1 else 0.0
                return tuple(self._of_row(row, form, weight, alike=not exact) for row in rows)
        seat = self.registry.country_of_seat(self.plain) if self.plain[:1].isupper() else ""
        if seat:
            row = self.registry.row(f"{seat.lower()}-gov")
            return (self._of_row(row, self.plain, _BASE, feature="seat of government"),)
        return ()

    def _may_be_alike(self, form: str) -> bool:
        """Return whether transliterations are tried: "Mr Assad" is no spelling of Maher Assad."""
        long = len(form) > _SHORTEST and not is_titled(form)
        return long and not self.registry.country_of_demonym(form)

    def _at_home(self, name: str) -> ActorRow | None:
        """Return the one bearer of a name that others have too who is of the scene's country."""
        bearers = self.registry.find_bearers(name, on=self.on) if self.scene else ()
        home = [row for row in bearers if row.country == self.scene]
        return home[0] if len(home) == 1 else None

    def _name_inside(self) -> Candidate | None:
        """A long name with words around it, or a person after a title the lexicon lacks."""
        words = [word.strip("'.") for word in WORD.findall(self.plain)]
        for size in range(min(_LONGEST_NAME + 2, len(words) - 1), 2, -1):
            for start in range(len(words) - size + 1):
                row = self._known_body(" ".join(words[start : start + size]))
                last = self.lexicon.head(fold_name(words[-1]))
                first = self.lexicon.head(fold_name(words[0])) if start else None
                if row and not (last and last.single) and not first:
                    name = " ".join(words[start : start + size])
                    return self._of_row(row, name, _BASE, feature="name inside")
        for start in range(1, len(self.words)):
            name = " ".join(self.words[start:])
            people = self.registry.find_exact(name, on=self.on) if name[:1].isupper() else ()
            if len(people) != 1 or people[0].kind is not EntityKind.PERSON or self.former:
                continue
            if not is_of_another(self.words, start, row=people[0], registry=self.registry):
                return self._of_row(people[0], name, _BASE, feature="name inside")
        return None

    def _head(self) -> tuple[Head | None, int, int]:
        """Find the head: the longest known words at the end, else the last known ones."""
        folded = [fold_name(word) for word in self.words]
        for end in range(len(folded), 0, -1):
            for start in range(max(0, end - self.lexicon.longest), end):
                head = self.lexicon.head(" ".join(folded[start:end]))
                if head and (end == len(folded) or self._titled(head, end)):
                    return head, start, end
        return None, 0, 0

    def _titled(self, head: Head, end: int) -> bool:
        """A title stands before a name: "President Hamid Karzai", "Hamas spokesman Abu Obeida"."""
        rest = self.words[end:]
        return head.single and all(is_name_word(word) for word in rest)

    def _composed(self, head: Head, start: int, end: int) -> Candidate | None:
        if end < len(self.words):
            return self._person(head, start, end)
        feature = "vague" if head.words in _VAGUE else "head"
        parts = [Part(feature, head.words, f"{head.kind}/{head.sector or '-'}", _BASE)]
        before = self.words[:start]
        body = self._body(before) or (self._body_after() if head.words in _HOLLOW else None)
        if body and is_whole(head, before, body) and not self.former and not self.tail:
            return self._of_row(body.row, self.plain, _BASE, feature="name inside")
        modifier = None if body else self._modifier(before, head)
        kind, sector = merged(head, body, modifier, self.on)
        if kind is EntityKind.CIVILIANS and sector is Sector.CVL:
            sector = self._plight() or sector
        if start == 0 and end == 1 and self._attributive(head):
            kind = kind_of(head) or kind
        if body:
            parts.append(Part("body", body.words, body.row.id, 1.0))
        if modifier:
            parts.append(Part("modifier", modifier.words, str(modifier.sector), 1.0))
        country, why = self._country(before, body)
        if country:
            parts.append(Part(why, self.plain, country, 1.0))
        return self._candidate(head, kind, sector, country=country, body=body, parts=tuple(parts))

    def _candidate(
        self,
        head: Head,
        kind: EntityKind,
        sector: Sector | None,
        *,
        country: str,
        body: Named | None,
        parts: tuple[Part, ...],
    ) -> Candidate:
        sectors: tuple[Sector, ...] = (sector,) if sector else ()
        single = head.single and kind is EntityKind.PERSON
        if self.former and sector and kind in (EntityKind.PERSON, EntityKind.GOVERNMENT):
            kind, sectors = (kind if single else EntityKind.CIVILIANS), (Sector.ELI, sector)
        elif self.former and kind in (EntityKind.ARMED_GROUP, EntityKind.MILITARY):
            kind, sectors = EntityKind.CIVILIANS, (Sector.CVL,)
        score = Score(parts)
        return Candidate(
            name=self.plain,
            kind=kind,
            country=country,
            sector=sectors[0] if sectors else None,
            sectors=sectors,
            registry_id=self._composed_row(country, head),
            role=head.words if single and sectors[:1] != (Sector.CVL,) else "",
            of=body.row.name if body else "",
            p=score.probability,
            score=score,
        )

    def _composed_row(self, country: str, head: Head) -> str:
        """Only "the Syrian army", never "Syrian soldiers in Homs", is the army's own row."""
        keys = {
            "army": "mil",
            "military": "mil",
            "armed forces": "mil",
            "government": "gov",
            "regime": "gov",
            "police": "cop",
            "parliament": "leg",
        }
        if not country or self.former or self.tail or head.words not in keys or len(self.words) > 3:
            return ""
        if head.words not in _OF_SEATS and any(self._is_seat(word) for word in self.words):
            return ""  # "Kyiv police" are not all of Ukraine's
        id_ = f"{country.lower()}-{keys[head.words]}"
        return id_ if self.registry.find_row(id_) else ""

    def _is_seat(self, word: str) -> bool:
        if not word[:1].isupper() or not self.registry.country_of_seat(word):
            return False
        return all(row.kind is not EntityKind.COUNTRY for row in self.registry.find_exact(word))

    def _plight(self) -> Sector | None:
        """Tell displaced people and opponents from other civilians by words on either side."""
        words = self.plain.lower().split()
        return next((_PLIGHTS[word] for word in words if word in _PLIGHTS), None)

    def _attributive(self, head: Head) -> bool:
        """Say whether "rebel" stands for rebels, as in "rebel shelling"."""
        bare = self.lexicon.modifier(head.words) is not self.lexicon.head(head.words)
        return bare and self.whole == self.words[0]

    def _person(self, head: Head, start: int, end: int) -> Candidate | None:
        """A title and a name."""
        name = " ".join(self.words[end:])
        rows = [
            row
            for row in self.registry.find_exact(name, on=self.on)
            if row.kind is EntityKind.PERSON
        ]
        if len(rows) == 1:
            return self._of_row(rows[0], name, _NAMED)
        body = self._body(self.words[:start])
        modifier = None if body else self._modifier(self.words[:start], head)
        _, sector = merged(head, body, modifier, self.on)
        country, why = self._country(self.words[:start], body)
        parts = [Part("title", head.words, f"person/{sector or '-'}", _BASE)]
        if country:
            parts.append(Part(why, self.plain, country, 1.0))
        found = self._candidate(
            head, EntityKind.PERSON, sector, country=country, body=body, parts=tuple(parts)
        )
        role = " ".join(self.words[start:end])
        return replace(found, name=name, role=role, registry_id="")

    def _headless(self) -> Candidate | None:
        """No known head: a people, a country's adjective, or a known name inside."""
        code = self._demonym(self.words) if len(self.words) <= 3 else ""
        if code:
            return self._people(code)
        body = self._body(self.words)
        if body is None:
            return None
        found = self._of_row(body.row, body.words, 1.0, feature="name inside")
        whole = self.words and body.words.split()[-1] == self.words[-1]
        return found if whole else replace(found, name=self.plain, registry_id="", role="")

    def _people(self, code: str) -> Candidate:
        """Tell a country ("Russian") from its people ("Russians")."""
        part = Part("demonym", self.core, code, _BASE)
        plural = self.words[-1].endswith(("s", "men"))
        if plural and fold_name(self.words[-1]) not in ("us", "philippines"):
            return self._plain(EntityKind.CIVILIANS, Sector.CVL, code, (part,))
        if re.match(r"(?:an?|one)\s", self.whole, re.IGNORECASE):
            return self._plain(EntityKind.PERSON, Sector.CVL, code, (part,))
        found = self._plain(EntityKind.COUNTRY, Sector.GOV, code, (part,))
        row = self.registry.row(code.lower())
        return replace(found, name=row.name, registry_id=row.id)

    def _plain(
        self, kind: EntityKind, sector: Sector, country: str, parts: tuple[Part, ...]
    ) -> Candidate:
        score = Score(parts)
        return Candidate(
            name=self.plain, kind=kind, country=country, sector=sector, sectors=(sector,),
            registry_id="", role="", of="", p=score.probability, score=score,
        )  # fmt: skip

    def _of_row(
        self,
        row: ActorRow,
        words: str,
        weight: float,
        *,
        feature: str = "name",
        alike: bool = False,
    ) -> Candidate:
        term = tenure_on(row, self.on)
        sectors: tuple[Sector, ...] = (term.sector if term else _between(row, self.on).sector,)
        if row.kind is EntityKind.PERSON and self._left_office(row):
            sectors = (Sector.ELI, *sectors) if sectors[0] is Sector.GOV else sectors
        spelled = (Part("only a like spelling", words, row.name, _ALIKE),) if alike else ()
        score = Score((Part(feature, words, row.id, weight), *spelled))
        return Candidate(
            name=row.name,
            kind=kind_on(row, sectors[-1]),
            country=row.country,
            sector=sectors[0],
            sectors=sectors,
            registry_id=row.id,
            role=term.role if term else "",
            of=self.registry.row(term.of).name if term and term.of else "",
            p=score.probability,
            score=score,
        )

    def _left_office(self, row: ActorRow) -> bool:
        last = row.tenures[-1].last
        return self.on is not None and last is not None and self.on > last

    def _body(self, words: list[str]) -> Named | None:
        """Find a group or body of the registry among words; the longest, the last."""
        for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - size, -1, -1):
                name = " ".join(words[start : start + size])
                row = self._known_body(name)
                if row:
                    return Named(row, name)
        return None

    def _known_body(self, name: str) -> ActorRow | None:
        if not name[:1].isalnum() or name.islower():
            return None
        name = name.removesuffix("'s").removesuffix("-led").removesuffix("-backed")
        if self.registry.country_of_demonym(name):
            return None
        rows = self.registry.find_exact(name, on=self.on)
        bodies = [row for row in rows if row.kind not in (EntityKind.COUNTRY, EntityKind.PERSON)]
        if len(bodies) != 1 or (bodies[0].kind is EntityKind.MEDIA and _is_plain_word(name)):
            return None  # "National Army" is no army of the newspaper "The National"
        return bodies[0]

    def _body_after(self) -> Named | None:
        """Find the body in "members of Hamas", "a spokesman for the Taliban"."""
        if not re.match(
            r"(?:of|for|from|at|with|to|loyal|affiliated|belonging|linked)\b", self.tail
        ):
            return None
        words = [word.strip("'.") for word in WORD.findall(self.tail)][1:]
        return self._body(words[:6])

    def _modifier(self, words: list[str], head: Head) -> Head | None:
        if head.takes is Takes.NOTHING:
            return None
        folded = [fold_name(word) for word in words]
        for end in range(len(folded), 0, -1):
            for start in range(max(0, end - 3), end):
                found = self.lexicon.modifier(" ".join(folded[start:end]))
                if found and found.sector and folded[end - 1] not in _NOISE:
                    return found
        return self._modifier_after() if head.words in _HOLLOW else None

    def _modifier_after(self) -> Head | None:
        """Find what "members of the security forces" belong to."""
        match = re.match(r"(?:of|for|from|at|in)\s+(?:the\s+)?(.+)", self.tail)
        if not match:
            return None
        inner = TAIL.split(f" {match[1]} ")[0]
        folded = [fold_name(word) for word in WORD.findall(inner)]
        for start in range(len(folded)):
            found = self.lexicon.head(" ".join(folded[start:]))
            if found and found.kind not in (
                EntityKind.PLACE,
                EntityKind.FACILITY,
                EntityKind.COUNTRY,
            ):
                return found
        return None

    def _country(self, before: list[str], body: Named | None) -> tuple[str, str]:
        code = self._demonym(before)
        if code:
            return code, "demonym"
        if body and body.row.country:
            return body.row.country, "country of body"
        for words in (before, [word.strip("'.") for word in WORD.findall(self.tail)]):
            code = self._named_country(words)
            if code:
                return code, "named country"
        return (self.scene, "scene") if self.scene else ("", "")

    def _demonym(self, words: list[str]) -> str:
        for size in (2, 1):
            for start in range(len(words) - size + 1):
                word = " ".join(words[start : start + size]).removesuffix("'s")
                if word[:1].isupper():
                    code = self.registry.country_of_demonym(word) if cased(word) else ""
                    if code:
                        return code
        return ""

    def _named_country(self, words: list[str]) -> str:
        for size in (4, 3, 2, 1):
            for start in range(len(words) - size + 1):
                name = " ".join(words[start : start + size]).removesuffix("'s")
                if not name[:1].isupper():
                    continue
                rows = self.registry.find_exact(name, on=self.on)
                code = rows[0].country if rows else ""
                code = code or self.registry.country_of_seat(name) or self._demonym([name])
                if code:
                    return code
        return ""


def _between(row: ActorRow, on: date | None) -> Tenure:
    """Return the term that was over last on a day that none covers; before all, the first."""
    over = [term for term in row.tenures if on and term.first and term.first <= on]
    return over[-1] if over else row.tenures[0 if on else -1]


def _is_plain_word(name: str) -> bool:
    """Return whether a name is one word that is no acronym."""
    return " " not in name and not name.isupper()
