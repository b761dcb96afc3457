-- Experiments, what was agreed about them, what became of them, and the log of it all. Rows are added and never changed:
-- a state is the last transition, a contract the last revision, a decision the last one of its experiment.

CREATE TABLE experiments (
    experiment_id VARCHAR PRIMARY KEY CHECK (trim(experiment_id) <> ''),
    -- lifecycle: led through its states here; recorded: decided elsewhere and written down
    origin VARCHAR NOT NULL CHECK (origin IN ('lifecycle', 'recorded')),
    created_at TIMESTAMPTZ NOT NULL,
    created_by VARCHAR NOT NULL CHECK (trim(created_by) <> '')
);

CREATE TABLE contract_texts (
    sha256 VARCHAR PRIMARY KEY CHECK (length(sha256) = 64),
    content VARCHAR NOT NULL
);

CREATE TABLE contract_revisions (
    experiment_id VARCHAR NOT NULL REFERENCES experiments (experiment_id),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    -- digest of all files together
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    name VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    hypothesis VARCHAR NOT NULL,
    primary_metric VARCHAR NOT NULL,
    randomization_unit VARCHAR NOT NULL,
    analysis_mode VARCHAR NOT NULL CHECK (analysis_mode IN ('fixed_horizon', 'always_valid')),
    assignment_start TIMESTAMPTZ NOT NULL,
    assignment_end TIMESTAMPTZ NOT NULL,
    observation_end TIMESTAMPTZ NOT NULL,
    planned_units BIGINT CHECK (planned_units > 0),
    minimum_days INTEGER NOT NULL CHECK (minimum_days >= 0),
    alpha DOUBLE NOT NULL CHECK (alpha > 0 AND alpha < 1),
    power DOUBLE NOT NULL CHECK (power > 0 AND power < 1),
    reason VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_by VARCHAR NOT NULL,
    PRIMARY KEY (experiment_id, revision),
    CHECK (assignment_start < assignment_end AND assignment_end <= observation_end)
);

CREATE TABLE contract_files (
    experiment_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('experiment', 'metric', 'policy')),
    path VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL REFERENCES contract_texts (sha256),
    PRIMARY KEY (experiment_id, revision, role, path),
    FOREIGN KEY (experiment_id, revision) REFERENCES contract_revisions (experiment_id, revision)
);

CREATE TABLE experiment_variants (
    experiment_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    variant VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('control', 'treatment')),
    allocation_pct DOUBLE NOT NULL CHECK (allocation_pct > 0 AND allocation_pct < 100),
    description VARCHAR NOT NULL,
    PRIMARY KEY (experiment_id, revision, variant),
    FOREIGN KEY (experiment_id, revision) REFERENCES contract_revisions (experiment_id, revision)
);

CREATE TABLE metric_definitions (
    metric VARCHAR NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    owner VARCHAR NOT NULL,
    metric_type VARCHAR NOT NULL,
    direction VARCHAR NOT NULL CHECK (direction IN ('higher', 'lower')),
    definition JSON NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    registered_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (metric, version)
);

CREATE TABLE experiment_metrics (
    experiment_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    purpose VARCHAR NOT NULL CHECK (purpose IN ('primary', 'secondary', 'guardrail', 'diagnostic')),
    PRIMARY KEY (experiment_id, revision, metric),
    FOREIGN KEY (experiment_id, revision) REFERENCES contract_revisions (experiment_id, revision),
    FOREIGN KEY (metric, version) REFERENCES metric_definitions (metric, version)
);

CREATE TABLE state_transitions (
    transition_id BIGINT PRIMARY KEY,
    experiment_id VARCHAR NOT NULL REFERENCES experiments (experiment_id),
    revision INTEGER NOT NULL,
    from_state VARCHAR NOT NULL,
    to_state VARCHAR NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    actor VARCHAR NOT NULL CHECK (trim(actor) <> ''),
    reason VARCHAR NOT NULL,
    FOREIGN KEY (experiment_id, revision) REFERENCES contract_revisions (experiment_id, revision),
    CHECK (from_state || '>' || to_state IN (
        'none>draft', 'draft>draft', 'draft>running', 'running>stopped', 'stopped>running', 'stopped>analysed',
        'analysed>analysed', 'analysed>decided')),
    CHECK (from_state || '>' || to_state NOT IN ('draft>draft', 'stopped>running', 'analysed>analysed')
        OR trim(reason) <> '')
);

