-- Plans of the ten hottest queries on what seed.sql made:  psql -d DATABASE -f plans.sql
\set ON_ERROR_STOP on
SET jit = off;
SET max_parallel_workers_per_gather = 0;
\pset format unaligned
\pset tuples_only on
SELECT max(id) AS experiment FROM experiments \gset
SELECT id AS run, run_id FROM runs WHERE experiment_id = :experiment ORDER BY start_time DESC OFFSET 500000 LIMIT 1 \gset
SELECT id AS loss FROM keys WHERE name = 'loss' \gset
SELECT id AS accuracy FROM keys WHERE name = 'accuracy' \gset
SELECT id AS lr FROM keys WHERE name = 'lr' \gset
SELECT id AS team FROM keys WHERE name = 'team' \gset

-- As on the connections of statements that choose their index.
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;

\echo 1. log-metric, log-batch (a group of one)
BEGIN;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
WITH active AS MATERIALIZED (SELECT id FROM runs WHERE id = ANY(ARRAY[:run]) AND lifecycle_stage = 0)
, chunks AS (INSERT INTO metric_chunks (run, key_id, points, data)
SELECT u.run, u.key_id, u.points, u.data FROM unnest(ARRAY[:run]::bigint[], ARRAY[:loss]::bigint[], ARRAY[1]::bigint[], ARRAY['\x0001'::bytea]) AS u (run, key_id, points, data)
WHERE u.run = ANY (ARRAY(SELECT id FROM active)))
, latest AS (INSERT INTO latest_metrics AS l (run, key_id, experiment_id, value, is_nan, step, timestamp)
SELECT u.run, u.key_id, u.experiment_id, u.value, u.is_nan, u.step, u.timestamp
FROM unnest(ARRAY[:run]::bigint[], ARRAY[:loss]::bigint[], ARRAY[:experiment]::bigint[], ARRAY[0.5]::float8[], ARRAY[0]::bigint[], ARRAY[200]::bigint[], ARRAY[1800000000000]::bigint[])
AS u (run, key_id, experiment_id, value, is_nan, step, timestamp) WHERE u.run = ANY (ARRAY(SELECT id FROM active))
ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value, is_nan = excluded.is_nan, step = excluded.step, timestamp = excluded.timestamp
WHERE (excluded.step, excluded.timestamp, excluded.value) > (l.step, l.timestamp, l.value))
SELECT id FROM active;
ROLLBACK;

\echo 2. create run (a group of one)
BEGIN;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
WITH e AS MATERIALIZED (SELECT id, metric_group FROM experiments WHERE id = ANY(ARRAY[:experiment]) AND lifecycle_stage = 0),
r AS (
    INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
    SELECT (e.metric_group << 40) + nextval('run_numbers'), u.run_id, u.workspace_id, e.id, u.name, u.user_id, 1, u.start_time, u.artifact_uri, 0
    FROM unnest(ARRAY['0123456789abcdef0123456789abcdef'], ARRAY[1]::bigint[], ARRAY[:experiment]::bigint[], ARRAY['r'], ARRAY['u'], ARRAY[1]::bigint[], ARRAY['mlflow-artifacts:/1/x'])
    AS u (run_id, workspace_id, experiment_id, name, user_id, start_time, artifact_uri)
    JOIN e ON e.id = u.experiment_id
    RETURNING id, run_id
),
t AS (
    INSERT INTO tags (run, key_id, value)
    SELECT r.id, u.key_id, u.value FROM unnest(ARRAY['0123456789abcdef0123456789abcdef'], ARRAY[:team]::bigint[], ARRAY['x']) AS u (run_id, key_id, value) JOIN r ON r.run_id = u.run_id
)
SELECT id, run_id FROM r;
ROLLBACK;

\echo 3. get run (a group of one)
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
WITH r AS MATERIALIZED (
    SELECT r.id, r.run_id, w.path, r.experiment_id, r.name, r.user_id, r.status, r.start_time, r.end_time, r.artifact_uri, r.lifecycle_stage
    FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE r.run_id = ANY(ARRAY[:'run_id'])
)
SELECT i.*, m.*, p.*, t.*, ARRAY(SELECT run FROM run_datasets WHERE run = ANY(ARRAY(SELECT id FROM r)) UNION ALL SELECT run FROM run_models WHERE run = ANY(ARRAY(SELECT id FROM r)))
FROM
(SELECT array_agg(id), array_agg(run_id), array_agg(path), array_agg(experiment_id), array_agg(name), array_agg(user_id), array_agg(status),
    array_agg(start_time), array_agg(coalesce(end_time, 0)), array_agg(artifact_uri), array_agg(lifecycle_stage) FROM r) i,
