-- Who was assigned and who saw what are two things; users are unique in an experiment; an exposure is to the assigned arm.

CREATE TABLE event_loads (
    load_id BIGINT PRIMARY KEY,
    experiment_id VARCHAR NOT NULL REFERENCES experiments (experiment_id),
    source VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL,
    actor VARCHAR NOT NULL,
    assignments BIGINT NOT NULL,
    exposures BIGINT NOT NULL,
    metric_events BIGINT NOT NULL,
    -- digest of the rows in the order of their keys
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64)
);

CREATE TABLE experiment_assignments (
    experiment_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL CHECK (trim(user_id) <> ''),
    revision INTEGER NOT NULL,
    variant VARCHAR NOT NULL,
    assigned_at TIMESTAMPTZ NOT NULL,
    load_id BIGINT NOT NULL REFERENCES event_loads (load_id),
    PRIMARY KEY (experiment_id, user_id),
    UNIQUE (experiment_id, user_id, variant),
    FOREIGN KEY (experiment_id, revision, variant) REFERENCES experiment_variants (experiment_id, revision, variant)
);

CREATE TABLE experiment_exposures (
    exposure_id VARCHAR PRIMARY KEY,
    experiment_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    variant VARCHAR NOT NULL,
    exposed_at TIMESTAMPTZ NOT NULL,
    session_id VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    platform VARCHAR NOT NULL,
    load_id BIGINT NOT NULL REFERENCES event_loads (load_id),
    UNIQUE (experiment_id, user_id, variant),
    FOREIGN KEY (experiment_id, user_id, variant)
        REFERENCES experiment_assignments (experiment_id, user_id, variant)
);

CREATE TABLE metric_events (
    event_id VARCHAR PRIMARY KEY,
    event_name VARCHAR NOT NULL CHECK (trim(event_name) <> ''),
    user_id VARCHAR NOT NULL,
    session_id VARCHAR NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    experiment_id VARCHAR REFERENCES experiments (experiment_id),
    variant VARCHAR,
    properties JSON,
    load_id BIGINT NOT NULL REFERENCES event_loads (load_id)
);

CREATE INDEX exposures_by_variant ON experiment_exposures (experiment_id, variant);
CREATE INDEX events_by_name ON metric_events (experiment_id, event_name);
