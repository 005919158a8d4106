-- What a correction or retraction tells: the verdict that the reader had, why it changed (words
-- for readers), and when. `body` is the caller's own JSON, which no statement looks into.
ALTER TABLE outbox ADD COLUMN old_verdict TEXT;
ALTER TABLE outbox ADD COLUMN reason TEXT;
ALTER TABLE outbox ADD COLUMN at INTEGER;
UPDATE outbox SET
    old_verdict = json_extract(body, '$.old'),
    reason = coalesce(json_extract(body, '$.reason'), ''),
    at = json_extract(body, '$.at'),
    body = '{}'
WHERE kind IN ('correction', 'retraction');
