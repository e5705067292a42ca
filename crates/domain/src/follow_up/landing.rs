//! Telling everybody who helped that one has landed (F125).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{FollowUp, FollowUpKind, Reason, State};
use crate::{
    Id, Zone,
    contact::Contact,
    text::{Name, Paragraph},
    vocabulary,
};

vocabulary! {
    /// How somebody helped.
    pub enum Help {
        /// They gave a conversation.
        Conversation = "conversation",
        /// They led to somebody.
        Referral = "referral",
        /// They gave advice.
        Advice = "advice",
    }
}

/// Somebody who helped, and may be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    pub contact_id: Id<Contact>,
    pub name: Name,
    pub help: BTreeSet<Help>,
}

/// What is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// The last day of telling, in `zone`.
    pub due_on: NaiveDate,
    pub zone: Zone,
    /// What to say.
    pub note: Option<Paragraph>,
}

impl Landing {
    /// The word that is owed to somebody who helped.
    pub fn announcement(&self, helper: &Helper) -> FollowUp {
        FollowUp {
            contact_id: helper.contact_id,
            interview_id: None,
            referral_id: None,
            kind: FollowUpKind::Announcement,
            due_at: self.zone.end_of(self.due_on),
            rule: None,
            reason: Reason::of_ours(reason(&helper.help)),
            note: self.note.clone(),
            message_id: None,
            learning_id: None,
            state: State::Pending {
                snoozed_until: None,
            },
        }
    }
}

fn reason(help: &BTreeSet<Help>) -> String {
    let of = |help: &Help| match help {
        Help::Conversation => "their time",
        Help::Referral => "leading you to others",
        Help::Advice => "their advice",
    };
    let given: Vec<&str> = help.iter().map(of).collect();
    let given = match given.as_slice() {
        [] => "their help".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    format!("You have landed: tell them, and thank them for {given}.")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn everybody_is_thanked_for_what_they_gave() {
        let landing = Landing {
            due_on: "2026-03-01".parse().unwrap(),
            zone: Zone::parse("Europe/Berlin").unwrap(),
            note: None,
        };
        let helper = |help: &[Help]| Helper {
            contact_id: Id::new(Uuid::from_u128(1)),
            name: Name::parse("Grace").unwrap(),
            help: help.iter().copied().collect(),
        };
        for (help, thanks) in [
            (&[][..], "their help"),
            (&[Help::Advice], "their advice"),
            (
                &[Help::Advice, Help::Referral, Help::Conversation],
                "their time, leading you to others and their advice",
            ),
        ] {
            let owed = landing.announcement(&helper(help));
            let reason = format!("You have landed: tell them, and thank them for {thanks}.");
            assert_eq!(owed.reason.as_str(), reason);
            assert_eq!(owed.due_at.to_rfc3339(), "2026-03-01T22:59:59+00:00");
        }
    }
}
