-- Full text of every report: its folded words, found by reports.key (FTS5, no text kept twice).
CREATE VIRTUAL TABLE IF NOT EXISTS report_words USING fts5 (
    folded, content = '', tokenize = 'ascii'
);
