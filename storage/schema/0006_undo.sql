-- An answer to a case can be taken back. `round` counts how often it was: who asked hears of each
-- answer once. `learned` is the SHA-256 of the wording that the answer taught its debunk, if any.
ALTER TABLE cases ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN learned BLOB;

-- What puts right what readers were told goes before everything else.
CREATE INDEX outbox_urgent ON outbox (due, id)
WHERE state = 'due' AND kind IN ('correction', 'retraction', 'mistaken');
