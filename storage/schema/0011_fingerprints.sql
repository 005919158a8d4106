-- How pictures look that a debunk is about: two hashes in hex digits, never the pictures themselves.
-- One picture may have several, of the whole and of what is inside.
CREATE TABLE fingerprints (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    phash TEXT NOT NULL CHECK (length(phash) = 16),
    pdq TEXT NOT NULL CHECK (length(pdq) = 64),
    PRIMARY KEY (debunk, position)
);
