"""People's decisions over the machine's record: tied to words, found again, never lost."""

from khabar.review.anchoring import find_words, make_anchor
from khabar.review.correcting import Corrections, Lookups, make_corrections, parse_days
from khabar.review.holding import claim_of, find_holding
from khabar.review.placing import Placed, place_decisions
from khabar.review.redacting import Redaction, find_withheld
from khabar.review.remarking import NO_REMARKS, OF_REPORT, REMARKING, Remarks, make_remarks

__all__ = [
    "NO_REMARKS",
    "OF_REPORT",
    "REMARKING",
    "Corrections",
    "Lookups",
    "Placed",
    "Redaction",
    "Remarks",
    "claim_of",
    "find_holding",
    "find_withheld",
    "find_words",
    "make_anchor",
    "make_corrections",
    "make_remarks",
    "parse_days",
    "place_decisions",
]
