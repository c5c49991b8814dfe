"""Every exception to the budgets of the style guide, in one place, with its reason.

A line that is no longer needed fails a test, so the table only shrinks by itself.
"""

from typing import Final, NamedTuple

__all__ = ["EXCEPTIONS", "Breach"]


class Breach(NamedTuple):
    """One rule broken at one place.

    Attributes:
        path: File, from the repository root, with forward slashes.
        rule: ``long-file``, ``long-function``, ``call``, ``catch-all``, ``clock`` or ``raises``.
        name: The function, method, call or file it is about.
    """

    path: str
    rule: str
    name: str


EXCEPTIONS: Final[dict[Breach, str]] = {
    Breach("src/khabar/engines/faults.py", "catch-all", "Exception"): (
        "The one place where a fault in one item must not cost the items after it."
    ),
}
