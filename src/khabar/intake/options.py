"""What a caller may say about inputs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

__all__ = ["IntakeOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """Defaults, column names and limits.

    Attributes:
        published: Day of publication of everything; wins over the files' own.
        outlet: For reports that do not say who published them.
        title: Headline for reports that have none.
        columns: Report field to column name, for csv and json ("text" to "body").
        today: A later day of publication is refused; ``None`` refuses none.
        max_bytes: Largest file read.
        html_seconds: Longest time one page may take.
        html_bytes: Most memory the page reader may take.
    """

    published: date | None = None
    outlet: str = ""
    title: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
    max_bytes: int = 200_000_000
    html_seconds: float = 20.0
    html_bytes: int = 2_000_000_000
