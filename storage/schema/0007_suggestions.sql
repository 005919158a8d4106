-- Two cases that may be about one rumour, `low` the lower number: what joining does not dare, a
-- moderator decides. `refused` is when one said that they are not the same; such a pair is kept, and
-- never suggested again.
CREATE TABLE suggestions (
    low INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    high INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    likeness REAL NOT NULL CHECK (likeness >= 0 AND likeness <= 1),
    refused INTEGER,
    PRIMARY KEY (low, high),
    CHECK (low < high)
) WITHOUT ROWID;
CREATE INDEX suggestions_by_high ON suggestions (high);
