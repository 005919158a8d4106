-- `person` is a keyed hash, to look up; `sealed` is the encrypted Telegram id, to write back, and
-- NULL until something may be due. `spoken` is the language of the last answer, `lang` the one
-- chosen. `sharing` is NULL until the reader was asked whether the desk may use their words.
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person BLOB NOT NULL UNIQUE,
    sealed BLOB,
    lang TEXT,
    spoken TEXT,
    updates INTEGER NOT NULL DEFAULT 1 CHECK (updates IN (0, 1)),
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    sharing INTEGER CHECK (sharing IN (0, 1))
);
INSERT INTO people (person, lang) SELECT person, lang FROM readers;
DROP TABLE readers;
ALTER TABLE people RENAME TO readers;

-- A learned phrasing is a reader's wording of the claim: matching compares posts with it, and
-- no card shows it.
ALTER TABLE phrasings ADD COLUMN learned INTEGER NOT NULL DEFAULT 0 CHECK (learned IN (0, 1));

-- A row stays when its role is taken away (NULL), so that what they did keeps its doer.
CREATE TABLE moderators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    name BLOB NOT NULL,
    role TEXT CHECK (role IN ('editor', 'chief', 'owner')),
    since INTEGER NOT NULL
);

-- Only a hash of the invitation's token: a copy of the store lets nobody in.
CREATE TABLE invites (
    token BLOB PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('editor', 'chief', 'owner')),
    made_by INTEGER NOT NULL REFERENCES moderators (id),
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER,
    used_by INTEGER REFERENCES moderators (id)
) WITHOUT ROWID;

-- Times are seconds since 1970 everywhere below. `body` is JSON.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    moderator INTEGER REFERENCES moderators (id),
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, id);
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is not edited'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is not deleted'); END;
-- A row that is replaced goes without the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit is not replaced'); END;

-- Work in progress: a new debunk (`debunk` NULL) or an edit of one, begun at its `base` version.
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    moderator INTEGER NOT NULL REFERENCES moderators (id),
    debunk TEXT,
    base INTEGER,
    step TEXT NOT NULL,
    body TEXT NOT NULL,
    "case" INTEGER REFERENCES cases (id) ON DELETE SET NULL,
    changed INTEGER NOT NULL
);
CREATE INDEX drafts_by_moderator ON drafts (moderator, changed);

-- What a debunk was before a published change: one interchange line in `body`.
CREATE TABLE superseded (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (debunk, version)
) WITHOUT ROWID;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'uncheckable', 'spam', 'merged')),
    debunk INTEGER REFERENCES debunks (num) ON DELETE SET NULL,
    merged_into INTEGER REFERENCES cases (id) ON DELETE SET NULL,
    holder INTEGER REFERENCES moderators (id),
    held INTEGER,
    opened INTEGER NOT NULL,
    closed INTEGER,
    alerted INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL
);
CREATE INDEX cases_by_state ON cases (state, opened);
CREATE INDEX cases_by_change ON cases (changed, id);

-- `text` is redacted; `message` is the reader's own message, to reply to.
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "case" INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    reader INTEGER NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    message INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    terms TEXT NOT NULL,
    encoder TEXT,
    vector BLOB,
    at INTEGER NOT NULL,
    UNIQUE (reader, message)
);
CREATE INDEX submissions_by_case ON submissions ("case", at);

-- The pages that a submission links to or comes from: one that names the same page is about the
-- same rumour.
CREATE TABLE seen (
    canonical TEXT NOT NULL,
    submission INTEGER NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    PRIMARY KEY (canonical, submission)
) WITHOUT ROWID;
CREATE INDEX seen_by_submission ON seen (submission);

-- Which reader was given which version of a debunk, last.
CREATE TABLE deliveries (
    reader INTEGER NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    message INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (reader, debunk)
) WITHOUT ROWID;
CREATE INDEX deliveries_by_debunk ON deliveries (debunk, version);

-- Messages that must reach someone, one row each, written with what causes them. A reader's row
-- names the reader; the desk's own chat has none. `once` is what must not be told twice.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reader INTEGER REFERENCES readers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    once TEXT NOT NULL UNIQUE,
    debunk INTEGER REFERENCES debunks (num) ON DELETE CASCADE,
    reply_to INTEGER,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sending', 'sent', 'dropped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL,
    done INTEGER
);
CREATE INDEX outbox_due ON outbox (state, due, id);
CREATE INDEX outbox_by_reader ON outbox (reader);

-- One vote a reader and debunk. `text` is the redacted post, only where the reader agreed.
CREATE TABLE feedback (
    reader INTEGER NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    vote TEXT NOT NULL CHECK (vote IN ('helped', 'not-mine')),
    lang TEXT NOT NULL,
    text TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (reader, debunk)
) WITHOUT ROWID;
CREATE INDEX feedback_by_time ON feedback (at);

-- How many times something happened on a day (`2026-11-22`, in the desk's time zone).
CREATE TABLE counts (
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, what)
) WITHOUT ROWID;
