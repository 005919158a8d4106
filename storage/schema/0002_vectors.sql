-- The store's version at which a debunk last changed in anything that matching sees of it.
ALTER TABLE debunks ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
UPDATE debunks SET changed = (SELECT value FROM meta WHERE name = 'version');
CREATE INDEX debunks_by_change ON debunks (changed, num);

-- `terms` are the index terms of a published debunk's phrasing, one space between; '' otherwise.
-- An id is one text of one debunk for good: what is prepared from a text is kept by its id.
CREATE TABLE worded (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    terms TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (debunk, position)
);
INSERT INTO worded (id, debunk, position, lang, terms, text)
SELECT p.id, p.debunk, p.position, p.lang, coalesce(w.terms, ''), p.text
FROM phrasings p LEFT JOIN phrasing_words w ON w.rowid = p.id ORDER BY p.id;
DROP TABLE phrasing_vocabulary;
DROP TABLE phrasing_words;
DROP TABLE phrasings;
ALTER TABLE worded RENAME TO phrasings;
DELETE FROM meta WHERE name = 'phrasings';

-- Made by `encoder` of the phrasing's text; the bytes are the encoder's own.
CREATE TABLE vectors (
    phrasing INTEGER PRIMARY KEY REFERENCES phrasings (id) ON DELETE CASCADE,
    encoder TEXT NOT NULL,
    vector BLOB NOT NULL
);
