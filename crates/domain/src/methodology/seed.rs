//! The built-in profiles for tests, read from the migrations that seed them.

use serde_json::Value as Json;

use super::{Confidence, CountedFrom, FollowUpStep, Policy, Rule, Span, StepTarget, Unit, Value};
use crate::{
    calendar::{DayUnit, Wait},
    channel::Channel,
    vocabulary::Vocabulary,
};

/// A built-in profile by its key and version: the first one of all, and the latest of each.
pub(crate) type Profile = (&'static str, i32);

pub(crate) const FIRST: Profile = ("letter_then_call", 1);
pub(crate) const DEFAULT: Profile = ("letter_then_call", 3);
pub(crate) const PHONE_FIRST: Profile = ("phone_first", 2);
pub(crate) const THREE_B_SEVEN: Profile = ("three_b_seven", 2);
pub(crate) const THREE_SEVEN_SEVEN: Profile = ("three_seven_seven", 2);
pub(crate) const ALL: [Profile; 5] = [
    FIRST,
    DEFAULT,
    PHONE_FIRST,
    THREE_B_SEVEN,
    THREE_SEVEN_SEVEN,
];

const BEGINNING: [&str; 3] = [
    include_str!("../../../../migrations/20261122000600_seed_methodology.up.sql"),
    include_str!("../../../../migrations/20261124000110_add_readiness_rules.up.sql"),
    include_str!("../../../../migrations/20261124000310_add_target_rules.up.sql"),
];
/// One list of changes for each profile, the default's first.
const CHANGES: &str =
    include_str!("../../../../migrations/20261125000500_seed_methodologies.up.sql");
/// What the next version of each adds.
const ADDED: &str =
    include_str!("../../../../migrations/20261126000600_add_rules_around_conversations.up.sql");

pub(crate) fn policy(profile: Profile) -> Policy {
    Policy::from_rules(&rules(profile)).unwrap()
}

pub(crate) fn rules(profile: Profile) -> Vec<Rule> {
    let first = BEGINNING.iter().flat_map(|sql| lists(sql)).flatten();
    if profile == FIRST {
        return first.collect();
    }
    let place = ALL.iter().position(|one| *one == profile).unwrap();
    let mut changes = lists(CHANGES);
    let second = overridden(first.collect(), changes.next().unwrap());
    let next = match place.checked_sub(2) {
        None => second,
        Some(further) => overridden(second, changes.nth(further).unwrap()),
    };
    lists(ADDED).fold(next, overridden)
}

/// As the migration's function of that name has it.
fn overridden(mut rules: Vec<Rule>, changes: Vec<Rule>) -> Vec<Rule> {
    rules.retain(|rule| rule.key != "follow_up_days");
    for change in changes {
        match rules.iter_mut().find(|rule| rule.key == change.key) {
            Some(rule) => *rule = change,
            None => rules.push(change),
        }
    }
    rules
}

fn lists(sql: &str) -> impl Iterator<Item = Vec<Rule>> {
    let quoted = sql.split("$rules$").skip(1).step_by(2);
    quoted.map(|list| {
        let list: Vec<Json> = serde_json::from_str(list).unwrap();
        list.iter().map(rule).collect()
    })
}

fn rule(object: &Json) -> Rule {
    let text = |name: &str| object[name].as_str().unwrap().to_owned();
    Rule {
        key: text("key"),
        value: value(object),
        unit: Unit::parse(&text("unit")).unwrap(),
        rationale: text("rationale"),
        source: text("source"),
        confidence: Confidence::parse(&text("confidence")).unwrap(),
    }
}

fn value(object: &Json) -> Value {
    if let Some(number) = object.get("value") {
        Value::Number(integer(number))
    } else if let Some(channels) = object.get("channels") {
        Value::Channels(words(channels))
    } else if let Some(word) = object.get("word") {
        Value::Word(word.as_str().unwrap().to_owned())
    } else if let Some(flag) = object.get("flag") {
        Value::Flag(flag.as_bool().unwrap())
    } else if let Some(steps) = object.get("steps") {
        Value::Steps(steps.as_array().unwrap().iter().map(step).collect())
    } else {
        let Span { min, max } = span(object);
        let default = object.get("default").map(integer);
        Value::Range { min, max, default }
    }
}

fn step(object: &Json) -> FollowUpStep {
    let text = |name: &str| object[name].as_str().unwrap();
    let unit = DayUnit::parse(text("unit")).unwrap();
    FollowUpStep {
        wait: Wait::new(unit, false, span(&object["after"])).unwrap(),
        channels: words(&object["channels"]),
        target: StepTarget::parse(text("target")).unwrap(),
        counted_from: CountedFrom::parse(text("counted_from")).unwrap(),
        max: object.get("max").map(integer),
    }
}

fn span(object: &Json) -> Span {
    Span {
        min: integer(&object["min"]),
        max: integer(&object["max"]),
    }
}

fn integer(value: &Json) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

fn words(list: &Json) -> Vec<Channel> {
    let words = list.as_array().unwrap().iter();
    words
        .map(|word| Channel::parse(word.as_str().unwrap()).unwrap())
        .collect()
}

#[test]
fn each_built_in_profile_is_a_policy_with_reasons() {
    for profile in ALL {
        let rules = rules(profile);
        let keys: std::collections::BTreeSet<_> = rules.iter().map(|rule| &rule.key).collect();
        assert_eq!(keys.len(), rules.len(), "{profile:?}");
        for rule in &rules {
            assert_eq!(rule.check(), Ok(()), "{profile:?}");
            assert!(!rule.rationale.is_empty() && !rule.source.is_empty());
        }
        Policy::from_rules(&rules).unwrap();
    }
}

#[test]
fn the_seeds_write_each_form_of_value() {
    let rules = rules(THREE_B_SEVEN);
    let value = |key| &rules.iter().find(|rule| rule.key == key).unwrap().value;
    assert_eq!(*value("attempt_cap"), Value::Number(2));
    let pitch = Value::Range {
        min: 30,
        max: 45,
        default: None,
    };
    assert_eq!(*value("pitch_seconds"), pitch);
    let channels = vec![Channel::Email, Channel::SocialNetwork];
    assert_eq!(*value("first_channels"), Value::Channels(channels));
    assert_eq!(*value("resume_policy"), Value::Word("on_request".into()));
    assert_eq!(*value("noon_cut_off"), Value::Flag(true));
    let Value::Steps(steps) = value("follow_up_steps") else {
        panic!("no steps")
    };
    let spans: Vec<_> = steps
        .iter()
        .map(|step| (step.wait.span(), step.max))
        .collect();
    let span = |min, max| Span { min, max };
    assert_eq!(spans, [(span(3, 6), Some(1)), (span(7, 9), Some(1))]);
}
