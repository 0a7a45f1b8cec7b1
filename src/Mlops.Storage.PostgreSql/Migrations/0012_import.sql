-- An import of a whole MLflow database: where it comes from, and how far it has come, so that it can go on after a stop.
CREATE TABLE import_sources (
    id bigint PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    workspace text COLLATE "C" NOT NULL
);

-- last_key: the source's key of the last row that is in, as a JSON list. checksum: of metric points, whatever their order.
CREATE TABLE import_progress (
    table_name text COLLATE "C" PRIMARY KEY,
    last_key text COLLATE "C" NOT NULL,
    imported bigint NOT NULL,
    skipped bigint NOT NULL,
    checksum bigint NOT NULL,
    finished bigint NOT NULL
);
