//! Templates of messages: texts with places for what is known of the person and of those they write to.

use super::MessageKind;
use crate::{Id, Text, locale::Locale, text::Name, vocabulary};

/// Templates of their own that one person has at most.
pub const MAX_OWN_TEMPLATES: usize = 200;

pub type TemplateSubject = Text<500>;
pub type TemplateBody = Text<10000>;

vocabulary! {
    /// Whose a template is.
    pub enum TemplateOrigin {
        /// It ships with the service, and is everybody's.
        System = "system",
        /// The person's own.
        Own = "own",
    }
}

/// A text with places to fill in. How the places are written, the API says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageTemplate {
    pub origin: TemplateOrigin,
    pub kind: MessageKind,
    pub name: Name,
    pub subject: Option<TemplateSubject>,
    pub body: TemplateBody,
    pub locale: Locale,
}

impl MessageTemplate {
    /// The same text as the person's own, to be changed at will.
    #[must_use]
    pub fn copied(&self) -> Self {
        Self {
            origin: TemplateOrigin::Own,
            ..self.clone()
        }
    }
}

/// What a message was written from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenTemplate {
    pub id: Id<MessageTemplate>,
    pub origin: TemplateOrigin,
}
