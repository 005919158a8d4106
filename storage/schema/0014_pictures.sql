-- A debunk's card as a picture that Telegram has. `state` is a hash of all that is drawn, and of who
-- may send it: where it is another one now, the picture is drawn anew.
CREATE TABLE pictures (
    debunk INTEGER NOT NULL REFERENCES debunks (num) ON DELETE CASCADE,
    lang TEXT NOT NULL,
    theme TEXT NOT NULL,
    state TEXT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (debunk, lang, theme)
);
