//! What is owed to contacts around conversations: made by a rule or by the person, and what became of it.

mod cadence;
mod landing;
mod owed;
mod settling;
mod thank_you;

use chrono::{DateTime, Utc};

pub use self::{
    cadence::{Cadence, InTouch, Occasion},
    landing::{Help, Helper, Landing},
    owed::{Facts, FollowUpPolicy, MAX_LOOPS, OpenLoop, owed},
    settling::{Settled, Settling},
    thank_you::{Punctuality, ThankYouCounts, ThankYouState, Unnamable},
};

use crate::{
    Id, Text, contact::Contact, interview::Interview, learning::Learning, message::Message,
    referral::Referral, text::Paragraph, vocabulary,
};

vocabulary! {
    /// What a follow-up is about.
    pub enum FollowUpKind {
        /// A word the day before, with one's number (methodology survey, D5).
        ConfirmInterview = "confirm_interview",
        /// Thanks for the conversation (F15, F120).
        ThankYou = "thank_you",
        /// Notes to be written out (F122).
        TranscribeNotes = "transcribe_notes",
        /// The questions there was no time for (F114).
        DeferredQuestions = "deferred_questions",
        /// The resume that they asked for (F18).
        ResumeRequested = "resume_requested",
        /// Word to whoever led to the conversation.
        CloseTheLoop = "close_the_loop",
        /// News about how their advice works out (F124).
        Update = "update",
        /// Word that one has landed, to everybody who helped (F125).
        Announcement = "announcement",
        Other = "other",
    }
}

vocabulary! {
    /// Where a follow-up stands.
    pub enum FollowUpState {
        Pending = "pending",
        Done = "done",
        /// Settled without being done.
        Skipped = "skipped",
        /// Taken back by the rule that made it: its reason is gone.
        Withdrawn = "withdrawn",
    }
}

/// Why there is a follow-up, or why it was skipped or withdrawn.
pub type Reason = Text<1000>;

/// The key of a rule of the methodology.
pub type RuleName = Text<100>;

/// Where a follow-up stands, with what is known in that state only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Pending {
        /// Put off until then; see [`FollowUp::next_due_at`].
        snoozed_until: Option<DateTime<Utc>>,
    },
    Done {
        at: DateTime<Utc>,
    },
    Skipped {
        at: DateTime<Utc>,
        reason: Reason,
    },
    Withdrawn {
        at: DateTime<Utc>,
        reason: Reason,
    },
}

impl State {
    pub fn word(&self) -> FollowUpState {
        match self {
            Self::Pending { .. } => FollowUpState::Pending,
            Self::Done { .. } => FollowUpState::Done,
            Self::Skipped { .. } => FollowUpState::Skipped,
            Self::Withdrawn { .. } => FollowUpState::Withdrawn,
        }
    }
}

/// Something owed to a contact by a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    pub contact_id: Id<Contact>,
    pub interview_id: Option<Id<Interview>>,
    /// The referral whose referrer is to be told; of [`FollowUpKind::CloseTheLoop`] only.
    pub referral_id: Option<Id<Referral>>,
    pub kind: FollowUpKind,
    pub due_at: DateTime<Utc>,
    /// The rule that made it, once for an interview and, where there is one, a referral; None for one the person made.
    pub rule: Option<RuleName>,
    pub reason: Reason,
    pub note: Option<Paragraph>,
    /// The message that settles it once it is sent.
    pub message_id: Option<Id<Message>>,
    /// What was new to the person and is named in the thanks (F121); of [`FollowUpKind::ThankYou`] only.
    pub learning_id: Option<Id<Learning>>,
    pub state: State,
}

/// Why a follow-up stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the follow-up is {state} already")]
    AlreadySettled { state: FollowUpState },
    #[error("the follow-up is pending already")]
    NotSettled,
    #[error("{until} has passed already")]
    SnoozedIntoThePast { until: DateTime<Utc> },
    #[error("{at} is yet to come")]
    DoneInTheFuture { at: DateTime<Utc> },
    /// The member was set by the rule that made the follow-up.
    #[error("{member} is given by the rule that made the follow-up")]
    GivenByRule { member: &'static str },
    #[error("only thanks name what was learned")]
    NotThanks,
}

