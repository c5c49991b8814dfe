"""Which armed group a name, a description or a post means."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.parties.bands import MUTINEERS, initials_of
from khabar.events.tracks.parties.posts import without_small
from khabar.events.tracks.wording import GENERIC_GROUP, GENERIC_STATE, STATE_HEADS
from khabar.record.card import CardParty
from khabar.record.codes import EntityKind

__all__ = ["Groups"]


class Groups:
    """The armed groups of a case by their folded names, spellings and initials."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take the names.

        Args:
            names: Folded name to the group that it means.
        """
        self._meant = dict(names)

    def __contains__(self, name: object) -> bool:
        """Return whether a folded name is a group's."""
        return name in self._meant

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each folded name with its group."""
        return iter(self._meant.items())

    def labels(self) -> AbstractSet[str]:
        """Return the groups."""
        return frozenset(self._meant.values())

    def without(self, groups: Iterable[str]) -> "Groups":
        """Return these but for some groups."""
        out = set(groups)
        return Groups({name: group for name, group in self if group not in out})

    def words(self) -> AbstractSet[str]:
        """Return the words of all names."""
        return {word for name, _ in self for word in name.split()}

    def sharing(self, words: AbstractSet[str]) -> AbstractSet[str]:
        """Return the groups that have a word in their names."""
        return {group for name, group in self if words & set(name.split())}

    def own(self, party: CardParty) -> str:
        """Return the group whose name an actor has; empty when it has none's."""
        return self._meant.get(fold_name(party.name), "")

    def inside(self, words: tuple[str, ...]) -> str:
        """Return the group whose whole name stands in other words; empty when none does."""
        told = f" {' '.join(words)} "
        return next((group for name, group in self if f" {name} " in told), "")

    def told(self, party: CardParty) -> str:
        """Return the group that an actor's name or description means; empty for none."""
        return self.own(party) or self.hinted(party, fold_words(party.name))

    def hinted(self, party: CardParty, words: tuple[str, ...]) -> str:
        """Return the one group whose words a description shares: "the coalition's fighters".

        Where the words could be an army's they tell nothing else: "the coalition", not "the
        Sund garrison" beside a Sund Front.
        """
        own = {word.removesuffix("s") for word in words} - GENERIC_GROUP - GENERIC_STATE
        own -= {word.removesuffix("s") for word in GENERIC_STATE}
        armed = party.kind is EntityKind.ARMED_GROUP
        found = {
            group
            for name, group in self
            if group != MUTINEERS
            and (told := {w.removesuffix("s") for w in name.split()} - GENERIC_GROUP - STATE_HEADS)
            and (own & told if armed else own and own <= told and own & set(name.split()[-1:]))
        }
        return found.pop() if len(found) == 1 else ""

    def of_post(self, post: tuple[str, ...], *, principal: str) -> str:
        """Return the group in a post, whose name may lack its small words: "shield hamrat".

        The principal group is also meant by its last word: "Front commander".
        """
        told = f" {' '.join(post)} "
        short = (group for name, group in self if f" {without_small(name)} " in told)
        headed = principal.rpartition(" ")[2] in set(post) - STATE_HEADS
        return self.inside(post) or next(short, "") or (principal if headed else "")

    def have_initials(self, words: tuple[str, ...]) -> bool:
        """Return whether a word is the initials of a group's name."""
        return any(word in initials_of(name) for name, _ in self for word in words)
