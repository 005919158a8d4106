-- Updates that Telegram was told are taken, encrypted, until they are handled. `number` is
-- Telegram's own, where it has one; `lane` is the line that it waits in and `person` who sent it,
-- both keyed hashes. `at` is when it came. Whoever handles it writes a name into `taken_by`, and
-- `attempts` counts those who ended over it. `acted` says that what it asks for is done, `replies`
-- which messages it was answered with so far; `aside` says why it is not tried any more.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER UNIQUE,
    lane BLOB NOT NULL,
    person BLOB,
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    sealed BLOB NOT NULL,
    at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    taken_by TEXT,
    taken_at INTEGER,
    acted INTEGER NOT NULL DEFAULT 0 CHECK (acted IN (0, 1)),
    replies TEXT NOT NULL DEFAULT '',
    aside TEXT
);
CREATE INDEX inbox_waiting ON inbox (urgent, id) WHERE aside IS NULL;
CREATE INDEX inbox_by_person ON inbox (person);

-- The numbers of those that were handled last, which Telegram may send again, and the message that
-- answered each.
CREATE TABLE inbox_done (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE,
    reply INTEGER
);
