//! A conversation at one moment: how much time is left, what to ask next, what to leave out, and when to go.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Action, Candidate, Chosen, Course, ExtendedMinutes, Interview, Mark, MarkWord, PlannedQuestion,
    SessionEvent, State, WrongState, fit,
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

/// The bounds of a conversation and the moment that is looked at.
struct Frame {
    at: DateTime<Utc>,
    begins_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    close_at: DateTime<Utc>,
    phase: SessionPhase,
    has_ended: bool,
    question_minutes: u32,
    closing_minutes: u32,
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
    let frame = Frame::of(interview, course.extended, (at, is_begun), policy)?;
    let covered: BTreeSet<Subject> = settled_subjects(&questions).collect();
    let placed = frame.place(questions, &covered);
    let deferred = placed
        .iter()
        .filter(|one| one.question.mark.word() == MarkWord::Deferred);
    let deferred = u32::try_from(deferred.count()).unwrap_or(u32::MAX);
    Ok(LiveSession {
        at: frame.at,
        phase: frame.phase,
        begins_at: frame.begins_at,
        close_at: frame.close_at,
        time_is_up_at: frame.ends_at,
        extended: course.extended,
        elapsed: frame.at - frame.begins_at,
        remaining: frame.remaining(),
        question_minutes: frame.question_minutes,
        advice: frame.advice(),
        next: next(&placed, &covered),
        questions: placed,
        deferred,
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

impl Frame {
    fn of(
        interview: &Interview,
        extended: ExtendedMinutes,
        (at, is_begun): (DateTime<Utc>, bool),
        policy: SessionPolicy,
    ) -> Result<Self, WrongState> {
        let (begins_at, ended_at) = interview.bounds()?;
        let is_ahead = matches!(interview.state, State::Scheduled);
        let has_ended = ended_at.is_some_and(|ended| at >= ended);
        let at = if is_ahead {
            begins_at
        } else {
            at.max(begins_at)
        };
        let at = ended_at.map_or(at, |ended| at.min(ended));
        let ends_at = interview.end_if_begun(begins_at) + TimeDelta::minutes(extended.get().into());
        let closing = TimeDelta::minutes(policy.closing_minutes.into());
        let close_at = (ends_at - closing).max(begins_at);
        let opened_at = begins_at + TimeDelta::seconds(policy.opening_seconds.into());
        let phase = match at {
            at if has_ended || at >= ends_at => SessionPhase::Over,
            at if at >= close_at => SessionPhase::Closing,
            at if at < opened_at && !is_begun => SessionPhase::Opening,
            _ => SessionPhase::Questions,
        };
        let from = match phase {
            SessionPhase::Opening => opened_at,
            _ => at,
        };
        let is_over = phase == SessionPhase::Over;
        let left = |from: DateTime<Utc>, until| {
            if is_over {
                0
            } else {
                whole_minutes(until - from)
            }
        };
        Ok(Self {
            at,
            begins_at,
            ends_at,
            close_at,
            phase,
            has_ended,
            question_minutes: left(from, close_at),
            closing_minutes: left(at.max(close_at), ends_at),
        })
    }

    fn remaining(&self) -> TimeDelta {
        (self.ends_at - self.at).max(TimeDelta::zero())
    }

    fn place(
        &self,
        questions: Vec<(Id<PlannedQuestion>, PlannedQuestion)>,
        covered: &BTreeSet<Subject>,
    ) -> Vec<Placed> {
        let of = |is_closing: bool| -> Vec<Candidate> {
            let open = questions.iter().map(|(_, one)| one);
            let open = open.filter(|one| is_open(one) && is_for_the_close(one) == is_closing);
            open.map(PlannedQuestion::candidate).collect()
        };
        let covered: Vec<_> = covered.iter().copied().collect();
        let before = fit(&of(false), self.question_minutes, &covered);
        let closing = fit(&of(true), self.closing_minutes, &covered);
        let placed = questions.into_iter().map(|(id, question)| {
            let placement = placement(&question, before, closing);
            let why = self.why(&question, placement);
            Placed {
                id,
                question,
                placement,
                why,
            }
        });
        placed.collect()
    }

    fn why(&self, question: &PlannedQuestion, placement: Placement) -> String {
        let (priority, takes) = (question.priority, minutes(question.minutes.get().into()));
        let room = if is_for_the_close(question) {
            format!("the {} of the close", minutes(self.closing_minutes.into()))
        } else {
            format!(
                "the {} before the close",
                minutes(self.question_minutes.into())
            )
        };
        match placement {
            Placement::Settled => format!("It is marked {}.", spoken(question.mark.word())),
            Placement::BeforeTheClose | Placement::InTheClose => {
                format!("A {priority} of {takes} that fits into {room}.")
            }
            Placement::Dropped => format!(
                "A {priority} of {takes} that does not fit into {room} beside what is needed as much or more."
            ),
            Placement::NotToAsk => "They may ask it; have an answer ready.".to_owned(),
        }
    }

    fn advice(&self) -> String {
        let left = whole_minutes(self.remaining());
        let asking = are(self.question_minutes);
        let all = minutes((self.ends_at - self.begins_at).num_minutes());
        match self.phase {
            SessionPhase::Opening => format!(
                "Thank them for their time and introduce yourself; {asking} for your questions."
            ),
            SessionPhase::Questions => {
                format!(
                    "{asking} left for questions, {} in all.",
                    minutes(left.into())
                )
            }
            SessionPhase::Closing => format!(
                "{} left: ask who else to talk to and how to stay in touch, and thank them.",
                are(left)
            ),
            SessionPhase::Over if self.has_ended => "The conversation has ended.".to_owned(),
            SessionPhase::Over => {
                format!(
                    "The {all} are up: say so and thank them. Stay only if they offer more time."
                )
            }
        }
    }
}

/// Openers first, then what is needed most, then what nothing was said about, then the earlier place in the list.
fn next(placed: &[Placed], covered: &BTreeSet<Subject>) -> Option<Next> {
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
    let best =
        best.or_else(|| closing.min_by_key(|one| (one.question.priority, one.question.position)))?;
    let question = &best.question;
    let reason = match question.topic {
        Topic::Opener => " It opens the conversation.",
        Topic::Closing => " It belongs to the close.",
        _ if question.priority == Priority::Must => " Nothing is needed more.",
        _ if !covered.contains(&question.subject) => " Nothing was said about its subject yet.",
        _ => " It is the next in your order.",
    };
    let why = format!("{}{reason}", best.why);
    Some(Next { id: best.id, why })
}

fn is_open(question: &PlannedQuestion) -> bool {
    question.mark == Mark::Planned && question.topic != Topic::AskedOfYou
}

fn is_for_the_close(question: &PlannedQuestion) -> bool {
    question.topic == Topic::Closing
}

fn placement(question: &PlannedQuestion, before: Chosen, closing: Chosen) -> Placement {
    let position = question.position;
    match question.topic {
        _ if question.mark != Mark::Planned => Placement::Settled,
        Topic::AskedOfYou => Placement::NotToAsk,
        Topic::Closing if closing.contains(position) => Placement::InTheClose,
        _ if before.contains(position) => Placement::BeforeTheClose,
        _ => Placement::Dropped,
    }
}

fn spoken(mark: MarkWord) -> &'static str {
    match mark {
        MarkWord::Planned => "planned",
        MarkWord::Asked => "asked",
        MarkWord::AnsweredUnprompted => "answered before it was asked",
        MarkWord::AlreadyKnown => "known already",
        MarkWord::Skipped => "skipped",
        MarkWord::Deferred => "left for a message afterwards",
    }
}

fn whole_minutes(time: TimeDelta) -> u32 {
    u32::try_from(time.num_minutes().max(0)).unwrap_or(u32::MAX)
}

fn minutes(count: i64) -> String {
    match count {
        1 => "1 minute".to_owned(),
        _ => format!("{count} minutes"),
    }
}

fn are(count: u32) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", minutes(count.into()))
}

impl PlannedQuestion {
    fn candidate(&self) -> Candidate {
        Candidate {
            position: self.position,
            subject: self.subject,
            minutes: self.minutes,
            priority: self.priority,
        }
    }
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
