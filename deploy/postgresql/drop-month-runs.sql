-- Retires the experiments that were created in one month and removes their runs; drop-month-points.sql then takes the points:
--   psql -d DATABASE -v ON_ERROR_STOP=1 -v month=78 -f drop-month-runs.sql
-- Months are counted from January 2020, twelve a year: 78 is June 2026. Each statement is a transaction; after a stop, start again.
-- The experiments stay as deleted ones, their names taken; so do traces, registered models and logged models.

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

-- No new runs. The experiment that runs without one go to stays.
UPDATE experiments SET lifecycle_stage = 1, last_update_time = (extract(epoch FROM now()) * 1000)::bigint
WHERE metric_group = :month AND lifecycle_stage = 0 AND id <> 0;

DELETE FROM run_dataset_tags WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

DELETE FROM run_datasets WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

DELETE FROM run_models WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

-- What these runs measured of logged models.
DELETE FROM logged_model_series WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

-- From here on hosts answer that there is no such run, and write nothing to it.
DELETE FROM runs WHERE id >= :month::bigint << 40 AND id < (:month + 1)::bigint << 40;

DELETE FROM latest_metrics WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

DELETE FROM params WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

DELETE FROM tags WHERE run >= :month::bigint << 40 AND run < (:month + 1)::bigint << 40;

VACUUM (ANALYZE) runs, latest_metrics, params, tags;
