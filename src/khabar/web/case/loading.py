"""A case read into a snapshot, and whether it has to be read again."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.report import ReportId
from khabar.review import Lookups
from khabar.reviewed import Rulings, load_rulings
from khabar.store import ClaimHead, ClaimQuote, Store
from khabar.web.case.heads import ClaimIndex
from khabar.web.case.shelving import Shelving
from khabar.web.case.snapshot import Snapshot
from khabar.web.case.words import WordIndex

__all__ = ["find_revision", "load_snapshot"]


def find_revision(store: Store) -> str:
    """Return what is another one as soon as the case has changed.

    Args:
        store: Open.

    Returns:
        The revision.

    Raises:
        StoreError: The case cannot be read.
    """
    shelf = store.situation
    told, decided = shelf.told(), len(shelf.decisions())
    return f"{shelf.inputs()} {decided} {told.at.isoformat() if told else ''}"


def load_snapshot(
    store: Store,
    *,
    load: Callable[[ReportId], Reading],
    lookups: Lookups | None = None,
    words: Callable[[], WordIndex],
    quotes: Callable[[Iterable[ClaimKey]], Mapping[ClaimKey, ClaimQuote]],
) -> Snapshot:
    """Return a case as it stands.

    Args:
        store: Open.
        load: Reads the current reading of a report, from any thread.
        lookups: Where rows stand that a decision names.
        words: Makes the index of words when first asked.
        quotes: Finds the words of some claims, from any thread.

    Returns:
        The snapshot.

    Raises:
        StoreError: The case cannot be read.
    """
    shelf = store.situation
    revision = find_revision(store)  # what is written from here on makes another
    rulings = load_rulings(store, lookups=lookups)

    def open_reading(report: ReportId) -> Reading:
        return rulings.corrections.correct(load(report), keeps_rejected=True)

    reports = {row.id: row for row in store.reports()}
    return Snapshot(
        revision=revision,
        readings=Shelving(reports, load=open_reading),
        events=tuple(shelf.events()),
        notes={note.report: note for note in shelf.sources()},
        control=tuple(shelf.control()),
        access=tuple(shelf.access()),
        talks=tuple(shelf.talks()),
        changes=tuple(shelf.changes()),
        decisions=rulings.decisions,
        rulings=rulings,
        reports=reports,
        heads=ClaimIndex(_heads(store, rulings=rulings, load=open_reading)),
        words=words,
        quotes=quotes,
    )


def _heads(
    store: Store, *, rulings: Rulings, load: Callable[[ReportId], Reading]
) -> Iterator[ClaimHead]:
    """Yield the claims in few words, those that people changed as they are now."""
    texts = (rulings.reports_of.get(text, ()) for text in rulings.corrections.changes)
    changed = {
        (report, claim.id): claim
        for report in {one for reports in texts for one in reports}
        for claim in load(report).claims
    }
    for head in store.heads():
        claim = changed.get((head.report, head.id))
        yield (
            head
            if claim is None
            else head._replace(
                type=claim.type,
                status=claim.status,
                first=claim.when.first,
                last=claim.when.last,
                p=claim.p,
            )
        )
