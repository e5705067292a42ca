//! How agenda items are worded.

use chrono::NaiveDate;

use super::AgendaKind;
use crate::{
    follow_up::FollowUpKind, interview::Mode, outreach::NextActionKind as Action, text::Name,
};

pub(super) fn touch(action: Action, name: &Name) -> String {
    match action {
        Action::WriteFirstMessage => format!("Write to {name}"),
        Action::MakeFirstCall | Action::CallToFollowUp => format!("Call {name}"),
        Action::WriteAgain => format!("Write to {name} again"),
        Action::AskSomebodyElseThere => format!("Ask somebody else where {name} works"),
        Action::CallAgain => format!("Call {name} again"),
        Action::TryOnReturn => format!("Try {name} again"),
        Action::CorrectContactMethod => format!("Find another way to reach {name}"),
        Action::ResendRecognizably => format!("Send {name} the message again"),
        Action::Reply => format!("Reply to {name}"),
        Action::OfferPhoneCall => format!("Offer {name} a phone call"),
        Action::ScheduleMeeting => format!("Schedule the meeting with {name}"),
        Action::ThankAndClose => format!("Thank {name} for the answer"),
        Action::Recontact => format!("Ask {name} again"),
    }
}

pub(super) fn why_touch(action: Action) -> &'static str {
    match action {
        Action::WriteFirstMessage => "Nothing has been sent yet.",
        Action::MakeFirstCall => "Nothing has been tried yet.",
        Action::CallToFollowUp | Action::WriteAgain | Action::AskSomebodyElseThere => {
            "Your message has had no answer yet."
        }
        Action::CallAgain => "You did not get through.",
        Action::TryOnReturn => "They were away.",
        Action::CorrectContactMethod => "The last attempt did not reach them.",
        Action::ResendRecognizably => "They did not know who the message was from.",
        Action::Reply => "They answered with interest.",
        Action::OfferPhoneCall => "They declined to meet.",
        Action::ScheduleMeeting => "They agreed to meet.",
        Action::ThankAndClose => "They declined.",
        Action::Recontact => "The time to leave them alone is over.",
    }
}

/// A conversation that is yet to be held.
pub(crate) fn talk_ahead(mode: Mode, name: &Name) -> String {
    talk(AgendaKind::InterviewUpcoming, mode, name)
}

pub(super) fn talk(kind: AgendaKind, mode: Mode, name: &Name) -> String {
    match (kind, mode) {
        (AgendaKind::InterviewToComplete, _) => format!("Finish the conversation with {name}"),
        (_, Mode::InPerson) => format!("Meet {name}"),
        (_, Mode::Phone) => format!("Talk on the phone with {name}"),
        (_, Mode::Video) => format!("Talk by video with {name}"),
    }
}

pub(super) fn why_talk(kind: AgendaKind) -> &'static str {
    match kind {
        AgendaKind::InterviewToComplete => "It has begun, and how it ended is not recorded.",
        AgendaKind::InterviewToStart => {
            "Its time has come: start it, or record that it was called off or missed."
        }
        _ => "You agreed on this time.",
    }
}

pub(crate) fn owed(kind: FollowUpKind, name: &Name) -> String {
    match kind {
        FollowUpKind::ConfirmInterview => format!("Confirm the meeting with {name}"),
        FollowUpKind::ThankYou => format!("Thank {name}"),
        FollowUpKind::TranscribeNotes => {
            format!("Write out your notes of the conversation with {name}")
        }
        FollowUpKind::DeferredQuestions => format!("Send {name} the questions left over"),
        FollowUpKind::ResumeRequested => format!("Send {name} your resume"),
        FollowUpKind::CloseTheLoop => format!("Tell {name} what came of their referral"),
        FollowUpKind::Update => format!("Send {name} an update"),
        FollowUpKind::Announcement => format!("Tell {name} that you have landed"),
        FollowUpKind::Other => format!("Follow up with {name}"),
    }
}

pub(super) fn promised(name: &Name) -> String {
    format!("Keep your promise to {name}")
}

pub(super) fn awaited(name: &Name) -> String {
    format!("See whether {name} kept their promise")
}

pub(super) fn handed(name: &Name) -> String {
    format!("Hear from {name} what became of your document")
}

pub(super) fn why_handed(since: NaiveDate) -> String {
    format!("They have it since {since}, and it is not known to have arrived.")
}

pub(super) fn why_silent(since: NaiveDate, days: u32) -> String {
    let days = if days == 1 {
        "day".to_owned()
    } else {
        format!("{days} days")
    };
    format!("You were last in touch on {since}, and an update is due every {days}.")
}
