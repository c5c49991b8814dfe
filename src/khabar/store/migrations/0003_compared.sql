-- Pairs of claims that were compared when the situation was last told, so that the next telling
-- need not compare them again. May be emptied at any time.
CREATE TABLE compared_pairs (
    part INTEGER PRIMARY KEY,     -- order of the parts, from 0
    body BLOB NOT NULL            -- digests of pairs and their log-odds, 24 bytes each; no words
) STRICT;
