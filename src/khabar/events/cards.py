"""A reading as cards: one flat row a claim, with all that the events stage compares."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypeVar

from khabar.base.names import fold_name, fold_words, without_none
from khabar.events.lemmas import find_head, lemma_of
from khabar.events.naming import is_name, name_in, tells_another
from khabar.events.whereabouts import Whereabouts, bare_place_name
from khabar.record.actor import Entity, EntityId
from khabar.record.card import CardParty, CardPlace, CardSource, ClaimCard, ClaimKey, OriginKind
from khabar.record.claim import Claim, Filler, Reading, SourceKind, SourceLink
from khabar.record.codes import EntityKind, EventType, Role
from khabar.record.lookup import EntityIndex
from khabar.record.place import PlaceId, PlaceLink
from khabar.record.span import Span
from khabar.reference.outlets import Outlets, open_outlets

__all__ = ["make_cards"]

_GENERIC: Final = frozenset(
    "a about after again all also an and any are as at be because been before being between both "
    "but by can could did do does down during each even for from had has have he her him his how "
    "i if in into is it its itself just like many may might more most much must near no nor not "
    "now of off on one only or other our out over own said say says she should since so some "
    "still such than that the their them then there these they this those through to told too "
    "two under until up upon very was we were what when where which while who whom whose will "
    "with within without would year years you your".split()
)
_ORIGINS: Final = {
    SourceKind.OUTLET: OriginKind.OUTLET,
    SourceKind.RELAYED: OriginKind.OUTLET,
    SourceKind.VISUAL: OriginKind.VISUAL,
    SourceKind.SPEAKER: OriginKind.SPEAKER,
    SourceKind.UNNAMED: OriginKind.UNNAMED,
}
_PAPERS: Final = frozenset(
    "communique decree document documents letter memo statement transcript".split()
)
_AGENCIES: Final = frozenset("agency wire newswire".split())
_OF_TALKS: Final = frozenset({
    EventType.AGREE,
    EventType.CONCEDE,
    EventType.CONSULT,
    EventType.REJECT,
    EventType.REQUEST,
})
_SETTING: Final = frozenset({EventType.REQUEST, EventType.THREATEN})  # what has a deadline
_CLAUSE_WORDS: Final = 18
_HAD_BEEN: Final = re.compile(
    r"\bhad (?:\w+ly |also |long |since |already )?(?:been|(?:\w{3,}ed|held|kept|taken)$)\b"
)
_PART: Final = re.compile(
    r"\s?\bof (?:the|those|them) (?:\w+ )?(?:casualties|dead|injured|killed|victims|wounded)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"\b(?:by|until|till|before|deadline (?:for|of|on)|no later than)\s+"
    r"(?:(?:early|midnight|midday|noon|sunset|sunrise|dawn|dusk|[\w:.]+ (?:a\.?m|p\.?m)\.?|"
    r"\d[\d:.]*|the (?:evening|morning|end))(?:\s+(?:on|of))?\s+)?$",
    re.IGNORECASE,
)
_REACH: Final = 30  # letters before a trigger: "had been, he said, in the hands"
_LIKELY: Final = 0.5
_Keyed = TypeVar("_Keyed", CardParty, CardPlace)


def make_cards(reading: Reading, *, outlets: Outlets | None = None) -> tuple[ClaimCard, ...]:
    """Return one card for each claim of a reading.

    Args:
        reading: One report, read.
        outlets: Registry of outlets; the packaged one when ``None``.

    Returns:
        Cards in the order of the claims.
    """
    maker = _CardMaker(reading, outlets=outlets or open_outlets())
    return tuple(maker.make(claim) for claim in reading.claims)


class _CardMaker:
    """What the cards of one report share."""

    def __init__(self, reading: Reading, *, outlets: Outlets) -> None:
        self._reading = reading
        self._text = reading.report.text
        self._entities = EntityIndex.of(reading)
        report = reading.report
        self._outlet = outlets.key(report.outlet, url=report.url)
        self._rows = {link.row.id: link for link in reversed(reading.places)}
        self._whereabouts = Whereabouts(reading)

    def make(self, claim: Claim) -> ClaimCard:
        """Return the card of one claim."""
        sentence = self._reading.sentences[claim.sentence].span
        phrase = fold_words(claim.trigger.quote(self._text))
        theme = next((f.span for f in claim.fillers if f.role is Role.THEME and f.span), None)
        deadline = self._deadline(claim, sentence) if claim.type in _SETTING else None
        of_talks = claim.type in _OF_TALKS or deadline is not None
        return ClaimCard(
            key=ClaimKey(self._reading.report.id, claim.id),
            trigger=claim.trigger,
            identity=claim.identity,
            head=lemma_of(find_head(phrase)),
            words=_content_words(sentence.quote(self._text)),
            type=claim.type,
            mode=claim.mode,
            status=claim.status,
            quoted=claim.quoted,
            p=claim.p,
            published=self._reading.report.told_on,
            outlet=self._outlet,
            first=claim.when.first,
            last=claim.when.last,
            basis=claim.when.basis,
            places=_once(self._place(f) for f in _of_role(claim, Role.PLACE)),
            actors=_once(self._party(f) for f in _of_role(claim, Role.ACTOR)),
            recipients=_once(self._party(f) for f in _of_role(claim, Role.RECIPIENT)),
            theme="" if theme is None else theme.quote(self._text),
            clause=self._clause(claim, sentence) if of_talks and not theme else "",
            quantities=tuple(q for q in claim.quantities if not self._is_part(q.span)),
            conditions=tuple(span.quote(self._text) for span in claim.conditions),
            sources=tuple(self._source(link) for link in claim.attribution),
            sentence=sentence,
            sites=_once(self._site(f) for f in _of_role(claim, Role.PLACE)),
            phrase=phrase,
            first_by=claim.when.first_by,
            before=self._is_before(claim, sentence),
            deadline=deadline,
        )

    def _deadline(self, claim: Claim, sentence: Span) -> date | None:
        """Return the day by which something is to be done: in its conditions, or after it."""
        told_on = self._reading.report.told_on
        if told_on is None:
            return None
        own = [*claim.conditions, Span(claim.trigger.start, sentence.end)]
        for part in own if claim.trigger.start < sentence.end else own[:-1]:
            for time in self._reading.timexes:
                before = self._text[max(sentence.start, time.span.start - _REACH) : time.span.start]
                ahead = time.last is not None and time.last >= told_on
                if part.contains(time.span) and ahead and _BY.search(before):
                    return time.last
        return None

    def _is_part(self, count: Span) -> bool:
        """Return whether a count is of some of those whom another counts: "two of the dead"."""
        inside = _PART.search(self._text, count.start, count.end)
        return inside is not None or _PART.match(self._text, count.end) is not None

    def _is_before(self, claim: Claim, sentence: Span) -> bool:
        """Return whether a claim is told in the past perfect, right before its trigger or in it."""
        told = self._text[sentence.start : claim.trigger.end]
        return (
            _HAD_BEEN.search(told, max(0, claim.trigger.start - sentence.start - _REACH))
            is not None
        )

    def _clause(self, claim: Claim, sentence: Span) -> str:
        """Return the words from a trigger on; empty when no word follows in its sentence."""
        rest = self._text[claim.trigger.end : max(claim.trigger.end, sentence.end)].split()
        if not any(letter.isalnum() for word in rest for letter in word):
            return ""
        told = " ".join((claim.trigger.quote(self._text), *rest[:_CLAUSE_WORDS])).rstrip(".,;:")
        return told if len(rest) <= _CLAUSE_WORDS else f"{told} …"

    def _place(self, filler: Filler) -> CardPlace | None:
        entity = self._entities.find(filler.entity)
        link = self._link(filler, entity)
        name = self._place_name(filler, entity)
        words = filler.span or filler.evidence
        if link is None and words is not None and (meant := self._meant(words)):
            name, named = meant
            link = next((each for each in self._reading.places if each.span.overlaps(named)), None)
        if link is None and not fold_name(name):
            return None
        return _placed(name, link, p=filler.p, country=entity.country if entity else "")

    def _place_name(self, filler: Filler, entity: Entity | None) -> str:
        """Return the name of a place: in its own words, else in those its entity goes by."""
        words = filler.span or filler.evidence
        own = "" if words is None else bare_place_name(words.quote(self._text))
        name = bare_place_name(self._name(filler, entity))
        return own if own[:1].isupper() and not name[:1].isupper() else name

    def _meant(self, words: Span) -> tuple[str, Span] | None:
        """Return the named place that a description ("the town") means."""
        return self._whereabouts.find(words.quote(self._text), at=words.start)

    def _link(self, filler: Filler, entity: Entity | None) -> PlaceLink | None:
        """Return the link of a filler: by its row, by its words, by its mentions."""
        known = entity and self._rows.get(PlaceId(entity.registry_id))
        if known:
            return known
        own = tuple(span for span in (filler.span, filler.evidence) if span is not None)
        for spans in (own, entity.mentions if entity else ()):
            for link in self._reading.places:
                if any(link.span.overlaps(span) for span in spans):
                    return link
        return None

    def _site(self, filler: Filler) -> CardPlace | None:
        """Return a place by the claim's own words where they name another than its chain."""
        entity, place = self._entities.find(filler.entity), self._place(filler)
        words = filler.span or filler.evidence
        if place is None or words is None or entity is None or not self._is_read(entity):
            return place
        own = words.quote(self._text)
        if not tells_another(own, called=entity.name):
            mentions = {span.quote(self._text): span for span in reversed(entity.mentions)}
            own = "" if is_name(entity.name) else name_in(mentions, words=own)
            words = mentions.get(own, words)
        if not own:
            return place
        link = next((each for each in self._reading.places if each.span.overlaps(words)), None)
        return _placed(bare_place_name(own), link, p=filler.p)

    def _is_read(self, entity: Entity) -> bool:
        """Return whether a chain's name is of the report, not given by somebody who knows."""
        told = any(entity.name in span.quote(self._text) for span in entity.mentions)
        return told and not entity.registry_id

    def _party(self, filler: Filler) -> CardParty | None:
        entity = self._entities.find(filler.entity)
        name = self._name(filler, entity)
        if not fold_name(name):
            return None
        return CardParty(
            key=_key(entity, name),
            name=name,
            kind=entity.kind if entity else EntityKind.ORGANISATION,
            country=entity.country if entity else "",
            sector=entity.sector if entity else None,
            of=self._body(entity),
            aliases=self._aliases(filler, entity),
            p=filler.p,
        )

    def _name(self, filler: Filler, entity: Entity | None) -> str:
        """Return how a filler is shown: by its entity's name, else in its own words."""
        if entity is not None:
            return entity.name
        words = filler.span or filler.evidence
        return "" if words is None else words.quote(self._text)

    def _aliases(self, filler: Filler, entity: Entity | None) -> tuple[str, ...]:
        spans: list[Span] = [span for span in (filler.span, filler.evidence) if span is not None]
        spans += entity.mentions if entity else ()
        names = [entity.name] if entity else []
        told = [*names, *(without_none(span.quote(self._text)) for span in spans)]
        folded = (fold_name(name) for name in told)
        return tuple(dict.fromkeys(name for name in folded if name))

    def _body(self, entity: Entity | None) -> str:
        """Return the key of the body that somebody belongs to."""
        if entity is None or not entity.of:
            return ""
        body = self._entities.find(EntityId(entity.of))
        return _key(body, body.name) if body else "~" + fold_name(entity.of)

    def _source(self, link: SourceLink) -> CardSource:
        entity = self._entities.find(link.entity)
        kind = _origin_kind(link, entity)
        name = entity.name if entity else link.text
        is_own = link.kind is SourceKind.OUTLET
        key = self._outlet if is_own else _key(entity, name)
        return CardSource(
            kind=kind,
            key="" if kind is OriginKind.UNNAMED else key,
            name=self._reading.report.outlet if is_own and self._reading.report.outlet else name,
            of=self._body(entity),
            span=link.span,
        )


