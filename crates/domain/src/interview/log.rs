//! The log of a conversation: what happened and when, and the state that follows from it in whatever order it arrives.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Answer, Interview, Mark, PlannedQuestion};
use crate::{Id, Stored, vocabulary, whole::Whole};

vocabulary! {
    /// What happened in a conversation.
    pub enum SessionEventKind {
        Asked = "asked",
        /// What they said, when it is noted apart from the asking.
        Answered = "answered",
        /// They told before they were asked (F110).
        AnsweredUnprompted = "answered_unprompted",
        /// The answer was known already.
        AlreadyKnown = "already_known",
        Skipped = "skipped",
        /// Left for a message afterwards (F114).
        Deferred = "deferred",
        /// An earlier mark was a mistake.
        TakenBack = "taken_back",
        /// The interviewee offered more time; nobody else extends a conversation (F167).
        ExtensionOffered = "extension_offered",
        /// The person said that time is up (F168).
        TimeAnnounced = "time_announced",
        Note = "note",
    }
}

/// Minutes that the interviewee offers at once: 1 to 120.
pub type OfferedMinutes = Whole<1, 120>;
/// Minutes offered in all: with the 60 that can be agreed on, as many as a conversation can have.
pub type ExtendedMinutes = Whole<0, 540>;

/// Events that a conversation can have, so that its state is always quickly told.
pub const MAX_EVENTS: usize = 1000;

/// What became of a question at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Asked {
        answer: Option<Answer>,
    },
    /// None takes the answer back and leaves the question asked.
    Answered {
        answer: Option<Answer>,
    },
    AnsweredUnprompted {
        answer: Option<Answer>,
    },
    AlreadyKnown,
    Skipped,
    Deferred,
    TakenBack,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    Question { id: Id<PlannedQuestion>, told: Told },
    ExtensionOffered { minutes: OfferedMinutes },
    TimeAnnounced,
    Note { text: Answer },
}

/// Something that happened in a conversation. Its id is made where it is noted, so that sending it again adds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEvent {
    pub interview_id: Id<Interview>,
    pub happened_at: DateTime<Utc>,
    pub happening: Happening,
}

/// What the log says of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    marks: BTreeMap<Uuid, Mark>,
    pub extended: ExtendedMinutes,
    /// When the person said that time is up (F168), unless more time was offered since.
    pub time_announced_at: Option<DateTime<Utc>>,
}

impl SessionEvent {
    pub fn kind(&self) -> SessionEventKind {
        match &self.happening {
            Happening::Question { told, .. } => told.kind(),
            Happening::ExtensionOffered { .. } => SessionEventKind::ExtensionOffered,
            Happening::TimeAnnounced => SessionEventKind::TimeAnnounced,
            Happening::Note { .. } => SessionEventKind::Note,
        }
    }

    /// The question that it is about.
    pub fn question(&self) -> Option<Id<PlannedQuestion>> {
        match self.happening {
            Happening::Question { id, .. } => Some(id),
            Happening::ExtensionOffered { .. }
            | Happening::TimeAnnounced
            | Happening::Note { .. } => None,
        }
    }

    pub fn text(&self) -> Option<&Answer> {
        match &self.happening {
            Happening::Question { told, .. } => told.answer(),
            Happening::ExtensionOffered { .. } | Happening::TimeAnnounced => None,
            Happening::Note { text } => Some(text),
        }
    }

    pub fn minutes(&self) -> Option<OfferedMinutes> {
        match self.happening {
            Happening::ExtensionOffered { minutes } => Some(minutes),
            Happening::Question { .. } | Happening::TimeAnnounced | Happening::Note { .. } => None,
        }
    }
}

impl Told {
    fn kind(&self) -> SessionEventKind {
        match self {
            Self::Asked { .. } => SessionEventKind::Asked,
            Self::Answered { .. } => SessionEventKind::Answered,
            Self::AnsweredUnprompted { .. } => SessionEventKind::AnsweredUnprompted,
            Self::AlreadyKnown => SessionEventKind::AlreadyKnown,
            Self::Skipped => SessionEventKind::Skipped,
            Self::Deferred => SessionEventKind::Deferred,
            Self::TakenBack => SessionEventKind::TakenBack,
        }
    }

    fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Asked { answer }
            | Self::Answered { answer }
            | Self::AnsweredUnprompted { answer } => answer.as_ref(),
            Self::AlreadyKnown | Self::Skipped | Self::Deferred | Self::TakenBack => None,
        }
    }
}

