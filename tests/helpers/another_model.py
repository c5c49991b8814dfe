"""What another model would read: triggers a word longer, shorter or beside, some not at all."""

from dataclasses import replace
from random import Random

from khabar.base.ids import stable_id
from khabar.record.claim import Claim, ClaimId, Reading
from khabar.record.span import Span

__all__ = ["read_otherwise"]


def read_otherwise(reading: Reading, *, seed: int, lost: float = 0.0) -> Reading:
    """Return a reading of the same text by another model.

    Args:
        reading: By the first one.
        seed: Of the choices.
        lost: Share of claims that the other model does not see.

    Returns:
        Three in ten triggers have moved, and with them the ids of their claims.
    """
    chance = Random(f"{seed} {reading.report.id}")
    taken = {claim.trigger for claim in reading.claims}
    claims = []
    for claim in reading.claims:
        if chance.random() >= lost:
            moved = _moved(claim, reading, chance)
            claims.append(claim if moved is None or moved in taken else _at(claim, moved, reading))
            taken.add(claims[-1].trigger)
    return replace(reading, claims=tuple(sorted(claims, key=lambda claim: claim.trigger)))


def _moved(claim: Claim, reading: Reading, chance: Random) -> Span | None:
    """Return where the other model sees a trigger; ``None`` when in the same place."""
    words = reading.sentences[claim.sentence].words
    inside = [at for at, word in enumerate(words) if word.overlaps(claim.trigger)]
    way = chance.choice(("longer", "shorter", *["same"] * 5))
    if not inside or way == "same":
        return None
    first, last = inside[0], inside[-1]
    if way == "longer":
        last = min(last + 1, len(words) - 1)
    elif first < last:
        first += 1
    return Span(words[first].start, words[last].end)


def _at(claim: Claim, trigger: Span, reading: Reading) -> Claim:
    digest = reading.report.text_sha256
    name = stable_id("claim", digest, str(trigger.start), str(trigger.end))
    return replace(claim, id=ClaimId(name), trigger=trigger)