def _placed(name: str, link: PlaceLink | None, *, p: float, country: str = "") -> CardPlace:
    """Return a place; by its words alone where what they mean is less likely than not."""
    if link is not None and name and link.p < _LIKELY:
        link = None
    return CardPlace(
        key=link.row.id if link else "~" + fold_name(name),
        name=name or (link.row.name if link else ""),
        country=link.row.country if link else country,
        lat=link.row.lat if link else None,
        lon=link.row.lon if link else None,
        precision_m=link.row.precision_m if link else 0,
        p=p,
    )


def _origin_kind(link: SourceLink, entity: Entity | None) -> OriginKind:
    """Return what a link of a chain is: what is relayed may be a paper or a wire."""
    if link.kind is not SourceKind.RELAYED:
        return _ORIGINS[link.kind]
    words = set(fold_words(link.text))
    if words & _PAPERS:
        return OriginKind.DOCUMENT
    is_wire = words & _AGENCIES or (entity is not None and _is_agency(entity))
    return OriginKind.AGENCY if is_wire else OriginKind.OUTLET


def _is_agency(entity: Entity) -> bool:
    return bool(set(fold_words(entity.name)) & _AGENCIES)


def _key(entity: Entity | None, name: str) -> str:
    return entity.registry_id if entity and entity.registry_id else "~" + fold_name(name)


def _of_role(claim: Claim, role: Role) -> list[Filler]:
    """Return the fillers of a role, surest first, those of one entity once."""
    found = [filler for filler in claim.fillers if filler.role is role]
    return sorted(found, key=lambda filler: -filler.p)


def _once(found: Iterable[_Keyed | None]) -> tuple[_Keyed, ...]:
    """Return the first of each key."""
    first: dict[str, _Keyed] = {}
    for one in found:
        if one is not None:
            first.setdefault(one.key, one)
    return tuple(first.values())


def _content_words(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_told(sentence)))


def _told(sentence: str) -> Iterator[str]:
    for word in fold_words(sentence):
        if word not in _GENERIC and len(word) > 1:
            yield word
