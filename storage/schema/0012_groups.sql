-- Groups that the bot is in and was asked something in, or whose settings were changed. `chat` is a
-- keyed hash of the chat's id, `sealed` that id encrypted. `marks` is how many marks an hour may be
-- put there, 0 for none; `connected` that a channel's owner connected it as the channel's discussion
-- group; `gone` since when the bot is not in it any more, in seconds.
CREATE TABLE groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    answering INTEGER NOT NULL DEFAULT 1 CHECK (answering IN (0, 1)),
    marks INTEGER NOT NULL DEFAULT 0 CHECK (marks >= 0),
    lang TEXT,
    connected INTEGER NOT NULL DEFAULT 0 CHECK (connected IN (0, 1)),
    gone INTEGER
);

-- What the bot said in a group: of which message, asked by which, and of which text, as a keyed hash. `told` is
-- which debunks in which version, empty where there was none; `reply` is the bot's own message, NULL
-- where it did not get that far.
CREATE TABLE group_answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "group" INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'mark', 'report')),
    post BLOB NOT NULL,
    message INTEGER NOT NULL,
    ask INTEGER NOT NULL,
    told TEXT NOT NULL,
    reply INTEGER,
    at INTEGER NOT NULL
);
CREATE INDEX group_answers_by_post ON group_answers ("group", post);
CREATE INDEX group_answers_by_message ON group_answers ("group", message);
CREATE INDEX group_answers_by_time ON group_answers (at);
