-- "RASP": tells a Raspa store from another program's SQLite file.
PRAGMA application_id = 1380012880;

-- `version` grows with every change of debunks; `indexing` names the recipe of the word indexes;
-- `phrasings` is how many are published, which every match asks and counting would take long.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;
INSERT INTO meta (name, value) VALUES ('version', 0), ('indexing', ''), ('phrasings', 0);

CREATE TABLE debunks (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ref TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (
        verdict IN ('fake', 'false', 'misleading', 'outdated', 'satire', 'unproven', 'true')
    ),
    status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'retracted')),
    date TEXT,
    version INTEGER NOT NULL
);
CREATE INDEX debunks_by_ref ON debunks (ref);
CREATE INDEX debunks_by_date ON debunks (status, date DESC, num DESC);

CREATE TABLE phrasings (
    id INTEGER PRIMARY KEY,
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (debunk, position)
);

CREATE TABLE summaries (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (debunk, lang)
);

-- `names` is the JSON object of the names by language, in order of language: what makes two
-- statements' authorities the same one.
CREATE TABLE authorities (
    id INTEGER PRIMARY KEY,
    names TEXT NOT NULL UNIQUE
);

CREATE TABLE authority_names (
    authority INTEGER NOT NULL REFERENCES authorities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (authority, lang)
);

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    authority INTEGER REFERENCES authorities (id),
    date TEXT,
    url TEXT,
    UNIQUE (debunk, position)
);
CREATE INDEX statements_by_authority ON statements (authority);

CREATE TABLE statement_texts (
    statement INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (statement, lang)
);

CREATE TABLE sources (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT,
    url TEXT,
    PRIMARY KEY (debunk, position),
    CHECK (title IS NOT NULL OR url IS NOT NULL)
);

CREATE TABLE appearances (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    canonical TEXT NOT NULL,
    PRIMARY KEY (debunk, position)
);
CREATE INDEX appearances_by_canonical ON appearances (canonical);

CREATE TABLE topics (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (debunk, position)
);

-- A person is a keyed hash: nothing here leads back to a Telegram account without the key.
CREATE TABLE readers (
    person BLOB PRIMARY KEY,
    lang TEXT NOT NULL
) WITHOUT ROWID;

-- Both hold index terms, of published debunks only; rowid is phrasings.id and debunks.num.
CREATE VIRTUAL TABLE phrasing_words USING fts5 (
    terms,
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE phrasing_vocabulary USING fts5vocab (phrasing_words, row);
CREATE VIRTUAL TABLE debunk_words USING fts5 (
    claims, authorities, topics, summary,
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '1 2 3'
);
INSERT INTO debunk_words (debunk_words, rank) VALUES ('rank', 'bm25(8.0, 4.0, 4.0, 1.0)');
