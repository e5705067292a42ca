//! Conversations at moments of twenty minutes from noon.

use proptest::{prelude::*, sample::select};
use uuid::Uuid;

use super::*;
use crate::{
    interview::{
        Happening, OfferedMinutes, Position, Told,
        samples::{canceled, completed, in_progress, minutes as after, missed, noon, scheduled},
    },
    question::{Body, Minutes},
    vocabulary::Vocabulary,
};

const POLICY: SessionPolicy = SessionPolicy {
    opening_seconds: 45,
    closing_minutes: 3,
    max_deferred: 2,
};

fn question(
    position: i16,
    topic: Topic,
    minutes: i16,
    priority: Priority,
) -> Stored<PlannedQuestion> {
    Stored {
        id: id(position),
        version: 1,
        created_at: noon(),
        updated_at: noon(),
        value: PlannedQuestion {
            interview_id: Id::new(Uuid::from_u128(1)),
            position: Position::new(position).unwrap(),
            origin: None,
            body: Body::parse("Why?").unwrap(),
            topic,
            subject: Subject::Interviewee,
            minutes: Minutes::new(minutes).unwrap(),
            priority,
            mark: Mark::Planned,
        },
    }
}

fn id(position: i16) -> Id<PlannedQuestion> {
    Id::new(Uuid::from_u128(position.unsigned_abs().into()))
}

fn event(minute: i64, happening: Happening) -> Stored<SessionEvent> {
    Stored {
        id: Id::new(Uuid::from_u128(minute.unsigned_abs().into())),
        version: 1,
        created_at: noon(),
        updated_at: noon(),
        value: SessionEvent {
            interview_id: Id::new(Uuid::from_u128(1)),
            happened_at: noon() + after(minute),
            happening,
        },
    }
}

/// An opener, a long must, a should, a could, one for the close, and one that they may ask.
fn planned() -> Vec<Stored<PlannedQuestion>> {
    vec![
        question(1, Topic::Lifestyle, 8, Priority::Must),
        question(2, Topic::Opener, 2, Priority::Should),
        question(3, Topic::Compensation, 5, Priority::Should),
        question(4, Topic::Lifestyle, 4, Priority::Could),
        question(5, Topic::Closing, 2, Priority::Must),
        question(6, Topic::AskedOfYou, 2, Priority::Must),
    ]
}

fn at(minute: i64, events: &[Stored<SessionEvent>]) -> LiveSession {
    live(
        &in_progress(),
        &planned(),
        events,
        noon() + after(minute),
        POLICY,
    )
    .unwrap()
}

fn placements(session: &LiveSession) -> Vec<&'static str> {
    let all = session.questions.iter();
    all.map(|one| one.placement.as_str()).collect()
}

fn asked(minute: i64, position: i16) -> Stored<SessionEvent> {
    let told = Told::Asked { answer: None };
    let id = id(position);
    event(minute, Happening::Question { id, told })
}

fn next(session: &LiveSession) -> Option<Id<PlannedQuestion>> {
    session.next.as_ref().map(|next| next.id)
}

#[test]
fn the_time_is_shared_between_opening_questions_and_close() {
    let opening = at(0, &[]);
    assert_eq!(
        (opening.phase, opening.question_minutes),
        (SessionPhase::Opening, 16)
    );
    assert_eq!(
        placements(&opening),
        [
            "before_the_close",
            "before_the_close",
            "before_the_close",
            "dropped",
            "in_the_close",
            "not_to_ask"
        ]
    );
    assert_eq!(next(&opening), Some(id(2)));
    assert_eq!(
        opening.questions[3].why,
        "A could of 4 minutes: what is needed as much or more takes 15 of the 16 minutes before the close. \
         Leave it out, or ask whether you may send it afterwards."
    );
}

#[test]
fn when_time_runs_out_the_must_stays_and_the_rest_is_dropped() {
    let session = at(8, &[asked(1, 2)]);
    assert_eq!(
        (session.phase, session.question_minutes),
        (SessionPhase::Questions, 9)
    );
    assert_eq!(
        placements(&session),
        [
            "before_the_close",
            "settled",
            "dropped",
            "dropped",
            "in_the_close",
            "not_to_ask"
        ]
    );
    assert_eq!(
        session.next.unwrap().why,
        "A must of 8 minutes that fits into the 9 minutes before the close. Nothing is needed more."
    );
}

#[test]
fn the_last_minutes_are_for_the_close_and_then_it_is_time_to_go() {
    let closing = at(17, &[]);
    assert_eq!(
        (closing.phase, next(&closing)),
        (SessionPhase::Closing, Some(id(5)))
    );
    let over = at(20, &[]);
    assert_eq!((over.phase, next(&over)), (SessionPhase::Over, None));
    // Noon in London is seven o'clock where the two agreed to meet.
    assert_eq!(
        closing.advice,
        "Time is up at 07:20, in 3 minutes: ask who else to talk to and how to stay in touch, and thank them."
    );
    assert_eq!(
        over.advice,
        "The 20 minutes have been up since 07:20: say so and thank them. Stay only if they offer more time."
    );
}

#[test]
fn what_was_said_once_need_not_be_said_again() {
    let announced = event(21, Happening::TimeAnnounced);
    let before = at(20, std::slice::from_ref(&announced));
    assert_eq!(before.time_announced_at, None);
    let since = at(22, std::slice::from_ref(&announced));
    assert_eq!(since.time_announced_at, Some(noon() + after(21)));
    assert_eq!(
        since.advice,
        "You said at 07:21 that time is up: thank them and go. Stay only if they offer more time."
    );
    let minutes = OfferedMinutes::new(10).unwrap();
    let offered = event(22, Happening::ExtensionOffered { minutes });
    let longer = at(23, &[announced, offered]);
    assert_eq!(
        longer.advice,
        "Questions have 4 minutes left, the conversation 7 minutes: close at 07:27, and say at 07:30 that time is up."
    );
}

