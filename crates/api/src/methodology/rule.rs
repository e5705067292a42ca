//! The rules of a methodology on the wire.

use domain::{
    calendar,
    methodology::{self, Definition, FollowUpStep, Rule, Value},
    outreach,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::Word;

pub(super) type Channel = Word<outreach::Channel>;
pub(super) type Confidence = Word<methodology::Confidence>;
pub(super) type DayUnit = Word<calendar::DayUnit>;
pub(super) type StepTarget = Word<methodology::StepTarget>;
pub(super) type CountedFrom = Word<methodology::CountedFrom>;
pub(super) type Unit = Word<methodology::Unit>;
type RuleForm = Word<methodology::FormWord>;

/// One number of a methodology, with the reasons for it. It has one form of value: `value`, or `min` and `max` and
/// perhaps `default`, or `channels`, `word`, `flag` or `steps`; the others are null, or empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MethodologyRule)]
pub(crate) struct RuleResponse {
    /// What an explanation cites as `rule`.
    #[schema(max_length = 100)]
    key: String,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    value: Option<u32>,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    min: Option<u32>,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    max: Option<u32>,
    /// The number between `min` and `max` that is proposed.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    default: Option<u32>,
    /// The preferred channel first.
    #[schema(max_items = 20)]
    channels: Vec<Channel>,
    #[schema(max_length = 100)]
    word: Option<String>,
    flag: Option<bool>,
    #[schema(max_items = 10)]
    steps: Vec<Step>,
    unit: Unit,
    #[schema(max_length = 2000)]
    rationale: String,
    /// Where it comes from; F-numbers are points of the sources, D-numbers parts of the methodology survey.
    #[schema(max_length = 2000)]
    source: String,
    confidence: Confidence,
}

/// What a rule of a methodology can say.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MethodologyRuleDefinition, example = json!({
    "object": "methodology_rule_definition", "key": "attempt_cap", "form": "number", "units": ["attempts"], "minimum": 1,
    "maximum": 20, "words": []
}))]
pub(super) struct DefinitionResponse {
    /// Always `methodology_rule_definition`.
    #[schema(max_length = 50)]
    object: &'static str,
    #[schema(max_length = 100)]
    key: &'static str,
    form: RuleForm,
    #[schema(min_items = 1, max_items = 10)]
    units: Vec<Unit>,
    /// The least that a number in it can be.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    minimum: u32,
    /// The most that a number in it can be.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    maximum: u32,
    /// The words of which a rule of the form `word` gives one.
    #[schema(max_items = 20, max_length = 100)]
    words: &'static [&'static str],
}

impl From<&Definition> for DefinitionResponse {
    fn from(
        Definition {
            key,
            form,
            units,
            range: (minimum, maximum),
        }: &Definition,
    ) -> Self {
        Self {
            object: "methodology_rule_definition",
            key,
            form: Word(form.name()),
            units: units.iter().copied().map(Word).collect(),
            minimum: *minimum,
            maximum: *maximum,
            words: form.words(),
        }
    }
}

/// One follow-up of a message that has had no answer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FollowUpStep)]
pub(super) struct Step {
    pub(super) after: Days,
    /// Business days are those of the contact.
    pub(super) unit: DayUnit,
    /// The preferred channel first.
    #[schema(min_items = 1, max_items = 20)]
    pub(super) channels: Vec<Channel>,
    pub(super) target: StepTarget,
    pub(super) counted_from: CountedFrom,
    /// How often it is taken; only the last step may go on until the cap on attempts.
    #[schema(minimum = 1, maximum = 20)]
    pub(super) max: Option<u32>,
}

/// From so many days to so many, both included.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DaysBetween)]
pub(super) struct Days {
    #[schema(minimum = 1, maximum = 1000)]
    pub(super) min: u32,
    #[schema(minimum = 1, maximum = 1000)]
    pub(super) max: u32,
}

impl From<Rule> for RuleResponse {
    fn from(
        Rule {
            key,
            value,
            unit,
            rationale,
            source,
            confidence,
        }: Rule,
    ) -> Self {
        let bare = Self {
            key,
            value: None,
            min: None,
            max: None,
            default: None,
            channels: Vec::new(),
            word: None,
            flag: None,
            steps: Vec::new(),
            unit: Word(unit),
            rationale,
            source,
            confidence: Word(confidence),
        };
        match value {
            Value::Number(number) => Self {
                value: Some(number),
                ..bare
            },
            Value::Range { min, max, default } => Self {
                min: Some(min),
                max: Some(max),
                default,
                ..bare
            },
            Value::Channels(channels) => Self {
                channels: channels.into_iter().map(Word).collect(),
                ..bare
            },
            Value::Word(word) => Self {
                word: Some(word),
                ..bare
            },
            Value::Flag(flag) => Self {
                flag: Some(flag),
                ..bare
            },
            Value::Steps(steps) => Self {
                steps: steps.into_iter().map(Step::from).collect(),
                ..bare
            },
        }
    }
}

impl From<FollowUpStep> for Step {
    fn from(
        FollowUpStep {
            wait,
            channels,
            target,
            counted_from,
            max,
        }: FollowUpStep,
    ) -> Self {
        let span = wait.span();
        Self {
            after: Days {
                min: span.min,
                max: span.max,
            },
            unit: Word(wait.unit()),
            channels: channels.into_iter().map(Word).collect(),
            target: Word(target),
            counted_from: Word(counted_from),
            max,
        }
    }
}
