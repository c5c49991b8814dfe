"""When an id already stands for something else."""

from khabar.record.errors import FailureReason
from khabar.record.report import FailedInput, Report

__all__ = ["refusal", "same_facts"]

_FACTS = ("text_sha256", "outlet", "published", "title")


def same_facts(old: Report, new: Report) -> bool:
    """Return whether two reports with one id say the same about themselves.

    Args:
        old: As it is in the store.
        new: As it was found again.

    Returns:
        True when only how it was found differs.
    """
    return all(getattr(old, fact) == getattr(new, fact) for fact in _FACTS)


def refusal(old: Report, new: Report) -> FailedInput:
    """Return why a report cannot be added under its id.

    Args:
        old: As it is in the store.
        new: As it was to be added.

    Returns:
        The failure, naming the first field that differs.
    """
    fact = next(name for name in _FACTS if getattr(old, name) != getattr(new, name))
    if fact == "text_sha256":
        detail = f"id {new.id!r} already stands for another text; give this report its own id"
    else:
        was, now = getattr(old, fact), getattr(new, fact)
        detail = f"already in the case with {fact} {str(was)!r}, now {str(now)!r}; not changed"
    return FailedInput(id=new.id, origin=new.origin, reason=FailureReason.ID_TAKEN, detail=detail)