(SELECT array_agg(run), array_agg(key_id), array_agg(value), array_agg(is_nan), array_agg(timestamp), array_agg(step)
    FROM latest_metrics WHERE run = ANY(ARRAY(SELECT id FROM r))) m,
(SELECT array_agg(run), array_agg(key_id), array_agg(value) FROM params WHERE run = ANY(ARRAY(SELECT id FROM r))) p,
(SELECT array_agg(run), array_agg(key_id), array_agg(value) FROM tags WHERE run = ANY(ARRAY(SELECT id FROM r))) t;

SET enable_seqscan = on;
SET enable_bitmapscan = on;
SET enable_hashjoin = on;
SET enable_mergejoin = on;
\echo 4. history of a metric
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT c.data FROM keys k JOIN metric_chunks c ON c.key_id = k.id AND c.run = :run WHERE k.name = 'loss';

SET enable_seqscan = off;
SET enable_bitmapscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
\echo 5. plain page of runs
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT r.id FROM runs r WHERE r.experiment_id = :experiment AND r.lifecycle_stage = 0 ORDER BY r.start_time DESC, r.run_id LIMIT 101 OFFSET 0;

\echo 6. search by a metric, ordered by it
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT r.id FROM latest_metrics d JOIN runs r ON r.id = d.run
WHERE r.experiment_id = :experiment AND r.lifecycle_stage = 0
AND d.experiment_id = :experiment AND d.key_id = :accuracy AND d.is_nan = 0 AND d.value > 0.9 ORDER BY d.value DESC, r.start_time DESC, r.run_id LIMIT 101 OFFSET 0;

\echo 7. search by a rare parameter and a metric: first how rare, then by its index
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT count(*) FROM (SELECT 1 AS one FROM params d WHERE d.key_id = :lr AND substr(d.value, 1, 64) = substr('17', 1, 64) LIMIT 1000) c;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT r.id FROM params d JOIN runs r ON r.id = d.run LEFT JOIN latest_metrics o0 ON o0.run = r.id AND o0.key_id = :accuracy
WHERE r.experiment_id = :experiment AND r.lifecycle_stage = 0
AND d.key_id = :lr AND substr(d.value, 1, 64) = substr('17', 1, 64) AND d.value = '17'
AND EXISTS (SELECT 1 FROM latest_metrics x WHERE x.run = r.id AND x.key_id = :accuracy AND x.value > 0.9)
ORDER BY o0.run IS NULL, o0.is_nan, o0.value DESC, r.start_time DESC, r.run_id LIMIT 101 OFFSET 0;

\echo 8. search by a tag
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT r.id FROM runs r WHERE r.experiment_id = :experiment AND r.lifecycle_stage = 0
AND EXISTS (SELECT 1 FROM tags x WHERE x.run = r.id AND x.key_id = :team AND x.value = 'team-3') ORDER BY r.start_time DESC, r.run_id LIMIT 101 OFFSET 0;

\echo 9. the runs of a page
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
WITH r AS MATERIALIZED (
    SELECT r.id, r.run_id, w.path, r.experiment_id, r.name, r.user_id, r.status, r.start_time, r.end_time, r.artifact_uri, r.lifecycle_stage
    FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE r.id = ANY(ARRAY(SELECT id FROM runs WHERE experiment_id = :experiment AND lifecycle_stage = 0 ORDER BY start_time DESC, run_id LIMIT 100))
)
SELECT i.*, m.*, p.*, t.*, ARRAY(SELECT run FROM run_datasets WHERE run = ANY(ARRAY(SELECT id FROM r)) UNION ALL SELECT run FROM run_models WHERE run = ANY(ARRAY(SELECT id FROM r)))
FROM
(SELECT array_agg(id), array_agg(run_id), array_agg(path), array_agg(experiment_id), array_agg(name), array_agg(user_id), array_agg(status),
    array_agg(start_time), array_agg(coalesce(end_time, 0)), array_agg(artifact_uri), array_agg(lifecycle_stage) FROM r) i,
(SELECT array_agg(run), array_agg(key_id), array_agg(value), array_agg(is_nan), array_agg(timestamp), array_agg(step)
    FROM latest_metrics WHERE run = ANY(ARRAY(SELECT id FROM r))) m,
(SELECT array_agg(run), array_agg(key_id), array_agg(value) FROM params WHERE run = ANY(ARRAY(SELECT id FROM r))) p,
(SELECT array_agg(run), array_agg(key_id), array_agg(value) FROM tags WHERE run = ANY(ARRAY(SELECT id FROM r))) t;

SET enable_seqscan = on;
SET enable_bitmapscan = on;
SET enable_hashjoin = on;
SET enable_mergejoin = on;
\echo 10. a version of a model
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON)
SELECT v.id FROM model_versions v JOIN registered_models m ON m.id = v.model_id WHERE m.workspace_id = 1 AND m.name = 'net' AND v.version = 1;
