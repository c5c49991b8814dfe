"""Web pages to text, in a process of its own with limits: pages come from anywhere."""

import json
import subprocess
import sys
from dataclasses import dataclass
from threading import Thread

from khabar.intake._page_worker import read_message, write_message
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
        self._worker: subprocess.Popen[bytes] | None = None

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
        answer = self._ask(html, where=where)
        if "error" in answer:
            what = f"the page cannot be read: {answer['error']}"
            raise InputError(what, reason=FailureReason.UNREADABLE, where=where)
        if not answer.get("text"):
            what = "there is no article text in the page"
            raise InputError(what, reason=FailureReason.NO_TEXT, where=where, do="save it as text")
        return Page(**answer)

    def close(self) -> None:
        """End the worker, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.wait()
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    stream.close()

    def _ask(self, html: str, *, where: str) -> dict[str, str]:
        """Return what the worker says of a page, within the time limit."""
        worker = self._start()
        answers: list[bytes | None] = []
        asking = Thread(target=_exchange, args=(worker, html, answers), daemon=True)
        asking.start()
        asking.join(self._seconds)
        if asking.is_alive():
            worker.kill()
            asking.join()
            self.close()
            what = f"the page took more than {self._seconds:g} s"
            raise InputError(what, reason=FailureReason.TIMEOUT, where=where)
        if not answers or answers[0] is None:
            self.close()
            what = "the page ended the process that read it (too large or malformed)"
            raise InputError(what, reason=FailureReason.WORKER_DIED, where=where)
        answer: dict[str, str] = json.loads(answers[0])
        return answer

    def _start(self) -> "subprocess.Popen[bytes]":
        if self._worker is not None and self._worker.poll() is None:
            return self._worker
        self.close()
        self._worker = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "khabar.intake._page_worker", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._worker


def _exchange(worker: "subprocess.Popen[bytes]", html: str, answers: list[bytes | None]) -> None:
    """Send a page and keep the answer; nothing when the worker died."""
    if worker.stdin is None or worker.stdout is None:
        return
    try:
        write_message(worker.stdin, html.encode("utf-8", "surrogatepass"))
        answers.append(read_message(worker.stdout))
    except (OSError, ValueError):
        answers.append(None)
