"""Words that ledgers know: English, general, folded; stems end in ``*``.

Nothing here names a place, a group or a conflict. A word is looked up with ``said``; a
person who misses one adds it to its list.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from khabar.base.names import fold_words

__all__ = [
    "ATTEND",
    "BREAK_IN",
    "COMMAND",
    "DEAL",
    "FALL",
    "FORCES",
    "GENERIC_GROUP",
    "GENERIC_STATE",
    "HAND_OVER",
    "LOCAL_OFFICE",
    "LOSE",
    "MEDIATE",
    "MUTINY",
    "OF_COUNTRY",
    "PROPOSE",
    "REBEL_WORDS",
    "RECEIVE",
    "SENT",
    "SHUT",
    "STATE_HEADS",
    "TAKE",
    "TAKE_ANYHOW",
    "TALK",
    "UNDO",
    "WHERE",
    "WORKS",
    "said",
    "telling",
]


def said(words: Iterable[str], listed: Iterable[str]) -> bool:
    """Return whether one of the words is listed, or begins like a listed stem."""
    exact, stems = _parted(frozenset(listed))
    return any(word in exact or bool(stems and word.startswith(stems)) for word in words)


@lru_cache(maxsize=1_000)
def _parted(listed: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the whole words and the stems of a list; the same lists are asked all day."""
    stems = tuple(entry[:-1] for entry in listed if entry.endswith("*"))
    return frozenset(entry for entry in listed if not entry.endswith("*")), stems


def telling(text: str) -> frozenset[str]:
    """Return the words of a statement that say something, folded, without a plural's "s"."""
    return frozenset(word.removesuffix("s") for word in fold_words(text) if word not in _SMALL)


_SMALL: Final = frozenset(
    "a an the of to in on at by for from with and or that this it its his her their them they he "
    "she we our us be is are was were been would will should could can may might must had have "
    "has not any all one so as if into out up".split()
)

WHERE: Final = frozenset(
    "in at near above from on around under who which outside inside with for by".split()
)
"""What follows says where somebody is, not who it is."""

STATE_HEADS: Final = frozenset(
    "army armies government military troops soldiers police ministry minister forces force navy "
    "authorities state regime junta cabinet president presidency parliament gendarmerie corps "
    "guard guards command office security administration".split()
)
"""The head of what belongs to a state when nothing else is known of it."""

GENERIC_STATE: Final = STATE_HEADS | frozenset(
    "the a an of and its his their s national armed air land naval ground special border coast "
    "defence defense interior foreign home prime deputy vice high commander commanders chief "
    "general generals colonel colonels major captain lieutenant brigadier marshal admiral "
    "officer officers senior unnamed spokesman spokeswoman spokesperson representatives "
    "delegation delegates negotiators negotiator team member members republic kingdom federal "
    "central joint staff service services unit units division divisions brigade brigades "
    "battalion battalions regiment regiments mountain infantry armoured armored tank tanks "
    "artillery first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd "
    "4th 5th 6th 7th 8th 9th 10th ruling loyal loyalist pro regular man men soldier policeman "
    "policemen patrol fleet warship warships ship ships governor mayor provincial regional "
    "district county province spokesmen envoy envoys ambassador trooper paratroopers marines "
    "commandos conscripts garrison enemy one of some several in chief headquarters department "
    "agency intelligence mediators secretary affairs external internal supreme council "
    "official officials not no "
    "every each more other all any least it its to "
    "convoy servicemen truck trucks column columns jets forty warplane warplanes plane planes "
    "aircraft helicopter helicopters drones lorry lorries sapper sappers engineers gunner gunners "
    "pilot pilots aviator militiaman militiamen bodyguard bodyguards sentry sentries customs riot "
    "personnel detachment detachments contingent mutinous deserter deserters "
    "captured surrendered wounded rival friendly loyalists own elected de facto order head two "
    "three four five six seven eight nine ten eleven twelve twenty thirty sixty hundred hundreds "
    "dozen dozens around about both we they our".split()
)
"""Words that name a state force without saying of which state."""

SENT: Final = frozenset(
    "delegation delegations delegate delegates representative representatives negotiator "
    "negotiators team envoys".split()
)
"""Those whom a body sends are the body."""

OFFICE: Final = frozenset(
    "adviser advisor ambassador chair* chief colonel command* council* delegat* diplomat* elder* "
    "emir envoy* general governor head imam king leader* lieutenant major mayor mediat* minister* "
    "negotiat* official* premier president* prime prince princess queen representative* secretar* "
    "sheikh spokes* warlord".split()
)
"""Words of offices whose holders can speak for a side."""

LOCAL_OFFICE: Final = frozenset("governor mayor provincial regional district county".split())
"""Offices of a part of a state: the name beside them is the part's, not the state's."""

