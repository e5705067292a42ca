//! Whether a pitch has what it needs and keeps the time, and what to do about it.

use super::{Pitch, PitchSection, PitchText, Rehearsed, Seconds};
use crate::{
    methodology::{Preparing, Span},
    profile::SearchStage,
    vocabulary,
};

vocabulary! {
    /// What a good pitch has.
    pub enum PitchRule {
        /// All that it needs is told (F92, F95).
        Complete = "complete",
        /// It is neither too short nor too long (F91).
        InTime = "in_time",
        /// It was said aloud (F93).
        Rehearsed = "rehearsed",
        /// It says where the person stands (F94).
        WhereIAm = "where_i_am",
    }
}

vocabulary! {
    /// What the seconds of a pitch come from.
    pub enum TimeBasis {
        /// It was said aloud.
        Rehearsed = "rehearsed",
        /// Counted from its words.
        Estimated = "estimated",
    }
}

/// The numbers of the methodology that a pitch depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PitchPolicy {
    /// How many seconds it takes (F91).
    pub seconds: Span,
    /// How fast people speak; not every version of a methodology says so.
    pub words_per_minute: Option<u32>,
}

impl From<&Preparing> for PitchPolicy {
    fn from(preparing: &Preparing) -> Self {
        let rate = preparing.speaking_words_per_minute.as_ref();
        Self {
            seconds: preparing.pitch_seconds.value,
            words_per_minute: rate.map(|rate| rate.value),
        }
    }
}

/// How long a pitch takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PitchTiming {
    pub words: u32,
    /// Rounded up; `None` when the methodology does not say how fast people speak, or nothing is told.
    pub estimated_seconds: Option<u32>,
    /// What counts: the last rehearsal, else the estimate.
    pub seconds: Option<(u32, TimeBasis)>,
}

impl PitchTiming {
    pub fn of(pitch: &Pitch, rehearsed: Option<Seconds>, policy: PitchPolicy) -> Self {
        let words = pitch.words();
        let rate = policy
            .words_per_minute
            .filter(|rate| *rate > 0 && words > 0);
        let estimated_seconds = rate.map(|rate| words.saturating_mul(60).div_ceil(rate));
        let rehearsed =
            rehearsed.map(|seconds| (seconds.get().unsigned_abs().into(), TimeBasis::Rehearsed));
        let estimated = estimated_seconds.map(|seconds| (seconds, TimeBasis::Estimated));
        Self {
            words,
            estimated_seconds,
            seconds: rehearsed.or(estimated),
        }
    }
}

/// What would meet a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PitchFix {
    /// Tell these parts.
    Tell { sections: Vec<PitchSection> },
    /// Cut it by so many seconds.
    Shorten { seconds: u32 },
    /// Add so many seconds.
    Lengthen { seconds: u32 },
    /// Say it aloud, and note the seconds.
    Rehearse,
}

/// One rule, whether it is met and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PitchFinding {
    pub rule: PitchRule,
    /// A sentence for the person.
    pub why: String,
    /// None when the rule is met.
    pub fix: Option<PitchFix>,
}

/// Everything that can be said of a pitch.
pub fn review(
    pitch: &Pitch,
    rehearsed: Option<Rehearsed>,
    policy: PitchPolicy,
) -> (PitchTiming, [PitchFinding; 4]) {
    let timing = PitchTiming::of(pitch, rehearsed.map(|known| known.last), policy);
    let times = rehearsed.map_or(0, |known| known.times);
    let findings = [
        completeness(pitch),
        time_limit(timing, policy.seconds),
        PitchFinding {
            rule: PitchRule::Rehearsed,
            why: match times {
                0 => "it was never said aloud".to_owned(),
                1 => "it was said aloud once".to_owned(),
                _ => format!("it was said aloud {times} times"),
            },
            fix: (times == 0).then_some(PitchFix::Rehearse),
        },
        standpoint(pitch),
    ];
    (timing, findings)
}

/// Whether everything needed is told (F92, F95).
pub fn completeness(pitch: &Pitch) -> PitchFinding {
    let sections = pitch.missing();
    let named: Vec<&str> = sections.iter().copied().map(spoken).collect();
    PitchFinding {
        rule: PitchRule::Complete,
        why: if sections.is_empty() {
            "everything that a pitch needs is told".to_owned()
        } else {
            format!("it does not tell {}", named.join(", nor "))
        },
        fix: (!sections.is_empty()).then_some(PitchFix::Tell { sections }),
    }
}

/// Whether it is neither too short nor too long (F91).
pub fn time_limit(timing: PitchTiming, Span { min, max }: Span) -> PitchFinding {
    let (why, fix) = match timing.seconds {
        None => (
            format!("how long it takes is not known; good are {min} to {max} seconds"),
            Some(PitchFix::Rehearse),
        ),
        Some((seconds, basis)) => {
            let took = match basis {
                TimeBasis::Rehearsed => "it took",
                TimeBasis::Estimated => "by its words it takes about",
            };
            let why = format!("{took} {seconds} seconds; good are {min} to {max}");
            let fix = if seconds > max {
                Some(PitchFix::Shorten {
                    seconds: seconds - max,
                })
            } else if seconds < min {
                Some(PitchFix::Lengthen {
                    seconds: min - seconds,
                })
            } else {
                None
            };
            (why, fix)
        }
    };
    PitchFinding {
        rule: PitchRule::InTime,
        why,
        fix,
    }
}

