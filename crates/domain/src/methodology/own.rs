//! A person's own methodology: a copy whose rules they change, version by version.

use super::{Confidence, InvalidRule, Methodology, Misfit, Origin, ProfileKey, Rule, Unit, Value};
use crate::{
    Id, Stored,
    text::{Name, Paragraph},
};

/// Versions of own methodologies that a person can have.
pub const MAX_OWN: u64 = 200;

/// The source of a number that the person changed without naming another.
const OWN_CHOICE: &str = "your own choice";

/// What a version is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub name: Name,
    pub summary: Paragraph,
    pub rules: Vec<DraftRule>,
}

/// A rule as the person wants it; of what it does not say the rule before it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRule {
    pub key: String,
    pub value: Value,
    pub unit: Unit,
    pub rationale: String,
    pub source: Option<String>,
    pub confidence: Option<Confidence>,
}

impl DraftRule {
    /// What leaves a rule as it is.
    #[must_use]
    pub fn same(rule: Rule) -> Self {
        let Rule {
            key,
            value,
            unit,
            rationale,
            source,
            confidence,
        } = rule;
        Self {
            key,
            value,
            unit,
            rationale,
            source: Some(source),
            confidence: Some(confidence),
        }
    }
}

impl Methodology {
    /// The first version of an own one that says the same.
    #[must_use]
    pub fn copied(of: Stored<Self>, key: Option<ProfileKey>, name: Option<Name>) -> Self {
        let Stored { id, value, .. } = of;
        Self {
            origin: Origin::Own,
            based_on: value.based_on.or(Some(id)),
            key: key.unwrap_or(value.key),
            version: 1,
            name: name.unwrap_or(value.name),
            is_default: false,
            ..value
        }
    }

    /// The version of that number that follows this one; none when nothing changes.
    ///
    /// # Errors
    /// [`InvalidRule`]: a rule is none, a number changes without a reason, or no decisions can be made by the rules.
    pub fn revised(&self, version: i32, to: Revision) -> Result<Option<Self>, InvalidRule> {
        let Revision {
            name,
            summary,
            mut rules,
        } = to;
        let place = |key: &str| self.rules.iter().position(|rule| rule.key == key);
        rules.sort_by_key(|draft| place(&draft.key).unwrap_or(usize::MAX));
        let before = |draft: &DraftRule| self.rules.iter().find(|rule| rule.key == draft.key);
        let rules = rules.into_iter().map(|draft| {
            let rule = revised(before(&draft), draft)?;
            rule.check().map(|()| rule)
        });
        let next = Self {
            name,
            summary,
            rules: rules.collect::<Result<_, _>>()?,
            ..self.clone()
        };
        next.policy()?;
        let is_changed = next != *self;
        Ok(is_changed.then_some(Self { version, ..next }))
    }

    /// How an outreach or a profile refers to this version.
    pub fn chosen(of: &Stored<Self>) -> Chosen {
        Chosen {
            id: of.id,
            origin: of.value.origin,
        }
    }
}

/// A version of a methodology, by its id and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub id: Id<Methodology>,
    pub origin: Origin,
}

