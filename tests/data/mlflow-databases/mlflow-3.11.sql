BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('7d34483879f0');
CREATE TABLE assessments (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE budget_policies (
	budget_policy_id VARCHAR(36) NOT NULL, 
	budget_unit VARCHAR(32) NOT NULL, 
	budget_amount FLOAT NOT NULL, 
	duration_unit VARCHAR(32) NOT NULL, 
	duration_value INTEGER NOT NULL, 
	target_scope VARCHAR(32) NOT NULL, 
	budget_action VARCHAR(32) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT budget_policies_pk PRIMARY KEY (budget_policy_id)
);
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "datasets" VALUES('d1725a98c92f4b46a0b510a9388bbb9b',1,'irises','abc123','local','{"uri": "irises.csv"}','{"columns": 4}','{"rows": 150}');
INSERT INTO "datasets" VALUES('a8edef20e14842c480e471d4e138c84c',1,'plain','d2','code','{}',NULL,NULL);
INSERT INTO "datasets" VALUES('d0365e3d72194498904520b83b7e97f9',2,'irises','abc123','local','{"uri": "irises.csv"}','{"columns": 4}','{"rows": 150}');
CREATE TABLE endpoint_bindings (
	endpoint_id VARCHAR(36) NOT NULL, 
	resource_type VARCHAR(50) NOT NULL, 
	resource_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), display_name VARCHAR(255), 
	CONSTRAINT endpoint_bindings_pk PRIMARY KEY (endpoint_id, resource_type, resource_id), 
	CONSTRAINT fk_endpoint_bindings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_model_mappings (
	mapping_id VARCHAR(36) NOT NULL, 
	endpoint_id VARCHAR(36) NOT NULL, 
	model_definition_id VARCHAR(36) NOT NULL, 
	weight FLOAT NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, linkage_type VARCHAR(64) DEFAULT 'PRIMARY' NOT NULL, fallback_order INTEGER, 
	CONSTRAINT endpoint_model_mappings_pk PRIMARY KEY (mapping_id), 
	CONSTRAINT fk_endpoint_model_mappings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_endpoint_model_mappings_model_definition_id FOREIGN KEY(model_definition_id) REFERENCES model_definitions (model_definition_id)
);
CREATE TABLE endpoint_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	endpoint_id VARCHAR(36) NOT NULL, 
	CONSTRAINT endpoint_tag_pk PRIMARY KEY ("key", endpoint_id), 
	CONSTRAINT fk_endpoint_tags_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE "endpoints" (
	endpoint_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	routing_strategy VARCHAR(64), 
	fallback_config_json TEXT, 
	experiment_id INTEGER, 
	usage_tracking BOOLEAN DEFAULT '0' NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT endpoints_pk PRIMARY KEY (endpoint_id), 
	CONSTRAINT fk_endpoints_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE SET NULL, 
	CONSTRAINT uq_endpoints_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "entity_associations" VALUES('a-be06ded9c663450eb4452693103d9848','evaluation_dataset','d-8bd4858264ed4c7ba1890aa7f93a8174','experiment','1',1795808153127);
INSERT INTO "entity_associations" VALUES('a-0e26f79d8bbd4970b349c39c84d017cb','evaluation_dataset','d-8bd4858264ed4c7ba1890aa7f93a8174','experiment','0',1795808153127);
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
INSERT INTO "evaluation_dataset_records" VALUES('dr-eea6a88660f4468281a12c20caecd801','d-8bd4858264ed4c7ba1890aa7f93a8174','{"question": "Wie tief?", "n": 1}','{"answer": "3 m"}','{"lang": "de"}','{"source_type": "HUMAN", "source_data": {"user_name": "anna"}}',NULL,'HUMAN',1795808153346,1795808153346,NULL,NULL,'81384ab6d03cdc42e42f3c80e38d83d776eb9c83843f8870866cab1f0bb882f6','{"mlflow_wrapped": {"answer": "3 m"}}');
INSERT INTO "evaluation_dataset_records" VALUES('dr-333026d3c79845e2adf11e034182e094','d-8bd4858264ed4c7ba1890aa7f93a8174','{"question": "How wide?"}','null','{}','null',NULL,NULL,1795808153346,1795808153346,NULL,NULL,'ad58244721534a9451aec106395c1620276d24e044d6ee7707c0f9bb469b6e24','{"mlflow_wrapped": "plain text"}');
INSERT INTO "evaluation_dataset_records" VALUES('dr-1121d203e2ba404da10c0bd2ca8d50e2','d-8bd4858264ed4c7ba1890aa7f93a8174','{"question": "no more"}','null','{}','null',NULL,NULL,1795808153346,1795808153346,NULL,NULL,'3dad7e65681ca89af7506a2924073a645791b5f9bebbeda811ccde795cc5a372','{"mlflow_wrapped": {}}');
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
INSERT INTO "evaluation_dataset_tags" VALUES('d-8bd4858264ed4c7ba1890aa7f93a8174','team','hydro');
CREATE TABLE "evaluation_datasets" (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
INSERT INTO "evaluation_datasets" VALUES('d-8bd4858264ed4c7ba1890aa7f93a8174','questions','{"inputs": {"question": "string", "n": "integer"}, "outputs": {"answer": "string"}, "expectations": {"answer": "string"}, "version": "1.0"}','{"num_records": 3}','f3ce0d06',1795808153127,1795808153346,NULL,NULL,'default');
CREATE TABLE experiment_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES('team','hydro',1);
INSERT INTO "experiment_tags" VALUES('mlflow.note.content','Übersicht',1);
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','mlflow-artifacts:/0','active',1795808136146,1795808136146,'default');
INSERT INTO "experiments" VALUES(1,'flood-model','mlflow-artifacts:/1','active',1795808136735,1795808136735,'default');
INSERT INTO "experiments" VALUES(2,'elsewhere','s3://bucket/mlflow/elsewhere','active',1795808137134,1795808137134,'default');
INSERT INTO "experiments" VALUES(3,'thrown-away','mlflow-artifacts:/3','deleted',1795808137294,1795808140923,'default');
CREATE TABLE guardrail_configs (
	endpoint_id VARCHAR(36) NOT NULL, 
	guardrail_id VARCHAR(36) NOT NULL, 
	execution_order INTEGER, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrail_configs_pk PRIMARY KEY (endpoint_id, guardrail_id), 
	CONSTRAINT fk_guardrail_configs_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_guardrail_configs_guardrail_id FOREIGN KEY(guardrail_id) REFERENCES guardrails (guardrail_id) ON DELETE CASCADE
);
CREATE TABLE guardrails (
	guardrail_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	stage VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	action_endpoint_id VARCHAR(36), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrails_pk PRIMARY KEY (guardrail_id), 
	CONSTRAINT fk_guardrails_scorer_version FOREIGN KEY(scorer_id, scorer_version) REFERENCES scorer_versions (scorer_id, scorer_version), 
	CONSTRAINT fk_guardrails_action_endpoint_id FOREIGN KEY(action_endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE SET NULL
);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('4a62e1e16e4d4f9f8420c39c1c0e192e','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('9d057bb783a34187bc6f45add7203261','mlflow.data.context','eval');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('4a62e1e16e4d4f9f8420c39c1c0e192e','DATASET','d1725a98c92f4b46a0b510a9388bbb9b','RUN','f6abc6f2179647789bf5b2b3727ff852',0);
INSERT INTO "inputs" VALUES('5ccc9b777008464a8f37be85e721f966','DATASET','a8edef20e14842c480e471d4e138c84c','RUN','f6abc6f2179647789bf5b2b3727ff852',0);
INSERT INTO "inputs" VALUES('9d057bb783a34187bc6f45add7203261','DATASET','d0365e3d72194498904520b83b7e97f9','RUN','7cb29c09ea3d4833a5242e1fe8d371f1',0);
INSERT INTO "inputs" VALUES('56496ab77c3f449cbfe396aec7c08271','RUN_OUTPUT','f6abc6f2179647789bf5b2b3727ff852','MODEL_OUTPUT','m-faf1e6ce042d4051a1f5a2169bd0bddc',7);
INSERT INTO "inputs" VALUES('743599d2bcea4b5990a5e273c4c60255','RUN_INPUT','7cb29c09ea3d4833a5242e1fe8d371f1','MODEL_INPUT','m-faf1e6ce042d4051a1f5a2169bd0bddc',0);
CREATE TABLE issues (
	issue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	description TEXT NOT NULL, 
	status VARCHAR(50) NOT NULL, 
	severity VARCHAR(50), 
	root_causes TEXT, 
	source_run_id VARCHAR(32), 
	categories TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	CONSTRAINT issues_pk PRIMARY KEY (issue_id), 
	CONSTRAINT fk_issues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT fk_issues_source_run_id FOREIGN KEY(source_run_id) REFERENCES runs (run_uuid) ON DELETE SET NULL
);
INSERT INTO "issues" VALUES('iss-baaa29ead82b43c98e5c50d48b8f8ab1',1,'slow','answers take long','pending','high','["network"]','f6abc6f2179647789bf5b2b3727ff852','["latency"]',1795808153964,1795808153964,'anna');
INSERT INTO "issues" VALUES('iss-7d5a274677c942eba33a35190b4f0576',0,'plain','nothing else','pending',NULL,NULL,NULL,NULL,1795808154356,1795808154356,NULL);
CREATE TABLE "jobs" (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	job_name VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, status_details JSON, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	CHECK (is_nan IN (0, 1)), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "latest_metrics" VALUES('loss',0.04,1700000024000,24,0,'ff035a99321647b995b2918fddf40280');
INSERT INTO "latest_metrics" VALUES('loss',1.04,1700000024000,24,0,'f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "latest_metrics" VALUES('loss',2.04,1700000024000,24,0,'62cd597a7e914331a01547d318caacc7');
INSERT INTO "latest_metrics" VALUES('loss',3.04,1700000024000,24,0,'7cb29c09ea3d4833a5242e1fe8d371f1');
INSERT INTO "latest_metrics" VALUES('loss',4.04,1700000024000,24,0,'c64ba8b3718540adbd6c13046621a405');
INSERT INTO "latest_metrics" VALUES('odd',0.0,8,9007199254740993,0,'f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "latest_metrics" VALUES('metric with spaces/and slash',1.0e-300,9,2,0,'f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "latest_metrics" VALUES('accuracy',0.7,1700000000002,2,0,'f6abc6f2179647789bf5b2b3727ff852');
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
INSERT INTO "logged_model_metrics" VALUES('m-faf1e6ce042d4051a1f5a2169bd0bddc','accuracy',1700000000000,0,0.5,1,'f6abc6f2179647789bf5b2b3727ff852',NULL,'irises','abc123');
INSERT INTO "logged_model_metrics" VALUES('m-faf1e6ce042d4051a1f5a2169bd0bddc','accuracy',1700000000001,1,0.6,1,'f6abc6f2179647789bf5b2b3727ff852',NULL,'irises','abc123');
INSERT INTO "logged_model_metrics" VALUES('m-faf1e6ce042d4051a1f5a2169bd0bddc','accuracy',1700000000002,2,0.7,1,'f6abc6f2179647789bf5b2b3727ff852',NULL,'irises','abc123');
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-faf1e6ce042d4051a1f5a2169bd0bddc',1,'depth','4');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-faf1e6ce042d4051a1f5a2169bd0bddc',1,'stage','final');
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "logged_models" VALUES('m-faf1e6ce042d4051a1f5a2169bd0bddc',1,'net','mlflow-artifacts:/1/models/m-faf1e6ce042d4051a1f5a2169bd0bddc/artifacts',1795808142900,1795808143841,2,'active','onnx','f6abc6f2179647789bf5b2b3727ff852',NULL);
INSERT INTO "logged_models" VALUES('m-1542710805234b18a8c4fa60ce08019f',1,'net2','mlflow-artifacts:/1/models/m-1542710805234b18a8c4fa60ce08019f/artifacts',1795808144501,1795808144742,1,'deleted',NULL,'f6abc6f2179647789bf5b2b3727ff852',NULL);
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	CHECK (is_nan IN (0, 1)), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "metrics" VALUES('loss',1.0,1700000000000,'ff035a99321647b995b2918fddf40280',0,0);
INSERT INTO "metrics" VALUES('loss',0.5,1700000001000,'ff035a99321647b995b2918fddf40280',1,0);
INSERT INTO "metrics" VALUES('loss',3.33333333333333314829e-01,1700000002000,'ff035a99321647b995b2918fddf40280',2,0);
INSERT INTO "metrics" VALUES('loss',0.25,1700000003000,'ff035a99321647b995b2918fddf40280',3,0);
INSERT INTO "metrics" VALUES('loss',0.2,1700000004000,'ff035a99321647b995b2918fddf40280',4,0);
INSERT INTO "metrics" VALUES('loss',1.66666666666666657414e-01,1700000005000,'ff035a99321647b995b2918fddf40280',5,0);
INSERT INTO "metrics" VALUES('loss',1.42857142857142849212e-01,1700000006000,'ff035a99321647b995b2918fddf40280',6,0);
INSERT INTO "metrics" VALUES('loss',0.125,1700000007000,'ff035a99321647b995b2918fddf40280',7,0);
INSERT INTO "metrics" VALUES('loss',1.11111111111111104943e-01,1700000008000,'ff035a99321647b995b2918fddf40280',8,0);
INSERT INTO "metrics" VALUES('loss',0.1,1700000009000,'ff035a99321647b995b2918fddf40280',9,0);
INSERT INTO "metrics" VALUES('loss',9.09090909090909116141e-02,1700000010000,'ff035a99321647b995b2918fddf40280',10,0);
INSERT INTO "metrics" VALUES('loss',8.33333333333333287074e-02,1700000011000,'ff035a99321647b995b2918fddf40280',11,0);
INSERT INTO "metrics" VALUES('loss',7.6923076923076927347e-02,1700000012000,'ff035a99321647b995b2918fddf40280',12,0);
INSERT INTO "metrics" VALUES('loss',7.14285714285714246063e-02,1700000013000,'ff035a99321647b995b2918fddf40280',13,0);
INSERT INTO "metrics" VALUES('loss',6.66666666666666657414e-02,1700000014000,'ff035a99321647b995b2918fddf40280',14,0);
INSERT INTO "metrics" VALUES('loss',0.0625,1700000015000,'ff035a99321647b995b2918fddf40280',15,0);
INSERT INTO "metrics" VALUES('loss',5.8823529411764705066e-02,1700000016000,'ff035a99321647b995b2918fddf40280',16,0);
INSERT INTO "metrics" VALUES('loss',5.55555555555555524716e-02,1700000017000,'ff035a99321647b995b2918fddf40280',17,0);
INSERT INTO "metrics" VALUES('loss',5.26315789473684181309e-02,1700000018000,'ff035a99321647b995b2918fddf40280',18,0);
INSERT INTO "metrics" VALUES('loss',0.05,1700000019000,'ff035a99321647b995b2918fddf40280',19,0);
INSERT INTO "metrics" VALUES('loss',4.76190476190476164042e-02,1700000020000,'ff035a99321647b995b2918fddf40280',20,0);
INSERT INTO "metrics" VALUES('loss',4.5454545454545455807e-02,1700000021000,'ff035a99321647b995b2918fddf40280',21,0);
INSERT INTO "metrics" VALUES('loss',4.34782608695652161845e-02,1700000022000,'ff035a99321647b995b2918fddf40280',22,0);
INSERT INTO "metrics" VALUES('loss',4.16666666666666643537e-02,1700000023000,'ff035a99321647b995b2918fddf40280',23,0);
INSERT INTO "metrics" VALUES('loss',0.04,1700000024000,'ff035a99321647b995b2918fddf40280',24,0);
INSERT INTO "metrics" VALUES('loss',2.0,1700000000000,'f6abc6f2179647789bf5b2b3727ff852',0,0);
INSERT INTO "metrics" VALUES('loss',1.5,1700000001000,'f6abc6f2179647789bf5b2b3727ff852',1,0);
INSERT INTO "metrics" VALUES('loss',1.33333333333333325931e+00,1700000002000,'f6abc6f2179647789bf5b2b3727ff852',2,0);
INSERT INTO "metrics" VALUES('loss',1.25,1700000003000,'f6abc6f2179647789bf5b2b3727ff852',3,0);
INSERT INTO "metrics" VALUES('loss',1.2,1700000004000,'f6abc6f2179647789bf5b2b3727ff852',4,0);
INSERT INTO "metrics" VALUES('loss',1.16666666666666674068e+00,1700000005000,'f6abc6f2179647789bf5b2b3727ff852',5,0);
INSERT INTO "metrics" VALUES('loss',1.1428571428571427937e+00,1700000006000,'f6abc6f2179647789bf5b2b3727ff852',6,0);
INSERT INTO "metrics" VALUES('loss',1.125,1700000007000,'f6abc6f2179647789bf5b2b3727ff852',7,0);
INSERT INTO "metrics" VALUES('loss',1.11111111111111116045e+00,1700000008000,'f6abc6f2179647789bf5b2b3727ff852',8,0);
INSERT INTO "metrics" VALUES('loss',1.1,1700000009000,'f6abc6f2179647789bf5b2b3727ff852',9,0);
INSERT INTO "metrics" VALUES('loss',1.09090909090909082834e+00,1700000010000,'f6abc6f2179647789bf5b2b3727ff852',10,0);
INSERT INTO "metrics" VALUES('loss',1.08333333333333325931e+00,1700000011000,'f6abc6f2179647789bf5b2b3727ff852',11,0);
INSERT INTO "metrics" VALUES('loss',1.07692307692307687183e+00,1700000012000,'f6abc6f2179647789bf5b2b3727ff852',12,0);
INSERT INTO "metrics" VALUES('loss',1.07142857142857139685e+00,1700000013000,'f6abc6f2179647789bf5b2b3727ff852',13,0);
INSERT INTO "metrics" VALUES('loss',1.06666666666666665186e+00,1700000014000,'f6abc6f2179647789bf5b2b3727ff852',14,0);
INSERT INTO "metrics" VALUES('loss',1.0625,1700000015000,'f6abc6f2179647789bf5b2b3727ff852',15,0);
INSERT INTO "metrics" VALUES('loss',1.05882352941176471894e+00,1700000016000,'f6abc6f2179647789bf5b2b3727ff852',16,0);
INSERT INTO "metrics" VALUES('loss',1.05555555555555558022e+00,1700000017000,'f6abc6f2179647789bf5b2b3727ff852',17,0);
INSERT INTO "metrics" VALUES('loss',1.05263157894736836261e+00,1700000018000,'f6abc6f2179647789bf5b2b3727ff852',18,0);
INSERT INTO "metrics" VALUES('loss',1.05,1700000019000,'f6abc6f2179647789bf5b2b3727ff852',19,0);
INSERT INTO "metrics" VALUES('loss',1.04761904761904767191e+00,1700000020000,'f6abc6f2179647789bf5b2b3727ff852',20,0);
INSERT INTO "metrics" VALUES('loss',1.04545454545454541417e+00,1700000021000,'f6abc6f2179647789bf5b2b3727ff852',21,0);
INSERT INTO "metrics" VALUES('loss',1.04347826086956518842e+00,1700000022000,'f6abc6f2179647789bf5b2b3727ff852',22,0);
INSERT INTO "metrics" VALUES('loss',1.04166666666666674068e+00,1700000023000,'f6abc6f2179647789bf5b2b3727ff852',23,0);
INSERT INTO "metrics" VALUES('loss',1.04,1700000024000,'f6abc6f2179647789bf5b2b3727ff852',24,0);
INSERT INTO "metrics" VALUES('loss',3.0,1700000000000,'62cd597a7e914331a01547d318caacc7',0,0);
INSERT INTO "metrics" VALUES('loss',2.5,1700000001000,'62cd597a7e914331a01547d318caacc7',1,0);
INSERT INTO "metrics" VALUES('loss',2.33333333333333348136e+00,1700000002000,'62cd597a7e914331a01547d318caacc7',2,0);
INSERT INTO "metrics" VALUES('loss',2.25,1700000003000,'62cd597a7e914331a01547d318caacc7',3,0);
INSERT INTO "metrics" VALUES('loss',2.2,1700000004000,'62cd597a7e914331a01547d318caacc7',4,0);
INSERT INTO "metrics" VALUES('loss',2.16666666666666651863e+00,1700000005000,'62cd597a7e914331a01547d318caacc7',5,0);
INSERT INTO "metrics" VALUES('loss',2.1428571428571427937e+00,1700000006000,'62cd597a7e914331a01547d318caacc7',6,0);
INSERT INTO "metrics" VALUES('loss',2.125,1700000007000,'62cd597a7e914331a01547d318caacc7',7,0);
INSERT INTO "metrics" VALUES('loss',2.11111111111111116045e+00,1700000008000,'62cd597a7e914331a01547d318caacc7',8,0);
INSERT INTO "metrics" VALUES('loss',2.1,1700000009000,'62cd597a7e914331a01547d318caacc7',9,0);
INSERT INTO "metrics" VALUES('loss',2.09090909090909082834e+00,1700000010000,'62cd597a7e914331a01547d318caacc7',10,0);
INSERT INTO "metrics" VALUES('loss',2.08333333333333348136e+00,1700000011000,'62cd597a7e914331a01547d318caacc7',11,0);
INSERT INTO "metrics" VALUES('loss',2.07692307692307709388e+00,1700000012000,'62cd597a7e914331a01547d318caacc7',12,0);
INSERT INTO "metrics" VALUES('loss',2.07142857142857161889e+00,1700000013000,'62cd597a7e914331a01547d318caacc7',13,0);
INSERT INTO "metrics" VALUES('loss',2.0666666666666668739e+00,1700000014000,'62cd597a7e914331a01547d318caacc7',14,0);
INSERT INTO "metrics" VALUES('loss',2.0625,1700000015000,'62cd597a7e914331a01547d318caacc7',15,0);
INSERT INTO "metrics" VALUES('loss',2.05882352941176449689e+00,1700000016000,'62cd597a7e914331a01547d318caacc7',16,0);
INSERT INTO "metrics" VALUES('loss',2.05555555555555535818e+00,1700000017000,'62cd597a7e914331a01547d318caacc7',17,0);
INSERT INTO "metrics" VALUES('loss',2.05263157894736858466e+00,1700000018000,'62cd597a7e914331a01547d318caacc7',18,0);
INSERT INTO "metrics" VALUES('loss',2.05,1700000019000,'62cd597a7e914331a01547d318caacc7',19,0);
INSERT INTO "metrics" VALUES('loss',2.04761904761904744987e+00,1700000020000,'62cd597a7e914331a01547d318caacc7',20,0);
INSERT INTO "metrics" VALUES('loss',2.04545454545454541417e+00,1700000021000,'62cd597a7e914331a01547d318caacc7',21,0);
INSERT INTO "metrics" VALUES('loss',2.04347826086956541047e+00,1700000022000,'62cd597a7e914331a01547d318caacc7',22,0);
INSERT INTO "metrics" VALUES('loss',2.04166666666666651863e+00,1700000023000,'62cd597a7e914331a01547d318caacc7',23,0);
INSERT INTO "metrics" VALUES('loss',2.04,1700000024000,'62cd597a7e914331a01547d318caacc7',24,0);
INSERT INTO "metrics" VALUES('loss',4.0,1700000000000,'7cb29c09ea3d4833a5242e1fe8d371f1',0,0);
INSERT INTO "metrics" VALUES('loss',3.5,1700000001000,'7cb29c09ea3d4833a5242e1fe8d371f1',1,0);
INSERT INTO "metrics" VALUES('loss',3.33333333333333348136e+00,1700000002000,'7cb29c09ea3d4833a5242e1fe8d371f1',2,0);
INSERT INTO "metrics" VALUES('loss',3.25,1700000003000,'7cb29c09ea3d4833a5242e1fe8d371f1',3,0);
INSERT INTO "metrics" VALUES('loss',3.2,1700000004000,'7cb29c09ea3d4833a5242e1fe8d371f1',4,0);
INSERT INTO "metrics" VALUES('loss',3.16666666666666651863e+00,1700000005000,'7cb29c09ea3d4833a5242e1fe8d371f1',5,0);
INSERT INTO "metrics" VALUES('loss',3.1428571428571427937e+00,1700000006000,'7cb29c09ea3d4833a5242e1fe8d371f1',6,0);
INSERT INTO "metrics" VALUES('loss',3.125,1700000007000,'7cb29c09ea3d4833a5242e1fe8d371f1',7,0);
INSERT INTO "metrics" VALUES('loss',3.11111111111111116045e+00,1700000008000,'7cb29c09ea3d4833a5242e1fe8d371f1',8,0);
INSERT INTO "metrics" VALUES('loss',3.1,1700000009000,'7cb29c09ea3d4833a5242e1fe8d371f1',9,0);
INSERT INTO "metrics" VALUES('loss',3.09090909090909082834e+00,1700000010000,'7cb29c09ea3d4833a5242e1fe8d371f1',10,0);
INSERT INTO "metrics" VALUES('loss',3.08333333333333348136e+00,1700000011000,'7cb29c09ea3d4833a5242e1fe8d371f1',11,0);
INSERT INTO "metrics" VALUES('loss',3.07692307692307709388e+00,1700000012000,'7cb29c09ea3d4833a5242e1fe8d371f1',12,0);
INSERT INTO "metrics" VALUES('loss',3.07142857142857161889e+00,1700000013000,'7cb29c09ea3d4833a5242e1fe8d371f1',13,0);
INSERT INTO "metrics" VALUES('loss',3.0666666666666668739e+00,1700000014000,'7cb29c09ea3d4833a5242e1fe8d371f1',14,0);
INSERT INTO "metrics" VALUES('loss',3.0625,1700000015000,'7cb29c09ea3d4833a5242e1fe8d371f1',15,0);
INSERT INTO "metrics" VALUES('loss',3.05882352941176449689e+00,1700000016000,'7cb29c09ea3d4833a5242e1fe8d371f1',16,0);
INSERT INTO "metrics" VALUES('loss',3.05555555555555535818e+00,1700000017000,'7cb29c09ea3d4833a5242e1fe8d371f1',17,0);
INSERT INTO "metrics" VALUES('loss',3.05263157894736858466e+00,1700000018000,'7cb29c09ea3d4833a5242e1fe8d371f1',18,0);
INSERT INTO "metrics" VALUES('loss',3.05,1700000019000,'7cb29c09ea3d4833a5242e1fe8d371f1',19,0);
INSERT INTO "metrics" VALUES('loss',3.04761904761904744987e+00,1700000020000,'7cb29c09ea3d4833a5242e1fe8d371f1',20,0);
INSERT INTO "metrics" VALUES('loss',3.04545454545454541417e+00,1700000021000,'7cb29c09ea3d4833a5242e1fe8d371f1',21,0);
INSERT INTO "metrics" VALUES('loss',3.04347826086956541047e+00,1700000022000,'7cb29c09ea3d4833a5242e1fe8d371f1',22,0);
INSERT INTO "metrics" VALUES('loss',3.04166666666666651863e+00,1700000023000,'7cb29c09ea3d4833a5242e1fe8d371f1',23,0);
INSERT INTO "metrics" VALUES('loss',3.04,1700000024000,'7cb29c09ea3d4833a5242e1fe8d371f1',24,0);
INSERT INTO "metrics" VALUES('loss',5.0,1700000000000,'c64ba8b3718540adbd6c13046621a405',0,0);
INSERT INTO "metrics" VALUES('loss',4.5,1700000001000,'c64ba8b3718540adbd6c13046621a405',1,0);
INSERT INTO "metrics" VALUES('loss',4.33333333333333303727e+00,1700000002000,'c64ba8b3718540adbd6c13046621a405',2,0);
INSERT INTO "metrics" VALUES('loss',4.25,1700000003000,'c64ba8b3718540adbd6c13046621a405',3,0);
INSERT INTO "metrics" VALUES('loss',4.2,1700000004000,'c64ba8b3718540adbd6c13046621a405',4,0);
INSERT INTO "metrics" VALUES('loss',4.16666666666666696272e+00,1700000005000,'c64ba8b3718540adbd6c13046621a405',5,0);
INSERT INTO "metrics" VALUES('loss',4.14285714285714323779e+00,1700000006000,'c64ba8b3718540adbd6c13046621a405',6,0);
INSERT INTO "metrics" VALUES('loss',4.125,1700000007000,'c64ba8b3718540adbd6c13046621a405',7,0);
INSERT INTO "metrics" VALUES('loss',4.11111111111111071636e+00,1700000008000,'c64ba8b3718540adbd6c13046621a405',8,0);
INSERT INTO "metrics" VALUES('loss',4.1,1700000009000,'c64ba8b3718540adbd6c13046621a405',9,0);
INSERT INTO "metrics" VALUES('loss',4.09090909090909082834e+00,1700000010000,'c64ba8b3718540adbd6c13046621a405',10,0);
INSERT INTO "metrics" VALUES('loss',4.08333333333333303727e+00,1700000011000,'c64ba8b3718540adbd6c13046621a405',11,0);
INSERT INTO "metrics" VALUES('loss',4.07692307692307664979e+00,1700000012000,'c64ba8b3718540adbd6c13046621a405',12,0);
INSERT INTO "metrics" VALUES('loss',4.0714285714285711748e+00,1700000013000,'c64ba8b3718540adbd6c13046621a405',13,0);
INSERT INTO "metrics" VALUES('loss',4.06666666666666642981e+00,1700000014000,'c64ba8b3718540adbd6c13046621a405',14,0);
INSERT INTO "metrics" VALUES('loss',4.0625,1700000015000,'c64ba8b3718540adbd6c13046621a405',15,0);
INSERT INTO "metrics" VALUES('loss',4.05882352941176449689e+00,1700000016000,'c64ba8b3718540adbd6c13046621a405',16,0);
INSERT INTO "metrics" VALUES('loss',4.05555555555555535818e+00,1700000017000,'c64ba8b3718540adbd6c13046621a405',17,0);
INSERT INTO "metrics" VALUES('loss',4.05263157894736814057e+00,1700000018000,'c64ba8b3718540adbd6c13046621a405',18,0);
INSERT INTO "metrics" VALUES('loss',4.05,1700000019000,'c64ba8b3718540adbd6c13046621a405',19,0);
INSERT INTO "metrics" VALUES('loss',4.04761904761904744987e+00,1700000020000,'c64ba8b3718540adbd6c13046621a405',20,0);
INSERT INTO "metrics" VALUES('loss',4.04545454545454585826e+00,1700000021000,'c64ba8b3718540adbd6c13046621a405',21,0);
INSERT INTO "metrics" VALUES('loss',4.04347826086956541047e+00,1700000022000,'c64ba8b3718540adbd6c13046621a405',22,0);
INSERT INTO "metrics" VALUES('loss',4.04166666666666696272e+00,1700000023000,'c64ba8b3718540adbd6c13046621a405',23,0);
INSERT INTO "metrics" VALUES('loss',4.04,1700000024000,'c64ba8b3718540adbd6c13046621a405',24,0);
INSERT INTO "metrics" VALUES('odd',0.0,5,'f6abc6f2179647789bf5b2b3727ff852',0,1);
INSERT INTO "metrics" VALUES('odd',1.79769313486231562234e+308,6,'f6abc6f2179647789bf5b2b3727ff852',1,0);
INSERT INTO "metrics" VALUES('odd',-1.79769313486231562234e+308,7,'f6abc6f2179647789bf5b2b3727ff852',-3,0);
INSERT INTO "metrics" VALUES('odd',0.0,5,'f6abc6f2179647789bf5b2b3727ff852',0,0);
INSERT INTO "metrics" VALUES('odd',0.0,8,'f6abc6f2179647789bf5b2b3727ff852',9007199254740993,0);
INSERT INTO "metrics" VALUES('metric with spaces/and slash',1.0e-300,9,'f6abc6f2179647789bf5b2b3727ff852',2,0);
INSERT INTO "metrics" VALUES('accuracy',0.5,1700000000000,'f6abc6f2179647789bf5b2b3727ff852',0,0);
INSERT INTO "metrics" VALUES('accuracy',0.6,1700000000001,'f6abc6f2179647789bf5b2b3727ff852',1,0);
INSERT INTO "metrics" VALUES('accuracy',0.7,1700000000002,'f6abc6f2179647789bf5b2b3727ff852',2,0);
INSERT INTO "metrics" VALUES('orphan',1.0,1,'ffffffffffffffffffffffffffffffff',1,0);
CREATE TABLE "model_definitions" (
	model_definition_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	secret_id VARCHAR(36), 
	provider VARCHAR(64) NOT NULL, 
	model_name VARCHAR(256) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_definitions_pk PRIMARY KEY (model_definition_id), 
	CONSTRAINT fk_model_definitions_secret_id FOREIGN KEY(secret_id) REFERENCES secrets (secret_id) ON DELETE SET NULL, 
	CONSTRAINT uq_model_definitions_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY (workspace, "key", name, version), 
	CONSTRAINT fk_model_version_tags_model_versions FOREIGN KEY(workspace, name, version) REFERENCES model_versions (workspace, name, version) ON UPDATE CASCADE
);
INSERT INTO "model_version_tags" VALUES('checked','yes','net',1,'default');
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), 
	storage_location VARCHAR(500), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT fk_model_versions_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('net',1,1795808150986,1795808151410,'first',NULL,'Production','models:/m-faf1e6ce042d4051a1f5a2169bd0bddc','f6abc6f2179647789bf5b2b3727ff852','READY',NULL,NULL,'mlflow-artifacts:/1/models/m-faf1e6ce042d4051a1f5a2169bd0bddc/artifacts','default');
INSERT INTO "model_versions" VALUES('net',2,1795808151122,1795808151122,NULL,NULL,'None','mlflow-artifacts:/1/f6abc6f2179647789bf5b2b3727ff852/artifacts/model','f6abc6f2179647789bf5b2b3727ff852','READY',NULL,NULL,'mlflow-artifacts:/1/f6abc6f2179647789bf5b2b3727ff852/artifacts/model','default');
CREATE TABLE online_scoring_configs (
	online_scoring_config_id VARCHAR(36) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	sample_rate FLOAT NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	filter_string TEXT, 
	CONSTRAINT online_scoring_config_pk PRIMARY KEY (online_scoring_config_id), 
	CONSTRAINT fk_online_scoring_configs_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE, 
	CONSTRAINT fk_online_scoring_configs_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "online_scoring_configs" VALUES('40b2be0bf6394fc384b3bca7f3c65a01','376c8b85-d896-44fb-9367-93c32ee92f38',0.0,1,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('rate','0.0','ff035a99321647b995b2918fddf40280');
INSERT INTO "params" VALUES('layers','3','ff035a99321647b995b2918fddf40280');
INSERT INTO "params" VALUES('rate','0.1','f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "params" VALUES('layers','3','f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "params" VALUES('rate','0.2','62cd597a7e914331a01547d318caacc7');
INSERT INTO "params" VALUES('layers','3','62cd597a7e914331a01547d318caacc7');
INSERT INTO "params" VALUES('rate','0.30000000000000004','7cb29c09ea3d4833a5242e1fe8d371f1');
INSERT INTO "params" VALUES('layers','3','7cb29c09ea3d4833a5242e1fe8d371f1');
INSERT INTO "params" VALUES('rate','0.4','c64ba8b3718540adbd6c13046621a405');
INSERT INTO "params" VALUES('layers','3','c64ba8b3718540adbd6c13046621a405');
INSERT INTO "params" VALUES('orphan','1','ffffffffffffffffffffffffffffffff');
CREATE TABLE "registered_model_aliases" (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT fk_registered_model_aliases_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "registered_model_aliases" VALUES('champion',1,'net','default');
INSERT INTO "registered_model_aliases" VALUES('lost',3,'net','default');
CREATE TABLE "registered_model_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY (workspace, "key", name), 
	CONSTRAINT fk_registered_model_tags_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "registered_model_tags" VALUES('owner','anna','net','default');
CREATE TABLE "registered_models" (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_pk PRIMARY KEY (workspace, name)
);
INSERT INTO "registered_models" VALUES('net',1795808148044,1795808151410,'Segments water','default');
INSERT INTO "registered_models" VALUES('empty',1795808148691,1795808148691,NULL,'default');
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "runs" VALUES('ff035a99321647b995b2918fddf40280','first','UNKNOWN','','','anna','RUNNING',1700000000000,NULL,'','active','mlflow-artifacts:/0/ff035a99321647b995b2918fddf40280/artifacts',0,NULL);
INSERT INTO "runs" VALUES('f6abc6f2179647789bf5b2b3727ff852','second','UNKNOWN','','','anna','FINISHED',1700000001000,1700000009000,'','active','mlflow-artifacts:/1/f6abc6f2179647789bf5b2b3727ff852/artifacts',1,NULL);
INSERT INTO "runs" VALUES('62cd597a7e914331a01547d318caacc7','third','UNKNOWN','','','anna','FAILED',1700000002000,1700000009500,'','deleted','mlflow-artifacts:/1/62cd597a7e914331a01547d318caacc7/artifacts',1,1795808140750);
INSERT INTO "runs" VALUES('7cb29c09ea3d4833a5242e1fe8d371f1','fourth','UNKNOWN','','','anna','RUNNING',1700000003000,NULL,'','active','s3://bucket/mlflow/elsewhere/7cb29c09ea3d4833a5242e1fe8d371f1/artifacts',2,NULL);
INSERT INTO "runs" VALUES('c64ba8b3718540adbd6c13046621a405','gone','UNKNOWN','','','anna','RUNNING',1700000004000,NULL,'','deleted','mlflow-artifacts:/3/c64ba8b3718540adbd6c13046621a405/artifacts',3,1795808141183);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
INSERT INTO "scorer_versions" VALUES('0e72e605-b229-463a-a97c-947e505c06f8',1,'{"a": 1}',1795808152124);
INSERT INTO "scorer_versions" VALUES('0e72e605-b229-463a-a97c-947e505c06f8',2,'{"a": 2}',1795808152304);
INSERT INTO "scorer_versions" VALUES('376c8b85-d896-44fb-9367-93c32ee92f38',1,'{}',1795808152537);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "scorers" VALUES(1,'polite','0e72e605-b229-463a-a97c-947e505c06f8');
INSERT INTO "scorers" VALUES(1,'short','376c8b85-d896-44fb-9367-93c32ee92f38');
CREATE TABLE "secrets" (
	secret_id VARCHAR(36) NOT NULL, 
	secret_name VARCHAR(255) NOT NULL, 
	encrypted_value BLOB NOT NULL, 
	wrapped_dek BLOB NOT NULL, 
	kek_version INTEGER NOT NULL, 
	masked_value VARCHAR(500) NOT NULL, 
	provider VARCHAR(64), 
	auth_config TEXT, 
	description TEXT, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT secrets_pk PRIMARY KEY (secret_id), 
	CONSTRAINT uq_secrets_workspace_secret_name UNIQUE (workspace, secret_name)
);
CREATE TABLE span_metrics (
	trace_id VARCHAR(50) NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT span_metrics_pk PRIMARY KEY (trace_id, span_id, "key"), 
	CONSTRAINT fk_span_metrics_span FOREIGN KEY(trace_id, span_id) REFERENCES spans (trace_id, span_id) ON DELETE CASCADE
);
CREATE TABLE spans (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, dimension_attributes JSON, 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE, 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','ff035a99321647b995b2918fddf40280');
INSERT INTO "tags" VALUES('mlflow.runName','first','ff035a99321647b995b2918fddf40280');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "tags" VALUES('mlflow.runName','second','f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','62cd597a7e914331a01547d318caacc7');
INSERT INTO "tags" VALUES('mlflow.runName','third','62cd597a7e914331a01547d318caacc7');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','7cb29c09ea3d4833a5242e1fe8d371f1');
INSERT INTO "tags" VALUES('mlflow.runName','fourth','7cb29c09ea3d4833a5242e1fe8d371f1');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','c64ba8b3718540adbd6c13046621a405');
INSERT INTO "tags" VALUES('mlflow.runName','gone','c64ba8b3718540adbd6c13046621a405');
INSERT INTO "tags" VALUES('kind','unit/test é','ff035a99321647b995b2918fddf40280');
INSERT INTO "tags" VALUES('kind','unit/test é','f6abc6f2179647789bf5b2b3727ff852');
INSERT INTO "tags" VALUES('kind','unit/test é','62cd597a7e914331a01547d318caacc7');
INSERT INTO "tags" VALUES('kind','unit/test é','7cb29c09ea3d4833a5242e1fe8d371f1');
INSERT INTO "tags" VALUES('kind','unit/test é','c64ba8b3718540adbd6c13046621a405');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE trace_metrics (
	request_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT trace_metrics_pk PRIMARY KEY (request_id, "key"), 
	CONSTRAINT fk_trace_metrics_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
CREATE TABLE "webhooks" (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
CREATE TABLE workspaces (
	name VARCHAR(63) NOT NULL, 
	description TEXT, 
	default_artifact_root TEXT, 
	CONSTRAINT workspaces_pk PRIMARY KEY (name)
);
INSERT INTO "workspaces" VALUES('default','Default workspace for legacy resources',NULL);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE TRIGGER prevent_secrets_aad_mutation
BEFORE UPDATE ON secrets
FOR EACH ROW
WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name
BEGIN
    SELECT RAISE(ABORT, 'secret_id and secret_name are immutable (used as AAD in encryption)');
END;
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
COMMIT;
