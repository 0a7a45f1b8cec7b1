-- What collections hold as a whole, kept with every change of their items, so that nothing is summed when it is asked for.
-- kind 'items': how many items; 'boxes': how many with a box; 'crossing': how many whose box crosses the antimeridian; else how many items
-- have the value as keyword, provider, asset or property. The row of kind 'changes' counts changes of the catalog.
CREATE TABLE catalog_totals (
    kind text COLLATE "C" NOT NULL,
    collection text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    items bigint NOT NULL,
    PRIMARY KEY (kind, collection, value)
);
CREATE INDEX ix_catalog_totals_most ON catalog_totals (kind, collection, items DESC, value);
INSERT INTO catalog_totals SELECT 'items', collection, '', count(*) FROM catalog_items GROUP BY collection;
INSERT INTO catalog_totals SELECT 'boxes', collection, '', count(*) FROM catalog_items WHERE west IS NOT NULL GROUP BY collection;
INSERT INTO catalog_totals SELECT 'crossing', collection, '', count(*) FROM catalog_items WHERE west > east GROUP BY collection;

-- What an item adds to those totals, as a JSON object of lists by kind; null for items that were written before.
ALTER TABLE catalog_documents ADD COLUMN traits text COLLATE "C";

-- The edges of a collection, found at the ends of an index, and its pages in their usual order. An order that puts nulls last needs an index that does.
CREATE INDEX ix_catalog_items_west ON catalog_items (collection, west);
CREATE INDEX ix_catalog_items_south ON catalog_items (collection, south);
CREATE INDEX ix_catalog_items_east ON catalog_items (collection, east);
CREATE INDEX ix_catalog_items_north ON catalog_items (collection, north);
CREATE INDEX ix_catalog_items_from ON catalog_items (collection, time_from);
CREATE INDEX ix_catalog_items_to ON catalog_items (collection, time_to);
CREATE INDEX ix_catalog_items_collection ON catalog_items (collection, datetime DESC NULLS LAST, item_id);
DROP INDEX ix_catalog_items_newest;
CREATE INDEX ix_catalog_items_newest ON catalog_items (datetime DESC NULLS LAST, collection, item_id);

-- Work that one host at a time does. expires_at in milliseconds since 1970.
CREATE TABLE leases (
    name text COLLATE "C" PRIMARY KEY,
    owner text COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL
);
