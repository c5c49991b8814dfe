"""CAMEO actor codes -> country and PLOVER sector."""

from typing import Final

from khabar.record.codes import Sector
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer import country_name

__all__ = ["read_code"]

_OLD_COUNTRIES: Final = {
    "ROM": "ROU",
    "ZAR": "COD",
    "TMP": "TLS",
    "KSV": "XKX",
    "KOS": "XKX",
    "WBG": "PSE",
    "GZS": "PSE",
    "PAL": "PSE",
    "BUR": "MMR",
    "HOK": "HKG",
}
_NO_COUNTRY: Final = frozenset(  # international actors and regions
    "IGO NGO NGM IMG MNC INT UIS AFR ASA ASI BLK CRB CAS CAU CFR CIS EAF EAS EEU EIN EUR LAM MEA "
    "MDT MST NAF NAM NMR PGS SAF SAM SAS SCN SEA SEU SUB WAF WAS WEU WSA WST XXX".split()
)
_SECTORS: Final = {
    **{code: code for code in Sector.__members__ if code not in ("UNK", "MED")},
    "INS": "REB",
    "SEP": "REB",
    "IMG": "UAF",
    "MNC": "BUS",
    "NGM": "NGO",
    "SET": "CVL",
    "MED": "JRN",
    "HLH": "MED",
    "HRI": "NGO",
    "DEV": "NGO",
    "ENV": "NGO",
    "RAD": "OPP",
    "IGO": "IGO",
    "NGO": "NGO",
}


def read_code(code: str, *, where: str) -> tuple[str, str]:
    """Return what a CAMEO code says of country and sector.

    Args:
        code: ``AFGREBTAL``: a country or a kind of international actor, then roles, three
            letters each. Codes of single groups and of ethnic or religious groups say nothing
            about the sector.
        where: File and line, for messages.

    Returns:
        ISO alpha-3 or empty, and the first role as a PLOVER sector: ``GOV`` for a country
        alone, ``UNK`` when no role is known.

    Raises:
        KnowledgeError: The code begins with no country, or its letters are not in threes.
    """
    head, rest = code[:3], code[3:]
    if not (code.isascii() and code.isalnum() and code.isupper() and len(code) % 3 == 0):
        msg = f"not a CAMEO code: {code!r}"
        raise KnowledgeError(msg, where=where, do="write a country and roles, like AFGREB")
    country = "" if head in _NO_COUNTRY else _OLD_COUNTRIES.get(head, head)
    roles = [rest[at : at + 3] for at in range(0, len(rest), 3)]
    if country and not country_name(country):
        if head not in _SECTORS:
            msg = f"unknown country {head!r} in code {code!r}"
            raise KnowledgeError(msg, where=where, do="codes begin with ISO alpha-3, such as AFG")
        country, roles = "", [head, *roles]
    elif not country:
        roles = [*roles, head]
    known = [_SECTORS[role] for role in roles if role in _SECTORS]
    return country, next(iter(known), "UNK" if roles else "GOV")
