-- What of a project's metadata was passed over when its items were built, in order.
CREATE TABLE catalog_warnings (
    project text COLLATE "C" NOT NULL,
    place integer NOT NULL,
    field text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (project, place)
);
