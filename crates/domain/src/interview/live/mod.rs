//! A conversation at one moment: how much time is left, what to ask next, what to leave out, and when to go.

mod frame;
mod words;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use self::{frame::Frame, words::advice};
use super::{
    Action, Candidate, Course, ExtendedMinutes, Interview, Mark, PlannedQuestion, Room,
    SessionEvent, State, WrongState, deferred,
};
use crate::{
    Id, Stored,
    question::{Priority, Subject, Topic},
    vocabulary,
};

vocabulary! {
    /// The part of a conversation that a moment falls into.
    pub enum SessionPhase {
        /// To introduce oneself.
        Opening = "opening",
        Questions = "questions",
        /// The last minutes, kept free for whom else to ask and for thanks (F115 to F119).
        Closing = "closing",
        /// The time is up, or the conversation has ended.
        Over = "over",
    }
}

vocabulary! {
    /// Where a question has its place in the time that is left.
    pub enum Placement {
        /// It is marked already.
        Settled = "settled",
        /// It fits into the minutes before the close.
        BeforeTheClose = "before_the_close",
        /// It fits into the close.
        InTheClose = "in_the_close",
        /// What is needed more, or as much, takes the time: leave it out, or defer it.
        Dropped = "dropped",
        /// They may ask it; it is prepared for, not asked.
        NotToAsk = "not_to_ask",
    }
}

/// The numbers of the methodology that a conversation goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionPolicy {
    /// The longest introduction of oneself: the time before the first question (F91).
    pub opening_seconds: u32,
    /// Minutes kept free of questions at the end (F115).
    pub closing_minutes: u32,
    /// Questions that may be left for afterwards (F114).
    pub max_deferred: u32,
}

/// One question at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub id: Id<PlannedQuestion>,
    pub question: PlannedQuestion,
    pub placement: Placement,
    /// A sentence for the person.
    pub why: String,
}

/// The question to ask next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub id: Id<PlannedQuestion>,
    pub why: String,
}

/// A conversation at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveSession {
    pub at: DateTime<Utc>,
    pub phase: SessionPhase,
    pub begins_at: DateTime<Utc>,
    /// When to stop asking and close.
    pub close_at: DateTime<Utc>,
    /// When the minutes agreed on and offered are over: then it is on the person to say so (F167).
    pub time_is_up_at: DateTime<Utc>,
    pub extended: ExtendedMinutes,
    /// When the person said so (F168), unless more time was offered since.
    pub time_announced_at: Option<DateTime<Utc>>,
    pub elapsed: TimeDelta,
    /// Zero when the time is up.
    pub remaining: TimeDelta,
    /// Whole minutes left for questions before the close.
    pub question_minutes: u32,
    /// What to do or say now.
    pub advice: String,
    pub next: Option<Next>,
    /// In their order.
    pub questions: Vec<Placed>,
    pub deferred: u32,
    pub max_deferred: u32,
}

/// The conversation at `at`, as the events until then tell it. One that is scheduled is shown as it will begin, one that
/// has ended as it was.
///
/// # Errors
/// [`WrongState`] when it was canceled or missed.
pub fn live(
    interview: &Interview,
    questions: &[Stored<PlannedQuestion>],
    events: &[Stored<SessionEvent>],
    at: DateTime<Utc>,
    policy: SessionPolicy,
) -> Result<LiveSession, WrongState> {
    let until_then = events.iter().filter(|event| event.value.happened_at <= at);
    let course = Course::of(until_then);
    let mut questions: Vec<_> = questions.iter().map(|one| as_of(&course, one)).collect();
    questions.sort_by_key(|(_, question)| question.position);
    let is_begun = questions.iter().any(|(_, one)| one.mark != Mark::Planned);
    let frame = Frame::of(interview, &course, (at, is_begun), policy)?;
    let covered: BTreeSet<Subject> = settled_subjects(&questions).collect();
    let placed = frame.place(questions, &covered, policy);
    Ok(LiveSession {
        at: frame.at,
        phase: frame.phase,
        begins_at: frame.begins_at,
        close_at: frame.close_at,
        time_is_up_at: frame.ends_at,
        extended: course.extended,
        elapsed: frame.at - frame.begins_at,
        remaining: frame.remaining(),
        time_announced_at: course.time_announced_at,
        question_minutes: frame.room.before_the_close,
        advice: advice(&frame, course.time_announced_at),
        next: next(&placed, &covered, frame.room),
        deferred: deferred(placed.iter().map(|one| &one.question)),
        questions: placed,
        max_deferred: policy.max_deferred,
    })
}