CREATE TABLE launches (
    transition_id BIGINT PRIMARY KEY REFERENCES state_transitions (transition_id),
    rollback_owner VARCHAR,
    reviewed_by VARCHAR,
    baseline_mean DOUBLE,
    baseline_sd DOUBLE CHECK (baseline_sd > 0),
    required_units DOUBLE CHECK (required_units > 0),
    -- weight of the e-value of the portfolio, in units, fixed before the data
    prior_units DOUBLE NOT NULL CHECK (prior_units > 0),
    layer VARCHAR,
    first_bucket INTEGER CHECK (first_bucket BETWEEN 0 AND 9999),
    last_bucket INTEGER CHECK (last_bucket BETWEEN first_bucket AND 9999),
    CHECK ((layer IS NULL) = (first_bucket IS NULL) AND (layer IS NULL) = (last_bucket IS NULL))
);

CREATE TABLE gate_results (
    transition_id BIGINT NOT NULL REFERENCES state_transitions (transition_id),
    gate VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('pass', 'fail', 'not-applicable')),
    message VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL,
    override_reason VARCHAR CHECK (trim(override_reason) <> ''),
    PRIMARY KEY (transition_id, gate),
    -- nobody passes a gate that failed without having said why
    CHECK (outcome <> 'fail' OR override_reason IS NOT NULL)
);

CREATE TABLE analyses (
    analysis_id BIGINT PRIMARY KEY,
    experiment_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    transition_id BIGINT REFERENCES state_transitions (transition_id),
    -- interim: the experiment still runs; final: it was stopped
    kind VARCHAR NOT NULL CHECK (kind IN ('interim', 'final')),
    analysed_at TIMESTAMPTZ NOT NULL,
    actor VARCHAR NOT NULL,
    data_source VARCHAR NOT NULL,
    trust VARCHAR NOT NULL CHECK (trust IN ('pass', 'warn', 'fail')),
    units BIGINT NOT NULL CHECK (units >= 0),
    report JSON NOT NULL,
    reading JSON NOT NULL,
    reading_sha256 VARCHAR NOT NULL CHECK (length(reading_sha256) = 64),
    FOREIGN KEY (experiment_id, revision) REFERENCES contract_revisions (experiment_id, revision)
);

CREATE TABLE analysis_effects (
    analysis_id BIGINT NOT NULL REFERENCES analyses (analysis_id),
    arm VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    control_units BIGINT NOT NULL CHECK (control_units >= 0),
    treated_units BIGINT NOT NULL CHECK (treated_units >= 0),
    control_mean DOUBLE,
    treated_mean DOUBLE,
    effect DOUBLE,
    std_error DOUBLE CHECK (std_error >= 0),
    conf_low DOUBLE,
    conf_high DOUBLE,
    p_value DOUBLE CHECK (p_value BETWEEN 0 AND 1),
    log_e DOUBLE NOT NULL,
    PRIMARY KEY (analysis_id, arm)
);

CREATE TABLE experiment_decisions (
    decision_id BIGINT PRIMARY KEY,
    experiment_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    -- first; superseding: a later one; override: what a person decided instead of the computed one before it
    kind VARCHAR NOT NULL CHECK (kind IN ('first', 'superseding', 'override')),
    decision VARCHAR NOT NULL CHECK (decision IN (
        'SHIP_GLOBAL', 'SHIP_TARGETED', 'ITERATE', 'HOLD_INCONCLUSIVE', 'HOLD_GUARDRAIL_RISK', 'STOP_HARM',
        'RERUN_UNDERPOWERED', 'INVESTIGATE_INVALID')),
    arm VARCHAR NOT NULL,
    segments JSON NOT NULL,
    decision_date DATE NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    decided_by VARCHAR NOT NULL CHECK (trim(decided_by) <> ''),
    primary_metric_result VARCHAR NOT NULL,
    guardrail_summary VARCHAR NOT NULL,
    notes VARCHAR NOT NULL,
    overrides BIGINT REFERENCES experiment_decisions (decision_id),
    record JSON NOT NULL,
    record_sha256 VARCHAR NOT NULL CHECK (length(record_sha256) = 64),
    UNIQUE (experiment_id, sequence),
    FOREIGN KEY (experiment_id, revision) REFERENCES contract_revisions (experiment_id, revision),
    CHECK ((kind = 'override') = (overrides IS NOT NULL)),
    CHECK (kind <> 'override' OR trim(notes) <> '')
);

CREATE TABLE audit_log (
    entry BIGINT PRIMARY KEY CHECK (entry >= 1),
    occurred_at TIMESTAMPTZ NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    experiment_id VARCHAR,
    details JSON NOT NULL,
    -- table and digest of each row that was added with this entry
    written JSON NOT NULL,
    previous VARCHAR NOT NULL UNIQUE CHECK (length(previous) = 64),
    hash VARCHAR NOT NULL UNIQUE CHECK (length(hash) = 64)
);
