//! What happened, of every kind, as one story (F61).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Id, Text, change::ChangedResource, contact::Contact, text::Name, theme::Theme, vocabulary,
};

vocabulary! {
    /// What happened.
    pub enum TimelineKind {
        ContactAdded = "contact_added",
        ContactsMerged = "contacts_merged",
        MergeUndone = "merge_undone",
        /// An attempt of the person's own.
        AttemptMade = "attempt_made",
        /// One from the other side.
        AnswerReceived = "answer_received",
        /// One that is no attempt of an outreach.
        MessageSent = "message_sent",
        DocumentHandedOff = "document_handed_off",
        NetworkAsked = "network_asked",
        NetworkAnswered = "network_answered",
        MetAtEvent = "met_at_event",
        InterviewArranged = "interview_arranged",
        InterviewHeld = "interview_held",
        InterviewCalledOff = "interview_called_off",
        InterviewMissed = "interview_missed",
        Learned = "learned",
        AdviceGiven = "advice_given",
        AdviceApplied = "advice_applied",
        AdviceReportedBack = "advice_reported_back",
        PromiseMade = "promise_made",
        PromiseSettled = "promise_settled",
        FollowUpDone = "follow_up_done",
        Referred = "referred",
        ReferrerTold = "referrer_told",
        ThemeMoved = "theme_moved",
    }
}

impl TimelineKind {
    /// What says that it happened.
    pub fn resource(self) -> ChangedResource {
        match self {
            Self::ContactAdded => ChangedResource::Contact,
            Self::ContactsMerged | Self::MergeUndone => ChangedResource::Merge,
            Self::AttemptMade | Self::AnswerReceived => ChangedResource::Attempt,
            Self::MessageSent => ChangedResource::Message,
            Self::DocumentHandedOff => ChangedResource::HandOff,
            Self::NetworkAsked | Self::NetworkAnswered => ChangedResource::NetworkAskRecipient,
            Self::MetAtEvent => ChangedResource::EventMeeting,
            Self::InterviewArranged
            | Self::InterviewHeld
            | Self::InterviewCalledOff
            | Self::InterviewMissed => ChangedResource::Interview,
            Self::Learned => ChangedResource::Learning,
            Self::AdviceGiven | Self::AdviceApplied | Self::AdviceReportedBack => {
                ChangedResource::Advice
            }
            Self::PromiseMade | Self::PromiseSettled => ChangedResource::Promise,
            Self::FollowUpDone => ChangedResource::FollowUp,
            Self::Referred | Self::ReferrerTold => ChangedResource::Referral,
            Self::ThemeMoved => ChangedResource::ThemeMove,
        }
    }
}

/// The beginning of what was said or written of it.
pub type Excerpt = Text<500>;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Its own place among those of the same instant.
    pub id: Uuid,
    pub kind: TimelineKind,
    pub at: DateTime<Utc>,
    /// What says so.
    pub resource_id: Uuid,
    /// With whom, where it is about somebody.
    pub contact: Option<(Id<Contact>, Name)>,
    pub theme_id: Option<Id<Theme>>,
    /// What kind of it: a channel, an outcome, a state, as the resource has it.
    pub word: Option<String>,
    pub excerpt: Option<Excerpt>,
}

impl Happening {
    /// The story in a line.
    pub fn title(&self) -> String {
        let name = self.contact.as_ref().map(|(_, name)| name.as_str());
        let name = name.unwrap_or("somebody");
        match self.kind {
            TimelineKind::ContactAdded => format!("You added {name}"),
            TimelineKind::ContactsMerged => format!("You merged another contact into {name}"),
            TimelineKind::MergeUndone => format!("You took back a merge into {name}"),
            TimelineKind::AttemptMade => format!("You tried to reach {name}"),
            TimelineKind::AnswerReceived => format!("You heard from {name}"),
            TimelineKind::MessageSent => format!("You wrote to {name}"),
            TimelineKind::DocumentHandedOff => format!("You handed {name} a document"),
            TimelineKind::NetworkAsked => format!("You asked {name} whom they know"),
            TimelineKind::NetworkAnswered => format!("{name} answered whom they know"),
            TimelineKind::MetAtEvent => format!("You met {name} at an event"),
            TimelineKind::InterviewArranged => format!("You arranged a conversation with {name}"),
            TimelineKind::InterviewHeld => format!("You talked with {name}"),
            TimelineKind::InterviewCalledOff => {
                format!("A conversation with {name} was called off")
            }
            TimelineKind::InterviewMissed => format!("A conversation with {name} was missed"),
            TimelineKind::Learned => match &self.contact {
                Some((_, name)) => format!("You learned something from {name}"),
                None => "You learned something".to_owned(),
            },
            TimelineKind::AdviceGiven => format!("{name} gave you advice"),
            TimelineKind::AdviceApplied => format!("You followed advice of {name}"),
            TimelineKind::AdviceReportedBack => {
                format!("You told {name} what became of their advice")
            }
            TimelineKind::PromiseMade => format!("A promise between you and {name}"),
            TimelineKind::PromiseSettled => {
                format!("A promise between you and {name} was settled")
            }
            TimelineKind::FollowUpDone => format!("You followed up with {name}"),
            TimelineKind::Referred => format!("{name} led you to somebody"),
            TimelineKind::ReferrerTold => format!("You told {name} what came of their referral"),
            TimelineKind::ThemeMoved => "A theme moved on".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_kind_has_a_line_of_its_own_that_names_whom_it_is_about() {
        let happening = |kind| Happening {
            id: Uuid::nil(),
            kind,
            at: DateTime::UNIX_EPOCH,
            resource_id: Uuid::nil(),
            contact: Some((Id::new(Uuid::nil()), Name::parse("Grace").unwrap())),
            theme_id: None,
            word: None,
            excerpt: None,
        };
        let titles = TimelineKind::ALL
            .iter()
            .map(|kind| happening(*kind).title());
        let titles: std::collections::BTreeSet<_> = titles.collect();
        assert_eq!(titles.len(), TimelineKind::ALL.len());
        let nameless: Vec<_> = titles.iter().filter(|it| !it.contains("Grace")).collect();
        assert_eq!(nameless, ["A theme moved on"]);
    }
}
