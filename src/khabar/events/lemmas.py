"""Dictionary forms of English words, by rules: good enough to see that two words are one."""

import re
from functools import lru_cache
from typing import Final

__all__ = ["find_head", "lemma_of", "stem_of"]

_IRREGULAR: Final = {
    form: lemma
    for lemma, forms in {
        "arise": "arose arisen", "be": "is are was were been being am", "bear": "bore borne",
        "beat": "beaten", "become": "became", "begin": "began begun", "bite": "bit bitten",
        "blow": "blew blown", "break": "broke broken", "bring": "brought", "build": "built",
        "buy": "bought", "catch": "caught", "choose": "chose chosen", "come": "came",
        "deal": "dealt", "die": "died dies dying", "do": "did done does", "draw": "drew drawn",
        "drive": "drove driven", "eat": "ate eaten", "fall": "fell fallen", "feed": "fed",
        "feel": "felt", "fight": "fought", "find": "found", "flee": "fled fleeing",
        "fly": "flew flown flies", "forbid": "forbade forbidden", "freeze": "froze frozen",
        "give": "gave given", "go": "went gone goes", "grow": "grew grown", "hang": "hung",
        "have": "had has having", "hear": "heard", "hide": "hid hidden", "hold": "held",
        "keep": "kept", "know": "knew known", "lay": "laid", "lead": "led", "leave": "left",
        "lend": "lent", "lie": "lying lied", "lose": "lost", "make": "made", "mean": "meant",
        "meet": "met", "pay": "paid", "ride": "rode ridden", "rise": "rose risen", "run": "ran",
        "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
        "shake": "shook shaken", "shoot": "shot", "show": "shown", "sit": "sat", "slay": "slain",
        "speak": "spoke spoken", "spend": "spent", "stand": "stood", "steal": "stole stolen",
        "stick": "stuck", "strike": "struck stricken", "swear": "swore sworn",
        "sweep": "swept", "take": "took taken", "teach": "taught", "tear": "tore torn",
        "tell": "told", "think": "thought", "throw": "threw thrown", "win": "won",
        "withdraw": "withdrew withdrawn", "withhold": "withheld", "wound": "wounded wounds",
        "write": "wrote written", "man": "men", "woman": "women", "child": "children",
    }.items()
    for form in forms.split()
}  # fmt: skip
_KEPT: Final = frozenset(
    "news series talks premises gas bus us siege crisis basis analysis evening morning during "
    "nothing something anything everything building red led need feed seed bed hundred ceasefire "
    "king ring thing wing spring string indeed wed sacred".split()
)
_PARTICLES: Final = frozenset(
    "about across against ahead along apart around aside at away back by down for forward from "
    "in into of off on onto open out over through to together under up upon with without "
    "the a an his her its their".split()
)
_E_AFTER: Final = re.compile(
    r"(?:[cvz]|[^aeiou]u|[aeiou]g|dg|rg|[aeiouy][^aeiou]?s|ns|rs|ps|[^aeiou][iu]r|[^e]at|tat|cat|"
    r"[^aeiou]ar|[^aeiou]or|[^aeiou][iua]d|[^aeiou][iaoe]k|[^aeiou]ap|[^aeiou][iyo]p|[bpdtkg]l|"
    r"[^aeiou]ut|[aeiou]um|[^aeiou]am|[^aeiou]im|vot|mot|nit|vit|cit|[^aeiou]ib|[^aeiou]ob|tain)$"
)
_BARE_AFTER: Final = re.compile(
    r"(?:visit|limit|edit|exit|profit|target|offer|threaten|kill|discuss|press|focus|"
    r"tain|favor|labor|honor|anchor|monitor|harbor|orchard|guard|regard|award|ward|alarm|arm|"
    r"claim|aim|hear|stat|chat|ss|repeat|defeat|treat|beat|heat|seat|threat|ak|ok|bomb|help|"
    r"grab|comb|hold|rid)$"
)
_BARE_EXCEPT: Final = frozenset({"stat", "tak", "mak", "shak", "wak", "evok", "provok", "invok"})
_NOUNS: Final = (
    "ation", "ition", "ution", "ment", "ance", "ence", "sion", "tion", "ure", "age", "ing",
    "eur", "er", "or", "ee", "al", "ary",
)  # fmt: skip


@lru_cache(maxsize=50_000)
def lemma_of(word: str) -> str:
    """Return the dictionary form of an English word.

    Args:
        word: Folded.

    Returns:
        "seize" for "seized", "withdrawal" for "withdrawals"; the word itself when no rule
        speaks of it.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEPT or len(word) < 4 or not word.isascii():
        return word
    if word.endswith(("ied", "ies")):
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and re.search("[aeiouy]", word[: -len(ending)]):
            return _verb(word[: -len(ending)])
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _verb(bare: str) -> str:
    """Return the verb that is left when its ending is off."""
    if len(bare) > 2 and bare[-1] == bare[-2] and bare[-1] not in "lsze":
        return bare[:-1]
    if _BARE_AFTER.search(bare) and bare not in _BARE_EXCEPT:
        return bare
    if re.search(r"(?:pel|mpel|rol|bel)l$", bare):
        return bare[:-1]
    return bare + "e" if _E_AFTER.search(bare) else bare


@lru_cache(maxsize=50_000)
def stem_of(lemma: str) -> str:
    """Return what a verb and its nouns share ("withdraw", "withdrawal").

    Args:
        lemma: As ``lemma_of`` gives it.

    Returns:
        A stretch of its beginning, at least four letters, or all of it.
    """
    for ending in _NOUNS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return _short(lemma[: -len(ending)])
    return _short(lemma)


def _short(word: str) -> str:
    bare = word.rstrip("e") if len(word) > 4 else word
    return bare[:-1] if len(bare) > 4 and bare[-1] == bare[-2] else bare


def find_head(words: tuple[str, ...]) -> str:
    """Return the word that carries the sense of a trigger.

    Args:
        words: Folded words of a trigger ("cut off", "air strike", "took control of").

    Returns:
        The last word before a particle; empty when there are no words.
    """
    front: list[str] = []
    for word in words:
        if word in _PARTICLES and front:
            break
        if word not in _PARTICLES:
            front.append(word)
    return front[-1] if front else (words[-1] if words else "")