GENERIC_GROUP: Final = frozenset(
    "the a an of and its his their s rebel rebels fighter fighters militant militants insurgent "
    "insurgents insurgency gunman gunmen guerrilla guerrillas terrorist terrorists bandit "
    "bandits band bands armed group groups man men ethnic militia militias faction factions "
    "separatist separatists opposition force forces army front movement brigade brigades "
    "battalion division unit units commander commanders leader leaders spokesman spokeswoman "
    "spokesperson first second third fourth fifth sixth seventh some several unidentified "
    "unnamed anti government gang gangs enemy elements members member comrades troops soldiers "
    "jihadist jihadists islamist islamists national liberation people peoples political wing "
    "last our one two three four five six seven eight nine ten eleven twelve twenty thirty forty "
    "fifty sixty hundred hundreds dozen dozens around about both we us they whoever lads comrades "
    "sniper snipers delegate delegates delegation representative representatives mercenary "
    "mercenaries vigilant brothers captive captives".split()
)
"""Words that name an armed group without saying which."""

OF_COUNTRY: Final = ("i", "n", "an", "ian", "ese", "ish")
"""Endings that make the adjective of a country."""

FORCES: Final = frozenset("army armed troops soldiers forces military navy police".split())
"""Words of those who fight for a state; a state without them is seldom "the army"."""

REBEL_WORDS: Final = frozenset(
    "rebel rebels insurgent insurgents guerrilla guerrillas militant militants separatist "
    "separatists bands bandits".split()
)
"""Words that put somebody on the side of an armed group."""

MUTINY: Final = frozenset("mutin* putsch* plotter* renegade* breakaway".split())
"""Words of troops who have turned on their own state: a side against it."""

TAKE: Final = frozenset(
    "captur* captured seiz* take took taken retake retook retaken overrun overran liberat* "
    "recaptur* reclaim* regain* conquer* secur* clear* fall fell fallen occupy occupi* storm* "
    "takeover capture recapture lose lost change changed gain* drive drove driven oust* expel* "
    "won win enter* establish*".split()
)
"""Heads that say a place changed hands."""

TAKE_ANYHOW: Final = frozenset(
    "captur* seiz* retake retook retaken overrun overran liberat* recaptur* reclaim* "
    "conquer*".split()
)
"""Heads that say so even where weapons are told; "fell" and "took" may be said of shells."""

BREAK_IN: Final = frozenset("enter* storm* drive drove driven".split())
"""Heads of coming in or driving others off, as raiders do who leave again."""

LOSE: Final = frozenset("lose lost losing loss surrender* abandon* give gave given".split())
"""Heads that, of a holder, say that it holds no longer."""

FALL: Final = frozenset("fall* fell".split())
"""Heads that, denied, say that a place is still whose it was."""

HAND_OVER: Final = frozenset("hand* give gave given cede* yield* surrender* return*".split())
"""Heads of leaving a place to somebody who takes it."""

TALK: Final = frozenset(
    "talk* negotiat* dialogue* mediat* round session summit meet* met conference presid* host* "
    "envoy* consult* facilitat* broker* discuss*".split()
)
"""Heads of negotiating."""

RECEIVE: Final = frozenset("receiv* welcom*".split())
"""Heads of a meeting at somebody's own place, of talks only where two sides sit."""

MEDIATE: Final = frozenset(
    "mediat* presid* host* facilitat* broker* arrang* conven* chair*".split()
)
"""Heads whose actor brings others together."""

ATTEND: Final = frozenset("attend* come coming join* part particip* fly travel* go".split())
"""Words of taking part in a meeting."""

COMMAND: Final = frozenset("order* decree* instruct* command* summon*".split())
"""Heads by which somebody asks it of his own people, not of another side."""

PROPOSE: Final = frozenset("propos* suggest* offer*".split())
"""Heads by which who brings others together offers something, as "urge" does not."""

DEAL: Final = frozenset(
    "deal accord agreement truce ceasefire cease armistice pact settlement bargain* agree* "
    "sign*".split()
)
"""Words of what talks end in."""

SHUT: Final = frozenset("shut* clos* stop* turn* block* switch*".split())
WORKS: Final = frozenset(
    "dam dams headworks sluice* gate gates valve* tap taps turbine* pumping waterworks pipeline* "
    "refinery".split()
)
"""Who threatens to shut the gates of a dam says thereby that the dam is his."""

UNDO: Final = frozenset(
    "reopen* restor* reconnect* resum* reinstat* lift* unblock* unlock* unseal* revok* rescind* "
    "eas* relax* loosen* shorten*".split()
)
"""What is said of the end of something that was shut or cut."""
