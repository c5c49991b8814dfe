"""Closed lists of codes (PLOVER 2.0 with CONTROL added; see the codebook)."""

from enum import StrEnum

__all__ = [
    "EntityKind",
    "EventType",
    "NameType",
    "QuantityKind",
    "Role",
    "Sector",
    "Status",
]


class EventType(StrEnum):
    """What kind of event: the 16 PLOVER types and CONTROL."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    CONTROL = "CONTROL"


class Status(StrEnum):
    """Whether it happened."""

    ACTUAL = "actual"
    ONGOING = "ongoing"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class Role(StrEnum):
    """How a stretch of text takes part in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    INSTRUMENT = "instrument"
    THEME = "theme"
    TIME = "time"
    CONDITION = "condition"
    SOURCE = "source"


class QuantityKind(StrEnum):
    """What a number counts."""

    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    ARRESTED = "arrested"
    PARTICIPANTS = "participants"
    RELEASED = "released"
    DESTROYED = "destroyed"
    TROOPS = "troops"
    MISSING = "missing"
    HOSTAGES = "hostages"
    OTHER = "other"


class EntityKind(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ARMED_GROUP = "armed_group"
    MILITARY = "military"
    POLICE = "police"
    GOVERNMENT = "government"
    PARTY = "party"
    CIVILIANS = "civilians"
    ORGANISATION = "organisation"
    MEDIA = "media"
    COUNTRY = "country"
    PLACE = "place"
    FACILITY = "facility"


class Sector(StrEnum):
    """PLOVER sector codes of actors, with IGO and NGO."""

    COP = "COP"
    GOV = "GOV"
    JUD = "JUD"
    LEG = "LEG"
    MIL = "MIL"
    PRM = "PRM"
    PTY = "PTY"
    REB = "REB"
    SPY = "SPY"
    UAF = "UAF"
    UNK = "UNK"
    AGR = "AGR"
    BUS = "BUS"
    CRM = "CRM"
    CVL = "CVL"
    EDU = "EDU"
    ELI = "ELI"
    JRN = "JRN"
    LAB = "LAB"
    MED = "MED"
    REF = "REF"
    OPP = "OPP"
    PRE = "PRE"
    REL = "REL"
    SOC = "SOC"
    IGO = "IGO"
    NGO = "NGO"


class NameType(StrEnum):
    """The nine classes of the worldwide newswire corpus."""

    PERSON = "Person"
    LOCATION = "Location"
    NORP = "NORP"
    DATE = "Date"
    MONEY = "Money"
    ORGANIZATION = "Organization"
    MISC = "Misc"
    FACILITY = "Facility"
    PRODUCT = "Product"
