//! Fields that a person declares for their contacts (user ask 8).

use chrono::NaiveDate;

use crate::{
    WebUrl,
    contact::{CustomValue, FieldKey},
    phrases::Phrases,
    text::Name,
    vocabulary,
    whole::Whole,
};

vocabulary! {
    /// What a custom field holds.
    pub enum FieldKind {
        Text = "text",
        Number = "number",
        /// A calendar day, written as in 2026-01-05.
        Date = "date",
        Boolean = "boolean",
        /// One of the choices of the field.
        Choice = "choice",
        Url = "url",
    }
}

/// The words that a choice is between.
pub type Choices = Phrases<100, 50>;
/// The place of a field in a form.
pub type FieldPosition = Whole<0, 1000>;

/// A field, declared once; key and kind never change, since values depend on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    pub key: FieldKey,
    pub label: Name,
    pub content: Content,
    pub position: FieldPosition,
}

/// What a field holds; only a choice has choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Plain(PlainKind),
    Choice(Choices),
}

/// A kind that needs nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainKind(FieldKind);

/// Why choices were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidContent {
    #[error("must have at least one item, for a choice")]
    NoChoices,
    #[error("must be empty: only a choice has choices")]
    ChoicesWithoutChoice,
}

/// Why a value was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("must be a {expected}")]
    Kind { expected: &'static str },
    #[error("must be one of the field's choices: {choices}")]
    NotAChoice { choices: String },
}

impl Content {
    /// # Errors
    /// A choice between nothing, or choices of another kind.
    pub fn new(kind: FieldKind, choices: Choices) -> Result<Self, InvalidContent> {
        match (kind, choices.as_slice().is_empty()) {
            (FieldKind::Choice, true) => Err(InvalidContent::NoChoices),
            (FieldKind::Choice, false) => Ok(Self::Choice(choices)),
            (_, false) => Err(InvalidContent::ChoicesWithoutChoice),
            (plain, true) => Ok(Self::Plain(PlainKind(plain))),
        }
    }

    pub fn kind(&self) -> FieldKind {
        match self {
            Self::Plain(PlainKind(kind)) => *kind,
            Self::Choice(_) => FieldKind::Choice,
        }
    }

    pub fn choices(&self) -> Vec<String> {
        match self {
            Self::Plain(_) => Vec::new(),
            Self::Choice(choices) => choices.to_strings(),
        }
    }
}

impl CustomField {
    /// As many as one person can declare.
    pub const MAX: usize = crate::contact::CustomValues::MAX;

    /// # Errors
    /// The value is of another kind, or none of the choices.
    pub fn check(&self, value: &CustomValue) -> Result<(), Misfit> {
        let text = match value {
            CustomValue::Text(text) => Some(text.as_str()),
            CustomValue::Number(_) | CustomValue::Boolean(_) => None,
        };
        let is_day = |text: &str| text.len() == 10 && text.parse::<NaiveDate>().is_ok();
        let (fits, expected) = match (&self.content, self.content.kind()) {
            (Content::Choice(choices), _) => {
                let mut words = choices.as_slice().iter();
                if words.any(|word| Some(word.as_str()) == text) {
                    return Ok(());
                }
                let choices = choices.to_strings().join(", ");
                return Err(Misfit::NotAChoice { choices });
            }
            (_, FieldKind::Number) => (matches!(value, CustomValue::Number(_)), "number"),
            (_, FieldKind::Boolean) => (matches!(value, CustomValue::Boolean(_)), "boolean"),
            (_, FieldKind::Date) => (text.is_some_and(is_day), "date such as 2026-01-05"),
            (_, FieldKind::Url) => (
                text.is_some_and(|text| WebUrl::parse(text).is_ok()),
                "web address such as https://example.org",
            ),
            (_, FieldKind::Text | FieldKind::Choice) => (text.is_some(), "text"),
        };
        if fits {
            Ok(())
        } else {
            Err(Misfit::Kind { expected })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Text, contact::Number};

    fn field(kind: FieldKind, choices: &[&str]) -> CustomField {
        CustomField {
            key: FieldKey::parse("field").unwrap(),
            label: Text::parse("Field").unwrap(),
            content: Content::new(kind, Choices::parse(choices).unwrap()).unwrap(),
            position: FieldPosition::new(0).unwrap(),
        }
    }

    fn text(value: &str) -> CustomValue {
        CustomValue::Text(Text::parse(value).unwrap())
    }

    #[test]
    fn a_value_must_be_of_the_kind_of_its_field() {
        let number = CustomValue::Number(Number::new(1.5).unwrap());
        let yes = CustomValue::Boolean(true);
        for (kind, good, bad) in [
            (FieldKind::Text, text("she/her"), number.clone()),
            (FieldKind::Number, number, text("1.5")),
            (FieldKind::Boolean, yes.clone(), text("true")),
            (FieldKind::Date, text("2026-01-05"), text("2026-02-30")),
            (FieldKind::Url, text("https://example.org"), text("example")),
        ] {
            let field = field(kind, &[]);
            assert_eq!(field.check(&good), Ok(()), "{kind}");
            assert!(field.check(&bad).is_err(), "{kind}");
        }
        let choice = field(FieldKind::Choice, &["tea", "coffee"]);
        assert_eq!(choice.check(&text("tea")), Ok(()));
        assert_eq!(
            choice.check(&text("Tea")).unwrap_err().to_string(),
            "must be one of the field's choices: tea, coffee"
        );
        assert!(choice.check(&yes).is_err());
    }

    #[test]
    fn only_a_choice_has_choices_and_it_needs_one() {
        let some = Choices::parse(["tea"]).unwrap();
        assert_eq!(
            Content::new(FieldKind::Text, some),
            Err(InvalidContent::ChoicesWithoutChoice)
        );
        let none = Content::new(FieldKind::Choice, Choices::default());
        assert_eq!(none, Err(InvalidContent::NoChoices));
    }
}