impl Course {
    /// The state after these events: they count in the order in which they happened, each once.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Stored<SessionEvent>>) -> Self {
        let in_order: BTreeMap<_, _> = events
            .into_iter()
            .map(|event| ((event.value.happened_at, event.id.uuid()), &event.value))
            .collect();
        let mut marks = BTreeMap::new();
        let (mut extended, mut time_announced_at) = (0_i64, None);
        for event in in_order.into_values() {
            match &event.happening {
                Happening::Question { id, told } => {
                    let mark: &mut Mark = marks.entry(id.uuid()).or_insert(Mark::Planned);
                    *mark = mark.after(event.happened_at, told);
                }
                Happening::ExtensionOffered { minutes } => {
                    extended += i64::from(minutes.get());
                    time_announced_at = None;
                }
                Happening::TimeAnnounced => time_announced_at = Some(event.happened_at),
                Happening::Note { .. } => {}
            }
        }
        Self {
            marks,
            extended: ExtendedMinutes::nearest(extended),
            time_announced_at,
        }
    }

    pub fn mark(&self, question: Id<PlannedQuestion>) -> Mark {
        self.marks
            .get(&question.uuid())
            .cloned()
            .unwrap_or(Mark::Planned)
    }
}

impl Mark {
    /// Whether what is told adds nothing to this mark.
    pub fn says(&self, told: &Told, at: DateTime<Utc>) -> bool {
        self.after(at, told) == *self
    }

    /// This mark when that is told at `now`: the first moment of the same mark stays, and so does an answer not replaced.
    fn after(&self, now: DateTime<Utc>, told: &Told) -> Self {
        let kept = |answer: &Option<Answer>| answer.clone().or_else(|| self.answer().cloned());
        let next = match told {
            Told::TakenBack => return Self::Planned,
            Told::Asked { answer } => Self::Asked {
                at: now,
                answer: kept(answer),
            },
            Told::AnsweredUnprompted { answer } => Self::AnsweredUnprompted {
                at: now,
                answer: kept(answer),
            },
            Told::Answered { answer } => match self {
                Self::AnsweredUnprompted { at, .. } => Self::AnsweredUnprompted {
                    at: *at,
                    answer: answer.clone(),
                },
                _ => Self::Asked {
                    at: now,
                    answer: answer.clone(),
                },
            },
            Told::AlreadyKnown => Self::AlreadyKnown { at: now },
            Told::Skipped => Self::Skipped { at: now },
            Told::Deferred => Self::Deferred { at: now },
        };
        let first = self.at().filter(|_| self.word() == next.word());
        first.map_or(next.clone(), |first| next.moved_to(first))
    }

