-- kind is feedback, expectation or issue. value is JSON; text_value holds it where it is a text, number_value where it counts in
-- averages. session is the session that the assessment is about, if it is about more than its trace.
CREATE TABLE assessments (
    id INTEGER PRIMARY KEY,
    trace INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
    assessment_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    text_value TEXT,
    number_value REAL,
    error_code TEXT,
    error_message TEXT,
    stack_trace TEXT,
    source_type TEXT NOT NULL,
    source_id TEXT,
    span_id TEXT,
    rationale TEXT,
    overrides TEXT,
    valid INTEGER NOT NULL,
    metadata TEXT,
    source_run_id TEXT,
    session TEXT,
    created_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    UNIQUE (trace, assessment_id)
);
CREATE INDEX ix_assessments_name ON assessments (trace, kind, name);
CREATE INDEX ix_assessments_session ON assessments (session, name);
CREATE INDEX ix_assessments_source_run ON assessments (source_run_id);
CREATE INDEX ix_assessments_issue ON assessments (name, kind);
