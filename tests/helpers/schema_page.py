"""Make ``docs/schema.md`` of the migrations: their comments are its words.

Run from the repository root: ``uv run python tests/helpers/schema_page.py > docs/schema.md``.
"""

import re
import sys
from collections.abc import Iterator

from khabar.store._sqlite_open import APPLICATION_ID, load_migrations, load_sql

__all__ = ["schema_page"]

HEAD = """# The case file

A case is one SQLite file: open it with any SQLite tool, but write to it only through Khabar.
This page is made of the migrations in `src/khabar/store/migrations`, which are the schema.

* The header carries `application_id` {application:#x} and `user_version` {version}, the number of
  the last migration. A file with a higher number was written by a newer Khabar and is refused.
* Before an older file is migrated, a copy is put beside it: `NAME.v1.bak`.
* Texts and captured bytes never change. Everything read belongs to a derivation; the reading with
  `is_current = 1` is the record, readings by other derivations stand beside it.
* Offsets count code points of `reports.text` and are half-open. Days and moments are ISO 8601,
  moments in UTC. Probabilities lie in [0, 1], higher is surer.
* The situation (`events`, ledgers, `source_notes`) rests on the last line of `tellings`: it is
  replaced as a whole, so query it freely and keep nothing of it but the ids of events.
* Lone surrogates, which SQLite cannot keep as text, are written out (`\\ud800`) in all columns but
  `reports.text` and `readings.body`, from which everything is read back exactly.

Claims of the record, as a first query:

```sql
SELECT p.id, c.type, c.status, c.words, c.first_day, c.last_day
FROM claims AS c
JOIN readings AS r ON r.key = c.reading AND r.is_current = 1
JOIN reports AS p ON p.key = r.report
ORDER BY c.first_day;
```

## Tables
"""

COMMON = {
    "agency": "agency named in the dateline; empty when none",
    "added_at": "when it was added",
    "basis": "how it is known: `TimeBasis`",
    "block": "`title` or `body`",
    "capture": "digest in `captures`",
    "carried": "1 when the words stand in another sentence",
    "claim": "key in `claims`",
    "code_version": "version of Khabar",
    "config_digest": "digest of settings and knowledge files",
    "country": "ISO alpha-3; may be empty",
    "created_at": "when its first reading was added",
    "dateline_place": "place named in the dateline; empty when none",
    "derivation": "id in `derivations`",
    "detail": "for people; may be empty",
    "end_cp": "one past the last code point",
    "entity": "id in `entities`, same reading; NULL when unnamed or a plain phrase",
    "evidence_end_cp": "end of the same words",
    "evidence_start_cp": "for what is understood, the words elsewhere it was read from",
    "first_day": "first day it can mean; NULL when open or unknown",
    "first_seen_at": "when it failed first",
    "geonameid": "GeoNames id; NULL for rows of our own",
    "id": "id",
    "is_current": "1 for the record",
    "key": "number of the row",
    "kind": "kind",
    "language": "ISO 639-1; may be empty",
    "last_day": "last day it can mean; NULL when open or unknown",
    "last_seen_at": "when it failed last",
    "model_digest": "digest of the reader's weights and labels",
    "name": "best name",
    "name_folded": "folded name",
    "origin": "file name or the like",
    "outlet": "who published it; empty when unknown",
    "outlet_folded": "folded name",
    "p": "probability",
    "p_status": "probability of the status",
    "packing": "how `raw` is kept",
    "paragraph": "number of its paragraph, from 0",
    "part": "which part of the statement",
    "place": "key in `places`",
    "position": "order inside its parent, from 0",
    "published_basis": "how the day is known: `PublishedBasis`",
    "quoted": "1 inside quotation marks",
    "raw": "the bytes, packed",
    "reading": "key in `readings`",
    "report": "key in `reports`",
    "role": "`Role` of a filler; post of a person, may be empty",
    "sector": "PLOVER sector; NULL when not clear",
    "seen_at": "when it was seen",
    "stage": "`reading` or `situation`",
    "start_cp": "first code point",
    "state": "how",
    "status": "`Status`",
    "text_sha256": "digest of the text in UTF-8",
    "title": "headline; may be empty",
    "type": "one of the closed list",
    "url": "where it was published; empty when unknown",
    "value": "ISO 8601; empty when it cannot be resolved",
    "what": "kind of thing left out",
    "when_basis": "how the days are known: `TimeBasis`",
    "when_end_cp": "end of the same words",
    "when_start_cp": "words the days were read from; NULL when there are none",
    "of_group": "entity id or name of the group the post is in; may be empty",
    "words": "the words; in `readings` how many the report has",
    "words_folded": "the words, folded",
    "words_read": "how many words reached the reader",
}

_TABLE = re.compile(r"((?:-- [^\n]*\n)*)CREATE TABLE (\w+) \(\n(.*?)\n\)", re.DOTALL)
_COLUMN = re.compile(r"^ {4}([a-z_0-9]+) ([A-Z]+)([^\n-]*?),?(?: *-- ([^\n]*))?$", re.MULTILINE)


def schema_page() -> str:
    """Return the whole page."""
    head = HEAD.format(application=APPLICATION_ID, version=len(load_migrations()))
    tables = [line for step in load_migrations() for line in _tables(step)]
    return "\n".join([head, *tables, *_indexes()])


def _tables(step: str) -> Iterator[str]:
    """Yield the lines about the tables of one migration."""
    for comment, table, body in _TABLE.findall(step):
        yield f"### `{table}`\n"
        if comment:
            yield comment.replace("-- ", "")
        yield "| column | type | meaning |\n|---|---|---|"
        for column, kind, rest, meaning in _COLUMN.findall(body):
            null = "" if "NOT NULL" in rest or "PRIMARY KEY" in rest else ", may be NULL"
            yield f"| `{column}` | {kind}{null} | {meaning or COMMON[column]} |"
        yield ""


def _indexes() -> Iterator[str]:
    """Yield the lines about the indexes that are made when this SQLite can keep them."""
    yield "## Indexes\n"
    yield "Made when a case is opened, if SQLite has them; without them the answers are the same,"
    yield "only slower. `khabar doctor` says which there are.\n"
    for name in ("index_words.sql", "index_places.sql"):
        yield f"```sql\n{load_sql(name)}```\n"


if __name__ == "__main__":
    sys.stdout.write(schema_page())
