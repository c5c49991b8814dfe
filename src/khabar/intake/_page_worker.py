"""The process that reads web pages: ``python -m khabar.intake._page_worker MEMORY_BYTES``.

It takes pages and gives JSON, each after its length in four bytes. Nothing it sends is
ever unpickled: what reads hostile pages may itself be hostile.
"""

import json
import re
import struct
import sys
from typing import IO, Any, Final

__all__ = ["extract_page", "read_message", "write_message"]

_UNSEEN_STYLE: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE
)
_COMMENTS: Final = re.compile(
    r"(?:^|\s)(?!(?:allow|has|hide|no|show|with)[-_])(?:[\w-]*[-_])?(?:comments?(?:[-_]?(?:list|section|area|thread|body|content|text"
    r"|wrap(?:per)?|container|box))?|commentlist|disqus[\w-]*)(?=\s|$)",
    re.IGNORECASE,
)
_KEPT: Final = frozenset({"html", "head", "body", "article", "main"})
_PROSE_CELL: Final = 200  # code points; a table with a longer cell lays out a page


def read_message(stream: IO[bytes]) -> bytes | None:
    """Return the next message; nothing at the end of the stream.

    Args:
        stream: Open for reading.

    Returns:
        Its bytes.
    """
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    body = stream.read(size)
    return body if len(body) == size else None


def write_message(stream: IO[bytes], body: bytes) -> None:
    """Write one message.

    Args:
        stream: Open for writing.
        body: Its bytes, less than 4 GiB.
    """
    stream.write(struct.pack(">I", len(body)) + body)
    stream.flush()


def extract_page(html: str) -> dict[str, str]:
    """Return main text and metadata of a page.

    Args:
        html: The page.

    Returns:
        ``text``, ``title``, ``published``, ``outlet``, ``url``, ``language``; ``text`` is
        empty when the page has no more than a title, and begins with the title when it
        has one. What a visitor does not see, reader comments and tables are left out.
    """
    from trafilatura import bare_extraction, load_html

    tree: Any = load_html(html)
    if tree is None:
        return {"text": ""}
    _prune(tree)
    found: Any = bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=False
    )
    if found is None or not (found.text or "").strip():
        return {"text": ""}
    title, text = (found.title or "").strip(), found.text.strip()
    if text == title:
        return {"text": ""}
    return {
        "text": text if not title or text.startswith(title) else f"{title}\n\n{text}",
        "title": title,
        "published": found.date or "",
        "outlet": found.sitename or "",
        "url": found.url or "",
        "language": found.language or "",
    }


def _prune(tree: Any) -> None:
    """Remove what is no part of an article; a table that lays out the page becomes blocks."""
    for element in list(tree.iter("*")):
        if element.getparent() is not None and _is_outside(element):
            element.drop_tree()
    for table in list(tree.iter("table")):
        cells = list(table.iter("td"))
        if any(len(cell.text_content().strip()) > _PROSE_CELL for cell in cells):
            for part in [table, *table.iter("tbody", "tr", "td", "th")]:
                part.tag = "div"


def _is_outside(element: Any) -> bool:
    """Return whether an element is not shown or holds what readers wrote."""
    if element.tag == "noscript":
        return True
    if element.tag in _KEPT:
        return False
    if "hidden" in element.attrib or element.get("aria-hidden", "").strip().lower() == "true":
        return True
    if _UNSEEN_STYLE.search(element.get("style", "")):
        return True
    return any(_COMMENTS.search(element.get(name, "")) for name in ("id", "class"))


def _limit_memory(memory_bytes: int) -> None:
    """Bound the address space where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _main() -> None:
    _limit_memory(int(sys.argv[1]))
    while (page := read_message(sys.stdin.buffer)) is not None:
        try:
            answer = extract_page(page.decode("utf-8", "surrogatepass"))
        except (ValueError, TypeError, AttributeError, RecursionError, MemoryError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        write_message(sys.stdout.buffer, json.dumps(answer).encode())


if __name__ == "__main__":
    _main()
