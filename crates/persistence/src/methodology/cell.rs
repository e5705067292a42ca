//! A rule as the column `rules` holds it.

use domain::{
    calendar::{DayUnit, Wait},
    methodology::{FollowUpStep, Rule, Span, Value},
    outreach::Channel,
    vocabulary::Vocabulary,
};
use serde::{Deserialize, Serialize};

/// One form of value, the others absent.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cell {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flag: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepCell>>,
    unit: String,
    rationale: String,
    source: String,
    confidence: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepCell {
    after: AfterCell,
    unit: String,
    channels: Vec<String>,
    target: String,
    counted_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterCell {
    min: u32,
    max: u32,
}

/// What the cells say; `None` when one of them is no rule.
pub(super) fn read(cells: Vec<Cell>) -> Option<Vec<Rule>> {
    cells.into_iter().map(rule).collect()
}

pub(super) fn write(rules: &[Rule]) -> Vec<Cell> {
    rules.iter().map(Cell::from).collect()
}

fn rule(cell: Cell) -> Option<Rule> {
    let Cell {
        key,
        value,
        min,
        max,
        default,
        channels,
        word,
        flag,
        steps,
        unit,
        rationale,
        source,
        confidence,
    } = cell;
    let range = min
        .zip(max)
        .map(|(min, max)| Value::Range { min, max, default });
    let is_half = range.is_none() && (min.is_some() || max.is_some() || default.is_some());
    let channels = match channels {
        Some(words) => Some(Value::Channels(parsed(&words)?)),
        None => None,
    };
    let steps = match steps {
        Some(steps) => {
            let steps = steps.iter().map(step).collect::<Option<_>>()?;
            Some(Value::Steps(steps))
        }
        None => None,
    };
    let forms = [
        value.map(Value::Number),
        range,
        channels,
        word.map(Value::Word),
        flag.map(Value::Flag),
        steps,
    ];
    let mut forms = forms.into_iter().flatten().filter(|_| !is_half);
    let (Some(value), None) = (forms.next(), forms.next()) else {
        return None;
    };
    Some(Rule {
        key,
        value,
        unit: Vocabulary::parse(&unit)?,
        rationale,
        source,
        confidence: Vocabulary::parse(&confidence)?,
    })
}

fn parsed(words: &[String]) -> Option<Vec<Channel>> {
    words.iter().map(|word| Channel::parse(word)).collect()
}

fn step(cell: &StepCell) -> Option<FollowUpStep> {
    let StepCell {
        after: AfterCell { min, max },
        unit,
        channels,
        target,
        counted_from,
        max: times,
    } = cell;
    let (min, max) = (*min, *max);
    let unit = DayUnit::parse(unit)?;
    Some(FollowUpStep {
        wait: Wait::new(unit, false, Span { min, max }).ok()?,
        channels: parsed(channels)?,
        target: Vocabulary::parse(target)?,
        counted_from: Vocabulary::parse(counted_from)?,
        max: *times,
    })
}

impl From<&Rule> for Cell {
    fn from(
        Rule {
            key,
            value,
            unit,
            rationale,
            source,
            confidence,
        }: &Rule,
    ) -> Self {
        let bare = Self {
            key: key.clone(),
            unit: unit.to_string(),
            rationale: rationale.clone(),
            source: source.clone(),
            confidence: confidence.to_string(),
            ..Self::default()
        };
        match value {
            Value::Number(number) => Self {
                value: Some(*number),
                ..bare
            },
            Value::Range { min, max, default } => Self {
                min: Some(*min),
                max: Some(*max),
                default: *default,
                ..bare
            },
            Value::Channels(channels) => Self {
                channels: Some(words(channels)),
                ..bare
            },
            Value::Word(word) => Self {
                word: Some(word.clone()),
                ..bare
            },
            Value::Flag(flag) => Self {
                flag: Some(*flag),
                ..bare
            },
            Value::Steps(steps) => Self {
                steps: Some(steps.iter().map(StepCell::from).collect()),
                ..bare
            },
        }
    }
}

impl From<&FollowUpStep> for StepCell {
    fn from(
        FollowUpStep {
            wait,
            channels,
            target,
            counted_from,
            max,
        }: &FollowUpStep,
    ) -> Self {
        let Span { min, max: most } = wait.span();
        Self {
            after: AfterCell { min, max: most },
            unit: wait.unit().to_string(),
            channels: words(channels),
            target: target.to_string(),
            counted_from: counted_from.to_string(),
            max: *max,
        }
    }
}

fn words(channels: &[Channel]) -> Vec<String> {
    channels.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(members: &str) -> Option<Rule> {
        let text = format!(
            r#"{{"key": "k", {members}, "unit": "minutes", "rationale": "r", "source": "s", "confidence": "low"}}"#
        );
        serde_json::from_str(&text).ok().and_then(rule)
    }

    const STEP: &str = r#""after": {"min": 3, "max": 6}, "unit": "business_days", "channels": ["email"],
        "target": "same_contact""#;

    #[test]
    fn a_rule_has_exactly_one_form_of_value_and_is_written_as_it_was_read() {
        let step = format!(r#""steps": [{{{STEP}, "counted_from": "first_message", "max": 1}}]"#);
        for members in [
            r#""value": 3"#,
            r#""min": 5, "max": 60"#,
            r#""min": 5, "max": 60, "default": 20"#,
            r#""channels": ["letter", "email"]"#,
            r#""word": "on_request""#,
            r#""flag": false"#,
            &step,
        ] {
            let read = parsed(members).unwrap();
            let written = serde_json::to_value(Cell::from(&read)).unwrap();
            let again = Cell::deserialize(written).unwrap();
            assert_eq!(rule(again), Some(read), "{members}");
        }
    }

    #[test]
    fn anything_else_is_no_rule() {
        let bad_step = format!(r#""steps": [{{{STEP}, "counted_from": "birth"}}]"#);
        for wrong in [
            r#""min": 5"#,
            r#""default": 5"#,
            r#""value": 3, "default": 5"#,
            r#""value": 3, "word": "x""#,
            r#""channels": ["pigeon"]"#,
            r#""value": -1"#,
            r#""valve": 3"#,
            &bad_step,
        ] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
