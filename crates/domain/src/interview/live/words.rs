//! What a person is told of a conversation at one moment, in sentences.

use chrono::{DateTime, Utc};

use super::{
    Placement, SessionPhase,
    frame::{Frame, whole_minutes},
};
use crate::{
    interview::{Candidate, MarkWord, PlannedQuestion, Room},
    question::Priority,
};

/// How the questions that were chosen share the time.
pub(super) struct Share {
    pub(super) room: Room,
    pub(super) chosen: Vec<Candidate>,
    /// It has begun, and has not ended.
    pub(super) is_going_on: bool,
    /// Whether one more question may be left for a message afterwards.
    pub(super) admits_deferral: bool,
}

impl Share {
    /// The minutes that go to questions needed as much as this or more: to all of them, or to those before the close.
    fn taken(&self, priority: Priority, only_before_the_close: bool) -> u32 {
        let as_much = self.chosen.iter().filter(|one| one.priority <= priority);
        let of = as_much.filter(|one| !(only_before_the_close && one.closes));
        of.map(Candidate::takes).sum()
    }

    /// By how much the close begins earlier for its own questions.
    fn earlier(&self) -> u32 {
        let closing = self.chosen.iter().filter(|one| one.closes);
        let takes = closing.map(Candidate::takes);
        takes.sum::<u32>().saturating_sub(self.room.close)
    }

    /// Why there is no room for a question.
    fn lack(&self, one: Candidate) -> String {
        let takes = one.takes();
        let (room, what) = if one.closes {
            (self.room.in_all(), "left")
        } else {
            (self.room.before_the_close, "before the close")
        };
        let needed = self.taken(one.priority, !one.closes);
        if room == 0 {
            let before = if one.closes { "" } else { " before the close" };
            format!(", and no time is left{before}")
        } else if takes > room {
            format!(", longer than the {} {what}", span(room))
        } else if needed + takes > room {
            shared(needed, room, what)
        } else {
            let all = self.taken(one.priority, false);
            shared(all, self.room.in_all(), "left")
        }
    }

    /// What to do with a question that has no room.
    fn way_out(&self) -> &'static str {
        match (self.is_going_on, self.admits_deferral) {
            (true, true) => " Leave it out, or ask whether you may send it afterwards.",
            (true, false) => " Leave it out; no more questions can be sent afterwards.",
            (false, _) => "",
        }
    }
}

fn shared(needed: u32, room: u32, what: &str) -> String {
    let room = span(room);
    format!(": what is needed as much or more takes {needed} of the {room} {what}")
}

/// Why a question has its place.
pub(super) fn reason(question: &PlannedQuestion, placement: Placement, share: &Share) -> String {
    let takes = question.candidate().takes();
    let what = format!("A {} of {}", question.priority, span(takes));
    match placement {
        Placement::Settled => format!("It is marked {}.", spoken(question.mark.word())),
        Placement::BeforeTheClose => {
            let room = span(share.room.before_the_close);
            format!("{what} that fits into the {room} before the close.")
        }
        Placement::InTheClose if share.earlier() > 0 => {
            let earlier = span(share.earlier());
            format!("{what} that fits if the close begins {earlier} earlier.")
        }
        Placement::InTheClose => {
            let room = span(share.room.close);
            format!("{what} that fits into the {room} of the close.")
        }
        Placement::Dropped => {
            let lack = share.lack(question.candidate());
            format!("{what}{lack}.{}", share.way_out())
        }
        Placement::NotToAsk => "They may ask it; have an answer ready.".to_owned(),
    }
}

/// What to do or say now. `announced_at` is when the person said that time is up (F168).
pub(super) fn advice(frame: &Frame, announced_at: Option<DateTime<Utc>>) -> String {
    let clock = |at| frame.zone.time_of(at).format("%H:%M");
    let (close, end) = (clock(frame.close_at), clock(frame.ends_at));
    let left = span(whole_minutes(frame.remaining()));
    let asking = span(frame.room.before_the_close);
    match (frame.phase, announced_at) {
        (SessionPhase::Over, _) if frame.has_ended => "The conversation has ended.".to_owned(),
        (_, Some(announced)) => format!(
            "You said at {} that time is up: thank them and go. Stay only if they offer more time.",
            clock(announced)
        ),
        (SessionPhase::Opening, None) => format!(
            "Thank them for their time and introduce yourself. Questions have {asking}, until {close}."
        ),
        (SessionPhase::Questions, None) => format!(
            "Questions have {asking} left, the conversation {left}: close at {close}, and say at {end} that time is up."
        ),
        (SessionPhase::Closing, None) => format!(
            "Time is up at {end}, in {left}: ask who else to talk to and how to stay in touch, and thank them."
        ),
        (SessionPhase::Over, None) => {
            let all = span(whole_minutes(frame.ends_at - frame.begins_at));
            format!(
                "The {all} have been up since {end}: say so and thank them. Stay only if they offer more time."
            )
        }
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

fn span(minutes: u32) -> String {
    match minutes {
        0 => "less than a minute".to_owned(),
        1 => "1 minute".to_owned(),
        _ => format!("{minutes} minutes"),
    }
}
