-- Several messages are on their way at once. `turn` says what goes first: 0 puts right what readers
-- were told, 1 is what they wait for, 2 everything else. `due` stays what it was when an attempt
-- fails; the next one is not made before `again`. `failed` counts attempts that failed for a reason
-- that passes, `attempts` those that were refused for one of the message's own.
ALTER TABLE outbox ADD COLUMN turn INTEGER GENERATED ALWAYS AS (CASE
    WHEN kind IN ('correction', 'retraction', 'mistaken') THEN 0
    WHEN kind IN ('answer', 'closed') THEN 1
    ELSE 2
END) VIRTUAL;
ALTER TABLE outbox ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;
DROP INDEX outbox_urgent;
CREATE INDEX outbox_turn ON outbox (turn, due, id, again, reader) WHERE state = 'due';
