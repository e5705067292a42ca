//! How a conversation went, as the person tells it when it is over.

use super::{ExtendedMinutes, Interview, State};
use crate::{Text, whole::Whole};

/// From 1, not at all, to 5, fully.
pub type Confidence = Whole<1, 5>;
/// The person's own part of the talking, in percent (F162).
pub type TalkShare = Whole<0, 100>;

/// How it went; what is not said is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debrief {
    /// How they would like to stay in touch.
    pub stay_in_touch: Option<Text<500>>,
    pub confidence_before: Option<Confidence>,
    pub confidence_after: Option<Confidence>,
    pub talk_share_percent: Option<TalkShare>,
}

impl Interview {
    /// Minutes beyond those agreed on and offered, once it has ended (F167).
    pub fn overrun_minutes(&self) -> Option<i16> {
        let State::Completed { actual_minutes, .. } = self.state else {
            return None;
        };
        let granted = self.planned_minutes.get() + self.extended_minutes.get();
        Some((actual_minutes.get() - granted).max(0))
    }

    /// The same with the minutes that the interviewee offered in all.
    #[must_use]
    pub fn extended(self, extended_minutes: ExtendedMinutes) -> Self {
        Self {
            extended_minutes,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::interview::{
        ActualMinutes, Ending, ExtendedMinutes,
        samples::{in_progress, minutes, noon},
    };

    #[test]
    fn minutes_that_nobody_granted_are_an_overrun() {
        let overrun = |actual: i16, extended: i16| {
            let end = noon() + minutes(90);
            let ending = Ending {
                actual_minutes: Some(ActualMinutes::new(actual).unwrap()),
                ..Ending::at(end)
            };
            let extended = ExtendedMinutes::new(extended).unwrap();
            let held = in_progress().extended(extended).complete(ending, end);
            held.unwrap().overrun_minutes()
        };
        assert_eq!(in_progress().overrun_minutes(), None);
        assert_eq!(
            [overrun(15, 0), overrun(27, 0), overrun(27, 5)],
            [Some(0), Some(7), Some(2)]
        );
    }
}
