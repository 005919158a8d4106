-- Two cases that may be about one rumour, `low` the lower number: what joining does not dare, a
-- moderator decides. `evidence` is a JSON list of how likely single submissions of the one are about
-- the other, the greatest first; `likeness` is what they say together. `refused` is when a moderator
-- said that the two are not the same; such a pair is kept, and never suggested again.
CREATE TABLE suggestions (
    low INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    high INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    evidence TEXT NOT NULL,
    likeness REAL NOT NULL,
    refused INTEGER,
    PRIMARY KEY (low, high),
    CHECK (low < high)
) WITHOUT ROWID;
CREATE INDEX suggestions_by_high ON suggestions (high);
