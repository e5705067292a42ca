//! Which follow-ups are owed for an interview: the one place that says so.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{FollowUp, FollowUpKind, Reason, RuleName, State};
use crate::{
    Id, Zone,
    contact::Contact,
    interview::{self, Interview},
    methodology,
    referral::Referral,
    text::Name,
};

/// Referrers who are told of one conversation, at most.
pub const MAX_LOOPS: u32 = 20;

/// What the follow-ups of an interview depend on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub interview_id: Id<Interview>,
    pub interview: &'a Interview,
    /// The zone of the person who writes, not of the interviewee.
    pub zone: Zone,
    /// How many questions were left for a message afterwards.
    pub deferred_questions: u32,
    /// Who led to the interviewee and is to be told of it.
    pub open_loops: &'a [OpenLoop],
}

/// A referral whose referrer has not been told what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLoop {
    pub referral_id: Id<Referral>,
    pub referrer_id: Id<Contact>,
    /// The name of the person they led to.
    pub led_to: Name,
}

/// The numbers of the methodology that follow-ups depend on, in calendar days. Each follow-up names its number as its
/// rule; a methodology without the number makes none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUpPolicy {
    pub confirm_days_before: Option<u32>,
    /// 1 is the next day (F120).
    pub thank_you_days: u32,
    pub transcribe_notes_days: Option<u32>,
    pub deferred_questions_days: u32,
    pub send_resume_days: Option<u32>,
    pub close_loop_days: Option<u32>,
}

impl From<&methodology::After> for FollowUpPolicy {
    fn from(after: &methodology::After) -> Self {
        let optional = |rule: &Option<methodology::Cited<u32>>| rule.as_ref().map(|it| it.value);
        Self {
            confirm_days_before: optional(&after.confirm_days_before),
            thank_you_days: after.thank_you_days.value,
            transcribe_notes_days: optional(&after.transcribe_notes_days),
            deferred_questions_days: after.deferred_questions_days.value,
            send_resume_days: optional(&after.send_resume_days),
            close_loop_days: optional(&after.close_loop_days),
        }
    }
}

/// All that is owed by these facts, each by a rule of its own: confirming the meeting (methodology survey, D5), thanks
/// (F120), the notes (F122), the questions left over (F114), the resume (F18), and word to whoever led there. News (F124)
/// follow from every contact, see [`super::InTouch`].
pub fn owed(facts: &Facts<'_>, policy: FollowUpPolicy) -> Vec<FollowUp> {
    let single = [
        policy
            .confirm_days_before
            .and_then(|days| confirmation(facts, days)),
        thank_you(facts, policy.thank_you_days),
        policy
            .transcribe_notes_days
            .and_then(|days| transcription(facts, days)),
        deferred_questions(facts, policy.deferred_questions_days),
        policy.send_resume_days.and_then(|days| resume(facts, days)),
    ];
    let loops = policy.close_loop_days.into_iter();
    single
        .into_iter()
        .flatten()
        .chain(loops.flat_map(|days| loops_to_close(facts, days)))
        .collect()
}

/// The meeting is confirmed by the end of a local day before its own.
fn confirmation(facts: &Facts<'_>, days: u32) -> Option<FollowUp> {
    let Interview {
        state: interview::State::Scheduled,
        starts_at,
        ..
    } = facts.interview
    else {
        return None;
    };
    let day = facts.zone.day_of(*starts_at);
    let due_on = day.checked_sub_days(Days::new(days.into()))?;
    let reason = format!("You are to meet on {day}: confirm it before, and give your number.");
    let kind = FollowUpKind::ConfirmInterview;
    Some(facts.owe(kind, "confirm_days_before", due_on, reason))
}

/// The thank-you, due at the end of a local day: with `days` = 1, of the next one (F120).
fn thank_you(facts: &Facts<'_>, days: u32) -> Option<FollowUp> {
    let reason = match days {
        0 => "A thank-you is due by the end of the day of the conversation.".to_owned(),
        1 => "A thank-you is due by the end of the day after the conversation.".to_owned(),
        _ => format!("A thank-you is due within {days} days of the conversation."),
    };
    let due_on = facts.days_after_the_end(days)?;
    Some(facts.owe(FollowUpKind::ThankYou, "thank_you_days", due_on, reason))
}

/// The notes are put where they can be found, until they are (F122).
fn transcription(facts: &Facts<'_>, days: u32) -> Option<FollowUp> {
    let due_on = facts.days_after_the_end(days)?;
    if facts.interview.notes_transcribed_at().is_some() {
        return None;
    }
    let reason = "Write out your notes, and keep what you learned, while you remember it.";
    let kind = FollowUpKind::TranscribeNotes;
    Some(facts.owe(kind, "transcribe_notes_days", due_on, reason.to_owned()))
}

/// One follow-up for all the questions left over, if there are any (F114).
fn deferred_questions(facts: &Facts<'_>, days: u32) -> Option<FollowUp> {
    let reason = match facts.deferred_questions {
        0 => return None,
        1 => "You left one question for a message afterwards.".to_owned(),
        count => format!("You left {count} questions for a message afterwards."),
    };
    let due_on = facts.days_after_the_end(days)?;
    let kind = FollowUpKind::DeferredQuestions;
    Some(facts.owe(kind, "deferred_questions_days", due_on, reason))
}

/// The resume, once they have asked for it (F18).
fn resume(facts: &Facts<'_>, days: u32) -> Option<FollowUp> {
    let due_on = facts.days_after(facts.interview.resume_requested_at?, days);
    let reason = "They asked for your resume.".to_owned();
    let kind = FollowUpKind::ResumeRequested;
    Some(facts.owe(kind, "send_resume_days", due_on, reason))
}

/// Each who led there hears that the two have talked.
fn loops_to_close(facts: &Facts<'_>, days: u32) -> Vec<FollowUp> {
    let Some(due_on) = facts.days_after_the_end(days) else {
        return Vec::new();
    };
    let close = |open: &OpenLoop| {
        let reason = format!(
            "They led you to {}, and you have talked: tell them what came of it.",
            open.led_to
        );
        FollowUp {
            contact_id: open.referrer_id,
            referral_id: Some(open.referral_id),
            ..facts.owe(
                FollowUpKind::CloseTheLoop,
                "close_loop_days",
                due_on,
                reason,
            )
        }
    };
    facts.open_loops.iter().map(close).collect()
}

impl Facts<'_> {
    fn days_after_the_end(&self, days: u32) -> Option<NaiveDate> {
        match self.interview.state {
            interview::State::Completed { completed_at, .. } => {
                Some(self.days_after(completed_at, days))
            }
            _ => None,
        }
    }

    /// A day beyond the calendar is as good as none: then the day itself.
    fn days_after(&self, at: DateTime<Utc>, days: u32) -> NaiveDate {
        let day = self.zone.day_of(at);
        day.checked_add_days(Days::new(days.into())).unwrap_or(day)
    }

    fn owe(&self, kind: FollowUpKind, rule: &str, due_on: NaiveDate, reason: String) -> FollowUp {
        FollowUp {
            contact_id: self.interview.contact_id,
            interview_id: Some(self.interview_id),
            referral_id: None,
            kind,
            due_at: self.zone.end_of(due_on),
            rule: Some(RuleName::of_ours(rule)),
            reason: Reason::of_ours(reason),
            note: None,
            message_id: None,
            learning_id: None,
            state: State::Pending {
                snoozed_until: None,
            },
        }
    }
}

#[cfg(test)]
mod tests;
