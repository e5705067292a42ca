//! The numbers of asking: the first touch, the follow-ups, and when to stop.

use super::{
    Cited, InvalidRule, Misfit,
    book::{Book, Read, optional},
};
use crate::{
    calendar::Wait,
    channel::Channel,
    methodology::{CountedFrom, FollowUpStep, StepTarget},
};

/// How people are asked for a conversation. Days are calendar days where they cannot be others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// By what to make the first touch, the preferred channel first (F40).
    pub first_channels: Cited<Vec<Channel>>,
    /// Days from the beginning of an outreach within which the first touch is made.
    pub first_message_within_days: Cited<u32>,
    /// By what to reach them again where no step says it (F52).
    pub follow_up_channels: Cited<Vec<Channel>>,
    /// What follows a message without an answer (F50, F51; methodology survey, D4).
    pub follow_up_steps: Cited<Vec<FollowUpStep>>,
    /// Days after a call that reached nobody between which to call again (F64, F65).
    pub retry_call_days: Cited<Wait>,
    /// Days to wait for a call back, or for an answer in a conversation, before asking again (F66, F67).
    pub retry_after_message_days: Cited<Wait>,
    /// Days after learning of an absence, its end unknown, between which to try again (F65).
    pub out_of_office_days: Cited<Wait>,
    /// Whether what is sent at or after noon counts from the next day (methodology survey, D1).
    pub noon_cut_off: Option<Cited<bool>>,
    /// Days to mend an address, a number or an unrecognizable sender (F65, F68, F69).
    pub correct_within_days: Cited<u32>,
    /// Days to answer somebody who is interested.
    pub reply_within_days: Cited<u32>,
    /// Days to settle time and place once a meeting is agreed, or has fallen through (F55).
    pub schedule_within_days: Cited<u32>,
    /// Days to offer a phone call to somebody who declined to meet (F56).
    pub offer_phone_within_days: Cited<u32>,
    /// Days to thank somebody who declined (F57).
    pub courtesy_within_days: Cited<u32>,
    /// Unanswered outbound attempts after which a contact is left alone.
    pub attempt_cap: Cited<u32>,
    /// Days for which a contact is then left alone, and after a "not now" without a date (F58).
    pub cooldown_days: Cited<u32>,
    /// Days from the date of a recontact within which to make it (F58).
    pub recontact_within_days: Cited<u32>,
    /// Whether nobody else of an organization is asked once somebody there helps (methodology survey, D1).
    pub stop_when_somebody_helps: Option<Cited<bool>>,
    pub contact_types: Option<ContactTypes>,
}

/// How the type of a contact shows (methodology survey, D1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactTypes {
    /// Who is willing within so many days is a booster; who takes longer, an obligate.
    pub booster_reply_days: Cited<Wait>,
    pub booster_counted_from: Cited<CountedFrom>,
    /// Attempts without any answer that show a curmudgeon.
    pub curmudgeon_after_attempts: Cited<u32>,
}

impl Asking {
    pub(super) fn read(book: &Book<'_>) -> Result<Self, InvalidRule> {
        let noon_cut_off = optional(book.flag("noon_cut_off"))?;
        let at_noon = noon_cut_off.as_ref().is_some_and(|rule| rule.value);
        Ok(Self {
            first_channels: book.channels("first_channels")?,
            first_message_within_days: book.number("first_message_within_days")?,
            follow_up_channels: book.channels("follow_up_channels")?,
            follow_up_steps: follow_up_steps(book, at_noon)?,
            retry_call_days: book.wait("retry_call_days", at_noon)?,
            retry_after_message_days: book.wait("retry_after_message_days", at_noon)?,
            out_of_office_days: book.wait("out_of_office_days", at_noon)?,
            noon_cut_off,
            correct_within_days: book.number("correct_within_days")?,
            reply_within_days: book.number("reply_within_days")?,
            schedule_within_days: book.number("schedule_within_days")?,
            offer_phone_within_days: book.number("offer_phone_within_days")?,
            courtesy_within_days: book.number("courtesy_within_days")?,
            attempt_cap: book.number("attempt_cap")?,
            cooldown_days: book.number("cooldown_days")?,
            recontact_within_days: book.number("recontact_within_days")?,
            stop_when_somebody_helps: optional(book.flag("stop_when_somebody_helps"))?,
            contact_types: ContactTypes::read(book, at_noon)?,
        })
    }

    /// The rule by which a message from noon on counts from the next day.
    pub fn cuts_off_at_noon(&self) -> Option<&Cited<bool>> {
        self.noon_cut_off.as_ref().filter(|rule| rule.value)
    }

    /// The rule by which nobody else of an organization is asked once somebody there helps.
    pub fn stops_when_somebody_helps(&self) -> Option<&Cited<bool>> {
        let rule = self.stop_when_somebody_helps.as_ref();
        rule.filter(|rule| rule.value)
    }
}

impl ContactTypes {
    fn read(book: &Book<'_>, at_noon: bool) -> Result<Option<Self>, InvalidRule> {
        let reply_days = optional(book.wait("booster_reply_days", at_noon))?;
        let Some(booster_reply_days) = reply_days else {
            return Ok(None);
        };
        Ok(Some(Self {
            booster_reply_days,
            booster_counted_from: book.word("booster_counted_from")?,
            curmudgeon_after_attempts: book.number("curmudgeon_after_attempts")?,
        }))
    }
}

/// The steps. A version that has none says the same by one span of days, to be repeated until the cap.
fn follow_up_steps(book: &Book<'_>, at_noon: bool) -> Read<Vec<FollowUpStep>> {
    if let Some(mut steps) = optional(book.steps("follow_up_steps"))? {
        for step in &mut steps.value {
            step.wait = step.wait.with_noon_cut_off(at_noon);
        }
        return Ok(steps);
    }
    let missing = InvalidRule::new("follow_up_steps", Misfit::Missing);
    let after = optional(book.wait("follow_up_days", at_noon))?;
    let Cited { value: wait, rule } = after.ok_or(missing)?;
    let step = FollowUpStep {
        wait,
        channels: book.channels("follow_up_channels")?.value,
        target: StepTarget::SameContact,
        counted_from: CountedFrom::PreviousAttempt,
        max: None,
    };
    Ok(Cited {
        value: vec![step],
        rule,
    })
}
