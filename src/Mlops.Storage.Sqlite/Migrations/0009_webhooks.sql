CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY,
    webhook_id TEXT NOT NULL UNIQUE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    name TEXT NOT NULL,
    description TEXT,
    url TEXT NOT NULL,
    status INTEGER NOT NULL,
    -- Encrypted.
    secret TEXT,
    creation_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    -- How many events were not listed because the list was full, since somebody last looked.
    dropped INTEGER NOT NULL
);
CREATE INDEX ix_webhooks_workspace ON webhooks (workspace_id, creation_time);
CREATE INDEX ix_webhooks_dropped ON webhooks (dropped) WHERE dropped > 0;

CREATE TABLE webhook_events (
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    entity INTEGER NOT NULL,
    action INTEGER NOT NULL,
    PRIMARY KEY (webhook_id, entity, action)
) WITHOUT ROWID;

-- What happened, once for all webhooks that are told of it.
CREATE TABLE webhook_messages (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL
);

-- What is still to be delivered. Times are milliseconds since the Unix epoch.
CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY,
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL REFERENCES webhook_messages (id),
    -- Given with the first attempt, the same for all further ones.
    delivery_id TEXT,
    attempts INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    lease TEXT,
    lease_until INTEGER NOT NULL
);
CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (next_attempt, id);
CREATE INDEX ix_webhook_deliveries_webhook ON webhook_deliveries (webhook_id, lease_until);
CREATE INDEX ix_webhook_deliveries_message ON webhook_deliveries (message_id);

-- Random keys that all hosts on this database share, one for each purpose.
CREATE TABLE server_keys (
    purpose TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    creation_time INTEGER NOT NULL
) WITHOUT ROWID;
