"""SQLite through aiosqlite: one module per aggregate, plain SQL, numbered migrations."""
