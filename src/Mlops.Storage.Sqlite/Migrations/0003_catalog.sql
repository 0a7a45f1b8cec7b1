-- Items of the catalog as searches need them. What is answered stands in catalog_documents, so that a scan reads little.
-- Instants are counts of 100 ns since 0001-01-01 UTC. Boxes are in degrees and metres; west > east crosses the antimeridian.
CREATE TABLE catalog_items (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL,
    change_key TEXT NOT NULL,
    collection TEXT NOT NULL,
    item_id TEXT NOT NULL,
    title TEXT,
    datetime INTEGER,
    start_datetime INTEGER,
    end_datetime INTEGER,
    created INTEGER,
    updated INTEGER,
    time_from INTEGER NOT NULL,
    time_to INTEGER NOT NULL,
    west REAL,
    south REAL,
    east REAL,
    north REAL,
    low REAL,
    high REAL,
    UNIQUE (collection, item_id)
);
CREATE INDEX ix_catalog_items_project ON catalog_items (project, change_key);
CREATE INDEX ix_catalog_items_newest ON catalog_items (datetime DESC, collection, item_id);

-- The shape is WKB; null where it is the box itself, or where there is no geometry.
CREATE TABLE catalog_documents (
    item INTEGER PRIMARY KEY REFERENCES catalog_items (id) ON DELETE CASCADE,
    shape BLOB,
    document BLOB NOT NULL
);
