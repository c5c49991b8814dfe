"""Outlets: who publishes reports, what kind of voice that is, and whose it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

__all__ = ["OutletId", "OutletKind", "OutletRow", "OwnerId", "OwnerKind", "OwnerRow"]

OutletId = NewType("OutletId", str)
OwnerId = NewType("OwnerId", str)


class OutletKind(StrEnum):
    """What kind of voice an outlet is."""

    AGENCY = "agency"  # a wire that others carry
    STATE_AGENCY = "state agency"  # a wire run by a state
    DAILY = "daily"
    WEEKLY = "weekly"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    PUBLIC_BROADCASTER = "public broadcaster"  # paid by the public, not run by the government
    STATE_BROADCASTER = "state broadcaster"
    SITE = "site"
    PARTY_OUTLET = "party outlet"
    GROUP_OUTLET = "group outlet"  # of an armed group
    MONITOR = "monitor"  # counts and documents: observatories, rights groups
    AGGREGATOR = "aggregator"  # passes on what others publish
    UNKNOWN = "unknown"  # an outlet of the case that no row tells more of


class OwnerKind(StrEnum):
    """What owns an outlet."""

    STATE = "state"
    PUBLIC_BODY = "public body"
    COMPANY = "company"
    PERSON = "person"
    FAMILY = "family"
    TRUST = "trust"
    COOPERATIVE = "cooperative"
    PARTY = "party"
    ARMED_GROUP = "armed group"
    CHURCH = "church"
    INTERGOVERNMENTAL = "intergovernmental"
    UNKNOWN = "unknown"  # named by an analyst, with nothing more


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow:
    """An owner of outlets.

    Attributes:
        id: Lower case with hyphens.
        name: As shown.
        kind: What it is.
        country: ISO 3166-1 alpha-3; empty when it is of none.
        of: The owner it belongs to itself; empty when none or unknown.
        source: File and line.
    """

    id: OwnerId
    name: str
    kind: OwnerKind
    country: str
    of: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """An outlet.

    Attributes:
        id: The same as in the actor registry where it has a row there.
        name: As shown.
        kind: What kind of voice it is.
        country: ISO 3166-1 alpha-3 of its seat; empty when it has none or it is unknown.
        owner: Who owns it; empty when unknown.
        carries: Outlets, mostly agencies, whose reports it is known to print.
        domains: Where it publishes, without ``www``.
        aliases: Its other names, in any script.
        source: File and line.
    """

    id: OutletId
    name: str
    kind: OutletKind
    country: str
    owner: str
    carries: tuple[str, ...]
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    source: str

    @property
    def is_agency(self) -> bool:
        """Whether others print what it writes."""
        return self.kind in {OutletKind.AGENCY, OutletKind.STATE_AGENCY}
