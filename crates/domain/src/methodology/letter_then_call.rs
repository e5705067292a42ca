//! The default profile for tests, read from the migrations that seed it.

use super::{Confidence, Policy, Rule, Unit, Value};
use crate::{channel::Channel, vocabulary::Vocabulary};

const SEEDS: [&str; 3] = [
    include_str!("../../../../migrations/20261122000600_seed_methodology.up.sql"),
    include_str!("../../../../migrations/20261124000110_add_readiness_rules.up.sql"),
    include_str!("../../../../migrations/20261124000310_add_target_rules.up.sql"),
];

pub(crate) fn policy() -> Policy {
    Policy::from_rules(&rules()).unwrap()
}

pub(crate) fn rules() -> Vec<Rule> {
    let arrays = SEEDS.map(|seed| between(seed, "$rules$[", "]$rules$").unwrap());
    let objects = arrays.iter().flat_map(|array| array.split('}'));
    objects.filter_map(rule).collect()
}

fn rule(object: &str) -> Option<Rule> {
    let text = |name| between(object, &format!("\"{name}\": \""), "\"").map(str::to_owned);
    Some(Rule {
        key: text("key")?,
        value: value(object).unwrap(),
        unit: Unit::parse(&text("unit").unwrap()).unwrap(),
        rationale: text("rationale").unwrap(),
        source: text("source").unwrap(),
        confidence: Confidence::parse(&text("confidence").unwrap()).unwrap(),
    })
}

fn value(object: &str) -> Option<Value> {
    let number = |name| between(object, &format!("\"{name}\": "), ",")?.parse().ok();
    let range = || {
        Some(Value::Range {
            min: number("min")?,
            max: number("max")?,
            default: number("default"),
        })
    };
    let channels = || {
        let list = between(object, "\"channels\": [", "]")?;
        let words = list.split(", ").map(|word| word.trim_matches('"'));
        words.map(Channel::parse).collect::<Option<_>>()
    };
    let word = || between(object, "\"word\": \"", "\"");
    number("value")
        .map(Value::Number)
        .or_else(range)
        .or_else(|| channels().map(Value::Channels))
        .or_else(|| word().map(|word| Value::Word(word.to_owned())))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[test]
fn the_seed_states_each_rule_once_with_its_reasons() {
    let rules = rules();
    let keys: std::collections::BTreeSet<_> = rules.iter().map(|rule| &rule.key).collect();
    assert_eq!(keys.len(), rules.len());
    assert_eq!(rules.len(), SEEDS.concat().matches("\"key\":").count());
    for rule in &rules {
        assert!(!rule.rationale.is_empty() && !rule.source.is_empty());
    }
}

#[test]
fn the_seed_writes_each_form_of_value() {
    let rules = rules();
    let value = |key| &rules.iter().find(|rule| rule.key == key).unwrap().value;
    assert_eq!(*value("attempt_cap"), Value::Number(3));
    assert_eq!(
        *value("follow_up_days"),
        Value::Range {
            min: 7,
            max: 14,
            default: None
        }
    );
    assert_eq!(
        *value("first_channels"),
        Value::Channels(vec![Channel::Letter, Channel::Email])
    );
    assert_eq!(*value("resume_policy"), Value::Word("on_request".into()));
}
