"""Writes the test cases of the GrowthLab profile and what its rules give on them.

The rules are implemented here a second time, in NumPy and SciPy and from their description only, so that the Java has something
to be compared with. Run in this folder: python3 oracle.py
"""
import csv, gzip, io, itertools, json, math, os
import numpy as np
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
F32 = {"historical_sessions_28d", "historical_revenue_28d", "historical_retention_score", "revenue_30d", "engagement_7d"}
TEXT = {"user_id", "experiment_id", "assigned_group", "platform", "plan_tier", "country", "variant_served"}


# ---------------------------------------------------------------- data

def generate(seed, n, effects, share=0.5, overrides=None, trigger=0.6):
    g = np.random.default_rng(seed)
    platform = g.choice(["ios", "android", "web"], n, p=[.35, .35, .30])
    plan = g.choice(["free", "trial"], n, p=[.7, .3])
    country = g.choice(["US", "CA"], n, p=[.75, .25])
    sessions = g.lognormal(np.log(8.5) - .245, .7, n)
    revenue = g.lognormal(np.log(2.4) - .605, 1.1, n) * (g.random(n) >= .82)
    score = g.beta(2.2, 3.8, n)
    treated = g.random(n) < share
    opp = g.random(n) < trigger
    exp = opp & (g.random(n) < .97)
    t = treated & opp
    conv = np.where(t, effects.get("conv", 0.0), 0.0)
    for (col, value), e in (overrides or {}).items():
        conv[t & ({"platform": platform, "plan_tier": plan}[col] == value)] += e
    u = lambda: g.random(n)
    clicks = (u() < .12 + .02 * t).astype(int)
    sess7 = g.poisson(sessions / 4)
    rows = {
        "user_id": [f"u_{i:06d}" for i in range(n)], "platform": platform, "plan_tier": plan, "country": country,
        "historical_sessions_28d": sessions, "historical_revenue_28d": revenue, "historical_retention_score": score,
    }
    gamma = lambda mean, shape: g.gamma(shape, mean / shape, n)
    outcome = {
        "experiment_id": ["exp_sim"] * n, "user_id": rows["user_id"],
        "assigned_group": np.where(treated, "treatment", "control"),
        "had_opportunity": opp.astype(int), "is_exposed": exp.astype(int),
        "analysis_window_days": np.full(n, 30), "days_since_first_opportunity": np.where(opp, g.integers(25, 44, n), 0),
        "conversions_7d": (u() < np.clip(.05 + conv + .002 * np.tanh((sessions - sessions.mean()) / sessions.std()), 0, 1)).astype(int),
        "retention_7d": (u() < .23 + effects.get("ret", 0) * t + .05 * (score - .5)).astype(int),
        "revenue_30d": gamma(1.85, .5) * (1 + effects.get("rev", 0) * t) * np.where(u() < .004, 12, 1),
        "engagement_7d": gamma(38, 5) * (1 + effects.get("eng", 0) * t),
        "clicks_7d": clicks, "impressions_7d": np.maximum(2 * sess7 + clicks, 1),
        "uninstalls_7d": (u() < .012 + effects.get("uninstall", 0) * t).astype(int),
        "support_tickets_7d": (u() < .018).astype(int),
    }
    ids = np.array(rows["user_id"])
    assignments = {"experiment_id": ["exp_sim"] * n, "user_id": ids, "assigned_group": outcome["assigned_group"]}
    opportunities = {"experiment_id": ["exp_sim"] * int(opp.sum()), "user_id": ids[opp]}
    group = outcome["assigned_group"]
    exposures = {"experiment_id": ["exp_sim"] * int(exp.sum()), "user_id": ids[exp], "assigned_group": group[exp], "variant_served": group[exp]}
    return {"dim_users": rows, "fact_user_outcomes": outcome, "fact_assignments": assignments,
            "fact_opportunities": opportunities, "fact_exposures": exposures}


