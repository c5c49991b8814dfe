-- What all reports of the case say together. Derived from the current readings and the
-- decisions, and told anew in one transaction; only decisions, changes and ids are for ever.

-- The cards of one reading: its claims as the events stage compares them.
CREATE TABLE decks (
    reading INTEGER PRIMARY KEY REFERENCES readings (key),
    made_by TEXT NOT NULL REFERENCES derivations (id), -- id in `derivations`, stage `situation`
    body BLOB NOT NULL            -- zlib over JSON of the record types, without text
) STRICT;

-- Each time the situation was told; the last one is what the tables below hold.
CREATE TABLE tellings (
    id INTEGER PRIMARY KEY,
    inputs TEXT NOT NULL,         -- digest of the current readings and the decisions
    derivation TEXT NOT NULL REFERENCES derivations (id),
    told_at TEXT NOT NULL,        -- when
    readings_moved INTEGER NOT NULL, -- reports whose current reading was switched with it
    events_moved INTEGER NOT NULL -- lines it added to `event_changes`
) STRICT;

-- Where each report comes from.
CREATE TABLE source_notes (
    report INTEGER PRIMARY KEY REFERENCES reports (key),
    outlet TEXT NOT NULL,
    copy_of INTEGER REFERENCES reports (key), -- the report it reprints
    p REAL NOT NULL,              -- probability that it does
    share REAL NOT NULL,          -- share of its own words that stand in the other
    credits TEXT NOT NULL,        -- JSON list of agencies and outlets it credits
    quotes TEXT NOT NULL          -- JSON list of outlets whose words it passes on
) STRICT;

-- Occurrences, each told by claims of any number of reports.
CREATE TABLE events (
    id TEXT PRIMARY KEY,          -- follows the earliest-arrived mention
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    mentions INTEGER NOT NULL,    -- how many claims
    reports INTEGER NOT NULL,     -- how many reports, reprints included
    origins INTEGER NOT NULL,     -- how many independent origins
    contradictions INTEGER NOT NULL, -- how many fields are told differently
    body BLOB NOT NULL            -- the whole event: zlib over JSON of the record types
) STRICT;
CREATE INDEX events_by_day ON events (first_day);

CREATE TABLE event_mentions (
    event TEXT NOT NULL REFERENCES events (id), -- id in `events`
    position INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (key),
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_mentions_by_claim ON event_mentions (claim);

CREATE TABLE event_origins (
    event TEXT NOT NULL REFERENCES events (id), -- id in `events`
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,           -- `OriginKind`
    reports INTEGER NOT NULL,     -- how many rest on it
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_contradictions (
    event TEXT NOT NULL REFERENCES events (id), -- id in `events`
    position INTEGER NOT NULL,    -- most severe first
    field TEXT NOT NULL,          -- which field sources tell differently
    reconcilable INTEGER NOT NULL CHECK (reconcilable IN (0, 1)), -- 1 when one value can hold inside another
    rivals INTEGER NOT NULL,      -- how many values
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

-- Ids of events that are none now. An id is never used for anything else.
CREATE TABLE event_redirects (
    id TEXT PRIMARY KEY,
    into_event TEXT,              -- where it leads for ever; NULL when no claim speaks of it any more
    since TEXT NOT NULL           -- when that was found
) STRICT;

-- The change feed.
CREATE TABLE event_changes (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,             -- when
    kind TEXT NOT NULL,           -- `ChangeKind`
    event TEXT NOT NULL,          -- id of an event, perhaps of before
    into_event TEXT,              -- where its id leads; NULL unless merged
    what TEXT NOT NULL            -- JSON list of the fields that moved
) STRICT;
CREATE INDEX event_changes_by_moment ON event_changes (at);

-- Who holds what, according to whom.
CREATE TABLE control_entries (
    position INTEGER PRIMARY KEY,
    place TEXT NOT NULL,          -- as shown
    place_key TEXT NOT NULL,      -- row of the gazetteer, else `~` and the folded name
    holder TEXT NOT NULL,         -- as shown; empty when nobody is named
    holder_key TEXT NOT NULL,     -- row of the registry, else `~` and the folded name
    state TEXT NOT NULL,          -- `ControlState`
    first_day TEXT,
    last_day TEXT,
    newest TEXT,                  -- day of the newest source
    body BLOB NOT NULL            -- the whole entry: zlib over JSON of the record types
) STRICT;

-- What gets in and out, according to whom.
CREATE TABLE access_entries (
    position INTEGER PRIMARY KEY,
    place TEXT NOT NULL,          -- as shown
    place_key TEXT NOT NULL,      -- row of the gazetteer, else `~` and the folded name
    good TEXT NOT NULL,           -- `Good`: which way or good
    state TEXT NOT NULL,          -- `AccessState`
    first_day TEXT,
    last_day TEXT,
    newest TEXT,                  -- day of the newest source
    body BLOB NOT NULL            -- the whole entry: zlib over JSON of the record types
) STRICT;

-- Who is talking with whom.
CREATE TABLE talks_tracks (
    position INTEGER PRIMARY KEY,
    parties TEXT NOT NULL,        -- JSON list, as shown
    venue TEXT NOT NULL,          -- as shown; empty when unknown
    outcome TEXT NOT NULL,        -- how the last round ended; empty when none did
    newest TEXT,                  -- day of the newest source
    body BLOB NOT NULL            -- the whole track: zlib over JSON of the record types
) STRICT;

-- What people decided; never changed, only taken back by another decision.
CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,           -- `DecisionKind`
    field TEXT NOT NULL,          -- what is edited or linked; empty otherwise
    decided_at TEXT NOT NULL,     -- when
    decided_by TEXT NOT NULL,     -- who
    body BLOB NOT NULL            -- the whole decision: zlib over JSON of the record types
) STRICT;

-- Words of decisions that stand for nothing as the reports are read now.
CREATE TABLE orphans (
    decision TEXT NOT NULL REFERENCES decisions (id), -- id in `decisions`
    position INTEGER NOT NULL,    -- which of its anchors, from 0
    reason TEXT NOT NULL,         -- `OrphanReason`
    body BLOB NOT NULL,           -- the whole orphan: zlib over JSON of the record types
    PRIMARY KEY (decision, position)
) STRICT, WITHOUT ROWID;
