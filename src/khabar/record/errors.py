"""Every error Khabar raises.

KhabarError
├── RecordError          a record would contradict itself
│   └── SpanError        two offsets do not describe a stretch of text
├── InputError           a report cannot be read (carries a FailureReason)
├── ConfigError          a setting or command-line value is unknown or impossible
├── ReaderError          the reader cannot run: model files missing, altered or unfit
├── KnowledgeError       a knowledge file (actors, places, outlets) is wrong
└── StoreError           the case file cannot be used
    ├── StoreMissingError    there is no case file at this place, or no such report in it
    ├── StoreLockedError     another process holds it
    ├── StoreNewerError      a newer Khabar wrote it
    ├── StoreDamagedError    it is not a case file, or its pages are broken
    ├── StoreFullError       the disk is full
    └── StoreReadOnlyError   it may be read, not written
"""

from enum import StrEnum

__all__ = [
    "ConfigError",
    "FailureReason",
    "InputError",
    "KhabarError",
    "KnowledgeError",
    "ReaderError",
    "RecordError",
    "SpanError",
    "StoreDamagedError",
    "StoreError",
    "StoreFullError",
    "StoreLockedError",
    "StoreMissingError",
    "StoreNewerError",
    "StoreReadOnlyError",
]


class KhabarError(Exception):
    """Base of every error that Khabar raises on purpose.

    Attributes:
        what: What went wrong, with the value.
        where: File, line or field; empty when there is no better place than ``what``.
        do: What the reader can do about it; may be empty.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        """Keep the three parts and show them as one sentence."""
        self.what = what
        self.where = where
        self.do = do
        super().__init__(what)

    def __str__(self) -> str:
        """Return ``where: what; do``, leaving out what is empty."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.do}" if self.do else head


class RecordError(KhabarError):
    """A record would contradict itself."""


class SpanError(RecordError):
    """Two offsets do not describe a stretch of text."""


class FailureReason(StrEnum):
    """Why an input did not become a report. A closed list, shown to people."""

    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    NO_TEXT = "no-text"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported-format"
    BAD_ROW = "bad-row"
    BAD_DATE = "bad-date"
    TIMEOUT = "timeout"
    WORKER_DIED = "worker-died"
    MISSING = "missing-file"
    ID_TAKEN = "id-taken"
    FAULT = "fault"  # Khabar's own: please report it


class InputError(KhabarError):
    """A report cannot be read.

    Attributes:
        reason: One of the closed list, for counting and filtering.
    """

    def __init__(self, what: str, *, reason: FailureReason, where: str = "", do: str = "") -> None:
        """Keep the reason beside the sentence."""
        super().__init__(what, where=where, do=do)
        self.reason = reason


class ConfigError(KhabarError):
    """A setting or command-line value is unknown or impossible."""


class ReaderError(KhabarError):
    """The reader cannot run: its model files are missing, altered or unfit."""


class KnowledgeError(KhabarError):
    """A knowledge file (actors, places, outlets) is wrong."""


class StoreError(KhabarError):
    """The case file cannot be used."""


class StoreMissingError(StoreError):
    """There is no case file at this place, or no such report in it."""


class StoreLockedError(StoreError):
    """Another process holds the case file."""


class StoreNewerError(StoreError):
    """A newer Khabar wrote the case file."""


class StoreDamagedError(StoreError):
    """The file is not a case file, or its pages are broken."""


class StoreFullError(StoreError):
    """The disk is full; nothing was half-written."""


class StoreReadOnlyError(StoreError):
    """The case may be read, not written: a read-only file, folder or medium."""
