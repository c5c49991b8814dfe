"""Words of a stretch of text, split as Universal Dependencies splits English."""

import re
from typing import Final

from khabar.record.span import Span

__all__ = ["find_words"]

_WORD: Final = re.compile(
    r"""
    https?://\S*[^\s.,;:!?)\]'"”’]                 # web addresses stay whole
  | [\w.+-]+@[\w-]+\.[\w.-]*\w                      # e-mail addresses
  | (?:[A-Za-z]\.){2,}                               # U.S., a.m.
  | (?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|Brig|Adm|Sen|Rep|Gov|St|Jr|Sr|Prof|Hon|Rev
       |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|Inc|Ltd|Co|Corp)\.(?=\s|$)
  | \d+(?:[.,:]\d+)*[^\W\d_]*                          # 1,200  3.5  12:30  3rd  1990s
  | (?:can(?=not\b))
  | \w+?(?=n['’]t\b)                                # do|n't
  | n['’]t\b
  | ['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)\b          # 's 're
  | [^\W\d_]+(?:[’'][^\W\d_]{3,})?(?:[\u0300-\u036f\u064b-\u0652\u00ad\u200b\u2060]+[^\W\d_]*)*
                                                       # letters, marks, hyphens nobody sees
  | \w+
  | \.{2,}|-{2,}|[!?]{2,}|={2,}|\*{2,}|[“”"«»„]|``|''
  | \S
    """,
    re.VERBOSE,
)


def find_words(text: str, *, start: int, end: int) -> tuple[Span, ...]:
    """Return the words and marks of ``text[start:end]`` in order.

    Hyphenated words are split ("anti - Taliban"), clitics are words of their own
    ("do n't", "Taliban 's"), numbers keep their separators. Everything that is not
    white space is inside exactly one word.

    Args:
        text: Full text of the report.
        start: First code point to read.
        end: One past the last code point to read.

    Returns:
        Spans into ``text``, not overlapping; empty for white space alone.
    """
    return tuple(
        Span(start + match.start(), start + match.end())
        for match in _WORD.finditer(text[start:end])
    )
