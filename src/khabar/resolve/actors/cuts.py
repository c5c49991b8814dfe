"""A noun phrase cut into what stands before its head, the head, and what follows."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["TAIL", "WORD", "Cut", "cut_phrase"]

_ARTICLES: Final = (
    r"none of|neither(?: of)?|not (?:one|a single|an?)(?: of)?|"
    r"an?|the|some|several|many|most|all|both|each|every|any|no|other|another|certain|various|"
    r"this|that|these|those|its|his|her|their|our|your|my|at least|at most|as many as|more than|"
    r"less than|fewer than|up to|about|around|nearly|almost|over|only|just|roughly|some of|more|"
    r"(?:tens|dozens|scores|hundreds|thousands|millions)(?: of(?: thousands of)?)?|"
    r"(?:a )?(?:few|dozen|hundred|thousand|million|couple of|number of|group of|handful of|"
    r"majority of|crowd of|team of|series of|pair of)|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"hundred|thousand|million|\d[\d,.]*|and|one of|two of|first|second|third|last"
)
_LEADING: Final = re.compile(rf"^(?:(?:{_ARTICLES})(?=\s|$)\s*(?:of\s+)?)+", re.IGNORECASE)
TAIL: Final = re.compile(
    r",?\s(?:of|in|from|at|on|near|to|for|by|with|against|across|under|inside|around|outside|within|"
    r"throughout|along|between|during|after|who|whom|whose|that|which|where|killed|wounded|injured|"
    r"held|backed|arrested|detained|trapped|accused|displaced|fleeing|evacuated|loyal|affiliated|"
    r"belonging|based|captured|abducted|working|living|fighting|protesting|participating|including|"
    r"suspected of|known as|called|linked|allied|opposed|besieged|stationed|deployed|beheaded|"
    r"executed|shot|positioned|tasked|guarding|run|destined|seeking|wearing|charged|convicted|"
    r"kidnapped|missing|taken|released|responsible|travelling|traveling)\s",
    re.IGNORECASE,
)
_RANK: Final = re.compile(r"\b(?:First|Second|Third) $")  # "the First Battalion" keeps its own
_FORMER: Final = re.compile(
    r"\b(?:former|ex|erstwhile|ousted|deposed|retired|then|onetime|late)\b[\s-]*", re.IGNORECASE
)
_ELI: Final = re.compile(
    r"\b(?:former|ex|erstwhile|ousted|deposed|retired|onetime)\b", re.IGNORECASE
)
WORD: Final = re.compile(r"[^\s,;:()\"“”]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts of a phrase.

    Attributes:
        whole: The phrase with single blanks, without marks around it.
        plain: Without determiners and numbers.
        former: Its words say that the post is no longer held.
        core: Up to the first word that begins a tail.
        tail: From there on ("of the Narkhab Front"); may be empty.
        words: The words of the core.
    """

    whole: str
    plain: str
    former: bool
    core: str
    tail: str
    words: tuple[str, ...]


@lru_cache(maxsize=20_000)
def cut_phrase(text: str) -> Cut:
    """Cut a noun phrase.

    Args:
        text: The phrase as written.

    Returns:
        Its parts.
    """
    straight = text.replace("‘", "'").replace("’", "'")
    whole = re.sub(r"\s+", " ", straight).strip(" ,.;:\"'“”")
    plain = _LEADING.sub("", whole).strip() or whole
    rank = _RANK.search(whole, 0, len(whole) - len(plain))
    plain = f"{rank[0]}{plain}" if rank and plain[:1].isupper() else plain
    bare = _FORMER.sub("", plain).strip() or plain
    cut = TAIL.search(f" {bare} ", 1)
    core = f" {bare} "[: cut.start()].strip() if cut else bare
    tail = f" {bare} "[cut.start() :].strip() if cut else ""
    words = tuple(word.strip("'.") for word in WORD.findall(core))
    return Cut(whole, plain, bool(_ELI.search(plain)), core, tail, words)