    fn moved_to(self, at: DateTime<Utc>) -> Self {
        match self {
            Self::Planned => Self::Planned,
            Self::Asked { answer, .. } => Self::Asked { at, answer },
            Self::AnsweredUnprompted { answer, .. } => Self::AnsweredUnprompted { at, answer },
            Self::AlreadyKnown { .. } => Self::AlreadyKnown { at },
            Self::Skipped { .. } => Self::Skipped { at },
            Self::Deferred { .. } => Self::Deferred { at },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::interview::samples::{minutes, noon};

    const QUESTION: Id<PlannedQuestion> = Id::new(Uuid::from_u128(7));

    fn event(id: u128, minute: i64, happening: Happening) -> Stored<SessionEvent> {
        let happened_at = noon() + minutes(minute);
        Stored {
            id: Id::new(Uuid::from_u128(id)),
            version: 1,
            created_at: noon(),
            updated_at: noon(),
            value: SessionEvent {
                interview_id: Id::new(Uuid::from_u128(1)),
                happened_at,
                happening,
            },
        }
    }

    fn about(id: u128, minute: i64, told: Told) -> Stored<SessionEvent> {
        event(id, minute, Happening::Question { id: QUESTION, told })
    }

    fn words(words: &str) -> Answer {
        Answer::parse(words).unwrap()
    }

    fn asked(id: u128, minute: i64, answer: Option<Answer>) -> Stored<SessionEvent> {
        about(id, minute, Told::Asked { answer })
    }

    fn mark(events: &[Stored<SessionEvent>]) -> Mark {
        Course::of(events).mark(QUESTION)
    }

    #[test]
    fn the_same_mark_twice_keeps_the_first_moment_and_the_answer() {
        let once = [asked(1, 1, Some(words("By chance")))];
        let twice = [once[0].clone(), asked(2, 9, None)];
        assert_eq!(mark(&twice), mark(&once));
    }

    #[test]
    fn an_answer_is_replaced_only_by_another() {
        let first = asked(1, 1, Some(words("By chance")));
        let unprompted = about(3, 10, Told::AnsweredUnprompted { answer: None });
        let corrected = asked(2, 9, Some(words("By a friend")));
        let told = mark(&[first.clone(), corrected, unprompted]);
        assert_eq!(told.at(), Some(noon() + minutes(10)));
        assert_eq!(told.answer().unwrap().as_str(), "By a friend");
        let cleared = about(2, 9, Told::Answered { answer: None });
        let at = noon() + minutes(1);
        assert_eq!(mark(&[first, cleared]), Mark::Asked { at, answer: None });
    }

    #[test]
    fn a_mark_that_arrives_late_counts_when_it_happened() {
        let asked = asked(1, 5, None);
        let skipped = about(2, 3, Told::Skipped);
        let at = noon() + minutes(5);
        assert_eq!(mark(&[asked, skipped]), Mark::Asked { at, answer: None });
    }

    #[test]
    fn a_mark_can_be_taken_back() {
        let back = about(2, 2, Told::TakenBack);
        assert_eq!(
            mark(&[asked(1, 1, Some(words("By chance"))), back]),
            Mark::Planned
        );
    }

    #[test]
    fn extensions_add_up() {
        let offered = |id, minute| {
            let minutes = OfferedMinutes::new(10).unwrap();
            event(id, minute, Happening::ExtensionOffered { minutes })
        };
        let course = Course::of(&[offered(1, 18), offered(2, 28)]);
        assert_eq!(course.extended.get(), 20);
    }

    #[test]
    fn an_offer_of_more_time_answers_that_time_is_up() {
        let announced = |id, minute| event(id, minute, Happening::TimeAnnounced);
        let five = OfferedMinutes::new(5).unwrap();
        let offered = event(2, 21, Happening::ExtensionOffered { minutes: five });
        let at = |events: &[Stored<SessionEvent>]| Course::of(events).time_announced_at;
        assert_eq!(at(&[announced(1, 20)]), Some(noon() + minutes(20)));
        assert_eq!(at(&[offered.clone(), announced(1, 20)]), None);
        let again = [announced(3, 25), offered, announced(1, 20)];
        assert_eq!(at(&again), Some(noon() + minutes(25)));
    }

    fn told() -> impl Strategy<Value = Told> {
        let answer =
            || proptest::option::of("[a-z]{1,3}").prop_map(|text| text.map(|text| words(&text)));
        prop_oneof![
            answer().prop_map(|answer| Told::Asked { answer }),
            answer().prop_map(|answer| Told::Answered { answer }),
            answer().prop_map(|answer| Told::AnsweredUnprompted { answer }),
            Just(Told::AlreadyKnown),
            Just(Told::Skipped),
            Just(Told::Deferred),
            Just(Told::TakenBack),
        ]
    }

    fn happening() -> impl Strategy<Value = Happening> {
        prop_oneof![
            8 => (1_u128..4, told()).prop_map(|(id, told)| Happening::Question { id: Id::new(Uuid::from_u128(id)), told }),
            1 => (1_i16..=120).prop_map(|offered| Happening::ExtensionOffered {
                minutes: OfferedMinutes::new(offered).unwrap()
            }),
            1 => Just(Happening::TimeAnnounced),
        ]
    }

    fn events() -> impl Strategy<Value = Vec<Stored<SessionEvent>>> {
        prop::collection::vec((0_i64..6, happening()), 0..20).prop_map(|all| {
            let all = (1..).zip(all);
            all.map(|(id, (minute, happening))| event(id, minute, happening))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn any_order_of_the_same_marks_gives_the_same_session_and_repeats_change_nothing(
            (events, shuffled) in events().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
            repeats in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
        ) {
            let mut arrived = shuffled;
            if !arrived.is_empty() {
                let again: Vec<_> = repeats.iter().map(|index| index.get(&arrived).clone()).collect();
                arrived.extend(again);
            }
            prop_assert_eq!(Course::of(&arrived), Course::of(&events));
        }
    }
}
