"""Files as numbered lines: packed or not, one line in memory at a time."""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

from khabar.record.errors import KnowledgeError

__all__ = ["Line", "Lines", "open_text", "read_some"]

_LONGEST: Final = 4_000_000  # characters of one line


class Line(NamedTuple):
    """One line of a file.

    Attributes:
        text: Without its end.
        where: ``file:number``, for messages.
        is_last: Nothing follows, not even the end of this line.
    """

    text: str
    where: str
    is_last: bool = False


class Lines:
    """Lines of a stream of text, counted."""

    def __init__(self, stream: IO[str], *, name: str) -> None:
        """Start before the first line.

        Args:
            stream: Open for reading.
            name: Name of the file, for messages.
        """
        self._stream = stream
        self._name = name
        self._number = 0

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines that are not blank.

        Yields:
            Lines in order.

        Raises:
            KnowledgeError: The file is damaged, cut, not UTF-8, or has an endless line.
        """
        while text := self._read():
            if text.strip():
                yield Line(text.rstrip("\r\n"), self.where, not text.endswith("\n"))

    @property
    def where(self) -> str:
        """The line read last."""
        return f"{self._name}:{self._number}"

    def _read(self) -> str:
        """Return the next line with its end; empty at the end of the file."""
        self._number += 1
        with _told(lambda: self.where):
            text = self._stream.readline(_LONGEST)
        if len(text) >= _LONGEST and not text.endswith("\n"):
            msg = f"a line of more than {_LONGEST} characters"
            raise KnowledgeError(msg, where=self.where)
        return text


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """Open a file as text; ``.gz``, ``.xz`` and ``.zip`` are unpacked on the way.

    Args:
        path: The file; of a ``.zip`` the largest member that is no read-me.

    Yields:
        The text.

    Raises:
        KnowledgeError: It cannot be opened.
    """
    if not path.is_file():
        msg = "there is no such file"
        raise KnowledgeError(msg, where=str(path))
    with _told(lambda: path.name):
        opened = _open_bytes(path)
    with opened as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="\n")
        try:
            yield text
        finally:
            text.detach()


def read_some(stream: IO[str], size: int, *, where: str) -> str:
    """Read on in a text.

    Args:
        stream: Open for reading.
        size: How many characters at most.
        where: For messages.

    Returns:
        The characters; empty at the end.

    Raises:
        KnowledgeError: The file is damaged, cut or not UTF-8.
    """
    with _told(lambda: where):
        return stream.read(size)


def _open_bytes(path: Path) -> IO[bytes]:
    """Open a file for reading bytes, unpacked."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if suffix == ".xz":
        return lzma.open(path, "rb")
    if suffix != ".zip":
        return path.open("rb")
    archive = zipfile.ZipFile(path)
    members = [one for one in archive.infolist() if "readme" not in one.filename.lower()]
    if not members:
        msg = "there is no file in the archive"
        raise KnowledgeError(msg, where=path.name)
    return archive.open(max(members, key=lambda one: one.file_size))


@contextmanager
def _told(where: Callable[[], str]) -> Iterator[None]:
    """Say where a file cannot be read.

    Raises:
        KnowledgeError: Something inside could not.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        msg = f"not UTF-8: byte {error.object[error.start]:#04x}"
        raise KnowledgeError(msg, where=where()) from error
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        msg = f"cannot be read, perhaps cut off: {told}"
        raise KnowledgeError(msg, where=where(), do="fetch the file again") from error