#[test]
fn what_was_deferred_is_asked_when_there_is_time_after_all() {
    let told = |minute, position, told| {
        let id = id(position);
        event(minute, Happening::Question { id, told })
    };
    let asked = |minute, position| told(minute, position, Told::Asked { answer: None });
    let events = [
        asked(1, 2),
        asked(3, 1),
        told(10, 3, Told::Deferred),
        told(11, 4, Told::Skipped),
        event(
            16,
            Happening::ExtensionOffered {
                minutes: OfferedMinutes::new(5).unwrap(),
            },
        ),
    ];
    assert_eq!(next(&at(15, &events)), Some(id(5)));
    let longer = at(16, &events).next.unwrap();
    assert_eq!(longer.id, id(3));
    assert_eq!(
        longer.why,
        "It is marked left for a message afterwards. There is time for it now."
    );
    assert_eq!(next(&at(18, &events)), Some(id(5)));
}

fn reasons(session: &LiveSession) -> Vec<&str> {
    session.questions.iter().map(|one| &*one.why).collect()
}

#[test]
fn what_has_no_room_is_told_what_takes_it_and_what_to_do() {
    let deferred = |minute, position| {
        let (id, told) = (id(position), Told::Deferred);
        event(minute, Happening::Question { id, told })
    };
    let late = at(16, &[asked(1, 2)]);
    assert_eq!(
        reasons(&late)[2..4],
        [
            "A should of 5 minutes, longer than the 1 minute before the close. \
             Leave it out, or ask whether you may send it afterwards.",
            "A could of 4 minutes, longer than the 1 minute before the close. \
             Leave it out, or ask whether you may send it afterwards.",
        ]
    );
    let over = at(18, &[asked(1, 2), deferred(2, 3), deferred(3, 4)]);
    assert_eq!(
        reasons(&over)[0],
        "A must of 8 minutes, and no time is left before the close. Leave it out; no more questions can be sent afterwards."
    );
}

#[test]
fn a_must_of_the_close_is_not_dropped_for_what_matters_less() {
    let mut questions = planned();
    questions[4] = question(5, Topic::Closing, 5, Priority::Must);
    let session = live(&in_progress(), &questions, &[], noon(), POLICY).unwrap();
    assert_eq!(
        placements(&session)[2..5],
        ["dropped", "before_the_close", "in_the_close"]
    );
    assert_eq!(
        reasons(&session)[2..5],
        [
            "A should of 5 minutes: what is needed as much or more takes 15 of the 19 minutes left. \
             Leave it out, or ask whether you may send it afterwards.",
            "A could of 4 minutes that fits into the 16 minutes before the close.",
            "A must of 5 minutes that fits if the close begins 2 minutes earlier.",
        ]
    );
}

#[test]
fn an_offer_of_more_time_moves_the_end_from_the_moment_it_is_made() {
    let minutes = OfferedMinutes::new(10).unwrap();
    let offered = event(19, Happening::ExtensionOffered { minutes });
    let before = at(18, std::slice::from_ref(&offered));
    assert_eq!(
        (before.phase, before.extended.get()),
        (SessionPhase::Closing, 0)
    );
    let since = at(19, &[offered]);
    assert_eq!(
        (since.phase, since.question_minutes),
        (SessionPhase::Questions, 8)
    );
    assert_eq!(since.time_is_up_at, noon() + after(30));
    assert_eq!(next(&since), Some(id(1)));
}

#[test]
fn an_interview_is_shown_before_and_after_it_takes_place() {
    let session = |interview: &Interview, minute| {
        live(interview, &planned(), &[], noon() + after(minute), POLICY)
    };
    let preview = session(&scheduled(), -600).unwrap();
    assert_eq!((preview.at, preview.elapsed), (noon(), TimeDelta::zero()));
    let held = session(&completed(), 500).unwrap();
    assert_eq!((held.phase, held.elapsed), (SessionPhase::Over, after(20)));
    let replayed = session(&completed(), 10).unwrap();
    assert_eq!(replayed.phase, SessionPhase::Questions);
    for interview in [canceled(), missed()] {
        let (action, state) = (Action::FollowSession, interview.state.word());
        assert_eq!(session(&interview, 0), Err(WrongState { action, state }));
    }
}

fn questions() -> impl Strategy<Value = Vec<Stored<PlannedQuestion>>> {
    let one = (select(Topic::ALL), 1_i16..10, select(Priority::ALL));
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let all = (1..).zip(all);
        all.map(|(position, (topic, minutes, priority))| {
            question(position, topic, minutes, priority)
        })
        .collect()
    })
}

proptest! {
    #[test]
    fn what_is_placed_never_exceeds_the_time_left(questions in questions(), minute in 0_i64..30) {
        let session = live(&in_progress(), &questions, &[], noon() + after(minute), POLICY).unwrap();
        let placed = session.questions.iter().filter(|one| {
            matches!(one.placement, Placement::BeforeTheClose | Placement::InTheClose)
        });
        let minutes: i64 = placed.map(|one| i64::from(one.question.minutes.get())).sum();
        prop_assert!(minutes <= session.remaining.num_minutes());
        let next = next(&session);
        prop_assert!(next.is_none_or(|next| questions.iter().any(|one| one.id == next)));
    }
}
