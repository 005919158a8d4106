-- What each moderator was last told of all that waits for a decision: the day (`2026-11-22`) on
-- which it was looked at for them, and a hash of what waited when they were told.
CREATE TABLE digests (
    moderator INTEGER PRIMARY KEY REFERENCES moderators (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    state TEXT NOT NULL
);

-- When readers last asked about a debunk, in seconds; deliveries go with their readers.
CREATE TABLE last_asked (
    debunk INTEGER PRIMARY KEY REFERENCES debunks (num) ON DELETE CASCADE,
    at INTEGER NOT NULL
);
INSERT INTO last_asked (debunk, at) SELECT debunk, max(at) FROM deliveries GROUP BY debunk;
