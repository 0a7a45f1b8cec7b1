-- An import of a whole MLflow database: where it comes from, and how far it has come, so that it can go on after a stop.
CREATE TABLE import_sources (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    workspace TEXT NOT NULL
);

-- last_key: the source's key of the last row that is in, as a JSON list. checksum: of metric points, whatever their order.
CREATE TABLE import_progress (
    table_name TEXT PRIMARY KEY,
    last_key TEXT NOT NULL,
    imported INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    finished INTEGER NOT NULL
) WITHOUT ROWID;
