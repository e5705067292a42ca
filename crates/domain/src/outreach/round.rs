//! A round of asking: what was tried since the contact last answered, or since they were last left alone.

use chrono::{DateTime, Utc};

use super::{Attempt, Facts, Outcome};
use crate::methodology::{FollowUpStep, StepTarget, turns};

/// The tries of a round in order. What never arrived is no try: it bothered nobody.
#[derive(Clone, Debug, Default)]
pub(super) struct Round<'a> {
    tries: Vec<&'a Attempt>,
}

/// What the steps say comes next.
#[derive(Clone, Copy, Debug)]
pub(super) struct NextSteps<'a> {
    /// Somebody else at the organization, first.
    pub(super) other: Option<&'a FollowUpStep>,
    /// The contact.
    pub(super) them: &'a FollowUpStep,
}

impl<'a> Round<'a> {
    pub(super) fn push(&mut self, attempt: &'a Attempt) {
        self.tries.push(attempt);
    }

    /// A message that is found to have come back was no try.
    pub(super) fn withdraw(&mut self, returned: &Attempt) {
        let same = |tried: &&Attempt| {
            let tried = tried.touch();
            tried.outcome == Outcome::Sent && tried.channel == returned.touch().channel
        };
        if let Some(index) = self.tries.iter().rposition(same) {
            self.tries.remove(index);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tries.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tries.is_empty()
    }

    pub(super) fn last(&self) -> Option<&'a Attempt> {
        self.tries.last().copied()
    }

    pub(super) fn first_at(&self) -> Option<DateTime<Utc>> {
        self.tries.first().map(|first| first.touch().at)
    }

    /// A message of ours that still lies unanswered.
    pub(super) fn waiting(&self) -> Option<&'a Attempt> {
        let sent = |tried: &&Attempt| tried.touch().outcome == Outcome::Sent;
        self.last().filter(sent)
    }

    /// The steps that come next; none when all are taken. Every try after the first has taken a step towards the contact,
    /// and an earlier one towards somebody else is then too late.
    pub(super) fn next_steps<'s>(
        &self,
        steps: &'s [FollowUpStep],
        facts: &Facts,
    ) -> Option<NextSteps<'s>> {
        let taken = self.len().saturating_sub(1);
        let pursued = self.first_at().map_or(0, |at| facts.others_since(at));
        let mut other = None;
        for turn in turns(steps) {
            match turn.step.target {
                StepTarget::SameContact if turn.number > taken => {
                    let them = turn.step;
                    return Some(NextSteps { other, them });
                }
                StepTarget::SameContact => other = None,
                StepTarget::OtherContactSameOrganization if turn.number > pursued => {
                    other = other.or(Some(turn.step));
                }
                StepTarget::OtherContactSameOrganization => {}
            }
        }
        None
    }
}
