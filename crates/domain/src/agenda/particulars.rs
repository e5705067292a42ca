//! What each kind of task makes of its item.

use chrono::{DateTime, Utc};

use super::{AgendaKind, Cadence, Settles, Task, Today, Turn, Window, day_of, words};
use crate::{
    follow_up::{FollowUpKind, Reason, RuleName},
    interview::Mode,
    outreach::{NextAction, NextActionKind},
    promise,
    text::Name,
};

/// What the kind of a task decides.
pub(super) struct Particulars {
    pub(super) kind: AgendaKind,
    pub(super) turn: Turn,
    pub(super) window: Window,
    pub(super) title: String,
    pub(super) reason: String,
    pub(super) rule: Option<String>,
    pub(super) source: Option<String>,
    pub(super) settled_by: Settles,
}

impl Particulars {
    pub(super) fn of(
        task: Task,
        until: DateTime<Utc>,
        derived: Option<&NextAction>,
        name: &Name,
        today: Today,
    ) -> Self {
        match task {
            Task::Touch {
                action,
                is_asked,
                from,
                ..
            } => {
                let turn = if is_asked { Turn::Asked } else { Turn::Mine };
                touch(action, turn, Window { from, until }, derived, name)
            }
            Task::Talk {
                mode,
                has_begun,
                from,
                ..
            } => talk(mode, has_begun, Window { from, until }, name, today),
            Task::FollowUp {
                kind, reason, rule, ..
            } => owed(kind, day_of(until, today.zone), (reason, rule), name),
            Task::Promise { what, .. } => promised(day_of(until, today.zone), what, name),
            Task::Awaited { what, .. } => awaited(day_of(until, today.zone), what, name),
            Task::Handed { at, cadence, .. } => {
                handed(Window { from: at, until }, cadence, name, today)
            }
            Task::Silent { since, cadence } => silent(since, until, cadence, name, today),
        }
    }
}

fn touch(
    action: NextActionKind,
    turn: Turn,
    window: Window,
    derived: Option<&NextAction>,
    name: &Name,
) -> Particulars {
    let derived = derived.filter(|derived| derived.kind == action);
    let reason = derived.map_or_else(
        || words::why_touch(action).to_owned(),
        |derived| derived.reason.clone(),
    );
    Particulars {
        kind: AgendaKind::OutreachNextAction,
        turn,
        window,
        title: words::touch(action, name),
        reason,
        rule: derived.map(|derived| derived.rule.clone()),
        source: derived.map(|derived| derived.source.clone()),
        settled_by: match action {
            NextActionKind::ScheduleMeeting => Settles::ScheduleInterview,
            _ => Settles::RecordAttempt,
        },
    }
}

fn talk(mode: Mode, has_begun: bool, window: Window, name: &Name, today: Today) -> Particulars {
    let (kind, settled_by) = if has_begun {
        (AgendaKind::InterviewToComplete, Settles::CompleteInterview)
    } else if today.now < window.from {
        (AgendaKind::InterviewUpcoming, Settles::StartInterview)
    } else {
        (AgendaKind::InterviewToStart, Settles::StartInterview)
    };
    Particulars {
        kind,
        turn: Turn::Mine,
        window,
        title: words::talk(kind, mode, name),
        reason: words::why_talk(kind).to_owned(),
        rule: None,
        source: None,
        settled_by,
    }
}

fn owed(
    kind: FollowUpKind,
    window: Window,
    (reason, rule): (Reason, Option<RuleName>),
    name: &Name,
) -> Particulars {
    Particulars {
        kind: AgendaKind::FollowUp,
        turn: Turn::Mine,
        window,
        title: words::owed(kind, name),
        reason: reason.into_string(),
        rule: rule.map(RuleName::into_string),
        source: None,
        settled_by: Settles::CompleteFollowUp,
    }
}

fn promised(window: Window, what: promise::Words, name: &Name) -> Particulars {
    Particulars {
        kind: AgendaKind::Promise,
        turn: Turn::Mine,
        window,
        title: words::promised(name),
        reason: what.into_string(),
        rule: None,
        source: None,
        settled_by: Settles::KeepPromise,
    }
}

fn awaited(window: Window, what: promise::Words, name: &Name) -> Particulars {
    Particulars {
        kind: AgendaKind::PromiseAwaited,
        turn: Turn::Theirs,
        title: words::awaited(name),
        ..promised(window, what, name)
    }
}

fn handed(window: Window, cadence: Cadence, name: &Name, today: Today) -> Particulars {
    Particulars {
        kind: AgendaKind::HandOffAwaited,
        turn: Turn::Theirs,
        window,
        title: words::handed(name),
        reason: words::why_handed(today.zone.day_of(window.from)),
        rule: Some(cadence.rule),
        source: Some(cadence.source),
        settled_by: Settles::UpdateHandOff,
    }
}

fn silent(
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    cadence: Cadence,
    name: &Name,
    today: Today,
) -> Particulars {
    Particulars {
        kind: AgendaKind::ContactGoingCold,
        turn: Turn::Cooling,
        window: Window { from: until, until },
        title: words::owed(FollowUpKind::Update, name),
        reason: words::why_silent(today.zone.day_of(since), cadence.days),
        rule: Some(cadence.rule),
        source: Some(cadence.source),
        settled_by: Settles::CreateMessage,
    }
}
