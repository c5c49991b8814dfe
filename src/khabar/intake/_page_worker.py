"""The process that reads web pages: ``python -m khabar.intake._page_worker MEMORY_BYTES``.

It takes pages and gives JSON, each after its length in four bytes. Nothing it sends is
ever unpickled: what reads hostile pages may itself be hostile.
"""

import json
import struct
import sys
from typing import IO, Any

__all__ = ["extract_page", "read_message", "write_message"]


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
        empty when the page has none, and begins with the title when it has one.
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=True
    )
    if found is None or not (found.text or "").strip():
        return {"text": ""}
    title, text = (found.title or "").strip(), found.text.strip()
    return {
        "text": text if not title or text.startswith(title) else f"{title}\n\n{text}",
        "title": title,
        "published": found.date or "",
        "outlet": found.sitename or "",
        "url": found.url or "",
        "language": found.language or "",
    }


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
