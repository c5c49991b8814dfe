"""Web pages to text, in a process of its own with limits: pages come from anywhere."""

import multiprocessing
import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Final

from khabar.record.errors import FailureReason, InputError

__all__ = ["Page", "PageReader"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says.

    Attributes:
        text: Title and main text; the report's text from now on.
        title: Headline from the metadata; may be empty.
        published: Day of publication as the page writes it; may be empty.
        outlet: Name of the site; may be empty.
        url: Canonical address; may be empty.
        language: ISO 639-1 code; may be empty.
    """

    text: str
    title: str
    published: str
    outlet: str
    url: str
    language: str


_NO_TEXT: Final = "no-text"
_UNREADABLE: Final = "unreadable"


class PageReader:
    """One worker process, started with the first page and again when one kills it."""

    def __init__(self, *, seconds: float, memory_bytes: int) -> None:
        """Set the limits; nothing is started yet.

        Args:
            seconds: Longest time a page may take.
            memory_bytes: Most address space the worker may take.
        """
        self._seconds = seconds
        self._memory = memory_bytes
        self._worker: SpawnProcess | None = None
        self._line: Connection | None = None

    def read(self, html: str, *, where: str) -> Page:
        """Return the text of a page.

        Args:
            html: The page.
            where: Its name, for messages.

        Returns:
            Its text and metadata.

        Raises:
            InputError: There is no text in it, or it took too long or too much memory.
        """
        line = self._start()
        try:
            line.send(html)
            if not line.poll(self._seconds):
                self.close()
                what = f"the page took more than {self._seconds:g} s"
                raise InputError(what, reason=FailureReason.TIMEOUT, where=where)
            answer = line.recv()
        except (EOFError, OSError) as error:
            self.close()
            what = "the page ended the process that read it (too large or malformed)"
            raise InputError(what, reason=FailureReason.WORKER_DIED, where=where) from error
        if isinstance(answer, Page):
            return answer
        if answer == _NO_TEXT:
            what = "there is no article text in the page"
            raise InputError(what, reason=FailureReason.NO_TEXT, where=where, do="save it as text")
        what = f"the page cannot be read: {answer}"
        raise InputError(what, reason=FailureReason.UNREADABLE, where=where)

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.join()
        if self._line is not None:
            self._line.close()
        self._worker = self._line = None

    def _start(self) -> Connection:
        if self._line is not None and self._worker is not None and self._worker.is_alive():
            return self._line
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._worker = context.Process(
            target=_work, args=(theirs, self._memory), daemon=True, name="khabar-page-reader"
        )
        self._worker.start()
        theirs.close()
        self._line = ours
        return ours


def _work(line: Connection, memory_bytes: int) -> None:
    """Answer pages until the line closes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    while True:
        try:
            html = line.recv()
        except EOFError:
            return
        try:
            line.send(_extract(html) or _NO_TEXT)
        except (ValueError, TypeError, AttributeError, RecursionError, MemoryError) as error:
            line.send(f"{type(error).__name__}: {error}"[:200])


def _extract(html: str) -> Page | None:
    """Return main text and metadata of a page; nothing when it has no text."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=True
    )
    if found is None or not (found.text or "").strip():
        return None
    title = (found.title or "").strip()
    text = found.text.strip()
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return Page(
        text=text,
        title=title,
        published=found.date or "",
        outlet=found.sitename or "",
        url=found.url or "",
        language=found.language or "",
    )
