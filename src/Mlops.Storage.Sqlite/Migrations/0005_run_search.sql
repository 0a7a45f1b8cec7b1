-- Rare values of parameters and tags are found without going through all runs. Long values count by their start.
CREATE INDEX ix_params_value ON params (key_id, substr(value, 1, 64));
CREATE INDEX ix_tags_value ON tags (key_id, substr(value, 1, 64));
