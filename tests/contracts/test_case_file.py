"""What a case file withstands: other files, broken files, full disks, killed processes."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpers.read_only import read_only_copy
from helpers.schema_page import schema_page
from helpers.siege import siege
from khabar.record.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
)
from khabar.store import (
    Addition,
    Box,
    Capture,
    ClaimQuery,
    Derivation,
    Feature,
    case_features,
    open_case,
)
from khabar.store import _sqlite_open as opening
from khabar.store import _sqlite_write as writing
from khabar.store._sqlite import SqliteStore, open_sqlite
from khabar.store._sqlite_open import SqliteOptions, load_migrations, migrate

NOW = datetime(2018, 9, 10, 8, tzinfo=UTC)
DERIVATION = Derivation("reading", "0.1", "aa", "bb")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gulvand.khabar"


def add(case: SqliteStore, *names: str) -> None:
    made = (siege(report=name) for name in names)
    additions = [Addition(Capture.of(r.report.id.encode()), r) for r in made]
    case.add(additions, derivation=DERIVATION, seen=NOW)


def fill(path: Path, *names: str) -> None:
    with open_sqlite(str(path), create=True) as case:
        add(case, *names)


def test_a_case_that_is_not_there_is_not_made_by_looking(path: Path) -> None:
    with pytest.raises(StoreMissingError, match="no case here; make one with: khabar init"):
        open_case(path)
    assert not path.exists()


def test_a_case_needs_its_folder(path: Path) -> None:
    with pytest.raises(StoreMissingError, match="no such folder"):
        open_case(path / "deeper" / "a.khabar", create=True)


def test_a_folder_holds_its_case(tmp_path: Path) -> None:
    open_case(tmp_path, create=True).close()
    assert (tmp_path / "case.khabar").exists()
    open_case(tmp_path).close()


def test_opening_with_create_keeps_what_is_there(path: Path) -> None:
    fill(path, "r1")
    with open_case(path, create=True) as case:
        assert case.counts().reports == 1


def test_an_empty_file_is_not_a_case_until_it_is_made_one(path: Path) -> None:
    path.touch()
    with pytest.raises(StoreDamagedError, match="the file is empty"):
        open_case(path)
    open_case(path, create=True).close()
    open_case(path).close()


def test_a_text_file_is_not_a_case_and_stays_as_it_is(path: Path) -> None:
    path.write_text("Talks went on. " * 100)
    with pytest.raises(StoreDamagedError, match="not a case file"):
        open_case(path, create=True)
    assert path.read_text() == "Talks went on. " * 100


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(StoreDamagedError, match="another program"):
        open_case(path, create=True)
    assert path.read_bytes() == before


def test_a_case_of_a_newer_khabar_is_left_alone(path: Path) -> None:
    fill(path, "r1")
    with closing(sqlite3.connect(path)) as future:
        future.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreNewerError, match=r"schema 999, this one knows \d+\); update Khabar"):
        open_case(path)


def test_a_case_that_was_cut_off_is_reported(path: Path) -> None:
    fill(path, *(f"r{number}" for number in range(5)))
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(StoreDamagedError, match=r"cut off|not a case file"):
        open_case(path)


def test_a_broken_page_is_reported(path: Path) -> None:
    fill(path, *(f"r{number}" for number in range(5)))
    broken = bytearray(path.read_bytes())
    broken[4096:] = b"\x5a" * len(broken[4096:])
    path.write_bytes(broken)
    with pytest.raises(StoreDamagedError, match="restore it from a copy"):
        check(path)


def check(path: Path) -> None:
    with open_sqlite(str(path)) as case:
        case.check()


def test_a_broken_reading_is_reported(path: Path) -> None:
    fill(path, "r1")
    with closing(sqlite3.connect(path)) as vandal:
        vandal.execute("UPDATE readings SET body = x'00'")
        vandal.commit()
    with open_case(path) as case, pytest.raises(StoreDamagedError, match="cannot be decoded"):
        list(case.readings())


def test_a_sound_case_passes_its_check(path: Path) -> None:
    with open_sqlite(str(path), create=True) as case:
        add(case, "r1")
        case.check()


def test_a_case_held_by_another_process_says_so(path: Path) -> None:
    fill(path, "r1")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        open_sqlite(str(path), options=SqliteOptions(timeout_s=0.05)) as case,
    ):
        other.execute("BEGIN IMMEDIATE")
        assert case.counts().reports == 1
        with pytest.raises(StoreLockedError, match="another process is writing"):
            add(case, "r2")
        other.execute("ROLLBACK")
        add(case, "r2")
        assert case.counts().reports == 2


def test_a_full_disk_leaves_nothing_half_written(path: Path) -> None:
    fill(path, "r0")
    pages = path.stat().st_size // 4096
    options = SqliteOptions(group=4, max_pages=pages + 40)
    with open_sqlite(str(path), options=options) as case:
        with pytest.raises(StoreFullError, match="disk is full"):
            add(case, *(f"r{number}" for number in range(200)))
        case.check()
        reports = [row.id for row in case.reports()]
        assert len(reports) % 4 == 0
        assert [reading.report.id for reading in case.readings()] == reports
        assert case.counts().claims == 3 * len(reports)
    with open_sqlite(str(path)) as case:
        add(case, *(f"r{number}" for number in range(200)))
        assert case.counts().reports == 200


def run(path: Path, prefix: str, count: int) -> "subprocess.Popen[str]":
    program = ROOT / "tests" / "helpers" / "add_forever.py"
    folders = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    return subprocess.Popen(
        [sys.executable, str(program), str(path), prefix, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": folders},
    )


def test_a_killed_process_leaves_a_sound_case(path: Path) -> None:
    with run(path, "k", 100_000) as adding:
        assert adding.stdout is not None
        while adding.stdout.readline() != "64\n":
            pass
        adding.kill()
    with open_sqlite(str(path)) as case:
        case.check()
        reports = [row.id for row in case.reports()]
        assert len(reports) >= 64
        assert [reading.report.id for reading in case.readings()] == reports
        add(case, "after")
        assert len(case.search("gulvand", limit=10**6)) == len(reports) + 1


def test_two_processes_add_to_one_case(path: Path) -> None:
    programs = [run(path, prefix, 60) for prefix in ("a", "b", "a")]
    said = [program.communicate(timeout=60)[0].split("\n")[-2] for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0]
    new, again = (sum(int(line.split()[place]) for line in said) for place in (0, 1))
    assert (new, again) == (120, 60)
    with open_sqlite(str(path)) as case:
        case.check()
        assert case.counts().reports == 120
        assert case.counts().sightings == 180


def test_an_older_case_is_copied_and_then_migrated(path: Path) -> None:
    fill(path, "r1")
    steps = (
        *load_migrations(),
        "CREATE TABLE later (a TEXT) STRICT;\nINSERT INTO later VALUES ('x');\n",
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path=path, migrations=steps)
        assert connection.execute("SELECT a FROM later").fetchall() == [("x",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(steps),)
    copy = path.with_name(f"{path.name}.v{len(load_migrations())}.bak")
    with open_case(copy) as case:
        assert case.counts().reports == 1


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    fill(path, "r1")
    steps = (*load_migrations(), "CREATE TABLE later (a TEXT);\nnot sql at all;\n")
    connection = sqlite3.connect(path, isolation_level=None)
    with closing(connection), pytest.raises(sqlite3.OperationalError, match="syntax error"):
        migrate(connection, path=path, migrations=steps)
    with open_case(path) as case:
        assert case.counts().reports == 1


def test_a_new_case_is_not_copied(path: Path) -> None:
    fill(path, "r1")
    assert {entry.name for entry in path.parent.iterdir()} == {path.name}


def test_without_indexes_the_answers_are_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = (Feature("fts5", present=False, without=""), Feature("rtree", present=False, without=""))
    monkeypatch.setattr(writing, "sqlite_features", lambda: bare)
    box = ClaimQuery(place="gulvand", box=Box(69, 35, 70, 36))
    with open_sqlite(str(path), create=True) as case:
        add(case, "r1")
        assert [hit.report for hit in case.search("gulv*")] == ["r1"]
        assert len(list(case.claims(box))) == 1
    monkeypatch.undo()
    with open_sqlite(str(path)) as case:
        assert [hit.report for hit in case.search("gulv*")] == ["r1"]
        assert len(list(case.claims(box))) == 1


def test_this_sqlite_says_what_it_has() -> None:
    assert {feature.name for feature in case_features()} == {"fts5", "rtree"}


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_OLDEST", (99, 0, 0))
    with pytest.raises(StoreError, match="is too old"):
        open_case(path, create=True)


def test_the_schema_page_says_what_the_migrations_say() -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == schema_page(), "make it again: see tests/helpers/schema_page.py"


def test_a_case_in_a_read_only_folder_can_be_asked(path: Path) -> None:
    fill(path, "r1", "r2")
    with read_only_copy(path) as folder, open_case(folder / path.name) as case:
        assert not case.writable
        assert case.counts().reports == 2
        assert [reading.report.id for reading in case.readings()] == ["r1", "r2"]
        assert [entry.name for entry in folder.iterdir()] == [path.name]


def test_a_case_in_a_read_only_folder_refuses_what_is_added(path: Path) -> None:
    fill(path, "r1")
    with (
        read_only_copy(path) as folder,
        open_sqlite(str(folder / path.name)) as case,
        pytest.raises(StoreReadOnlyError, match="may not be written"),
    ):
        add(case, "r2")


def test_changes_that_wait_beside_a_read_only_case_are_not_overlooked(path: Path) -> None:
    with open_sqlite(str(path), create=True) as case:
        add(case, "r1")
        log = path.with_name(path.name + "-wal")
        with (
            read_only_copy(path, log) as folder,
            pytest.raises(StoreReadOnlyError, match="changes that can only be read where"),
        ):
            open_case(folder / path.name)