impl FollowUpKind {
    /// Whether doing it means that the contact hears from the person.
    pub fn reaches_the_contact(self) -> bool {
        match self {
            Self::ConfirmInterview
            | Self::ThankYou
            | Self::DeferredQuestions
            | Self::ResumeRequested
            | Self::CloseTheLoop
            | Self::Update
            | Self::Announcement => true,
            Self::TranscribeNotes | Self::Other => false,
        }
    }
}

impl FollowUp {
    /// Settles it as done, at a time that is not to come.
    ///
    /// # Errors
    /// [`Refused::AlreadySettled`], [`Refused::DoneInTheFuture`].
    pub fn done(self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Refused> {
        let pending = self.pending()?;
        if at > now {
            return Err(Refused::DoneInTheFuture { at });
        }
        Ok(pending.with(State::Done { at }))
    }

    /// Takes what a person may say of it from `wanted`; its rule and where it stands remain.
    ///
    /// # Errors
    /// [`Refused::AlreadySettled`]; [`Refused::GivenByRule`] when a rule made it and whom or what it is about changes;
    /// [`Refused::NotThanks`] as in [`FollowUp::consistent`].
    pub fn revise(self, wanted: Self) -> Result<Self, Refused> {
        let current = self.pending()?;
        let changed = [
            ("contact_id", wanted.contact_id != current.contact_id),
            ("interview_id", wanted.interview_id != current.interview_id),
            ("kind", wanted.kind != current.kind),
        ];
        match changed.into_iter().find(|(_, changed)| *changed) {
            Some((member, _)) if current.rule.is_some() => Err(Refused::GivenByRule { member }),
            _ => Self {
                referral_id: current.referral_id,
                rule: current.rule,
                state: current.state,
                ..wanted
            }
            .consistent(),
        }
    }

    /// The same, if its members go together.
    ///
    /// # Errors
    /// [`Refused::NotThanks`] when something else than thanks names a learning.
    pub fn consistent(self) -> Result<Self, Refused> {
        if self.learning_id.is_some() && self.kind != FollowUpKind::ThankYou {
            return Err(Refused::NotThanks);
        }
        Ok(self)
    }

    /// Settles it without doing it.
    ///
    /// # Errors
    /// [`Refused::AlreadySettled`].
    pub fn skip(self, reason: Reason, at: DateTime<Utc>) -> Result<Self, Refused> {
        Ok(self.pending()?.with(State::Skipped { at, reason }))
    }

    /// Puts it off. The moment it is due by is kept, so that the delay remains visible.
    ///
    /// # Errors
    /// [`Refused::AlreadySettled`]; [`Refused::SnoozedIntoThePast`] unless `until` is later than `now`.
    pub fn snooze(self, until: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Refused> {
        let pending = self.pending()?;
        if until <= now {
            return Err(Refused::SnoozedIntoThePast { until });
        }
        Ok(pending.with(State::Pending {
            snoozed_until: Some(until),
        }))
    }

    /// Takes back that it was settled.
    ///
    /// # Errors
    /// [`Refused::NotSettled`].
    pub fn reopen(self) -> Result<Self, Refused> {
        if self.state.word() == FollowUpState::Pending {
            return Err(Refused::NotSettled);
        }
        let pending = State::Pending {
            snoozed_until: None,
        };
        // The message that settled it has gone out; the next will be another.
        Ok(Self {
            message_id: None,
            ..self.with(pending)
        })
    }

    /// Takes back that it was put off or skipped.
    ///
    /// # Errors
    /// [`Refused::AlreadySettled`] when it was done or withdrawn.
    pub fn restore(self) -> Result<Self, Refused> {
        match self.state.word() {
            FollowUpState::Skipped => self.reopen(),
            _ => Ok(self.pending()?.with(State::Pending {
                snoozed_until: None,
            })),
        }
    }

    /// When it is to be done while pending: the later of the moment it is due by and the one it is snoozed until.
    /// None once settled.
    pub fn next_due_at(&self) -> Option<DateTime<Utc>> {
        match self.state {
            State::Pending { snoozed_until } => Some(self.due_at).max(snoozed_until),
            State::Done { .. } | State::Skipped { .. } | State::Withdrawn { .. } => None,
        }
    }

    fn pending(self) -> Result<Self, Refused> {
        match self.state.word() {
            FollowUpState::Pending => Ok(self),
            state => Err(Refused::AlreadySettled { state }),
        }
    }

    fn with(self, state: State) -> Self {
        Self { state, ..self }
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{
        samples::{noon, pending},
        *,
    };

    fn hours(hours: i64) -> TimeDelta {
        TimeDelta::hours(hours)
    }

    #[test]
    fn a_follow_up_is_settled_once() {
        let reason = Reason::parse("They have moved").unwrap();
        let done = pending().done(noon(), noon()).unwrap();
        let skipped = pending().skip(reason.clone(), noon()).unwrap();
        for settled in [done, skipped] {
            let state = settled.state.word();
            let refused = Err(Refused::AlreadySettled { state });
            assert_eq!(settled.clone().done(noon(), noon()), refused);
            assert_eq!(settled.clone().skip(reason.clone(), noon()), refused);
            assert_eq!(settled.snooze(noon() + hours(1), noon()), refused);
        }
    }

    #[test]
    fn nothing_is_done_before_its_time_has_come() {
        let at = noon() + hours(1);
        let refused = Err(Refused::DoneInTheFuture { at });
        assert_eq!(pending().done(at, noon()), refused);
    }

    #[test]
    fn what_a_rule_said_is_not_revised_and_what_a_person_said_is() {
        let wanted = FollowUp {
            kind: FollowUpKind::Update,
            due_at: noon() + hours(1),
            ..pending()
        };
        assert_eq!(pending().revise(wanted.clone()), Ok(wanted.clone()));
        let rule = Some(RuleName::parse("thank_you_days").unwrap());
        let made = |kind| FollowUp {
            rule: rule.clone(),
            kind,
            ..pending()
        };
        assert_eq!(
            made(FollowUpKind::ThankYou).revise(wanted.clone()),
            Err(Refused::GivenByRule { member: "kind" })
        );
        let revised = made(FollowUpKind::Update).revise(wanted.clone()).unwrap();
        assert_eq!((revised.due_at, revised.rule), (wanted.due_at, rule));
        let done = pending().done(noon(), noon()).unwrap();
        let state = FollowUpState::Done;
        assert_eq!(done.revise(wanted), Err(Refused::AlreadySettled { state }));
    }

    #[test]
    fn a_settled_follow_up_can_be_reopened() {
        let done = pending().done(noon(), noon()).unwrap();
        assert_eq!(done.next_due_at(), None);
        assert_eq!(done.reopen(), Ok(pending()));
        assert_eq!(pending().reopen(), Err(Refused::NotSettled));
    }

    #[test]
    fn a_follow_up_is_put_off_only_into_the_future() {
        assert_eq!(
            pending().snooze(noon(), noon()),
            Err(Refused::SnoozedIntoThePast { until: noon() })
        );
        let snoozed = pending().snooze(noon() + hours(5), noon()).unwrap();
        assert_eq!(snoozed.due_at, noon());
        assert_eq!(snoozed.next_due_at(), Some(noon() + hours(5)));
    }

    #[test]
    fn to_snooze_a_follow_up_does_not_make_it_due_earlier() {
        let snoozed = pending().snooze(noon() - hours(5), noon() - hours(9));
        assert_eq!(snoozed.unwrap().next_due_at(), Some(noon()));
    }
}
