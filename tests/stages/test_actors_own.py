"""Actors of one's own: TOML, tables, CAMEO dictionaries; what is wrong names its line."""

import re
from datetime import date
from pathlib import Path

import pytest

from khabar.record.actor import ActorRow
from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import ConfigError, KnowledgeError
from khabar.reference.actors import open_registry, tenure_on
from khabar.reference.actors.own import (
    append_alias,
    import_actors,
    open_own_registry,
    read_actors,
    read_own_rows,
)

TOML = """\
# of the siege
[[actor]]
id = "zzz-front"
name = "Varo Front"
country = "Afghanistan"
aliases = ["VFR", "جبهه وارو"]
terms = [
    {sector = "REB", start = 2015, end = 2018-09-01},
    {sector = "GOV", start = 2018-09-02},
]
source = "field notes"

[[actor]]
name = "Amo Kadan"
kind = "person"
country = "AFG"
parent = ""
terms = "REB ..2018-09-01 Commander of zzz-front; GOV 2018-09-02.. Governor of Sael"

[[actor]]
id = "afg-taliban"
aliases = ["Seekers of Sael"]
"""
CSV = """\
id;name;kind;country;sector;start;end;role;of;aliases
zzz-front;Varo Front;;AFG;REB;2015;2018-09-01;;;VFR|جبهه وارو
zzz-front;;;;GOV;2018-09-02;;;;
;Amo Kadan;person;AFG;REB;;2018-09-01;Commander;Varo Front;
;Amo Kadan;;AFG;GOV;2018-09-02;;Governor of Sael;;
afg-taliban;;;;;;;;;Seekers of Sael
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def by_id(rows: tuple[ActorRow, ...]) -> dict[str, ActorRow]:
    return {row.id: row for row in rows}


def sector_on(row: ActorRow, day: str) -> Sector | None:
    term = tenure_on(row, date.fromisoformat(day))
    return None if term is None else term.sector


@pytest.mark.parametrize(("name", "text"), [("actors.toml", TOML), ("actors.csv", CSV)])
def test_both_forms_say_the_same(name: str, text: str, tmp_path: Path) -> None:
    rows = by_id(read_actors(write(tmp_path, name, text)))
    front = rows["zzz-front"]
    assert (front.kind, front.country) == (EntityKind.ARMED_GROUP, "AFG")
    assert [sector_on(front, day) for day in ("2014-12-31", "2015-01-01", "2018-09-02")] == [
        *(None, Sector.REB, Sector.GOV),
    ]
    person = rows["afg-amo-kadan"]
    assert [(term.role, term.of) for term in person.tenures] == [
        *(("Commander", "zzz-front"), ("Governor of Sael", "")),
    ]
    taliban = rows["afg-taliban"]
    assert "Seekers of Sael" in taliban.aliases
    assert taliban.tenures == open_registry().row("afg-taliban").tenures


def test_what_a_case_says_is_found_and_stronger(tmp_path: Path) -> None:
    registry = open_own_registry([write(tmp_path, "actors.toml", TOML)])
    for name in ("the Varo Front", "VFR", "جبهه وارو"):
        assert [row.id for row in registry.find_rows(name)] == ["zzz-front"]
    assert [row.id for row in registry.find_rows("Seekers of Sael")] == ["afg-taliban"]
    mine = write(tmp_path, "mine.csv", "name,country,sector\nHamas,AFG,NGO\n")
    registry = open_own_registry([mine])
    assert [row.country for row in registry.find_exact("Hamas")] == ["AFG"]
    assert open_own_registry([]) is open_registry()


def test_of_two_files_the_first_is_stronger(tmp_path: Path) -> None:
    one = write(tmp_path, "a.csv", "id,name,sector\nzzz-front,Front of Sael,PTY\n")
    two = write(tmp_path, "b.csv", "id,name,sector,aliases\nzzz-front,Varo Front,REB,VFR\n")
    (row,) = read_own_rows([one, two])
    assert row.tenures[0].sector is Sector.PTY
    assert {"Varo Front", "VFR"} <= set(row.aliases)
    assert open_own_registry([one, two]).row("zzz-front").name == "Front of Sael"


PETRARCH = """\
# Invented dictionary
<!-- not an actor -->
VARO_FRONT_ [AFGREBVAR 150101-180901] [AFGGOV >180901]  ; a comment
+FRONT_OF_VARO_
+VFR_     # another
COLONEL_AMO_KADAN_  ; notes
\t[AFGELI 19750101-000101]
\t[AFGGOVMIL >011222]
\t[AFGELI]
SAEL_RELIEF_(SRF)_ [NGO]
AFGHANISTAN_ [AFG]
+KABUL_
SOMETHING_ [---]
A_PLAIN_NOUN
---STOP---
NEVER_READ_ [QQQ]
"""


def test_a_cameo_dictionary_is_read_with_its_days(tmp_path: Path) -> None:
    path = write(tmp_path, "varo.txt", PETRARCH)
    made = import_actors(path, into=tmp_path / "actors", base=open_registry())
    assert (made.format, len(made.rows), made.left_out) == ("petrarch", 3, 3)
    rows = {row.name: row for row in made.rows}
    front = rows["Varo Front"]
    days = ("2014-12-31", "2015-01-01", "2018-09-01", "2018-09-02")
    assert [sector_on(front, day) for day in days] == [None, Sector.REB, Sector.REB, Sector.GOV]
    officer = rows["Colonel Amo Kadan"]
    assert officer.kind is EntityKind.PERSON
    turns = ("1970-01-01", "2001-12-22", "2001-12-23")
    assert [sector_on(officer, day) for day in turns] == [Sector.ELI, Sector.ELI, Sector.GOV]
    relief = rows["Sael Relief"]
    assert (relief.country, relief.tenures[0].sector) == ("", Sector.NGO)
    registry = open_own_registry([made.layer])
    for name in ("VFR", "Front of Varo", "SRF", "Varo Front"):
        assert len(registry.find_exact(name)) == 1, name


def test_an_imported_file_says_what_it_said(tmp_path: Path) -> None:
    for name, text in (("one.toml", TOML), ("two.csv", CSV), ("three.txt", PETRARCH)):
        into = tmp_path / name.partition(".")[0]
        made = import_actors(write(tmp_path, name, text), into=into, base=open_registry())
        again = by_id(read_actors(made.layer))
        for row in made.rows:
            assert (again[row.id].name, again[row.id].tenures) == (row.name, row.tenures)
            assert set(again[row.id].aliases) == set(row.aliases)


OFFICE = """\
name,country,sector,start,end,role
Amo Kadan,AFG,GOV,2015-01-01,2019-06-01,Minister of Roads
Varo Sel,AFG,GOV,2018-01-01,,Minister of Roads
"""
WRONG = {
    "terms overlap": (
        "a.csv",
        "id,name,sector,start,end\nx-y,Front,REB,2015,2019-06-01\nx-y,,GOV,2018-01-01,\n",
        "a.csv:3: terms overlap",
    ),
    "terms overlap by years": (
        "a.csv", "id,name,sector,start,end\nx-y,Front,REB,2015,2018\nx-y,,GOV,2017,\n",
        "a.csv:3: terms overlap: REB to 2018-12-31, next from 2017-01-01",
    ),
    "one office, two holders": (
        "a.csv",
        OFFICE,
        "a.csv:3: 'Minister of Roads' is held by afg-varo-sel and by afg-amo-kadan",
    ),
    "a cycle of parents": (
        "a.csv",
        "id,name,sector,parent\nx-a,Front,REB,x-b\nx-b,Wing,REB,x-c\nx-c,Band,REB,x-a\n",
        "a.csv:2: parents form a cycle: x-a -> x-b -> x-c -> x-a",
    ),
    "unknown sector": ("a.csv", "name,sector\nFront,REP\n", "a.csv:2: unknown sector 'REP'"),
    "unknown country": ("a.csv", "name,country,sector\nFront,XQX,REB\n", "unknown country 'XQX'"),
    "unknown kind": ("a.csv", "name,kind,sector\nFront,army,REB\n", "a.csv:2: unknown kind 'army'"),
    "unknown parent": (
        "a.csv", "name,sector,parent\nFront,REB,Nobody\n", "a.csv:2: unknown actor 'Nobody'",
    ),
    "unknown column": ("a.csv", "name,sektor\nFront,REB\n", "a.csv:1: unknown column 'sektor'"),
    "no sector": ("a.csv", "name,country\nFront,AFG\n", "a.csv:2: no sector or term"),
    "no such day": (
        "a.csv", "name,sector,start\nFront,REB,2018-02-30\n", "a.csv:2: no such day: 2018-02-30",
    ),
    "ends before it starts": (
        "a.csv", "name,sector,start,end\nFront,REB,2019,2018\n", "a.csv:2: term ends before",
    ),
    "twice": ("a.csv", "id,name\nafg-taliban,Taliban\nafg-taliban,Taliban\n", "stands twice"),
    "a name of two": (
        "a.csv", "id,name,sector\nx-a,Front,REB\nx-b,Front,REB\n", "a.csv:3: .*also a name of x-a",
    ),
    "too many cells": ("a.csv", "name,sector\nFront,REB,AFG\n", "a.csv:2: 3 cells"),
    "toml, unknown key": (
        "a.toml", '[[actor]]\nname = "Front"\nsektor = "REB"\n', "a.toml:3: unknown key 'sektor'",
    ),
    "toml, no text": (
        "a.toml", '[[actor]]\nname = "A"\nsector = "REB"\n[[actor]]\nname = 7\n',
        "a.toml:5: name is int",
    ),
    "toml, cut": ("a.toml", '[[actor]]\nname = "Fro', "a.toml.*: not TOML"),
    "toml, sector": (
        "a.toml", '[[actor]]\nname = "Front"\nsector = "RAB"\n', "a.toml:3: unknown sector 'RAB'",
    ),
    "dictionary, country": ("a.txt", "FRONT_ [QQQREB]\n", "a.txt:1: unknown country 'QQQ'"),
    "dictionary, day": ("a.txt", "A_ [AFGREB]\n\t[AFGGOV >0113]\n", "a.txt:2: not a day: '0113'"),
    "dictionary, code": ("a.txt", "A_ [AFGREB]\nB_ [AFGRE]\n", "a.txt:2: not a CAMEO code"),
    "dictionary, order": (
        "a.txt", "A_ [AFGREB 190101-180101]\n", "a.txt:1: days end before they start",
    ),
    "dictionary, cut": ("a.txt", "A_ [AFGREB]\nB_ [AFGGOV", "a.txt:2: the file ends here, cut off"),
    "nothing": ("a.csv", "name,sector\n", "no actor in the file"),
    "another kind": ("a.txt", "dear all\n", "a.txt:1: no kind of file"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_line_refuses_the_file_with_its_reason(case: str, tmp_path: Path) -> None:
    name, text, reason = WRONG[case]
    into = tmp_path / "actors"
    before = write_before(into)
    with pytest.raises(KnowledgeError) as caught:
        import_actors(write(tmp_path, name, text), into=into, base=open_registry())
    assert re.search(reason, str(caught.value)), str(caught.value)
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


def write_before(into: Path) -> dict[str, bytes]:
    """Put an older file of the same name there."""
    into.mkdir()
    write(into, "a.csv", "name,sector\nOlder Front,REB\n")
    return {path.name: path.read_bytes() for path in into.iterdir()}


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,sector\nFr\xf6nt,REB\n")
    with pytest.raises(KnowledgeError, match=r"a\.csv:2: not UTF-8"):
        read_actors(path)
    with pytest.raises(ConfigError, match="unknown format 'xml'"):
        import_actors(path, into=tmp_path, base=open_registry(), format_name="xml")


def test_several_may_hold_an_office_when_the_file_says_so(tmp_path: Path) -> None:
    told = (
        "name,country,sector,role\nAmo,AFG,GOV,~Minister of Roads\nSel,AFG,GOV,~Minister of Roads\n"
    )
    rows = read_actors(write(tmp_path, "a.csv", told))
    assert [row.tenures[0].role for row in rows] == ["Minister of Roads", "Minister of Roads"]
    spoke = told.replace("~Minister of Roads", "Spokesman of the front")
    assert len(read_actors(write(tmp_path, "b.csv", spoke))) == 2


def test_an_alias_is_appended_to_a_file_written_by_hand(tmp_path: Path) -> None:
    path = write(tmp_path, "actors.toml", TOML)
    append_alias(path, id_="zzz-front", name='The "Greens"')
    assert path.read_text(encoding="utf-8").startswith(TOML.rstrip())
    assert 'The "Greens"' in by_id(read_actors(path))["zzz-front"].aliases
