BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('4465047574b1');
CREATE TABLE datasets (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "datasets" VALUES('ee1f83c52136410db42420776e2634fe',1,'irises','abc123','local','{"uri": "irises.csv"}','{"columns": 4}','{"rows": 150}');
INSERT INTO "datasets" VALUES('36f1328965f845e1b23a7470057a9e8d',1,'plain','d2','code','{}',NULL,NULL);
INSERT INTO "datasets" VALUES('3a51952862304fc2bd69db303dafa61c',2,'irises','abc123','local','{"uri": "irises.csv"}','{"columns": 4}','{"rows": 150}');
CREATE TABLE experiment_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES('team','hydro',1);
INSERT INTO "experiment_tags" VALUES('mlflow.note.content','Übersicht',1);
CREATE TABLE experiments (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	UNIQUE (name)
);
INSERT INTO "experiments" VALUES(0,'Default','mlflow-artifacts:/0','active',1795805009418,1795805009418);
INSERT INTO "experiments" VALUES(1,'flood-model','mlflow-artifacts:/1','active',1795805009587,1795805009587);
INSERT INTO "experiments" VALUES(2,'elsewhere','s3://bucket/mlflow/elsewhere','active',1795805009615,1795805009615);
INSERT INTO "experiments" VALUES(3,'thrown-away','mlflow-artifacts:/3','deleted',1795805009665,1795805011029);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('7dea1138033540b1af5da0e86d2cf863','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('5cdcc33f45b94d0c81d0d49359e4490c','mlflow.data.context','eval');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('bec80fed71ad4127a4d5758013d93601','DATASET','36f1328965f845e1b23a7470057a9e8d','RUN','1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "inputs" VALUES('5cdcc33f45b94d0c81d0d49359e4490c','DATASET','3a51952862304fc2bd69db303dafa61c','RUN','fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "inputs" VALUES('7dea1138033540b1af5da0e86d2cf863','DATASET','ee1f83c52136410db42420776e2634fe','RUN','1cdb96cf2fa047c5ab7b1db9de28465f');
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
INSERT INTO "latest_metrics" VALUES('loss',0.04,1700000024000,24,0,'6f72bf4c9d274d0f8f7ee44b53a61cbe');
INSERT INTO "latest_metrics" VALUES('loss',1.04,1700000024000,24,0,'1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "latest_metrics" VALUES('loss',2.04,1700000024000,24,0,'0f485df2b16446d6a554410e706b93da');
INSERT INTO "latest_metrics" VALUES('loss',3.04,1700000024000,24,0,'fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "latest_metrics" VALUES('loss',4.04,1700000024000,24,0,'241e3ce1cfd7411493ee1b7c33f5ffed');
INSERT INTO "latest_metrics" VALUES('odd',0.0,8,9007199254740993,0,'1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "latest_metrics" VALUES('metric with spaces/and slash',1.0e-300,9,2,0,'1cdb96cf2fa047c5ab7b1db9de28465f');
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
INSERT INTO "metrics" VALUES('loss',1.0,1700000000000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',0,0);
INSERT INTO "metrics" VALUES('loss',0.5,1700000001000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',1,0);
INSERT INTO "metrics" VALUES('loss',3.33333333333333314829e-01,1700000002000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',2,0);
INSERT INTO "metrics" VALUES('loss',0.25,1700000003000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',3,0);
INSERT INTO "metrics" VALUES('loss',0.2,1700000004000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',4,0);
INSERT INTO "metrics" VALUES('loss',1.66666666666666657414e-01,1700000005000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',5,0);
INSERT INTO "metrics" VALUES('loss',1.42857142857142849212e-01,1700000006000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',6,0);
INSERT INTO "metrics" VALUES('loss',0.125,1700000007000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',7,0);
INSERT INTO "metrics" VALUES('loss',1.11111111111111104943e-01,1700000008000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',8,0);
INSERT INTO "metrics" VALUES('loss',0.1,1700000009000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',9,0);
INSERT INTO "metrics" VALUES('loss',9.09090909090909116141e-02,1700000010000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',10,0);
INSERT INTO "metrics" VALUES('loss',8.33333333333333287074e-02,1700000011000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',11,0);
INSERT INTO "metrics" VALUES('loss',7.6923076923076927347e-02,1700000012000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',12,0);
INSERT INTO "metrics" VALUES('loss',7.14285714285714246063e-02,1700000013000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',13,0);
INSERT INTO "metrics" VALUES('loss',6.66666666666666657414e-02,1700000014000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',14,0);
INSERT INTO "metrics" VALUES('loss',0.0625,1700000015000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',15,0);
INSERT INTO "metrics" VALUES('loss',5.8823529411764705066e-02,1700000016000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',16,0);
INSERT INTO "metrics" VALUES('loss',5.55555555555555524716e-02,1700000017000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',17,0);
INSERT INTO "metrics" VALUES('loss',5.26315789473684181309e-02,1700000018000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',18,0);
INSERT INTO "metrics" VALUES('loss',0.05,1700000019000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',19,0);
INSERT INTO "metrics" VALUES('loss',4.76190476190476164042e-02,1700000020000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',20,0);
INSERT INTO "metrics" VALUES('loss',4.5454545454545455807e-02,1700000021000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',21,0);
INSERT INTO "metrics" VALUES('loss',4.34782608695652161845e-02,1700000022000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',22,0);
INSERT INTO "metrics" VALUES('loss',4.16666666666666643537e-02,1700000023000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',23,0);
INSERT INTO "metrics" VALUES('loss',0.04,1700000024000,'6f72bf4c9d274d0f8f7ee44b53a61cbe',24,0);
INSERT INTO "metrics" VALUES('loss',2.0,1700000000000,'1cdb96cf2fa047c5ab7b1db9de28465f',0,0);
INSERT INTO "metrics" VALUES('loss',1.5,1700000001000,'1cdb96cf2fa047c5ab7b1db9de28465f',1,0);
INSERT INTO "metrics" VALUES('loss',1.33333333333333325931e+00,1700000002000,'1cdb96cf2fa047c5ab7b1db9de28465f',2,0);
INSERT INTO "metrics" VALUES('loss',1.25,1700000003000,'1cdb96cf2fa047c5ab7b1db9de28465f',3,0);
INSERT INTO "metrics" VALUES('loss',1.2,1700000004000,'1cdb96cf2fa047c5ab7b1db9de28465f',4,0);
INSERT INTO "metrics" VALUES('loss',1.16666666666666674068e+00,1700000005000,'1cdb96cf2fa047c5ab7b1db9de28465f',5,0);
INSERT INTO "metrics" VALUES('loss',1.1428571428571427937e+00,1700000006000,'1cdb96cf2fa047c5ab7b1db9de28465f',6,0);
INSERT INTO "metrics" VALUES('loss',1.125,1700000007000,'1cdb96cf2fa047c5ab7b1db9de28465f',7,0);
INSERT INTO "metrics" VALUES('loss',1.11111111111111116045e+00,1700000008000,'1cdb96cf2fa047c5ab7b1db9de28465f',8,0);
INSERT INTO "metrics" VALUES('loss',1.1,1700000009000,'1cdb96cf2fa047c5ab7b1db9de28465f',9,0);
INSERT INTO "metrics" VALUES('loss',1.09090909090909082834e+00,1700000010000,'1cdb96cf2fa047c5ab7b1db9de28465f',10,0);
INSERT INTO "metrics" VALUES('loss',1.08333333333333325931e+00,1700000011000,'1cdb96cf2fa047c5ab7b1db9de28465f',11,0);
INSERT INTO "metrics" VALUES('loss',1.07692307692307687183e+00,1700000012000,'1cdb96cf2fa047c5ab7b1db9de28465f',12,0);
INSERT INTO "metrics" VALUES('loss',1.07142857142857139685e+00,1700000013000,'1cdb96cf2fa047c5ab7b1db9de28465f',13,0);
INSERT INTO "metrics" VALUES('loss',1.06666666666666665186e+00,1700000014000,'1cdb96cf2fa047c5ab7b1db9de28465f',14,0);
INSERT INTO "metrics" VALUES('loss',1.0625,1700000015000,'1cdb96cf2fa047c5ab7b1db9de28465f',15,0);
INSERT INTO "metrics" VALUES('loss',1.05882352941176471894e+00,1700000016000,'1cdb96cf2fa047c5ab7b1db9de28465f',16,0);
INSERT INTO "metrics" VALUES('loss',1.05555555555555558022e+00,1700000017000,'1cdb96cf2fa047c5ab7b1db9de28465f',17,0);
INSERT INTO "metrics" VALUES('loss',1.05263157894736836261e+00,1700000018000,'1cdb96cf2fa047c5ab7b1db9de28465f',18,0);
INSERT INTO "metrics" VALUES('loss',1.05,1700000019000,'1cdb96cf2fa047c5ab7b1db9de28465f',19,0);
INSERT INTO "metrics" VALUES('loss',1.04761904761904767191e+00,1700000020000,'1cdb96cf2fa047c5ab7b1db9de28465f',20,0);
INSERT INTO "metrics" VALUES('loss',1.04545454545454541417e+00,1700000021000,'1cdb96cf2fa047c5ab7b1db9de28465f',21,0);
INSERT INTO "metrics" VALUES('loss',1.04347826086956518842e+00,1700000022000,'1cdb96cf2fa047c5ab7b1db9de28465f',22,0);
INSERT INTO "metrics" VALUES('loss',1.04166666666666674068e+00,1700000023000,'1cdb96cf2fa047c5ab7b1db9de28465f',23,0);
INSERT INTO "metrics" VALUES('loss',1.04,1700000024000,'1cdb96cf2fa047c5ab7b1db9de28465f',24,0);
INSERT INTO "metrics" VALUES('loss',3.0,1700000000000,'0f485df2b16446d6a554410e706b93da',0,0);
INSERT INTO "metrics" VALUES('loss',2.5,1700000001000,'0f485df2b16446d6a554410e706b93da',1,0);
INSERT INTO "metrics" VALUES('loss',2.33333333333333348136e+00,1700000002000,'0f485df2b16446d6a554410e706b93da',2,0);
INSERT INTO "metrics" VALUES('loss',2.25,1700000003000,'0f485df2b16446d6a554410e706b93da',3,0);
INSERT INTO "metrics" VALUES('loss',2.2,1700000004000,'0f485df2b16446d6a554410e706b93da',4,0);
INSERT INTO "metrics" VALUES('loss',2.16666666666666651863e+00,1700000005000,'0f485df2b16446d6a554410e706b93da',5,0);
INSERT INTO "metrics" VALUES('loss',2.1428571428571427937e+00,1700000006000,'0f485df2b16446d6a554410e706b93da',6,0);
INSERT INTO "metrics" VALUES('loss',2.125,1700000007000,'0f485df2b16446d6a554410e706b93da',7,0);
INSERT INTO "metrics" VALUES('loss',2.11111111111111116045e+00,1700000008000,'0f485df2b16446d6a554410e706b93da',8,0);
INSERT INTO "metrics" VALUES('loss',2.1,1700000009000,'0f485df2b16446d6a554410e706b93da',9,0);
INSERT INTO "metrics" VALUES('loss',2.09090909090909082834e+00,1700000010000,'0f485df2b16446d6a554410e706b93da',10,0);
INSERT INTO "metrics" VALUES('loss',2.08333333333333348136e+00,1700000011000,'0f485df2b16446d6a554410e706b93da',11,0);
INSERT INTO "metrics" VALUES('loss',2.07692307692307709388e+00,1700000012000,'0f485df2b16446d6a554410e706b93da',12,0);
INSERT INTO "metrics" VALUES('loss',2.07142857142857161889e+00,1700000013000,'0f485df2b16446d6a554410e706b93da',13,0);
INSERT INTO "metrics" VALUES('loss',2.0666666666666668739e+00,1700000014000,'0f485df2b16446d6a554410e706b93da',14,0);
INSERT INTO "metrics" VALUES('loss',2.0625,1700000015000,'0f485df2b16446d6a554410e706b93da',15,0);
INSERT INTO "metrics" VALUES('loss',2.05882352941176449689e+00,1700000016000,'0f485df2b16446d6a554410e706b93da',16,0);
INSERT INTO "metrics" VALUES('loss',2.05555555555555535818e+00,1700000017000,'0f485df2b16446d6a554410e706b93da',17,0);
INSERT INTO "metrics" VALUES('loss',2.05263157894736858466e+00,1700000018000,'0f485df2b16446d6a554410e706b93da',18,0);
INSERT INTO "metrics" VALUES('loss',2.05,1700000019000,'0f485df2b16446d6a554410e706b93da',19,0);
INSERT INTO "metrics" VALUES('loss',2.04761904761904744987e+00,1700000020000,'0f485df2b16446d6a554410e706b93da',20,0);
INSERT INTO "metrics" VALUES('loss',2.04545454545454541417e+00,1700000021000,'0f485df2b16446d6a554410e706b93da',21,0);
INSERT INTO "metrics" VALUES('loss',2.04347826086956541047e+00,1700000022000,'0f485df2b16446d6a554410e706b93da',22,0);
INSERT INTO "metrics" VALUES('loss',2.04166666666666651863e+00,1700000023000,'0f485df2b16446d6a554410e706b93da',23,0);
INSERT INTO "metrics" VALUES('loss',2.04,1700000024000,'0f485df2b16446d6a554410e706b93da',24,0);
INSERT INTO "metrics" VALUES('loss',4.0,1700000000000,'fbca9ab83593442abfd0df6b1e4070eb',0,0);
INSERT INTO "metrics" VALUES('loss',3.5,1700000001000,'fbca9ab83593442abfd0df6b1e4070eb',1,0);
INSERT INTO "metrics" VALUES('loss',3.33333333333333348136e+00,1700000002000,'fbca9ab83593442abfd0df6b1e4070eb',2,0);
INSERT INTO "metrics" VALUES('loss',3.25,1700000003000,'fbca9ab83593442abfd0df6b1e4070eb',3,0);
INSERT INTO "metrics" VALUES('loss',3.2,1700000004000,'fbca9ab83593442abfd0df6b1e4070eb',4,0);
INSERT INTO "metrics" VALUES('loss',3.16666666666666651863e+00,1700000005000,'fbca9ab83593442abfd0df6b1e4070eb',5,0);
INSERT INTO "metrics" VALUES('loss',3.1428571428571427937e+00,1700000006000,'fbca9ab83593442abfd0df6b1e4070eb',6,0);
INSERT INTO "metrics" VALUES('loss',3.125,1700000007000,'fbca9ab83593442abfd0df6b1e4070eb',7,0);
INSERT INTO "metrics" VALUES('loss',3.11111111111111116045e+00,1700000008000,'fbca9ab83593442abfd0df6b1e4070eb',8,0);
INSERT INTO "metrics" VALUES('loss',3.1,1700000009000,'fbca9ab83593442abfd0df6b1e4070eb',9,0);
INSERT INTO "metrics" VALUES('loss',3.09090909090909082834e+00,1700000010000,'fbca9ab83593442abfd0df6b1e4070eb',10,0);
INSERT INTO "metrics" VALUES('loss',3.08333333333333348136e+00,1700000011000,'fbca9ab83593442abfd0df6b1e4070eb',11,0);
INSERT INTO "metrics" VALUES('loss',3.07692307692307709388e+00,1700000012000,'fbca9ab83593442abfd0df6b1e4070eb',12,0);
INSERT INTO "metrics" VALUES('loss',3.07142857142857161889e+00,1700000013000,'fbca9ab83593442abfd0df6b1e4070eb',13,0);
INSERT INTO "metrics" VALUES('loss',3.0666666666666668739e+00,1700000014000,'fbca9ab83593442abfd0df6b1e4070eb',14,0);
INSERT INTO "metrics" VALUES('loss',3.0625,1700000015000,'fbca9ab83593442abfd0df6b1e4070eb',15,0);
INSERT INTO "metrics" VALUES('loss',3.05882352941176449689e+00,1700000016000,'fbca9ab83593442abfd0df6b1e4070eb',16,0);
INSERT INTO "metrics" VALUES('loss',3.05555555555555535818e+00,1700000017000,'fbca9ab83593442abfd0df6b1e4070eb',17,0);
INSERT INTO "metrics" VALUES('loss',3.05263157894736858466e+00,1700000018000,'fbca9ab83593442abfd0df6b1e4070eb',18,0);
INSERT INTO "metrics" VALUES('loss',3.05,1700000019000,'fbca9ab83593442abfd0df6b1e4070eb',19,0);
INSERT INTO "metrics" VALUES('loss',3.04761904761904744987e+00,1700000020000,'fbca9ab83593442abfd0df6b1e4070eb',20,0);
INSERT INTO "metrics" VALUES('loss',3.04545454545454541417e+00,1700000021000,'fbca9ab83593442abfd0df6b1e4070eb',21,0);
INSERT INTO "metrics" VALUES('loss',3.04347826086956541047e+00,1700000022000,'fbca9ab83593442abfd0df6b1e4070eb',22,0);
INSERT INTO "metrics" VALUES('loss',3.04166666666666651863e+00,1700000023000,'fbca9ab83593442abfd0df6b1e4070eb',23,0);
INSERT INTO "metrics" VALUES('loss',3.04,1700000024000,'fbca9ab83593442abfd0df6b1e4070eb',24,0);
INSERT INTO "metrics" VALUES('loss',5.0,1700000000000,'241e3ce1cfd7411493ee1b7c33f5ffed',0,0);
INSERT INTO "metrics" VALUES('loss',4.5,1700000001000,'241e3ce1cfd7411493ee1b7c33f5ffed',1,0);
INSERT INTO "metrics" VALUES('loss',4.33333333333333303727e+00,1700000002000,'241e3ce1cfd7411493ee1b7c33f5ffed',2,0);
INSERT INTO "metrics" VALUES('loss',4.25,1700000003000,'241e3ce1cfd7411493ee1b7c33f5ffed',3,0);
INSERT INTO "metrics" VALUES('loss',4.2,1700000004000,'241e3ce1cfd7411493ee1b7c33f5ffed',4,0);
INSERT INTO "metrics" VALUES('loss',4.16666666666666696272e+00,1700000005000,'241e3ce1cfd7411493ee1b7c33f5ffed',5,0);
INSERT INTO "metrics" VALUES('loss',4.14285714285714323779e+00,1700000006000,'241e3ce1cfd7411493ee1b7c33f5ffed',6,0);
INSERT INTO "metrics" VALUES('loss',4.125,1700000007000,'241e3ce1cfd7411493ee1b7c33f5ffed',7,0);
INSERT INTO "metrics" VALUES('loss',4.11111111111111071636e+00,1700000008000,'241e3ce1cfd7411493ee1b7c33f5ffed',8,0);
INSERT INTO "metrics" VALUES('loss',4.1,1700000009000,'241e3ce1cfd7411493ee1b7c33f5ffed',9,0);
INSERT INTO "metrics" VALUES('loss',4.09090909090909082834e+00,1700000010000,'241e3ce1cfd7411493ee1b7c33f5ffed',10,0);
INSERT INTO "metrics" VALUES('loss',4.08333333333333303727e+00,1700000011000,'241e3ce1cfd7411493ee1b7c33f5ffed',11,0);
INSERT INTO "metrics" VALUES('loss',4.07692307692307664979e+00,1700000012000,'241e3ce1cfd7411493ee1b7c33f5ffed',12,0);
INSERT INTO "metrics" VALUES('loss',4.0714285714285711748e+00,1700000013000,'241e3ce1cfd7411493ee1b7c33f5ffed',13,0);
INSERT INTO "metrics" VALUES('loss',4.06666666666666642981e+00,1700000014000,'241e3ce1cfd7411493ee1b7c33f5ffed',14,0);
INSERT INTO "metrics" VALUES('loss',4.0625,1700000015000,'241e3ce1cfd7411493ee1b7c33f5ffed',15,0);
INSERT INTO "metrics" VALUES('loss',4.05882352941176449689e+00,1700000016000,'241e3ce1cfd7411493ee1b7c33f5ffed',16,0);
INSERT INTO "metrics" VALUES('loss',4.05555555555555535818e+00,1700000017000,'241e3ce1cfd7411493ee1b7c33f5ffed',17,0);
INSERT INTO "metrics" VALUES('loss',4.05263157894736814057e+00,1700000018000,'241e3ce1cfd7411493ee1b7c33f5ffed',18,0);
INSERT INTO "metrics" VALUES('loss',4.05,1700000019000,'241e3ce1cfd7411493ee1b7c33f5ffed',19,0);
INSERT INTO "metrics" VALUES('loss',4.04761904761904744987e+00,1700000020000,'241e3ce1cfd7411493ee1b7c33f5ffed',20,0);
INSERT INTO "metrics" VALUES('loss',4.04545454545454585826e+00,1700000021000,'241e3ce1cfd7411493ee1b7c33f5ffed',21,0);
INSERT INTO "metrics" VALUES('loss',4.04347826086956541047e+00,1700000022000,'241e3ce1cfd7411493ee1b7c33f5ffed',22,0);
INSERT INTO "metrics" VALUES('loss',4.04166666666666696272e+00,1700000023000,'241e3ce1cfd7411493ee1b7c33f5ffed',23,0);
INSERT INTO "metrics" VALUES('loss',4.04,1700000024000,'241e3ce1cfd7411493ee1b7c33f5ffed',24,0);
INSERT INTO "metrics" VALUES('odd',0.0,5,'1cdb96cf2fa047c5ab7b1db9de28465f',0,1);
INSERT INTO "metrics" VALUES('odd',1.79769313486231562234e+308,6,'1cdb96cf2fa047c5ab7b1db9de28465f',1,0);
INSERT INTO "metrics" VALUES('odd',-1.79769313486231562234e+308,7,'1cdb96cf2fa047c5ab7b1db9de28465f',-3,0);
INSERT INTO "metrics" VALUES('odd',0.0,5,'1cdb96cf2fa047c5ab7b1db9de28465f',0,0);
INSERT INTO "metrics" VALUES('odd',0.0,8,'1cdb96cf2fa047c5ab7b1db9de28465f',9007199254740993,0);
INSERT INTO "metrics" VALUES('metric with spaces/and slash',1.0e-300,9,'1cdb96cf2fa047c5ab7b1db9de28465f',2,0);
INSERT INTO "metrics" VALUES('orphan',1.0,1,'ffffffffffffffffffffffffffffffff',1,0);
CREATE TABLE model_version_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE cascade
);
INSERT INTO "model_version_tags" VALUES('checked','yes','net',1);
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
	run_link VARCHAR(500), storage_location VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('net',1,1795805012066,1795805012316,'first',NULL,'Production','models:/m-db026c0894544674a42f5e51fb238558','1cdb96cf2fa047c5ab7b1db9de28465f','READY',NULL,NULL,'mlflow-artifacts:/1/models/m-db026c0894544674a42f5e51fb238558/artifacts');
INSERT INTO "model_versions" VALUES('net',2,1795805012141,1795805012141,NULL,NULL,'None','mlflow-artifacts:/1/1cdb96cf2fa047c5ab7b1db9de28465f/artifacts/model','1cdb96cf2fa047c5ab7b1db9de28465f','READY',NULL,NULL,'mlflow-artifacts:/1/1cdb96cf2fa047c5ab7b1db9de28465f/artifacts/model');
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('rate','0.0','6f72bf4c9d274d0f8f7ee44b53a61cbe');
INSERT INTO "params" VALUES('layers','3','6f72bf4c9d274d0f8f7ee44b53a61cbe');
INSERT INTO "params" VALUES('rate','0.1','1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "params" VALUES('layers','3','1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "params" VALUES('rate','0.2','0f485df2b16446d6a554410e706b93da');
INSERT INTO "params" VALUES('layers','3','0f485df2b16446d6a554410e706b93da');
INSERT INTO "params" VALUES('rate','0.30000000000000004','fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "params" VALUES('layers','3','fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "params" VALUES('rate','0.4','241e3ce1cfd7411493ee1b7c33f5ffed');
INSERT INTO "params" VALUES('layers','3','241e3ce1cfd7411493ee1b7c33f5ffed');
INSERT INTO "params" VALUES('orphan','1','ffffffffffffffffffffffffffffffff');
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES('champion',1,'net');
INSERT INTO "registered_model_aliases" VALUES('lost',3,'net');
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES('owner','anna','net');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES('net',1795805011755,1795805012316,'Segments water');
INSERT INTO "registered_models" VALUES('empty',1795805011816,1795805011816,NULL);
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
INSERT INTO "runs" VALUES('6f72bf4c9d274d0f8f7ee44b53a61cbe','first','UNKNOWN','','','anna','RUNNING',1700000000000,NULL,'','active','mlflow-artifacts:/0/6f72bf4c9d274d0f8f7ee44b53a61cbe/artifacts',0,NULL);
INSERT INTO "runs" VALUES('1cdb96cf2fa047c5ab7b1db9de28465f','second','UNKNOWN','','','anna','FINISHED',1700000001000,1700000009000,'','active','mlflow-artifacts:/1/1cdb96cf2fa047c5ab7b1db9de28465f/artifacts',1,NULL);
INSERT INTO "runs" VALUES('0f485df2b16446d6a554410e706b93da','third','UNKNOWN','','','anna','FAILED',1700000002000,1700000009500,'','deleted','mlflow-artifacts:/1/0f485df2b16446d6a554410e706b93da/artifacts',1,1795805010988);
INSERT INTO "runs" VALUES('fbca9ab83593442abfd0df6b1e4070eb','fourth','UNKNOWN','','','anna','RUNNING',1700000003000,NULL,'','active','s3://bucket/mlflow/elsewhere/fbca9ab83593442abfd0df6b1e4070eb/artifacts',2,NULL);
INSERT INTO "runs" VALUES('241e3ce1cfd7411493ee1b7c33f5ffed','gone','UNKNOWN','','','anna','RUNNING',1700000004000,NULL,'','deleted','mlflow-artifacts:/3/241e3ce1cfd7411493ee1b7c33f5ffed/artifacts',3,1795805011046);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','6f72bf4c9d274d0f8f7ee44b53a61cbe');
INSERT INTO "tags" VALUES('mlflow.runName','first','6f72bf4c9d274d0f8f7ee44b53a61cbe');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "tags" VALUES('mlflow.runName','second','1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','0f485df2b16446d6a554410e706b93da');
INSERT INTO "tags" VALUES('mlflow.runName','third','0f485df2b16446d6a554410e706b93da');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "tags" VALUES('mlflow.runName','fourth','fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','241e3ce1cfd7411493ee1b7c33f5ffed');
INSERT INTO "tags" VALUES('mlflow.runName','gone','241e3ce1cfd7411493ee1b7c33f5ffed');
INSERT INTO "tags" VALUES('kind','unit/test é','6f72bf4c9d274d0f8f7ee44b53a61cbe');
INSERT INTO "tags" VALUES('kind','unit/test é','1cdb96cf2fa047c5ab7b1db9de28465f');
INSERT INTO "tags" VALUES('kind','unit/test é','0f485df2b16446d6a554410e706b93da');
INSERT INTO "tags" VALUES('kind','unit/test é','fbca9ab83593442abfd0df6b1e4070eb');
INSERT INTO "tags" VALUES('kind','unit/test é','241e3ce1cfd7411493ee1b7c33f5ffed');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
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
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
COMMIT;
