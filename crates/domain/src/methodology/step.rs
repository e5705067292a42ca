//! The follow-ups of a methodology: what to try while there is no answer, step by step (methodology survey, D4).

use crate::{calendar::Wait, channel::Channel, vocabulary};

/// Steps that a profile can have.
pub const MAX_STEPS: usize = 10;
/// Times that one step can be taken, where that is limited.
const MAX_TIMES: u32 = 20;

vocabulary! {
    /// To whom a follow-up goes.
    pub enum StepTarget {
        SameContact = "same_contact",
        /// Somebody else at their organization (3B7).
        OtherContactSameOrganization = "other_contact_same_organization",
    }
}

vocabulary! {
    /// Which attempt the days of a wait are counted from.
    pub enum CountedFrom {
        PreviousAttempt = "previous_attempt",
        /// The first since the contact last answered, or since they were last left alone.
        FirstMessage = "first_message",
    }
}

/// One follow-up of a message that has had no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpStep {
    /// How long after that attempt; whether noon cuts a day off, another rule says.
    pub wait: Wait,
    /// By what, the preferred channel first.
    pub channels: Vec<Channel>,
    pub target: StepTarget,
    pub counted_from: CountedFrom,
    /// How often it is taken; without a limit as often as the cap on attempts allows.
    pub max: Option<u32>,
}

/// Steps that lead nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSteps {
    #[error("must be from 1 to {MAX_STEPS} steps")]
    Count,
    #[error("must wait for at least one day")]
    After { step: usize },
    #[error("must name a channel")]
    Channels { step: usize },
    #[error("must be from 1 to {MAX_TIMES} times")]
    Max { step: usize },
    #[error("must say how often: only the last step goes on until the cap on attempts")]
    Endless { step: usize },
    #[error("must be a step towards the same contact: somebody else is asked only in between")]
    OnlyOthers,
}

impl InvalidSteps {
    /// The place of what does not fit below `steps`, as a JSON Pointer.
    pub fn pointer(self) -> String {
        match self {
            Self::Count | Self::OnlyOthers => String::new(),
            Self::After { step } => format!("/{step}/after"),
            Self::Channels { step } => format!("/{step}/channels"),
            Self::Max { step } | Self::Endless { step } => format!("/{step}/max"),
        }
    }
}

/// # Errors
/// [`InvalidSteps`]
pub(super) fn check(steps: &[FollowUpStep]) -> Result<(), InvalidSteps> {
    if !(1..=MAX_STEPS).contains(&steps.len()) {
        return Err(InvalidSteps::Count);
    }
    for (step, one) in steps.iter().enumerate() {
        if one.wait.span().min == 0 {
            return Err(InvalidSteps::After { step });
        }
        if one.channels.is_empty() {
            return Err(InvalidSteps::Channels { step });
        }
        match one.max {
            Some(times) if !(1..=MAX_TIMES).contains(&times) => {
                return Err(InvalidSteps::Max { step });
            }
            None if step + 1 < steps.len() => return Err(InvalidSteps::Endless { step }),
            _ => {}
        }
    }
    match steps.last() {
        Some(last) if last.target == StepTarget::SameContact => Ok(()),
        _ => Err(InvalidSteps::OnlyOthers),
    }
}

/// One taking of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn<'a> {
    pub step: &'a FollowUpStep,
    /// How many turns up to this one, itself included, go to the same target.
    pub number: usize,
}

/// Every taking of the steps in order; it does not end where the last step has no limit.
pub fn turns(steps: &[FollowUpStep]) -> impl Iterator<Item = Turn<'_>> {
    let times = |step: &FollowUpStep| {
        step.max
            .map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX))
    };
    let takings = steps
        .iter()
        .flat_map(move |step| std::iter::repeat_n(step, times(step)));
    takings.scan((0, 0), |(same, others), step| {
        let number = match step.target {
            StepTarget::SameContact => same,
            StepTarget::OtherContactSameOrganization => others,
        };
        *number += 1;
        Some(Turn {
            step,
            number: *number,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::DayUnit, methodology::Span};

    fn wait(min: u32) -> Wait {
        Wait::new(DayUnit::BusinessDays, false, Span { min, max: 7 }).unwrap()
    }

    fn step(target: StepTarget, max: Option<u32>) -> FollowUpStep {
        FollowUpStep {
            wait: wait(3),
            channels: vec![Channel::Email],
            target,
            counted_from: CountedFrom::FirstMessage,
            max,
        }
    }

    const SAME: StepTarget = StepTarget::SameContact;
    const OTHER: StepTarget = StepTarget::OtherContactSameOrganization;

    #[test]
    fn each_step_is_taken_as_often_as_it_says() {
        let steps = [step(OTHER, Some(1)), step(SAME, Some(2)), step(SAME, None)];
        let taken: Vec<_> = turns(&steps)
            .take(6)
            .map(|turn| (turn.step.target, turn.step.max, turn.number))
            .collect();
        assert_eq!(
            taken,
            [
                (OTHER, Some(1), 1),
                (SAME, Some(2), 1),
                (SAME, Some(2), 2),
                (SAME, None, 3),
                (SAME, None, 4),
                (SAME, None, 5),
            ]
        );
        assert_eq!(turns(&steps[..2]).count(), 3);
    }

    #[test]
    fn steps_have_an_order_an_end_and_the_contact_in_mind() {
        let good = vec![step(OTHER, Some(1)), step(SAME, None)];
        assert_eq!(check(&good), Ok(()));
        let mut silent = good.clone();
        silent[1].channels.clear();
        let mut hasty = good.clone();
        hasty[0].wait = wait(0);
        for (steps, why, pointer) in [
            (vec![], InvalidSteps::Count, ""),
            (vec![step(SAME, Some(1)); 11], InvalidSteps::Count, ""),
            (hasty, InvalidSteps::After { step: 0 }, "/0/after"),
            (silent, InvalidSteps::Channels { step: 1 }, "/1/channels"),
            (
                vec![step(SAME, Some(0))],
                InvalidSteps::Max { step: 0 },
                "/0/max",
            ),
            (
                vec![step(SAME, None), step(SAME, None)],
                InvalidSteps::Endless { step: 0 },
                "/0/max",
            ),
            (vec![step(OTHER, Some(1))], InvalidSteps::OnlyOthers, ""),
        ] {
            assert_eq!(check(&steps), Err(why));
            assert_eq!(why.pointer(), pointer);
        }
    }
}