def cell(column, value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column in F32:
        return str(np.float32(value))
    return str(value)


def write(folder, tables, truth=None):
    os.makedirs(folder, exist_ok=True)
    tables = dict(tables)
    tables["dim_experiments"] = {"experiment_id": ["exp_sim"], "primary_estimand": ["itt_opportunity"],
                                 "segment_policy_mode": ["pre_registered_segments_only"], "treatment_share_target": [0.5],
                                 "target_population_rule": ["(country IN ('US', 'CA'))"]}
    if truth:
        tables["fact_validation_truth"] = {k: [v] for k, v in truth.items()}
    for name, columns in tables.items():
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\n")
        out.writerow(columns)
        for row in zip(*columns.values()):
            out.writerow([cell(c, v) for c, v in zip(columns, row)])
        with open(os.path.join(folder, name + ".csv.gz"), "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as packed:
            packed.write(text.getvalue().encode())


def read(folder, name):
    path = os.path.join(folder, name + ".csv.gz")
    if not os.path.exists(path):
        return None
    with gzip.open(path, "rt", newline="") as file:
        lines = list(csv.reader(file))
    table = {}
    for j, column in enumerate(lines[0]):
        values = [line[j] for line in lines[1:]]
        if column in TEXT:
            table[column] = np.array([v if v != "" else None for v in values], dtype=object)
        else:
            try:
                numbers = np.array([float(v) if v != "" else np.nan for v in values])
                table[column] = numbers.astype(np.float32).astype(float) if column in F32 else numbers
            except ValueError:
                table[column] = np.array(values, dtype=object)
    return table


# ---------------------------------------------------------------- rules

def joined(folder):
    outcomes, users = read(folder, "fact_user_outcomes"), read(folder, "dim_users")
    place = {u: i for i, u in enumerate(users["user_id"])}
    index = np.array([place[u] for u in outcomes["user_id"]])
    frame = dict(outcomes)
    for column, values in users.items():
        if column not in frame:
            frame[column] = values[index]
    return frame


def take(frame, mask):
    return {c: v[mask] for c, v in frame.items()}


def rows_of(frame):
    return len(frame["assigned_group"])


def transformed(metric, frame, column):
    n = rows_of(frame)
    x = frame[column].astype(float).copy() if column in frame else np.full(n, np.nan)
    if metric.get("null_fill_strategy") == "zero":
        x[np.isnan(x)] = 0
    if metric.get("outlier_handling") == "winsorize_p99" or metric.get("winsorization") == "p99":
        finite = x[np.isfinite(x)]
        if len(finite):
            x = np.where(x > np.quantile(finite, 0.99), np.quantile(finite, 0.99), x)
    if metric.get("outlier_handling") == "clip_nonnegative":
        x = np.where(x < 0, 0, x)
    return x


def infer(effect, se, df, alpha):
    if df is not None and np.isfinite(df) and df > 0 and np.isfinite(se) and se > 0:
        q, p = stats.t.ppf(1 - alpha / 2, df), 2 * (1 - stats.t.cdf(abs(effect / se), df))
    else:
        q = stats.norm.ppf(1 - alpha / 2)
        p = 1.0 if se == 0 else 2 * (1 - stats.norm.cdf(abs(effect / se)))
    return {"effect": effect, "standard_error": se, "ci_lower": effect - q * se, "ci_upper": effect + q * se, "p_value": p}


def welch(c, t, alpha):
    a, b = np.var(c, ddof=1) / len(c), np.var(t, ddof=1) / len(t)
    with np.errstate(all="ignore"):
        df = (a + b) ** 2 / (a ** 2 / (len(c) - 1) + b ** 2 / (len(t) - 1))
    return infer(t.mean() - c.mean(), math.sqrt(a + b), df, alpha)


def ratio_arm(x, y):
    mx, my, n = x.mean(), y.mean(), len(x)
    v = np.cov(x, y, ddof=1)
    return mx / my, (v[0, 0] / my ** 2 + mx ** 2 * v[1, 1] / my ** 4 - 2 * mx * v[0, 1] / my ** 3) / n


def analyse(metric, frame, estimand, alpha, power):
    total = rows_of(frame)
    window = metric.get("maturity_window_days")
    mature = np.ones(total, bool) if window is None else frame["analysis_window_days"] >= window
    seen = {"itt_assigned": np.ones(total, bool)}.get(estimand)
    if seen is None:
        seen = frame["had_opportunity" if estimand == "itt_opportunity" else "is_exposed"] == 1
    cohort = take(frame, mature & seen)
    treated = cohort["assigned_group"] == "treatment"
    record = {"metric_name": metric["metric_name"], "metric_type": metric["metric_type"], "total_n": total, "mature_n": int(mature.sum()),
              "immature_n": int(total - mature.sum()), "status": "final" if mature.all() else "interim" if mature.any() else "immature",
              "primary_estimand": estimand, "alpha": alpha, "target_power": power, "direction": metric["direction"],
              "denominator_label": {"itt_assigned": "assigned", "itt_opportunity": "opportunity", "tot_exposed": "exposed"}[estimand]}
    arms = {}
    if metric["metric_type"] == "ratio":
        x, y = transformed(metric, cohort, metric["numerator_column"]), transformed(metric, cohort, metric["denominator_column"])
        keep = np.isfinite(x) & np.isfinite(y)
        for name, mask in (("control", ~treated & keep), ("treatment", treated & keep)):
            estimate, variance = ratio_arm(x[mask], y[mask])
            arms[name] = (int(mask.sum()), x[mask].sum(), y[mask].sum(), estimate, variance)
        effect = arms["treatment"][3] - arms["control"][3]
        record.update(infer(effect, math.sqrt(arms["treatment"][4] + arms["control"][4]), None, alpha))
        record.update(cuped_enabled=False, cuped_reason="cuped_disabled_not_supported_for_ratio_metrics", cuped_effect=None)
    else:
        y = transformed(metric, cohort, metric["metric_column"])
        covariate = metric.get("covariate_column")
        x = transformed(metric, cohort, covariate) if covariate in cohort else None
        keep = ~np.isnan(y) & (True if x is None else ~np.isnan(x))
        for name, mask in (("control", ~treated & keep), ("treatment", treated & keep)):
            v = y[mask]
            arms[name] = (int(mask.sum()), v.sum(), len(v), v.mean(), np.var(v, ddof=1))
        record.update(welch(y[~treated & keep], y[treated & keep], alpha))
        if x is None:
            record.update(cuped_enabled=False, cuped_reason="cuped_disabled_missing_covariate:" + str(covariate), cuped_theta=None)
        elif np.var(x[keep], ddof=1) <= 1e-12:
            record.update(cuped_enabled=False, cuped_reason="cuped_disabled_constant_covariate", cuped_theta=None)
        else:
            v = np.cov(x[keep], y[keep], ddof=1)
            theta = v[0, 1] / v[0, 0]
            adjusted = y - theta * (x - x[keep].mean())
            c, t = adjusted[~treated & keep], adjusted[treated & keep]
            test = welch(c, t, alpha)
            record.update(cuped_enabled=True, cuped_theta=theta, cuped_control_estimate=c.mean(), cuped_treatment_estimate=t.mean(),
                          cuped_effect=test["effect"], cuped_standard_error=test["standard_error"], cuped_ci_lower=test["ci_lower"],
                          cuped_ci_upper=test["ci_upper"], cuped_p_value=test["p_value"], cuped_relative_lift=test["effect"] / c.mean())
    for name, arm in arms.items():
        for field, value in zip(("n", "numerator_sum", "denominator_sum", "estimate", "variance"), arm):
            record[name + "_" + field] = value
        record[name + "_std"] = math.sqrt(arm[4])
    record["analyzed_n"] = arms["control"][0] + arms["treatment"][0]
    base = arms["control"][3]
    record["relative_lift"] = None if base == 0 else record["effect"] / base
    relative = metric["practical_significance_threshold_type"] == "relative"
    threshold = float(metric["practical_significance_threshold"]) * (abs(base) if relative else 1)
    mde = (stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)) * record["standard_error"]
    higher = metric["direction"] == "higher_is_better"
    record.update(practical_threshold_value=threshold, practical_threshold_evaluable=bool(threshold >= mde), mde_at_target_power=mde,
                  practical_threshold_met=bool(record["effect"] >= threshold if higher else record["effect"] <= -threshold))
    return record


def excludes(record, bound):
    return record["ci_lower"] > bound if record["direction"] == "higher_is_better" else -record["ci_upper"] > bound


def criterion(mode, record):
    if mode in ("point_estimate_and_ci_excludes_zero", "point_estimate_and_ci_lower_bound_gt_zero"):
        return record["practical_threshold_met"] and excludes(record, 0)
    return mode == "ci_lower_bound_gt_practical_threshold" and excludes(record, record["practical_threshold_value"])


def guardrail_fails(record, margin):
    return record["ci_upper"] > margin if record["direction"] == "lower_is_better" else record["ci_lower"] < -margin


def role(experiment, name):
    for key, label in (("secondary_metrics", "secondary"), ("guardrail_metrics", "guardrail"), ("diagnostic_metrics", "diagnostic")):
        if name in experiment.get(key, []):
            return label
    return "primary" if name == experiment["primary_metric"] else "other"


def trust_of(folder, frame, experiment, policy, metrics, records):
    rules = policy["trust_checks"]
    assigned = read(folder, "fact_assignments")
    observed = {g: int((assigned["assigned_group"] == g).sum()) for g in ("control", "treatment")}
    weights = {("control" if v.get("is_control") else "treatment"): float(v["weight"]) for v in experiment["variants"]}
    total = sum(observed.values())
    srm = {"state": "pass", "enabled": False, "p_value": None, "message": "srm_check_disabled"}
    if rules["srm_check"]["enabled"]:
        test = stats.chisquare([observed["control"], observed["treatment"]], [weights["control"] * total, weights["treatment"] * total])
        fails = test.pvalue < rules["srm_check"]["threshold_p_value"]
        srm = {"state": "fail" if fails else "pass", "enabled": True, "p_value": test.pvalue, "chi_square": test.statistic,
               "degrees_of_freedom": 1, "observed_counts": observed, "expected_counts": {g: weights[g] * total for g in observed},
               "observed_shares": {g: observed[g] / total for g in observed}, "message": "srm_detected" if fails else "srm_not_detected"}
    used = {"assigned_group", "had_opportunity", "is_exposed"}
    for m in metrics.values():
        used |= {m.get(k) for k in ("metric_column", "covariate_column", "numerator_column", "denominator_column")} - {None}
    empty = lambda v: np.mean([x is None or (isinstance(x, float) and math.isnan(x)) for x in v])
    rates = {c: float(empty(frame[c])) if c in frame else 1.0 for c in sorted(used)}
    overall, limit = float(np.mean(list(rates.values()))), rules["max_missingness_rate"]
    if max(rates.values()) > limit or overall > limit:
        missing = ("fail", "missingness_above_threshold")
    elif max(rates.values()) > limit / 2:
        missing = ("warn", "missingness_near_threshold")
    else:
        missing = ("pass", "missingness_within_threshold")
    opportunities, exposures = read(folder, "fact_opportunities"), read(folder, "fact_exposures")
    groups = {}
    for u, group in zip(assigned["user_id"], assigned["assigned_group"]):
        groups.setdefault(u, []).append(group)
    wrong = 0
    for u, group, served in zip(exposures["user_id"], exposures["assigned_group"], exposures["variant_served"]):
        wrong += sum(group != a or served != a for a in groups[u]) if u in groups else 1
    stray = sum(u not in groups for u in opportunities["user_id"])
    n, no, ne = len(assigned["user_id"]), len(opportunities["user_id"]), len(exposures["user_id"])
    insane = rules["require_exposure_opportunity_sanity"] and (wrong > 0 or stray > 0 or ne / n > no / n + 1e-9)
    exposure = {"state": "fail" if insane else "pass", "assignments_n": n, "opportunity_users": no, "exposure_users": ne,
                "opportunity_rate": no / n, "exposure_rate": ne / n, "exposure_to_opportunity_rate": ne / no,
                "inconsistent_exposure_rows": wrong, "inconsistent_opportunity_rows": stray,
                "message": "exposure_opportunity_inconsistent" if insane else "exposure_opportunity_sane"
                if rules["require_exposure_opportunity_sanity"] else "exposure_sanity_disabled"}
    maturity, evaluability = [], []
    for r in records:
        m = metrics[r["metric_name"]]
        state = ("warn", "immature_rows_excluded") if r["immature_n"] else ("pass", "maturity_not_required" if m.get("maturity_window_days") is None else "all_rows_mature")
        maturity.append({"metric_name": r["metric_name"], "state": state[0], "status": r["status"], "message": state[1]})
        if r["analyzed_n"] < rules["min_total_sample_size"]:
            status, why = "insufficient_sample", "below_min_total_sample_size"
        elif rules.get("min_group_sample_size") and min(r["control_n"], r["treatment_n"]) < rules["min_group_sample_size"]:
            status, why = "insufficient_sample", "below_min_group_sample_size"
        else:
            status = why = "evaluable" if r["practical_threshold_evaluable"] else "underpowered"
        evaluability.append({"metric_name": r["metric_name"], "state": "pass" if status == "evaluable" else "warn", "status": status, "message": why})
    states = (srm["state"], missing[0], exposure["state"])
    return {"overall_state": "fail" if "fail" in states else "warn" if "warn" in states else "pass", "srm": srm,
            "missingness": {"state": missing[0], "message": missing[1], "overall_missingness_rate": overall, "column_missingness_rates": rates},
            "exposure_sanity": exposure, "maturity": maturity, "evaluability": evaluability}


def segments_of(frame, experiment, policy, metrics, whole):
    rules, alpha, power = policy["segment_policy"], policy["default_alpha"], whole["target_power"]
    columns = experiment["pre_registered_groupby_columns"]
    values = [sorted({str(v) for v in frame[c] if v is not None}) for c in columns]
    found = []
    for key in list(itertools.product(*values))[: rules.get("max_segments_evaluated") or 999]:
        mask = np.ones(rows_of(frame), bool)
        for column, value in zip(columns, key):
            mask &= frame[column] == value
        if mask.sum() < rules["min_segment_sample_size"]:
            continue
        part = take(frame, mask)
        r = analyse(metrics[experiment["primary_metric"]], part, experiment["primary_estimand"], alpha, power)
        z = (r["effect"] - whole["effect"]) / math.sqrt(r["standard_error"] ** 2 + whole["standard_error"] ** 2)
        safe = not any(guardrail_fails(analyse(metrics[g], part, experiment["primary_estimand"], .05, power), metrics[g]["allowed_degradation_threshold"])
                       for g in experiment["guardrail_metrics"] if metrics[g].get("allowed_degradation_threshold") is not None)
        found.append({"segment_key": "|".join(f"{c}={v}" for c, v in zip(columns, key)), "analyzed_n": int(mask.sum()), "effect": r["effect"],
                      "standard_error": r["standard_error"], "p_value": r["p_value"], "ci_lower": r["ci_lower"], "ci_upper": r["ci_upper"],
                      "raw_significance_pass": bool(r["p_value"] <= alpha), "interaction_p_value": 2 * (1 - stats.norm.cdf(abs(z))),
                      "guardrail_pass": safe, "favorable": bool(r["effect"] > 0 if r["direction"] == "higher_is_better" else r["effect"] < 0),
                      "success_pass": bool(criterion(rules["segment_success_criterion_mode"], r))})
    m = len(found)
    bonferroni = rules["segment_correction_method"] == "bonferroni"
    p = np.array([s["p_value"] for s in found])
    if bonferroni:
        corrected = np.minimum(p * m, 1)
    else:
        order = np.argsort(p)
        adjusted = np.minimum.accumulate((p[order] * m / np.arange(1, m + 1))[::-1])[::-1]
        corrected = np.empty(m)
        corrected[order] = np.minimum(adjusted, 1)
    divided = bonferroni and rules["segment_alpha_allocation"] == "corrected_from_global_alpha"
    for s, c in zip(found, corrected):
        s["adjusted_alpha"], s["corrected_p_value"] = (alpha / m if divided else alpha), c
        significant = s["p_value"] <= s["adjusted_alpha"] if bonferroni else c <= alpha
        interacts = s["interaction_p_value"] <= rules["interaction_p_value_threshold"]
        safe = s["guardrail_pass"] or not rules["require_segment_guardrail_pass"]
        s["selected"] = bool(s["favorable"] and s["success_pass"] and significant and interacts and safe)
        s["reason_codes"] = [code for code, bad in (("effect_not_favorable", not s["favorable"]), ("segment_success_criterion_failed", not s["success_pass"]),
                             ("segment_correction_failed", not s["raw_significance_pass"]),
                             ("interaction_evidence_failed", rules["require_interaction_evidence"] and not interacts),
                             ("segment_guardrail_failed", not safe)) if bad]
    return found


def decide(folder, frame, experiment, policy, metrics, records, trust):
    by = {r["metric_name"]: r for r in records}
    primary = by[experiment["primary_metric"]]
    bv = policy["business_value_policy"]
    sign = 1 if primary["direction"] == "higher_is_better" else -1
    good = sign * primary["effect"]
    if bv.get("expected_value_mode") == "conservative_ci_bound":
        good = primary["ci_lower"] if sign > 0 else -primary["ci_upper"]
    ev = max(good - primary["practical_threshold_value"], 0) * primary["analyzed_n"] * 1000
    worth = bv["enabled"] and ev >= bv["minimum_expected_value_threshold"]
    rules = policy["primary_success_policy"]
    p = primary["p_value"] or 1.0
    unmet = []
    if rules["require_practical_significance"] and not primary["practical_threshold_met"]:
        unmet.append("practical_threshold_not_met")
    if rules["require_statistical_significance"] and not p <= policy["default_alpha"]:
        unmet.append("statistical_significance_not_met")
    if rules["require_business_value_positive"] and bv["enabled"] and not worth:
        unmet.append("business_value_not_met")
    mode = rules["success_criterion_mode"]
    met = primary["practical_threshold_met"] if mode == "point_estimate_gt_practical_threshold_only" else criterion(mode, primary)
    won = met and not unmet
    codes = ["primary_success_passed"] if won else ["primary_success_failed"] + unmet
    value = {"state": "disabled" if not bv["enabled"] else "pass" if worth else "fail", "expected_value": ev if bv["enabled"] else None}
    out = {"business_value_summary": value, "guardrail_summary": [], "segment_summary": None}
    t = policy["trust_checks"]
    evaluable = next(e for e in trust["evaluability"] if e["metric_name"] == experiment["primary_metric"])["status"]
    for bad, code, action in ((trust["srm"]["state"] == "fail", "srm_failed", t.get("fail_action_on_srm") or "INVESTIGATE_INVALID_EXPERIMENT"),
                              (trust["missingness"]["state"] == "fail", "missingness_failed", t.get("fail_action_on_missingness") or "INVESTIGATE_INVALID_EXPERIMENT"),
                              (trust["exposure_sanity"]["state"] == "fail", "exposure_sanity_failed", "INVESTIGATE_INVALID_EXPERIMENT"),
                              (evaluable == "insufficient_sample", "insufficient_sample", "RERUN_UNDERPOWERED")):
        if t["enabled"] and bad:
            return {**out, "final_action": action, "decided_stage": "trust_checks", "trust_state": "fail", "reason_codes": [code]}
    guards = []
    for name in experiment["guardrail_metrics"]:
        margin = metrics[name].get("allowed_degradation_threshold")
        if margin is not None:
            guards.append({"metric_name": name, "state": "fail" if guardrail_fails(by[name], margin) else "pass", "effect": by[name]["effect"],
                           "ci_lower": by[name]["ci_lower"], "ci_upper": by[name]["ci_upper"], "allowed_degradation_threshold": margin,
                           "direction": metrics[name]["direction"]})
    out["guardrail_summary"] = guards
    harmed = ["guardrail_failed:" + g["metric_name"] for g in guards if g["state"] == "fail"]
    if harmed:
        return {**out, "final_action": "HOLD_GUARDRAIL_RISK", "decided_stage": "guardrail_policy", "trust_state": "pass", "reason_codes": harmed}
    action, stage, segments = "HOLD_INCONCLUSIVE", "final_fallback", []
    if policy["segment_policy"]["enabled"]:
        segments = segments_of(frame, experiment, policy, metrics, primary)
        selected = [s["segment_key"] for s in segments if s["selected"]]
        out["segment_summary"] = {"state": "pass" if selected else "fail", "selected_segments": selected, "candidates": segments,
                                  "terminal_action": "SHIP_TARGETED_SEGMENTS" if selected else None,
                                  "message": "segment_policy_selected" if selected else "no_segment_candidates_selected"}
        if selected:
            action, stage, codes = "SHIP_TARGETED_SEGMENTS", "segment_policy", ["segment_policy_selected"] + codes
    if worth and action == "HOLD_INCONCLUSIVE":
        action, stage, codes = "SHIP_GLOBAL", "business_value_policy", ["business_value_passed"] + codes
    if action == "HOLD_INCONCLUSIVE" and not won:
        stage = "business_value_policy" if bv["enabled"] and not worth else "primary_success_policy"
        codes = ["no_terminal_action"] + codes
    if policy["guardrail_policy"].get("require_all_pre_registered_segments_to_pass") and action == "SHIP_GLOBAL" and any(not s["guardrail_pass"] for s in segments):
        action, stage, codes = "HOLD_GUARDRAIL_RISK", "guardrail_policy", ["pre_registered_segment_guardrail_failed"] + codes
    return {**out, "final_action": action, "decided_stage": stage, "trust_state": "pass", "reason_codes": codes}


# ---------------------------------------------------------------- cases

def metric(name, kind, direction="higher_is_better", practical=0.003, scale="absolute", **more):
    return {"metric_name": name, "metric_label": name.replace("_", " "), "metric_type": kind, "source_table": "fact_user_outcomes",
            "aggregation_unit": "user", "window_days": 7, "direction": direction, "practical_significance_threshold": practical,
            "practical_significance_threshold_type": scale, **more}


METRICS = [
    metric("conversion_7d", "binary", metric_column="conversions_7d", covariate_column="historical_sessions_28d", maturity_window_days=7, null_fill_strategy="zero"),
    metric("retention_7d", "binary", practical="0.01", metric_column="retention_7d", covariate_column="historical_retention_score", maturity_window_days=7, null_fill_strategy="drop_row"),
    metric("revenue_30d", "continuous", practical=0.05, scale="relative", metric_column="revenue_30d", covariate_column="historical_revenue_28d",
           maturity_window_days=30, null_fill_strategy="zero", outlier_handling="winsorize_p99"),
    metric("engagement_7d", "continuous", practical=0.05, scale="relative", metric_column="engagement_7d", covariate_column="historical_sessions_28d", null_fill_strategy="null", winsorization="p99"),
    metric("ctr_7d", "ratio", practical=0.05, scale="relative", numerator_column="clicks_7d", denominator_column="impressions_7d", null_fill_strategy=None),
    metric("uninstall_rate", "binary", "lower_is_better", 0.001, metric_column="uninstalls_7d", covariate_column="historical_retention_score",
           maturity_window_days=7, null_fill_strategy="zero", allowed_degradation_threshold=0.02, allowed_degradation_threshold_type="absolute"),
    metric("support_ticket_rate", "binary", "lower_is_better", 0.001, metric_column="support_tickets_7d", maturity_window_days=7,
           null_fill_strategy="zero", allowed_degradation_threshold=0.03, allowed_degradation_threshold_type="relative", outlier_handling="clip_nonnegative"),
]

EXPERIMENT = {
    "experiment_id": "exp_configured", "experiment_name": "Onboarding", "experiment_type": "onboarding", "owner": "growth",
    "assignment_start_ts_utc": "2026-02-01T00:00:00Z", "assignment_end_ts_utc": "2026-02-15T00:00:00Z",
    "observation_end_ts_utc": "2026-03-17T00:00:00+00:00", "analysis_mode": "fixed_horizon", "primary_estimand": "itt_opportunity",
    "randomization_unit": "user", "primary_metric": "conversion_7d", "secondary_metrics": ["retention_7d", "revenue_30d"],
    "guardrail_metrics": ["uninstall_rate", "support_ticket_rate"], "diagnostic_metrics": ["ctr_7d"],
    "variants": [{"name": "control", "weight": "0.5", "is_control": True}, {"name": "treatment_a", "weight": 0.5}],
    "target_population_filters": [{"column": "country", "op": "in", "values": ["US"]}],
    "pre_registered_groupby_columns": ["platform", "plan_tier"], "decision_policy_id": "p",
}

POLICY = {
    "policy_id": "p", "policy_name": "P", "policy_version": "v1", "default_alpha": 0.05, "confidence_level": 0.95,
    "execution_order": ["trust_checks", "guardrail_policy", "primary_success_policy", "business_value_policy", "segment_policy"],
    "trust_checks": {"enabled": True, "srm_check": {"enabled": True, "threshold_p_value": 0.001}, "min_total_sample_size": 500,
                     "min_group_sample_size": 200, "min_sample_for_practical_significance": True, "practical_significance_power_target": 0.8,
                     "require_metric_maturity": True, "max_missingness_rate": 0.02, "require_exposure_opportunity_sanity": True,
                     "fail_action_on_srm": "INVESTIGATE_INVALID_EXPERIMENT", "fail_action_on_maturity": "RERUN_UNDERPOWERED",
                     "fail_action_on_missingness": "INVESTIGATE_INVALID_EXPERIMENT"},
    "guardrail_policy": {"enabled": True, "guardrail_evaluation_mode": "ci_bound_vs_threshold", "guardrail_fail_if_any_fail": True,
                         "require_all_pre_registered_segments_to_pass": False},
    "primary_success_policy": {"enabled": True, "success_criterion_mode": "point_estimate_and_ci_excludes_zero", "require_statistical_significance": True,
                               "require_practical_significance": True, "require_business_value_positive": True},
    "business_value_policy": {"enabled": True, "expected_value_mode": "point_estimate", "minimum_expected_value_threshold": 1000},
    "segment_policy": {"enabled": True, "segment_policy_mode": "pre_registered_segments_only", "segment_correction_method": "bonferroni",
                       "segment_alpha_allocation": "corrected_from_global_alpha", "require_interaction_evidence": True,
                       "interaction_p_value_threshold": 0.05, "require_segment_guardrail_pass": True, "min_segment_sample_size": 300,
                       "max_segments_evaluated": 6, "segment_success_criterion_mode": "point_estimate_and_ci_excludes_zero"},
}

# name: data, changes of the experiment, of the policy, of metrics
WIDE = {"uninstall_rate": {"allowed_degradation_threshold": 0.5}, "support_ticket_rate": {"allowed_degradation_threshold": 0.5}}
CASES = {
    "ship-by-value": ("plain", {}, {}, {}),
    "guardrail": ("plain", {}, {}, {"uninstall_rate": {"allowed_degradation_threshold": 0.001}}),
    "conservative-value": ("plain", {"primary_estimand": "itt_assigned", "primary_metric": "revenue_30d", "secondary_metrics": ["conversion_7d"]},
                           {"business_value_policy.expected_value_mode": "conservative_ci_bound"}, {}),
    "benjamini-hochberg": ("plain", {"primary_estimand": "tot_exposed"}, {"segment_policy.segment_correction_method": "benjamini_hochberg",
                           "segment_policy.segment_success_criterion_mode": "ci_lower_bound_gt_practical_threshold", "segment_policy.max_segments_evaluated": 4}, {}),
    "segments-must-pass": ("plain", {}, {"guardrail_policy.require_all_pre_registered_segments_to_pass": True}, {}),
    "lower-is-better": ("lower", {"primary_metric": "uninstall_rate", "guardrail_metrics": ["conversion_7d"], "secondary_metrics": [], "diagnostic_metrics": []},
                        {"primary_success_policy.success_criterion_mode": "ci_lower_bound_gt_practical_threshold"}, {"conversion_7d": {"allowed_degradation_threshold": 0.5, "allowed_degradation_threshold_type": "absolute"}}),
    "too-few": ("plain", {}, {"trust_checks.min_group_sample_size": 100000}, {}),
    "segment-win": ("segment", {}, {"segment_policy.segment_alpha_allocation": "inherit_global_alpha"}, WIDE),
    "segment-win-corrected": ("segment", {"pre_registered_groupby_columns": ["platform"]}, {}, WIDE),
    "srm": ("skewed", {}, {}, {}),
    "srm-disabled": ("skewed", {}, {"trust_checks.srm_check.enabled": False}, WIDE),
    "missing-warn": ("missing", {"primary_estimand": "itt_assigned"}, {}, WIDE),
    "missing-fail": ("missing", {}, {}, {**WIDE, "engagement_7d": {"metric_column": "nowhere", "null_fill_strategy": "zero"}}),
    "trust-off": ("missing", {}, {"trust_checks.enabled": False}, {**WIDE, "engagement_7d": {"covariate_column": "no_such_column"}}),
    "duplicate-exposures": ("duplicates", {}, {}, {}),
    "sanity-off": ("duplicates", {}, {"trust_checks.require_exposure_opportunity_sanity": False}, WIDE),
    "p-of-zero": ("strong", {}, {}, WIDE),
    "value-off": ("strong", {}, {"business_value_policy.enabled": False, "segment_policy.enabled": False, "segment_policy.segment_policy_mode": "disabled"}, WIDE),
    "clear-win-held": ("clear", {}, {"business_value_policy.enabled": False}, WIDE),
}


def changed(base, changes):
    copy = json.loads(json.dumps(base))
    for path, value in changes.items():
        *outer, last = path.split(".")
        at = copy
        for key in outer:
            at = at[key]
        at[last] = value
    return copy


def data():
    plain = generate(1, 3000, {"conv": .03, "rev": .30})
    lower = generate(9, 1500, {"uninstall": .06})
    segment = generate(2, 3000, {"conv": -.01}, overrides={("platform", "ios"): .14})
    skewed = generate(3, 1500, {}, share=.4)
    missing = generate(4, 2000, {"conv": .02})
    g = np.random.default_rng(5)
    for column, rate in (("retention_7d", .012), ("revenue_30d", .015), ("engagement_7d", .013), ("clicks_7d", .011)):
        missing["fact_user_outcomes"][column] = np.where(g.random(2000) < rate, np.nan, missing["fact_user_outcomes"][column].astype(float))
    missing["dim_users"]["historical_retention_score"] = np.where(g.random(2000) < .011, np.nan, missing["dim_users"]["historical_retention_score"])
    missing["fact_user_outcomes"]["analysis_window_days"] = np.where(g.random(2000) < .1, 20, 30)
    whole = lambda v: [None if math.isnan(x) else int(x) for x in v]
    for column in ("retention_7d", "clicks_7d"):
        missing["fact_user_outcomes"][column] = whole(missing["fact_user_outcomes"][column])
    duplicates = generate(6, 1500, {"conv": .02})
    e = duplicates["fact_exposures"]
    again = {c: np.concatenate([v, v[:40]]) for c, v in e.items()}
    again["variant_served"] = again["variant_served"].copy()
    again["variant_served"][-3:] = "other"
    duplicates["fact_exposures"] = again
    o = duplicates["fact_opportunities"]
    o["user_id"] = np.concatenate([o["user_id"], ["u_stray"]])
    o["experiment_id"] = list(o["experiment_id"]) + ["exp_sim"]
    strong = generate(7, 1800, {"conv": .5})
    clear = generate(8, 1800, {"conv": .08})
    return {"plain": plain, "segment": segment, "skewed": skewed, "missing": missing, "duplicates": duplicates, "strong": strong, "clear": clear, "lower": lower}


def strict(value):
    if isinstance(value, dict):
        return {k: strict(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [strict(v) for v in value]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, (np.integer,)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value


def main():
    truth = {"scenario_id": "scenario_segment_only_win", "true_primary_effect_value": 0.01, "expected_srm_flag": 0,
             "expected_peeking_risk": "none", "expected_recommendation": "SHIP_TARGETED_SEGMENTS"}
    for name, tables in data().items():
        write(os.path.join(HERE, "data", name), tables, truth if name == "segment" else None)
    for name, (source, experiment, policy, metrics) in CASES.items():
        folder = os.path.join(HERE, "data", source)
        experiment, policy = changed(EXPERIMENT, experiment), changed(POLICY, policy)
        registry = {m["metric_name"]: changed(m, metrics.get(m["metric_name"], {})) for m in METRICS}
        frame, alpha = joined(folder), policy["default_alpha"]
        roles = [experiment["primary_metric"], *experiment["secondary_metrics"], *experiment["guardrail_metrics"], *experiment["diagnostic_metrics"]]
        order = roles + [m for m in sorted(registry) if m not in roles]
        records = []
        for m in order:
            record = analyse(registry[m], frame, experiment["primary_estimand"], alpha, policy["trust_checks"]["practical_significance_power_target"])
            record.update(metric_role=role(experiment, m), configured_experiment_id="exp_configured", runtime_experiment_id="exp_sim")
            records.append(record)
        trust = trust_of(folder, frame, experiment, policy, registry, records)
        decision = decide(folder, frame, experiment, policy, registry, records, trust)
        golden = {"data": source, "experiment": experiment, "policy": policy, "metrics": registry, "records": records, "trust": trust, "decision": decision}
        os.makedirs(os.path.join(HERE, "cases"), exist_ok=True)
        with open(os.path.join(HERE, "cases", name + ".json"), "w") as file:
            json.dump(strict(golden), file, separators=(",", ":"), allow_nan=False)
            file.write("\n")
        p = next(r for r in records if r["metric_role"] == "primary")
        print(f"{name:24} {decision['final_action']:32} {decision['decided_stage']:24} p={p['p_value']:.4g} {decision['reason_codes']}")


if __name__ == "__main__":
    main()
