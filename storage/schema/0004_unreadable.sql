-- Updates that could not be read, encrypted; `kind` says why, `person` is the sender's keyed hash.
CREATE TABLE unreadable (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    sealed BLOB NOT NULL,
    person BLOB,
    at INTEGER NOT NULL
);
CREATE INDEX unreadable_by_person ON unreadable (person);

-- The day on which the desk's owners were last told of such an update.
INSERT INTO meta (name, value) VALUES ('unreadable-told', '');
