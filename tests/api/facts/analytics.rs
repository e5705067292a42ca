//! Analytics.

use super::{Facts, copy};

pub(super) const FACTS: Facts = Facts {
    // They count what the other groups put in.
    workspace: "",
    rows: &[],
    references: &[],
    copies: &[copy(
        "analytics_rule",
        "key = 'weight_replied'",
        r#"{"version": 2}"#,
    )],
    constraints: &[
        ("analytics_rule_pkey", r#"{"version": 1}"#),
        ("analytics_rule_key_check", r#"{"key": ""}"#),
        ("analytics_rule_version_check", r#"{"version": 0}"#),
        ("analytics_rule_value_check", r#"{"value": 1001}"#),
        ("analytics_rule_unit_check", r#"{"unit": "furlongs"}"#),
        ("analytics_rule_rationale_check", r#"{"rationale": ""}"#),
        ("analytics_rule_source_check", r#"{"source": "{2001}"}"#),
        (
            "analytics_rule_confidence_check",
            r#"{"confidence": "none"}"#,
        ),
    ],
    costs: &[
        ("find_asking_effort", 3),
        ("find_asking_funnel", 3),
        ("find_asking_rates", 3),
        ("find_eagerness_ranking", 3),
        ("find_organization_eagerness", 4),
        ("find_thank_you_punctuality", 3),
    ],
    case: |_| None,
    many: "",
};
