//! What kind of helper a contact is, apart from where the outreach stands (user ask 24; methodology survey, D1).

use chrono::{DateTime, Utc};

use super::{Attempt, Direction, Facts, Outcome};
use crate::{
    methodology::{Asking, ContactTypes, CountedFrom, Rule},
    vocabulary,
};

vocabulary! {
    /// What kind of helper a contact is.
    pub enum ContactType {
        /// Nothing shows it yet.
        Unknown = "unknown",
        /// Willing, and soon.
        Booster = "booster",
        /// Slow or reluctant: they answer because it is polite.
        Obligate = "obligate",
        /// They do not answer.
        Curmudgeon = "curmudgeon",
    }
}

/// The type of a contact, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeJudgment {
    pub contact_type: ContactType,
    pub reason: String,
    /// The key of the rule, and where it comes from; none when the person judged by themselves.
    pub rule: Option<(String, String)>,
}

impl TypeJudgment {
    fn new(contact_type: ContactType, reason: impl Into<String>) -> Self {
        Self {
            contact_type,
            reason: reason.into(),
            rule: None,
        }
    }

    fn by(self, rule: &Rule) -> Self {
        let rule = Some((rule.key.clone(), rule.source.clone()));
        Self { rule, ..self }
    }
}

/// The type that the person named, or that the attempts show.
pub(super) fn contact_type(attempts: &[Attempt], asking: &Asking, facts: &Facts) -> TypeJudgment {
    match (facts.judged_type, &asking.contact_types) {
        (Some(judged), _) => TypeJudgment::new(judged, "You said so."),
        (None, None) => {
            TypeJudgment::new(ContactType::Unknown, "The methodology does not tell types.")
        }
        (None, Some(rules)) => inferred(attempts, rules, facts),
    }
}

fn inferred(attempts: &[Attempt], rules: &ContactTypes, facts: &Facts) -> TypeJudgment {
    let is_answer = |attempt: &Attempt| attempt.touch().outcome.is_answer();
    let first = attempts.iter().position(is_answer);
    let last = attempts.iter().rfind(|attempt| is_answer(attempt));
    let Some((first, last)) = first.zip(last) else {
        return silent(attempts, rules);
    };
    let day = facts.zone().day_of(last.touch().at);
    let reply = &rules.booster_reply_days.rule;
    match last.touch().outcome {
        Outcome::DoNotContact => TypeJudgment::new(
            ContactType::Curmudgeon,
            format!("They asked on {day} not to be contacted."),
        ),
        Outcome::Declined | Outcome::DeclinedForNow | Outcome::DeclinedMeeting => {
            let reason = format!("They answered, but declined on {day}.");
            TypeJudgment::new(ContactType::Obligate, reason).by(reply)
        }
        _ => willing(attempts.split_at(first), rules, facts).by(reply),
    }
}

fn silent(attempts: &[Attempt], rules: &ContactTypes) -> TypeJudgment {
    let tries = attempts.iter().filter(|attempt| is_try(attempt)).count();
    let enough = &rules.curmudgeon_after_attempts;
    let judgment = if tries >= usize::try_from(enough.value).unwrap_or(usize::MAX) {
        let reason = format!("None of your {tries} attempts has had an answer.");
        TypeJudgment::new(ContactType::Curmudgeon, reason)
    } else {
        let reason = "Nothing has been heard from them yet.";
        TypeJudgment::new(ContactType::Unknown, reason)
    };
    judgment.by(&enough.rule)
}

/// How soon they answered first decides about somebody who is willing: what came before that answer, and it.
fn willing(
    (before, answer): (&[Attempt], &[Attempt]),
    rules: &ContactTypes,
    facts: &Facts,
) -> TypeJudgment {
    let zone = facts.zone();
    let answer = answer.first().map(Attempt::touch);
    let mut tries = before.iter().filter(|attempt| is_try(attempt));
    let asked = match rules.booster_counted_from.value {
        CountedFrom::FirstMessage => tries.next().map(Attempt::touch),
        // Who said yes on the phone answered that call.
        CountedFrom::PreviousAttempt => answer
            .filter(|answer| answer.direction == Direction::Outbound)
            .or_else(|| tries.next_back().map(Attempt::touch)),
    };
    let Some((asked, answer)) = asked.zip(answer) else {
        return TypeJudgment::new(ContactType::Booster, "They were willing before you asked.");
    };
    let counted = rules
        .booster_reply_days
        .value
        .count(&facts.sending(asked.at));
    let (noun, day, on) = (
        asked.channel.noun(),
        zone.day_of(asked.at),
        zone.day_of(answer.at),
    );
    let (contact_type, compared) = if answer.at <= counted.window.until() {
        (ContactType::Booster, "not later than")
    } else {
        (ContactType::Obligate, "later than")
    };
    let reason = format!(
        "They answered your {noun} of {day} on {on}, {compared} {}.",
        counted.last
    );
    TypeJudgment::new(contact_type, reason)
}

/// Whether we tried to reach them and may have.
fn is_try(attempt: &Attempt) -> bool {
    let touch = attempt.touch();
    let arrived = !matches!(touch.outcome, Outcome::Bounced | Outcome::WrongNumber);
    touch.direction == Direction::Outbound && arrived && !touch.outcome.is_answer()
}

/// Since when the contact helps: they agreed to meet, or are willing and a booster.
pub(super) fn helps_since(
    attempts: &[Attempt],
    contact_type: ContactType,
) -> Option<DateTime<Utc>> {
    let mut answers = attempts.iter().map(Attempt::touch);
    let last = answers.rfind(|touch| touch.outcome.is_answer())?;
    let helps = match last.outcome {
        Outcome::MeetingAgreed => true,
        Outcome::ReplyInterested => contact_type == ContactType::Booster,
        _ => false,
    };
    helps.then_some(last.at)
}