fn as_of(course: &Course, one: &Stored<PlannedQuestion>) -> (Id<PlannedQuestion>, PlannedQuestion) {
    let mark = course.mark(one.id);
    let question = one.value.clone();
    (one.id, PlannedQuestion { mark, ..question })
}

/// The subjects about which something was said.
fn settled_subjects(
    questions: &[(Id<PlannedQuestion>, PlannedQuestion)],
) -> impl Iterator<Item = Subject> {
    let questions = questions.iter().filter(|(_, one)| match one.mark {
        Mark::Asked { .. } | Mark::AnsweredUnprompted { .. } | Mark::AlreadyKnown { .. } => true,
        Mark::Planned | Mark::Skipped { .. } | Mark::Deferred { .. } => false,
    });
    questions.map(|(_, one)| one.subject)
}

/// Openers first, then what is needed most, then what nothing was said about, then the earlier place in the list; then
/// what was deferred while there is time for it after all (F169), and the close.
fn next(placed: &[Placed], covered: &BTreeSet<Subject>, room: Room) -> Option<Next> {
    let of = |placement| placed.iter().filter(move |one| one.placement == placement);
    let best = of(Placement::BeforeTheClose).min_by_key(|one| {
        let Candidate {
            position,
            subject,
            priority,
            ..
        } = one.question.candidate();
        let opens = one.question.topic == Topic::Opener;
        (!opens, priority, covered.contains(&subject), position)
    });
    let closing = of(Placement::InTheClose);
    let closing = closing.min_by_key(|one| (one.question.priority, one.question.position));
    let best = best.or_else(|| waiting(placed, room)).or(closing)?;
    let question = &best.question;
    let reason = match question.topic {
        _ if question.mark != Mark::Planned => " There is time for it now.",
        Topic::Opener => " It opens the conversation.",
        Topic::Closing => " It belongs to the close.",
        _ if question.priority == Priority::Must => " Nothing is needed more.",
        _ if !covered.contains(&question.subject) => " Nothing was said about its subject yet.",
        _ => " It is the next in your order.",
    };
    let why = format!("{}{reason}", best.why);
    Some(Next { id: best.id, why })
}

/// The deferred question to ask when no other is left before the close, in the minutes that the close leaves.
fn waiting(placed: &[Placed], room: Room) -> Option<&Placed> {
    let minutes = |one: &Placed| one.question.candidate().takes();
    let closing = placed.iter();
    let closing = closing.filter(|one| one.placement == Placement::InTheClose);
    let left = room.in_all() - room.in_all().min(closing.map(minutes).sum());
    let deferred = placed.iter().filter(|one| {
        matches!(one.question.mark, Mark::Deferred { .. })
            && minutes(one) <= left.min(room.before_the_close)
    });
    deferred.min_by_key(|one| (one.question.priority, one.question.position))
}

impl Interview {
    /// When it begins or began, and when it ended.
    fn bounds(&self) -> Result<(DateTime<Utc>, Option<DateTime<Utc>>), WrongState> {
        match self.state {
            State::Scheduled => Ok((self.starts_at, None)),
            State::InProgress { started_at } => Ok((started_at, None)),
            State::Completed {
                started_at,
                completed_at,
                ..
            } => Ok((started_at, Some(completed_at))),
            State::Canceled { .. } | State::NoShow { .. } => Err(WrongState {
                action: Action::FollowSession,
                state: self.state.word(),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
