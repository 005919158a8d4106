-- The post of a debunk in the desk's own channel, of which there is one. `channel` is how the
-- settings name the channel (an id or an @name), `langs` the languages of the post, with commas
-- between them. `chat`, `handle` and `message` are Telegram's, and not there until the post is:
-- the channel's id, its public name, the post's number. `version` is the debunk's when it was asked
-- for. Nobody knows of an `unclear` one whether it went out; one that is `gone` was deleted.
CREATE TABLE channel_posts (
    debunk INTEGER PRIMARY KEY REFERENCES debunks (num) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('due', 'posted', 'unclear', 'gone')),
    channel TEXT NOT NULL,
    langs TEXT NOT NULL,
    version INTEGER NOT NULL,
    chat INTEGER,
    handle TEXT,
    message INTEGER,
    at INTEGER NOT NULL
);

-- What a post says under itself of each change that readers hear of: of which version, which
-- verdict it had before, why. `kind` is a correction, a retraction or that one was taken back.
CREATE TABLE channel_notes (
    debunk INTEGER NOT NULL REFERENCES channel_posts (debunk) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('corrected', 'retracted', 'restored')),
    was TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (debunk, version)
) WITHOUT ROWID;

-- Debunks in the order in which they were first published; no clock decides what is new.
CREATE TABLE publications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    debunk INTEGER NOT NULL UNIQUE REFERENCES debunks (num) ON DELETE CASCADE
);
INSERT INTO publications (debunk) SELECT num FROM debunks WHERE status <> 'draft' ORDER BY num;

-- Who wants to hear of new debunks. `told` is the publication up to which they have, `period` the
-- day (`2026-11-22`) or week (`2026-W47`) at which it was last looked for them.
CREATE TABLE subscriptions (
    reader INTEGER PRIMARY KEY REFERENCES readers (id) ON DELETE CASCADE,
    every TEXT NOT NULL CHECK (every IN ('day', 'week')),
    period TEXT NOT NULL,
    told INTEGER NOT NULL
);

-- The topics that a subscription is for; without any it is for all.
CREATE TABLE subscription_topics (
    reader INTEGER NOT NULL REFERENCES subscriptions (reader) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    PRIMARY KEY (reader, topic)
) WITHOUT ROWID;
CREATE INDEX topics_by_name ON topics (topic);

-- When readers asked about a debunk again after it had been quiet, in seconds.
ALTER TABLE last_asked ADD COLUMN back INTEGER;

-- A post in the channel is put right as soon as readers are; digests for readers go last.
DROP INDEX outbox_turn;
ALTER TABLE outbox DROP COLUMN turn;
ALTER TABLE outbox ADD COLUMN turn INTEGER GENERATED ALWAYS AS (CASE
    WHEN kind IN ('correction', 'retraction', 'mistaken', 'channel-edit') THEN 0
    WHEN kind IN ('answer', 'closed') THEN 1
    WHEN kind = 'new' THEN 3
    ELSE 2
END) VIRTUAL;
CREATE INDEX outbox_turn ON outbox (turn, due, id, again, reader) WHERE state = 'due';
