ALTER TABLE workspaces ADD COLUMN description text COLLATE "C";
ALTER TABLE workspaces ADD COLUMN default_artifact_root text COLLATE "C";

-- 1 for one that was deleted while it was empty: its number stays, and it is back as soon as something is written to it.
ALTER TABLE workspaces ADD COLUMN deleted bigint NOT NULL DEFAULT 0;
