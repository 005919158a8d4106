"""The search that readers type: the recipe of index terms, the index, SQLite's words for it."""
