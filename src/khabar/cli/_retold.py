"""What ``add`` and ``run`` say of the situation that they told anew."""

from typing import TYPE_CHECKING

from khabar.cli._console import Output
from khabar.record.event import ChangeKind

if TYPE_CHECKING:
    from khabar.filing import Retold

__all__ = ["retold_row", "tell_retold"]


def retold_row(retold: "Retold | None") -> dict[str, object]:
    """Return what moved as JSON values.

    Args:
        retold: From a filing; ``None`` when nothing had to be told anew.

    Returns:
        Counts; all 0 and ``events`` null when nothing moved.
    """
    moved = {str(kind): 0 if retold is None else retold.changes.get(kind, 0) for kind in ChangeKind}
    return {
        "events": None if retold is None else retold.events,
        **moved,
        "orphans": None if retold is None else retold.orphans,
    }


def tell_retold(retold: "Retold | None", *, output: Output) -> None:
    """Say what moved in one sentence, and how many decisions lost their place.

    Args:
        retold: From a filing.
        output: Where.
    """
    if retold is None:
        return
    moved = [f"{retold.changes[kind]} {kind}" for kind in ChangeKind if retold.changes.get(kind)]
    output.note(f"{retold.events} events" + (f": {', '.join(moved)}" if moved else ""))
    if retold.orphans:
        output.note(f"{retold.orphans} anchors of decisions stand for nothing now and wait")
