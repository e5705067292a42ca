//! Why an outreach stands where it stands: each attempt read in order, the rules that applied, and what could come of it.

use chrono::{DateTime, Utc};

use super::{
    Attempt, Channel, Course, Direction, Facts, NextAction, Outcome, OutreachState, Touch, course,
    progress::Progress,
};
use crate::{
    methodology::{Asking, Policy},
    text::Name,
    vocabulary,
    vocabulary::Vocabulary,
};

vocabulary! {
    /// What an attempt changes.
    pub enum Effect {
        /// It may have reached them, and counts towards the cap.
        Counts = "counts",
        /// The same, after they were left alone: counting begins with it.
        BeginsAnew = "begins_anew",
        /// It never reached them, and does not count.
        NeverArrived = "never_arrived",
        /// It takes back a message that is found not to have arrived.
        TakesBack = "takes_back",
        /// It says when or how to try again.
        Informs = "informs",
        /// They answered: what was tried before no longer counts.
        Answers = "answers",
    }
}

/// How one attempt was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub number: u16,
    pub effect: Effect,
    /// Tries without an answer after it.
    pub tries: usize,
    pub sentence: String,
}

/// What would follow if that came next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    pub channel: Channel,
    pub direction: Direction,
    pub outcome: Outcome,
    pub course: Course,
}

/// The whole derivation of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub course: Course,
    pub readings: Vec<Reading>,
    /// The keys of the rules that it follows from, the most important first.
    pub rules: Vec<String>,
    pub prospects: Vec<Prospect>,
}

/// Explains the course of an outreach, and what each outcome of the next touch would make of it, were that made as soon as
/// it may be.
pub fn explain(
    attempts: &[Attempt],
    policy: &Policy,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Explained {
    let course = course(attempts, policy, facts);
    Explained {
        readings: readings(attempts, &policy.asking, facts),
        rules: rules(&course, !attempts.is_empty(), &policy.asking),
        prospects: prospects(&course, attempts, policy, facts, now),
        course,
    }
}

fn readings(attempts: &[Attempt], asking: &Asking, facts: &Facts) -> Vec<Reading> {
    let mut progress = Progress::default();
    let read = attempts.iter().map(|attempt| {
        let touch = attempt.touch();
        let is_rested = progress.is_rested_by(touch.at, asking, facts);
        let before = progress.round.len();
        progress = std::mem::take(&mut progress).then(attempt, asking, facts);
        let tries = progress.round.len();
        let effect = effect(touch, is_rested, before, tries);
        Reading {
            number: attempt.number(),
            effect,
            tries,
            sentence: sentence(effect, tries, asking.attempt_cap.value),
        }
    });
    read.collect()
}

fn effect(touch: &Touch, is_rested: bool, before: usize, after: usize) -> Effect {
    let is_outbound = touch.direction == Direction::Outbound;
    if touch.outcome.is_answer() {
        Effect::Answers
    } else if is_outbound && is_rested && after > 0 {
        Effect::BeginsAnew
    } else if after > before {
        Effect::Counts
    } else if after < before {
        Effect::TakesBack
    } else if matches!(touch.outcome, Outcome::Bounced | Outcome::WrongNumber) {
        Effect::NeverArrived
    } else {
        Effect::Informs
    }
}

fn sentence(effect: Effect, tries: usize, cap: u32) -> String {
    match effect {
        Effect::Counts => format!("It counts as try {tries} of {cap}."),
        Effect::BeginsAnew => {
            format!("They had been left alone: counting begins anew, with try {tries} of {cap}.")
        }
        Effect::NeverArrived => "It never reached them, so it does not count.".to_owned(),
        Effect::TakesBack => {
            format!("A message never reached them: {tries} of {cap} tries are left counted.")
        }
        Effect::Informs => "It is no answer, but says how to go on.".to_owned(),
        Effect::Answers => "They answered: what was tried before no longer counts.".to_owned(),
    }
}

/// The rule of the next action first, then those that it leans on, each once.
fn rules(course: &Course, was_tried: bool, asking: &Asking) -> Vec<String> {
    let next = course.next_action.as_ref();
    let then = next.and_then(|next| next.then.as_deref());
    let acting = next.into_iter().chain(then);
    let mut keys: Vec<&str> = acting.clone().map(|next| next.rule.as_str()).collect();
    let is_counted = acting.clone().any(|next| next.counted.is_some());
    let cut_off = asking.noon_cut_off.iter().filter(|_| is_counted);
    keys.extend(cut_off.map(|cited| cited.rule.key.as_str()));
    if was_tried {
        keys.push(&asking.attempt_cap.rule.key);
    }
    if course.state == OutreachState::Deferred {
        keys.push(&asking.cooldown_days.rule.key);
        keys.push(&asking.recontact_within_days.rule.key);
    }
    let judged = course.contact_type.rule.as_ref();
    keys.extend(judged.map(|(key, _)| key.as_str()));
    let mut once: Vec<String> = Vec::new();
    for key in keys {
        if !once.iter().any(|known| known == key) {
            once.push(key.to_owned());
        }
    }
    once
}

fn prospects(
    course: &Course,
    attempts: &[Attempt],
    policy: &Policy,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Vec<Prospect> {
    if course.state == OutreachState::Closed {
        return Vec::new();
    }
    let theirs = course.next_action.as_ref().map(NextAction::towards_contact);
    let last = attempts.last().map(Attempt::touch);
    let channel = theirs.and_then(|next| next.channels.first().copied());
    let channel = channel.or(last.map(|last| last.channel));
    let opens = theirs.map(|next| next.window.from());
    let at = now.max(opens.unwrap_or(now));
    let at = at.max(last.map_or(at, |last| last.at));
    let number = u16::try_from(attempts.len() + 1).unwrap_or(u16::MAX);
    let directions = Direction::ALL.iter();
    let each = directions.flat_map(|one| Outcome::ALL.iter().map(move |other| (*one, *other)));
    let courses = each.filter_map(|(direction, outcome)| {
        let channel = channel?;
        let attempt = Attempt::parse(number, touch(channel, direction, outcome, at)).ok()?;
        let with_it = [attempts, &[attempt]].concat();
        Some(Prospect {
            channel,
            direction,
            outcome,
            course: super::course(&with_it, policy, facts),
        })
    });
    courses.collect()
}

fn touch(channel: Channel, direction: Direction, outcome: Outcome, at: DateTime<Utc>) -> Touch {
    Touch {
        channel,
        direction,
        outcome,
        at,
        with_whom: (outcome == Outcome::MessageLeftWith).then(|| Name::of_ours("somebody")),
        recontact_on: None,
        note: None,
        override_reason: None,
    }
}
