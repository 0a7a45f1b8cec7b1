CREATE TABLE traces (
    id INTEGER PRIMARY KEY,
    trace_id TEXT NOT NULL,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    timestamp_ms INTEGER NOT NULL,
    execution_time_ms INTEGER,
    status TEXT NOT NULL,
    client_request_id TEXT,
    request_preview TEXT,
    response_preview TEXT,
    UNIQUE (workspace_id, trace_id)
);
CREATE INDEX ix_traces_page ON traces (experiment_id, timestamp_ms DESC, trace_id);

CREATE TABLE trace_tags (
    trace INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (trace, key)
) WITHOUT ROWID;

CREATE TABLE trace_metadata (
    trace INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (trace, key)
) WITHOUT ROWID;

-- Tokens and cost of the whole trace.
CREATE TABLE trace_metrics (
    trace INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (trace, key)
) WITHOUT ROWID;

-- content is the whole span as JSON; the other columns are what searches and sums need of it.
CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    trace INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    name TEXT NOT NULL,
    type TEXT,
    status TEXT NOT NULL,
    start_time_ns INTEGER NOT NULL,
    end_time_ns INTEGER,
    model_name TEXT,
    model_provider TEXT,
    content TEXT NOT NULL,
    UNIQUE (trace, span_id)
);

-- Tokens and cost of one span.
CREATE TABLE span_metrics (
    span INTEGER NOT NULL REFERENCES spans (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (span, key)
) WITHOUT ROWID;

-- A trace may be linked before it arrives, so this holds its id and not its number.
CREATE TABLE trace_runs (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    trace_id TEXT NOT NULL,
    PRIMARY KEY (workspace_id, trace_id, run)
) WITHOUT ROWID;
CREATE INDEX ix_trace_runs_run ON trace_runs (run);

CREATE TABLE trace_prompts (
    trace INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
    prompt TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (trace, prompt, version)
) WITHOUT ROWID;
CREATE INDEX ix_trace_prompts_prompt ON trace_prompts (prompt, version);
