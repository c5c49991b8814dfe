"""Words before a name: titles that leave it as it is, and names that make it another's."""

from collections.abc import Sequence
from typing import Final

from khabar.record.actor import ActorRow
from khabar.reference.actors import Registry, fold_name, open_lexicon

__all__ = ["is_of_another", "is_titled"]

_HONORIFICS: Final = frozenset(
    "mr mrs ms miss dr sir lord lady dame comrade brother sister uncle herr frau monsieur madame "
    "senor senora don sheikh shaikh sayyid sayed mullah maulana maulvi haji hajji".split()
)
_PLAIN: Final = frozenset("mr mrs ms miss dr sir herr frau monsieur madame senor senora".split())


def is_titled(name: str) -> bool:
    """Return whether a name begins with a title that is part of no name: "Mr Assad".

    Args:
        name: As written.
    """
    first, _, rest = fold_name(name).partition(" ")
    return bool(rest) and first in _PLAIN


def is_of_another(words: Sequence[str], start: int, *, row: ActorRow, registry: Registry) -> bool:
    """Return whether the word before a name makes it another's: "Ali" of "Ali Mahmoud Abbas".

    A surname alone is another's after any name: "Zubin Putin" is not Vladimir.

    Args:
        words: Words of a phrase, the name at their end.
        start: Number of the name's first word, 1 or more.
        row: The person of that name.
        registry: Actors to look in.
    """
    before, first = fold_name(words[start - 1]), fold_name(words[0])
    given = fold_name(row.name).partition(" ")[0]
    if first == given or (len(first) == 1 and given.startswith(first)):
        return False  # "Vladimir Vladimirovich Putin", "V. Putin"
    alone = start == len(words) - 1
    titled = words[start - 1].islower() or open_lexicon().head(before) is not None
    named = alone and not titled and before not in _HONORIFICS
    return named or registry.is_given_name(before)