fn standpoint(pitch: &Pitch) -> PitchFinding {
    let is_told = pitch.sections.where_i_am.is_some();
    PitchFinding {
        rule: PitchRule::WhereIAm,
        why: if is_told {
            "it says where you stand"
        } else {
            "it does not say whether you are looking now or only starting"
        }
        .to_owned(),
        fix: (!is_told).then(|| PitchFix::Tell {
            sections: vec![PitchSection::WhereIAm],
        }),
    }
}

fn spoken(section: PitchSection) -> &'static str {
    match section {
        PitchSection::Reintroduction => "who you are",
        PitchSection::WhereIAm => "where you stand",
        PitchSection::WorkWanted => "what work you want",
        PitchSection::Why => "why you want it",
        PitchSection::MissionLink => "what ties you to what the organization is for",
        PitchSection::HopesToLearn => "what you hope to learn",
    }
}

/// What a person at that stage of their search may say of it (F94).
pub fn where_i_am(stage: SearchStage) -> PitchText {
    PitchText::of_ours(match stage {
        SearchStage::JustStarting => "I am just starting to find out what I would like to do.",
        SearchStage::Exploring => "I am exploring a few fields before I decide on one.",
        SearchStage::Graduating => "I graduate soon, and will be looking for work then.",
        SearchStage::LookingNow => "I am looking for work now.",
        SearchStage::EmployedAndCurious => "I have work, and am curious what else there is.",
        SearchStage::NotLooking => "I am not looking for work; I would like to understand yours.",
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        pitch::{Sections, samples::complete},
        vocabulary::Vocabulary,
    };

    const POLICY: PitchPolicy = PitchPolicy {
        seconds: Span { min: 30, max: 45 },
        words_per_minute: Some(150),
    };

    fn fixes(pitch: &Pitch, last: Option<i16>) -> Vec<(PitchRule, PitchFix)> {
        let rehearsed = last.map(|seconds| Seconds::new(seconds).unwrap());
        let rehearsed = rehearsed.map(|last| Rehearsed {
            times: 1,
            last,
            best: last,
        });
        let (_, findings) = review(pitch, rehearsed, POLICY);
        let unmet = findings.into_iter();
        unmet.filter_map(|one| Some((one.rule, one.fix?))).collect()
    }

    #[test]
    fn a_rehearsal_counts_over_the_estimate() {
        let timing = PitchTiming::of(&complete(), None, POLICY);
        assert_eq!(timing.seconds, Some((10, TimeBasis::Estimated)));
        let said = PitchTiming::of(&complete(), Seconds::new(40).ok(), POLICY);
        assert_eq!(said.estimated_seconds, Some(10));
        assert_eq!(said.seconds, Some((40, TimeBasis::Rehearsed)));
    }

    #[test]
    fn what_to_do_is_told() {
        let stand = PitchFix::Tell {
            sections: vec![PitchSection::WhereIAm],
        };
        let stand = (PitchRule::WhereIAm, stand);
        assert_eq!(fixes(&complete(), Some(40)), std::slice::from_ref(&stand));
        let long = (PitchRule::InTime, PitchFix::Shorten { seconds: 15 });
        assert_eq!(fixes(&complete(), Some(60)), [long, stand]);
        let empty = fixes(&Pitch::default(), None);
        assert_eq!(empty.len(), 4);
        assert_eq!(empty[1], (PitchRule::InTime, PitchFix::Rehearse));
        let (_, [missing, ..]) = review(&Pitch::default(), None, POLICY);
        assert_eq!(
            missing.why,
            "it does not tell who you are, nor what work you want, nor why you want it, nor what you hope to learn"
        );
    }

    #[test]
    fn a_methodology_need_not_say_how_fast_people_speak() {
        let silent = PitchPolicy {
            words_per_minute: None,
            ..POLICY
        };
        let timing = PitchTiming::of(&complete(), None, silent);
        assert_eq!((timing.words, timing.seconds), (24, None));
    }

    #[test]
    fn each_stage_has_its_words() {
        for stage in SearchStage::ALL {
            assert!(!where_i_am(*stage).as_str().is_empty());
        }
    }

    proptest! {
        #[test]
        fn whoever_does_as_told_keeps_the_time(words in 1..900_usize) {
            let text = |count: usize| PitchText::parse(&vec!["a"; count.clamp(1, 500)].join(" ")).ok();
            let pitch = Pitch {
                sections: Sections { why: text(words), work_wanted: text(words / 2), ..Sections::default() },
                ..Pitch::default()
            };
            let timing = PitchTiming::of(&pitch, None, POLICY);
            let (seconds, _) = timing.seconds.unwrap();
            let after = match time_limit(timing, POLICY.seconds).fix {
                Some(PitchFix::Shorten { seconds: less }) => seconds - less,
                Some(PitchFix::Lengthen { seconds: more }) => seconds + more,
                _ => seconds,
            };
            prop_assert!((30..=45).contains(&after));
        }
    }
}
