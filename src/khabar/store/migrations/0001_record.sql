-- The record of one case. Offsets (start_cp, end_cp) count code points of reports.text, half-open.
-- Days are ISO 8601 (2021-08-28); moments are ISO 8601 in UTC; probabilities lie in [0, 1].

-- Bytes as they were found, once per content.
CREATE TABLE captures (
    sha256 TEXT PRIMARY KEY,      -- hex digest of the bytes before packing
    packing TEXT NOT NULL CHECK (packing IN ('none', 'zlib')),
    size INTEGER NOT NULL,        -- bytes before packing
    raw BLOB NOT NULL
) STRICT;

-- One text each; never changed after it was added.
CREATE TABLE reports (
    key INTEGER PRIMARY KEY,      -- row of report_words
    id TEXT NOT NULL UNIQUE,      -- the caller's id, or one made of the content
    text ANY NOT NULL,            -- TEXT; BLOB (UTF-8, surrogates passed through) if not valid Unicode
    text_sha256 TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

-- Each time a report was seen.
CREATE TABLE sightings (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key),
    capture TEXT NOT NULL REFERENCES captures (sha256),
    origin TEXT NOT NULL,         -- file name or the like
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX sightings_by_report ON sightings (report);

-- Quarantine: inputs that did not become reports.
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    input TEXT NOT NULL,          -- the row's own id, or the origin with a row number
    origin TEXT NOT NULL,
    reason TEXT NOT NULL,         -- closed list: FailureReason
    detail TEXT NOT NULL,
    capture TEXT NOT NULL,        -- digest in captures; empty when there were no bytes
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    UNIQUE (input, origin, reason, capture)
) STRICT;

-- What made a reading.
CREATE TABLE derivations (
    id TEXT PRIMARY KEY,
    stage TEXT NOT NULL,
    code_version TEXT NOT NULL,
    model_digest TEXT NOT NULL,
    config_digest TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- What one derivation read in one report. The current one is the record; others stand beside it.
CREATE TABLE readings (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key),
    derivation TEXT NOT NULL REFERENCES derivations (id),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    title TEXT NOT NULL,
    published TEXT,               -- day; NULL when unknown
    published_basis TEXT NOT NULL,
    outlet TEXT NOT NULL,
    outlet_folded TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    origin TEXT NOT NULL,
    dateline_place TEXT NOT NULL,
    agency TEXT NOT NULL,
    words INTEGER NOT NULL,
    words_read INTEGER NOT NULL,
    body BLOB NOT NULL,           -- the whole reading: zlib over JSON of the record types, without text
    UNIQUE (report, derivation)
) STRICT;
CREATE UNIQUE INDEX readings_current ON readings (report) WHERE is_current = 1;

CREATE TABLE sentences (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,    -- from 0
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    block TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    folded TEXT NOT NULL,         -- folded words, parted by one space
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    p REAL NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE timexes (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    value TEXT NOT NULL,          -- ISO 8601; empty when it cannot be resolved
    first_day TEXT,
    last_day TEXT,
    basis TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    key INTEGER PRIMARY KEY,      -- row of place_boxes
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    place_id TEXT NOT NULL,       -- row of the gazetteer
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,        -- ISO alpha-3; may be empty
    lat REAL NOT NULL,            -- degrees north, WGS 84
    lon REAL NOT NULL,            -- degrees east, WGS 84
    precision_m INTEGER NOT NULL, -- radius in metres
    geonameid INTEGER,
    p REAL NOT NULL,
    UNIQUE (reading, position)
) STRICT;
CREATE INDEX places_by_point ON places (lat, lon);

CREATE TABLE entities (
    reading INTEGER NOT NULL REFERENCES readings (key),
    id TEXT NOT NULL,             -- E1, E2 ... inside the reading
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    sector TEXT,
    role TEXT NOT NULL,
    of_group TEXT NOT NULL,
    registry_id TEXT NOT NULL,    -- row of the registry or the gazetteer; empty when not linked
    p REAL NOT NULL,
    PRIMARY KEY (reading, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_by_registry ON entities (registry_id) WHERE registry_id <> '';

CREATE TABLE entity_mentions (
    reading INTEGER NOT NULL REFERENCES readings (key),
    entity TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (reading, entity, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    key INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,             -- the same in every run over the same text
    identity TEXT NOT NULL,       -- claims of a report with the same one are the same occurrence
    sentence INTEGER NOT NULL,    -- position in sentences
    type TEXT NOT NULL,
    mode TEXT NOT NULL,           -- empty when none fits
    status TEXT NOT NULL,
    quoted INTEGER NOT NULL CHECK (quoted IN (0, 1)),
    p REAL NOT NULL,
    p_status REAL NOT NULL,
    start_cp INTEGER NOT NULL,    -- of the trigger
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    first_day TEXT,               -- NULL when open or unknown
    last_day TEXT,
    when_basis TEXT NOT NULL,
    when_start_cp INTEGER,
    when_end_cp INTEGER,
    UNIQUE (reading, position)
) STRICT;
CREATE INDEX claims_by_day ON claims (first_day);
CREATE INDEX claims_by_id ON claims (id);

CREATE TABLE fillers (
    claim INTEGER NOT NULL REFERENCES claims (key),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    start_cp INTEGER,             -- NULL when understood from context
    end_cp INTEGER,
    words TEXT NOT NULL,
    words_folded TEXT NOT NULL,
    entity TEXT,                  -- id in entities, same reading
    p REAL NOT NULL,
    evidence_start_cp INTEGER,
    evidence_end_cp INTEGER,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Which place links a claim's place fillers rest on.
CREATE TABLE claim_places (
    claim INTEGER NOT NULL REFERENCES claims (key),
    place INTEGER NOT NULL REFERENCES places (key),
    PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_places_by_place ON claim_places (place);

CREATE TABLE claim_times (
    claim INTEGER NOT NULL REFERENCES claims (key),
    position INTEGER NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    value TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantities (
    claim INTEGER NOT NULL REFERENCES claims (key),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    low ANY,                      -- INTEGER, TEXT past 64 bits; NULL when open below
    high ANY,                     -- likewise, NULL when open above
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE conditions (
    claim INTEGER NOT NULL REFERENCES claims (key),
    position INTEGER NOT NULL,
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- From the outlet inwards to the nearest speaker.
CREATE TABLE attributions (
    claim INTEGER NOT NULL REFERENCES claims (key),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_cp INTEGER,
    end_cp INTEGER,
    entity TEXT,
    words TEXT NOT NULL,
    carried INTEGER NOT NULL CHECK (carried IN (0, 1)),
    p REAL NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Who says what: the stretches of each statement.
CREATE TABLE statements (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,    -- of the statement
    part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
    piece INTEGER NOT NULL,       -- from 0 inside its part
    start_cp INTEGER NOT NULL,
    end_cp INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (reading, position, part, piece)
) STRICT, WITHOUT ROWID;

-- What was left out, and why.
CREATE TABLE dropped (
    reading INTEGER NOT NULL REFERENCES readings (key),
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    start_cp INTEGER,
    end_cp INTEGER,
    reason TEXT NOT NULL,         -- closed list: DropReason
    detail TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;
