"""One SQLite file: connections, transactions, errors, migrations."""
