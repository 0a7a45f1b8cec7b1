-- Drops the points of all experiments that were created in one month, as one file and not point by point:
--   psql -d DATABASE -v ON_ERROR_STOP=1 -v month=78 -f drop-month-points.sql
-- Months are counted from January 2020, twelve a year: 78 is June 2026. Without drop-month-runs.sql before it, the runs stay and only
-- their curves are empty.

SELECT set_config('mlops.month', :'month', false);

DO $$
DECLARE
    month bigint := current_setting('mlops.month');
    young timestamptz := now() - interval '30 days';
BEGIN
    IF EXISTS (SELECT FROM runs WHERE id >= month << 40 AND id < (month + 1) << 40 AND to_timestamp(start_time / 1000.0) > young) THEN
        RAISE EXCEPTION 'An experiment of month % is still in use: a run of it has started since %.', month, young;
    END IF;
END
$$;

-- An empty one takes its place, so that runs of a restored experiment have where to log to.
CREATE TABLE metric_chunks_next_:month (LIKE metric_chunks INCLUDING ALL EXCLUDING IDENTITY);

-- Waits for transactions that began before, and lets others go on. If it is stopped: ALTER TABLE … DETACH PARTITION … FINALIZE.
ALTER TABLE metric_chunks DETACH PARTITION metric_chunks_:month CONCURRENTLY;

ALTER TABLE metric_chunks ATTACH PARTITION metric_chunks_next_:month FOR VALUES FROM (:month::bigint << 40) TO ((:month + 1)::bigint << 40);

-- To keep the points elsewhere, stop here and pg_dump -t metric_chunks_78 first.
DROP TABLE metric_chunks_:month;

ALTER TABLE metric_chunks_next_:month RENAME TO metric_chunks_:month;
