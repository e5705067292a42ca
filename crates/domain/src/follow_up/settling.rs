//! What becomes of the follow-ups that rules made when what they follow from changes.

use chrono::{DateTime, Utc};

use super::{Facts, FollowUp, FollowUpKind, FollowUpPolicy, FollowUpState, Reason, State, owed};
use crate::{Id, Stored, interview::InterviewState, referral::Referral};

/// A change of the facts about an interview, and the follow-ups that come and go with it.
///
/// Only what the change brings about is done, so that whatever a person settled, moved or took up again stays as they
/// left it until its own reason changes.
#[derive(Clone, Debug)]
pub struct Settling<'a> {
    after: Facts<'a>,
    was: Vec<FollowUp>,
    is: Vec<FollowUp>,
    now: DateTime<Utc>,
}

/// What to keep of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub made: Vec<FollowUp>,
    /// Moved, withdrawn, done, or owed again.
    pub changed: Vec<Stored<FollowUp>>,
}

impl<'a> Settling<'a> {
    /// `before` is None when the interview was not there.
    pub fn new(
        before: Option<Facts<'_>>,
        after: Facts<'a>,
        policy: FollowUpPolicy,
        now: DateTime<Utc>,
    ) -> Self {
        let was = before.map(|facts| owed(&facts, policy));
        let mut is = owed(&after, policy);
        // There is no day left on which to confirm.
        is.retain(|one| one.kind != FollowUpKind::ConfirmInterview || one.due_at > now);
        Self {
            after,
            was: was.unwrap_or_default(),
            is,
            now,
        }
    }

    /// Whether nothing is owed now that was not owed before, or the reverse.
    pub fn is_idle(&self) -> bool {
        self.was == self.is
    }

    /// Decides about those that rules made of this interview so far.
    pub fn decide(self, made: Vec<Stored<FollowUp>>) -> Settled {
        let mut settled = Settled::default();
        for one in &self.is {
            let known = made.iter().find(|known| key(&known.value) == key(one));
            match known {
                None => settled.made.push(one.clone()),
                Some(known) => settled.changed.extend(self.follow(known, one)),
            }
        }
        let gone = made.into_iter().filter(|known| self.is_gone(&known.value));
        settled.changed.extend(gone.map(|known| {
            let ended = known.value.clone().with(self.end(&known.value));
            known.with(ended)
        }));
        settled
    }

    fn is_gone(&self, known: &FollowUp) -> bool {
        let owed = |list: &[FollowUp]| list.iter().any(|one| key(one) == key(known));
        known.state.word() == FollowUpState::Pending && owed(&self.was) && !owed(&self.is)
    }

    /// One that is owed and there: it moves when its day or reason changes, and comes back when it was withdrawn.
    fn follow(&self, known: &Stored<FollowUp>, owed: &FollowUp) -> Option<Stored<FollowUp>> {
        let was = self.was.iter().find(|one| key(one) == key(owed));
        let is_moved =
            was.is_none_or(|was| (was.due_at, &was.reason) != (owed.due_at, &owed.reason));
        let is_open = match known.value.state.word() {
            FollowUpState::Pending | FollowUpState::Withdrawn => true,
            FollowUpState::Done | FollowUpState::Skipped => false,
        };
        let next = FollowUp {
            due_at: owed.due_at,
            reason: owed.reason.clone(),
            // What it was put off from has moved.
            state: owed.state.clone(),
            ..known.value.clone()
        };
        (is_moved && is_open && next != known.value).then(|| known.clone().with(next))
    }

    /// How one ends that is not owed any more: done by what happened, or withdrawn.
    fn end(&self, gone: &FollowUp) -> State {
        let interview = self.after.interview;
        let reason = match (gone.kind, interview.state.word()) {
            (FollowUpKind::TranscribeNotes, _) => {
                if let Some(at) = interview.notes_transcribed_at() {
                    return State::Done { at };
                }
                "There are no notes to transcribe."
            }
            (FollowUpKind::ResumeRequested, _) => "They do not ask for your resume any more.",
            (FollowUpKind::DeferredQuestions, _) => "No question is left over any more.",
            (_, InterviewState::Canceled) => "The meeting was called off.",
            (_, InterviewState::NoShow) => "The meeting was missed.",
            (_, InterviewState::InProgress | InterviewState::Completed) => "You have met.",
            (_, InterviewState::Scheduled) => {
                "The meeting was moved, and no day is left before it."
            }
        };
        State::Withdrawn {
            at: self.now,
            reason: Reason::of_ours(reason),
        }
    }
}

type Key<'a> = (Option<&'a str>, Option<Id<Referral>>);

/// By what a follow-up of an interview is known, as the database has it.
fn key(one: &FollowUp) -> Key<'_> {
    let rule = one.rule.as_ref();
    (rule.map(crate::Text::as_str), one.referral_id)
}

#[cfg(test)]
mod tests;
