ALTER TABLE workspaces ADD COLUMN description TEXT;
ALTER TABLE workspaces ADD COLUMN default_artifact_root TEXT;

-- 1 for one that was deleted while it was empty: its number stays, and it is back as soon as something is written to it.
ALTER TABLE workspaces ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