/// Another number needs another reason, and is the person's own unless they name a source.
fn revised(before: Option<&Rule>, draft: DraftRule) -> Result<Rule, InvalidRule> {
    let DraftRule {
        key,
        value,
        unit,
        rationale,
        source,
        confidence,
    } = draft;
    let says_the_same = before.filter(|before| before.value == value && before.unit == unit);
    if before.is_some_and(|before| says_the_same.is_none() && before.rationale == rationale) {
        return Err(InvalidRule::new(&key, Misfit::NoReason));
    }
    let (source, confidence) = match (says_the_same, before) {
        (Some(before), _) => (
            source.unwrap_or_else(|| before.source.clone()),
            confidence.unwrap_or(before.confidence),
        ),
        (None, before) => (
            source
                .filter(|source| before.is_none_or(|before| before.source != *source))
                .unwrap_or_else(|| OWN_CHOICE.to_owned()),
            confidence
                .filter(|confidence| before.is_none_or(|before| before.confidence != *confidence))
                .unwrap_or(Confidence::Low),
        ),
    };
    Ok(Rule {
        key,
        value,
        unit,
        rationale,
        source,
        confidence,
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::super::seed;
    use super::*;

    fn id(number: u128) -> Id<Methodology> {
        Id::new(Uuid::from_u128(number))
    }

    fn built_in() -> Stored<Methodology> {
        let value = Methodology {
            origin: Origin::BuiltIn,
            based_on: None,
            key: ProfileKey::parse("letter_then_call").unwrap(),
            version: 2,
            name: Name::parse("Letter, then call").unwrap(),
            summary: Paragraph::parse("Write, then call.").unwrap(),
            is_default: true,
            rules: seed::rules(seed::DEFAULT),
        };
        Stored {
            id: id(1),
            version: 2,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            value,
        }
    }

    fn own() -> Methodology {
        Methodology::copied(built_in(), None, None)
    }

    /// What leaves everything as it is.
    fn same(own: &Methodology) -> Revision {
        let rules = own.rules.iter().cloned();
        Revision {
            name: own.name.clone(),
            summary: own.summary.clone(),
            rules: rules.map(DraftRule::same).collect(),
        }
    }

    fn with(change: impl Fn(&mut DraftRule)) -> Result<Option<Methodology>, InvalidRule> {
        let mut revision = same(&own());
        let cap = |draft: &&mut DraftRule| draft.key == "attempt_cap";
        change(revision.rules.iter_mut().find(cap).unwrap());
        own().revised(2, revision)
    }

    fn cap(methodology: &Methodology) -> &Rule {
        let mut rules = methodology.rules.iter();
        rules.find(|rule| rule.key == "attempt_cap").unwrap()
    }

    #[test]
    fn a_copy_says_the_same_and_remembers_the_built_in_version() {
        let copy = own();
        assert_eq!((copy.origin, copy.version), (Origin::Own, 1));
        assert_eq!((copy.based_on, copy.is_default), (Some(id(1)), false));
        assert_eq!(copy.rules, built_in().value.rules);
        let stored = Stored {
            id: id(2),
            ..built_in().with(copy)
        };
        let key = ProfileKey::parse("mine").unwrap();
        let again = Methodology::copied(stored, Some(key.clone()), None);
        assert_eq!((again.based_on, again.key), (Some(id(1)), key));
    }

    #[test]
    fn what_changes_nothing_makes_no_version() {
        assert_eq!(own().revised(2, same(&own())), Ok(None));
        let mut renamed = same(&own());
        renamed.name = Name::parse("Mine").unwrap();
        let next = own().revised(2, renamed).unwrap().unwrap();
        assert_eq!((next.version, next.name.as_str()), (2, "Mine"));
    }

    #[test]
    fn another_number_needs_a_reason_and_is_ones_own() {
        let refused = with(|rule| rule.value = Value::Number(5)).unwrap_err();
        assert_eq!(
            (refused.key.as_str(), refused.pointer().as_str()),
            ("attempt_cap", "/rationale")
        );
        let next = with(|rule| {
            rule.value = Value::Number(5);
            rule.rationale = "My field answers late.".to_owned();
        });
        let next = next.unwrap().unwrap();
        assert_eq!(cap(&next).value, Value::Number(5));
        assert_eq!(cap(&next).source, "your own choice");
        assert_eq!(cap(&next).confidence, Confidence::Low);
        let sourced = with(|rule| {
            rule.value = Value::Number(5);
            rule.rationale = "My field answers late.".to_owned();
            rule.source = Some("My mentor".to_owned());
            rule.confidence = Some(Confidence::Medium);
        });
        let sourced = sourced.unwrap().unwrap();
        assert_eq!(cap(&sourced).source, "My mentor");
        assert_eq!(cap(&sourced).confidence, Confidence::Medium);
    }

    #[test]
    fn a_reason_may_change_without_the_number() {
        let next = with(|rule| rule.rationale = "So it is.".to_owned());
        let next = next.unwrap().unwrap();
        assert_eq!(cap(&next).source, cap(&own()).source);
    }

    #[test]
    fn rules_without_sense_make_no_version() {
        let refused = with(|rule| {
            rule.value = Value::Number(21);
            rule.rationale = "Because.".to_owned();
        });
        assert_eq!(
            refused.unwrap_err().misfit,
            Misfit::Range { min: 1, max: 20 }
        );
        let refused = with(|rule| rule.key = "patience".to_owned());
        assert_eq!(refused.unwrap_err().misfit, Misfit::Unknown);
        let mut fewer = same(&own());
        fewer.rules.retain(|rule| rule.key != "attempt_cap");
        assert_eq!(own().revised(2, fewer).unwrap_err().misfit, Misfit::Missing);
    }
}
