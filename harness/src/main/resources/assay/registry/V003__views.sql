-- What people ask for most, from rows that are only ever added.

CREATE VIEW experiment_states AS
SELECT
    e.experiment_id,
    e.origin,
    c.revision,
    c.sha256 AS contract_sha256,
    c.name,
    c.owner,
    c.hypothesis,
    c.primary_metric,
    c.randomization_unit,
    c.analysis_mode,
    c.planned_units,
    c.minimum_days,
    c.alpha,
    coalesce(t.state, 'recorded') AS status,
    t.started_at,
    t.ended_at,
    coalesce(t.changed_at, e.created_at) AS changed_at,
    e.created_at,
    e.created_by
FROM experiments e
JOIN contract_revisions c ON c.experiment_id = e.experiment_id
    AND c.revision = (SELECT max(r.revision) FROM contract_revisions r WHERE r.experiment_id = e.experiment_id)
LEFT JOIN (
    SELECT
        experiment_id,
        arg_max(to_state, transition_id) AS state,
        max(occurred_at) AS changed_at,
        min(occurred_at) FILTER (to_state = 'running') AS started_at,
        CASE WHEN arg_max(to_state, transition_id) IN ('draft', 'running') THEN NULL
            ELSE max(occurred_at) FILTER (to_state = 'stopped') END AS ended_at
    FROM state_transitions
    GROUP BY experiment_id
) t ON t.experiment_id = e.experiment_id;

CREATE VIEW latest_decisions AS
SELECT d.*
FROM experiment_decisions d
WHERE d.sequence = (SELECT max(x.sequence) FROM experiment_decisions x WHERE x.experiment_id = d.experiment_id);
