//! How far outreach gets, step by step (F70).

use super::Rate;
use crate::{vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// How far an outreach got; whoever is at a step was at the one before, recorded or not.
    pub enum FunnelStep {
        /// The person made a first attempt, before any word of the contact's.
        Begun = "begun",
        /// An attempt got to them and did not come back.
        Reached = "reached",
        /// They answered, in whatever way.
        Answered = "answered",
        Willing = "willing",
        MeetingAgreed = "meeting_agreed",
        InterviewScheduled = "interview_scheduled",
        Held = "held",
        /// The thank-you is done.
        Thanked = "thanked",
        /// They led to somebody, also by a no that named somebody (F59).
        Referred = "referred",
    }
}

/// One step, with how many took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub step: FunnelStep,
    pub count: u32,
    /// Of those at [`FunnelStep::after`]; of the first step all.
    pub of_previous: Rate,
    pub of_all: Rate,
    pub words: String,
}

impl FunnelStep {
    /// The step before it. Somebody who declines can still name somebody, so that step follows the answer.
    pub fn after(self) -> Option<Self> {
        match self {
            Self::Begun => None,
            Self::Reached => Some(Self::Begun),
            Self::Answered => Some(Self::Reached),
            Self::Willing | Self::Referred => Some(Self::Answered),
            Self::MeetingAgreed => Some(Self::Willing),
            Self::InterviewScheduled => Some(Self::MeetingAgreed),
            Self::Held => Some(Self::InterviewScheduled),
            Self::Thanked => Some(Self::Held),
        }
    }

    /// What those at the step did.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Begun => "were begun",
            Self::Reached => "reached somebody",
            Self::Answered => "were answered",
            Self::Willing => "met with interest",
            Self::MeetingAgreed => "led to a yes to a meeting",
            Self::InterviewScheduled => "came into the calendar",
            Self::Held => "led to a conversation",
            Self::Thanked => "were followed by thanks",
            Self::Referred => "led to somebody else",
        }
    }
}

/// The steps, from how many are at each.
pub fn funnel(count: impl Fn(FunnelStep) -> u32) -> Vec<Step> {
    let all = count(FunnelStep::Begun);
    let step = |step: FunnelStep| {
        let at = count(step);
        let of_previous = Rate::new(at, step.after().map_or(all, &count));
        Step {
            step,
            count: at,
            of_previous,
            of_all: Rate::new(at, all),
            words: match step.after() {
                None => format!("{at} {}.", step.verb()),
                Some(_) => of_previous.words(step.verb()),
            },
        }
    };
    FunnelStep::ALL.iter().copied().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_counted_against_the_one_before_and_against_all() {
        let steps = funnel(|step| match step {
            FunnelStep::Begun => 10,
            FunnelStep::Reached => 8,
            FunnelStep::Answered => 4,
            FunnelStep::Referred => 1,
            _ => 2,
        });
        let answered = &steps[2];
        assert_eq!(
            (answered.of_previous, answered.of_all),
            (Rate::new(4, 8), Rate::new(4, 10))
        );
        assert_eq!(
            answered.words,
            "4 of 8 were answered; with so few, anything from 22 to 78 percent is possible."
        );
        assert_eq!(steps[8].of_previous, Rate::new(1, 4));
        assert_eq!(steps[0].of_previous, Rate::new(10, 10));
        assert_eq!(steps[0].words, "10 were begun.");
    }

    #[test]
    fn every_step_leads_back_to_the_first() {
        for step in FunnelStep::ALL {
            let path = std::iter::successors(Some(*step), |step| step.after());
            assert_eq!(path.last(), Some(FunnelStep::Begun));
        }
    }
}
