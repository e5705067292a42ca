//! What a template can mention, and where each value comes from.

use crate::vocabulary;

vocabulary! {
    /// A value that a template can mention.
    pub enum TemplateValue {
        MyName = "me.name",
        MyHeadline = "me.headline",
        MyStrengths = "me.strengths",
        ContactName = "contact.name",
        ContactRole = "contact.role",
        ContactOrganization = "contact.organization",
        ThemeName = "theme.name",
        ThemeWhy = "theme.why",
        /// What the contact did, as research found it (F43, F77).
        TheirWork = "their_work",
        /// What both have in common (F46).
        CommonGround = "common_ground",
        /// Who led to the contact, once they said that they may be named (F47).
        ReferrerName = "referrer.name",
        /// Minutes to ask for (F166).
        AskMinutes = "ask.minutes",
        AskMode = "ask.mode",
        WindowFrom = "window.from",
        WindowTo = "window.to",
        WindowPlace = "window.place",
        /// Something that was new to the person (F121).
        Learning = "learning",
        /// Advice that the contact gave (F124).
        Advice = "advice",
        /// What became of it.
        Result = "result",
        /// Whom a network ask is to lead to, as a friend would think of them (F38).
        Sought = "sought",
    }
}

/// What is known about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueDescription {
    /// What it is, in a few words for the person.
    pub means: &'static str,
    /// What stands in the text while it is missing; the lint finds it there.
    pub placeholder: &'static str,
    /// The operation that provides it. Those of a message take it with the request.
    pub operation_id: &'static str,
}

impl TemplateValue {
    pub fn describe(self) -> ValueDescription {
        let (means, placeholder, operation_id) = match self {
            Self::MyName => ("Your name", "[your name]", "update_account"),
            Self::MyHeadline => ("Who you are, in a line", "[who you are]", "update_profile"),
            Self::MyStrengths => ("What you are good at", "[your strengths]", "update_profile"),
            Self::ContactName => ("Their name", "[their name]", "create_contact"),
            Self::ContactRole => ("What they do", "[their role]", "create_employment"),
            Self::ContactOrganization => {
                ("Where they work", "[their organization]", "update_contact")
            }
            Self::ThemeName => (
                "The field that you explore",
                "[the field you explore]",
                "update_outreach",
            ),
            Self::ThemeWhy => ("Why you explore it", "[why you explore it]", "update_theme"),
            Self::TheirWork => (
                "Something that they did",
                "[something they did]",
                "create_research_item",
            ),
            Self::CommonGround => (
                "What you have in common",
                "[what you have in common]",
                "create_common_ground",
            ),
            Self::ReferrerName => (
                "Who led you to them, if they allow you to say so",
                "[who led you to them]",
                "update_referral",
            ),
            Self::AskMinutes => (
                "How many minutes you ask for",
                "[minutes]",
                "create_message",
            ),
            Self::AskMode => ("How you would talk", "[how to talk]", "create_message"),
            Self::WindowFrom => (
                "The first day that suits you",
                "[first day]",
                "create_message",
            ),
            Self::WindowTo => (
                "The last day that suits you",
                "[last day]",
                "create_message",
            ),
            Self::WindowPlace => ("Where you will be", "[where you will be]", "create_message"),
            Self::Learning => (
                "Something that was new to you",
                "[something new to you]",
                "create_message",
            ),
            Self::Advice => ("Their advice", "[their advice]", "create_message"),
            Self::Result => (
                "What became of their advice",
                "[what became of it]",
                "create_message",
            ),
            Self::Sought => ("Whom you look for", "[whom you look for]", "create_message"),
        };
        ValueDescription {
            means,
            placeholder,
            operation_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lint::{Draft, LintContext, LintRule, lint},
        message::MessageKind,
        vocabulary::Vocabulary,
    };

    #[test]
    fn the_lint_finds_every_placeholder() {
        for value in TemplateValue::ALL {
            let body = format!("Dear {}, hello", value.describe().placeholder);
            let draft = Draft {
                kind: MessageKind::Letter,
                subject: None,
                body: &body,
                attachments: &[],
                is_first_touch: true,
            };
            let found = lint(&draft, &LintContext::default());
            let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
            assert_eq!(rules, [LintRule::UnfilledPlaceholder], "{value}");
        }
    }
}
