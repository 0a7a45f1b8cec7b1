-- What of a project's metadata was passed over when its items were built, in order.
CREATE TABLE catalog_warnings (
    project TEXT NOT NULL,
    place INTEGER NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (project, place)
) WITHOUT ROWID;
