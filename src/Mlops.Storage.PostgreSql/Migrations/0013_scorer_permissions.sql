CREATE TABLE scorer_permissions (
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    scorer_id bigint NOT NULL REFERENCES scorers (id) ON DELETE CASCADE,
    workspace_id bigint NOT NULL,
    permission bigint NOT NULL,
    PRIMARY KEY (user_id, scorer_id)
);
CREATE INDEX ix_scorer_permissions_scorer ON scorer_permissions (scorer_id);
CREATE INDEX ix_scorer_permissions_range ON scorer_permissions (user_id, workspace_id, permission);
