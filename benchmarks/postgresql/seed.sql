-- A million runs in one experiment, each with three metrics, two parameters, two tags and a packed series:
--   psql -d DATABASE -v runs=1000000 -f seed.sql
-- on a database whose schema a host has made.
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
INSERT INTO experiments (workspace_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
VALUES (1, 'seed', 'mlflow-artifacts:/seed', 0, 1, 1) RETURNING id AS experiment, metric_group << 40 AS base \gset
INSERT INTO keys (name) SELECT unnest(ARRAY['loss', 'accuracy', 'epoch', 'lr', 'depth', 'mlflow.user', 'team']) ON CONFLICT DO NOTHING;
SELECT id AS loss FROM keys WHERE name = 'loss' \gset
SELECT id AS accuracy FROM keys WHERE name = 'accuracy' \gset
SELECT id AS epoch FROM keys WHERE name = 'epoch' \gset
SELECT id AS lr FROM keys WHERE name = 'lr' \gset
SELECT id AS depth FROM keys WHERE name = 'depth' \gset
SELECT id AS who FROM keys WHERE name = 'mlflow.user' \gset
SELECT id AS team FROM keys WHERE name = 'team' \gset
SELECT setval('run_numbers', nextval('run_numbers') + :runs) - :runs AS first \gset

INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage)
SELECT :base + :first + i, md5(i::text || :experiment), 1, :experiment, 'run-' || i, 'user-' || i % 50, 1 + i % 4, 1700000000000 + i, NULL,
    'mlflow-artifacts:/seed/' || md5(i::text || :experiment) || '/artifacts', 0
FROM generate_series(1, :runs) i;
INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp)
SELECT :base + :first + i, k, :experiment, CASE WHEN k = :epoch THEN i % 100 ELSE random() END, 0, 100, 1700000000000 + i
FROM generate_series(1, :runs) i, unnest(ARRAY[:loss, :accuracy, :epoch]::bigint[]) k;
INSERT INTO params (run, key_id, value)
SELECT :base + :first + i, k, CASE WHEN k = :lr THEN (i % 1000)::text ELSE (i % 7)::text END
FROM generate_series(1, :runs) i, unnest(ARRAY[:lr, :depth]::bigint[]) k;
INSERT INTO tags (run, key_id, value)
SELECT :base + :first + i, k, CASE WHEN k = :who THEN 'user-' || i % 50 ELSE 'team-' || i % 20 END
FROM generate_series(1, :runs) i, unnest(ARRAY[:who, :team]::bigint[]) k;
-- A hundred points of eleven bytes.
INSERT INTO metric_chunks (run, key_id, points, data)
SELECT :base + :first + i, :loss, 100, decode(repeat(md5(i::text), 68), 'hex') FROM generate_series(1, :runs) i;
VACUUM ANALYZE runs, latest_metrics, params, tags, metric_chunks;
