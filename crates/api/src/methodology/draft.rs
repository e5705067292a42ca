//! Rules as a caller sends them.

use std::collections::BTreeSet;

use domain::{
    Text,
    calendar::Wait,
    methodology::{
        DraftRule, FollowUpStep, InvalidRule, Methodology, Misfit, Rule, Span, Value, definition,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rule::{Channel, Confidence, Step, Unit};
use crate::{
    error::ApiError,
    wire::{Word, optional_text, text},
};

/// A rule as it is to be. It gives one form of value, or none to keep the one it has: `value`, or `min` and `max` and
/// perhaps `default`, or `channels`, `word`, `flag` or `steps`, whichever its definition asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MethodologyRuleInput)]
pub(super) struct RuleInput {
    #[schema(min_length = 1, max_length = 100)]
    key: String,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    value: Option<u32>,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    min: Option<u32>,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    max: Option<u32>,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    default: Option<u32>,
    /// The preferred channel first.
    #[schema(min_items = 1, max_items = 20)]
    channels: Option<Vec<Channel>>,
    #[schema(min_length = 1, max_length = 100)]
    word: Option<String>,
    flag: Option<bool>,
    #[schema(min_items = 1, max_items = 10)]
    steps: Option<Vec<Step>>,
    /// That of the rule before, or the first of its definition, when it is not given.
    unit: Option<Unit>,
    /// Why; another value needs another reason.
    #[schema(min_length = 1, max_length = 2000)]
    rationale: Option<String>,
    /// Where it comes from; "your own choice" when another value is given without one.
    #[schema(min_length = 1, max_length = 2000)]
    source: Option<String>,
    /// `low` when another value is given without one.
    confidence: Option<Confidence>,
}

/// The rules of `methodology` with those that are given in the place of theirs, and without those to leave out.
pub(super) fn rules(
    methodology: &Methodology,
    given: Vec<RuleInput>,
    omitted: &[String],
) -> Result<Vec<DraftRule>, ApiError> {
    let mut keys = BTreeSet::new();
    let mut drafts = Vec::new();
    for (index, rule) in given.into_iter().enumerate() {
        let at = |field: &str| format!("/rules/{index}{field}");
        if !keys.insert(rule.key.clone()) {
            let detail = "must be given once for each rule";
            return Err(ApiError::field(&at("/key"), "repeated", detail));
        }
        let before = methodology.rules.iter().find(|one| one.key == rule.key);
        drafts.push(
            rule.draft(before)
                .map_err(|refused| refused.below(&at("")))?,
        );
    }
    for (index, key) in omitted.iter().enumerate() {
        if !methodology.rules.iter().any(|rule| rule.key == *key) || !keys.insert(key.clone()) {
            let detail = "must be a rule that the methodology has and that is not given";
            return Err(ApiError::field(
                &format!("/omit/{index}"),
                "unknown_rule",
                detail,
            ));
        }
    }
    let others = methodology
        .rules
        .iter()
        .filter(|rule| !keys.contains(&rule.key));
    drafts.extend(others.cloned().map(DraftRule::same));
    Ok(drafts)
}

/// What is wrong with a rule, by its place among those that were given.
pub(super) fn refusal(invalid: &InvalidRule, given: &[String]) -> ApiError {
    let code = match invalid.misfit {
        Misfit::Missing => "required_rule",
        Misfit::Unknown => "unknown_rule",
        Misfit::Form { .. } => "other_form",
        Misfit::Unit(_) => "other_unit",
        Misfit::Range { .. } => "range",
        Misfit::Order => "order",
        Misfit::Word => "unknown_word",
        Misfit::NoChannel => "min_items",
        Misfit::Steps(_) => "steps",
        Misfit::NoReason => "same_reason",
    };
    let place = given.iter().position(|key| *key == invalid.key);
    let pointer = place.map_or_else(
        || "/rules".to_owned(),
        |index| format!("/rules/{index}{}", invalid.pointer()),
    );
    ApiError::field(&pointer, code, invalid)
}

impl RuleInput {
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    fn draft(self, before: Option<&Rule>) -> Result<DraftRule, ApiError> {
        let rationale = optional_text::<2000>("/rationale", self.rationale.as_deref())?;
        let rationale = rationale.map(Text::into_string);
        let rationale = rationale.or_else(|| before.map(|before| before.rationale.clone()));
        let source = optional_text::<2000>("/source", self.source.as_deref())?;
        let key = text::<100>("/key", &self.key)?.into_string();
        let unit = self.unit.map(|Word(unit)| unit);
        let unit = unit.or_else(|| before.map(|before| before.unit));
        let of_definition = || definition(&key).and_then(|known| known.units.first().copied());
        let confidence = self.confidence.map(|Word(confidence)| confidence);
        let value = self.value()?;
        let value = value.or_else(|| before.map(|before| before.value.clone()));
        let required = |field, what: &str| ApiError::field(field, "required", what);
        Ok(DraftRule {
            unit: unit
                .or_else(of_definition)
                .ok_or_else(|| required("/key", "must be the key of a rule"))?,
            value: value.ok_or_else(|| required("", "must give a value"))?,
            rationale: rationale.ok_or_else(|| required("/rationale", "must say why"))?,
            source: source.map(Text::into_string),
            confidence,
            key,
        })
    }

    fn value(self) -> Result<Option<Value>, ApiError> {
        let Self {
            value,
            min,
            max,
            default,
            channels,
            word,
            flag,
            steps,
            ..
        } = self;
        let range = min
            .zip(max)
            .map(|(min, max)| Value::Range { min, max, default });
        let is_half = range.is_none() && (min.or(max).or(default)).is_some();
        let channels = channels.map(|given| given.into_iter().map(|Word(one)| one).collect());
        let forms = [
            value.map(Value::Number),
            range,
            channels.map(Value::Channels),
            word.map(Value::Word),
            flag.map(Value::Flag),
            steps.map(all_steps).transpose()?.map(Value::Steps),
        ];
        let mut forms = forms.into_iter().flatten();
        match (forms.next(), forms.next(), is_half) {
            (form, None, false) => Ok(form),
            _ => Err(ApiError::field(
                "",
                "one_form",
                "must give one whole form of value",
            )),
        }
    }
}

fn all_steps(given: Vec<Step>) -> Result<Vec<FollowUpStep>, ApiError> {
    let steps = given.into_iter().enumerate();
    steps.map(|(index, step)| step.read(index)).collect()
}

impl Step {
    fn read(self, index: usize) -> Result<FollowUpStep, ApiError> {
        let Self {
            after,
            unit,
            channels,
            target,
            counted_from,
            max,
        } = self;
        let span = Span {
            min: after.min,
            max: after.max,
        };
        // Whether noon cuts a day off, another rule says.
        let wait = Wait::new(unit.0, false, span).map_err(|refused| {
            ApiError::field(&format!("/steps/{index}/after"), "range", refused)
        })?;
        Ok(FollowUpStep {
            wait,
            channels: channels.into_iter().map(|Word(channel)| channel).collect(),
            target: target.0,
            counted_from: counted_from.0,
            max,
        })
    }
}
