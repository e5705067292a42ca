//! Where a found resource is to be read, and what a token needs for it.

use domain::search::{Hit, SearchKind};

use crate::auth::Scope;

/// The scope of the operation that reads one.
pub(super) fn scope(kind: SearchKind) -> Scope {
    match kind {
        SearchKind::Contact | SearchKind::Employment | SearchKind::CommonGround => {
            Scope::ContactsRead
        }
        SearchKind::Organization | SearchKind::Site => Scope::OrganizationsRead,
        SearchKind::Theme | SearchKind::FitRating => Scope::ThemesRead,
        SearchKind::ResearchItem | SearchKind::ResearchGap => Scope::ResearchRead,
        SearchKind::Question | SearchKind::QuestionSet => Scope::QuestionsRead,
        SearchKind::Outreach | SearchKind::Attempt | SearchKind::Snafu | SearchKind::Visit => {
            Scope::OutreachRead
        }
        SearchKind::Interview
        | SearchKind::InterviewQuestion
        | SearchKind::Preparation
        | SearchKind::SessionEvent
        | SearchKind::Learning => Scope::InterviewsRead,
        SearchKind::Advice | SearchKind::Promise | SearchKind::FollowUp => Scope::FollowUpsRead,
        SearchKind::Referral => Scope::ReferralsRead,
        SearchKind::NetworkAsk
        | SearchKind::NetworkAskRecipient
        | SearchKind::Event
        | SearchKind::EventMeeting => Scope::NetworkRead,
        SearchKind::Document | SearchKind::HandOff => Scope::DocumentsRead,
        SearchKind::Message | SearchKind::MessageTemplate => Scope::MessagesRead,
        SearchKind::Story
        | SearchKind::Pitch
        | SearchKind::PitchRehearsal
        | SearchKind::PreparedAnswer
        | SearchKind::ReflectionAnswer
        | SearchKind::Profile => Scope::ProfileRead,
    }
}

/// Its address; a test reads from each.
pub(super) fn path(hit: &Hit) -> String {
    let id = hit.id;
    let own = |collection| format!("/v1/{collection}/{id}");
    // What is kept below something has a parent.
    let parent = hit.parent_id.unwrap_or_default();
    let below = |parents, collection| format!("/v1/{parents}/{parent}/{collection}/{id}");
    match hit.kind {
        SearchKind::Contact => own("contacts"),
        SearchKind::Employment => below("contacts", "employments"),
        SearchKind::CommonGround => below("contacts", "common-ground"),
        SearchKind::Organization => own("organizations"),
        SearchKind::Site => below("organizations", "sites"),
        SearchKind::Theme => own("themes"),
        SearchKind::FitRating => below("themes", "fit-ratings"),
        SearchKind::ResearchItem => own("research-items"),
        SearchKind::ResearchGap => own("research-gaps"),
        SearchKind::Question => own("questions"),
        SearchKind::QuestionSet => own("question-sets"),
        SearchKind::Outreach => own("outreach"),
        SearchKind::Attempt => below("outreach", "attempts"),
        SearchKind::Snafu => own("snafus"),
        SearchKind::Interview => own("interviews"),
        SearchKind::InterviewQuestion => below("interviews", "questions"),
        SearchKind::Learning => own("learnings"),
        SearchKind::Advice => own("advice"),
        SearchKind::Promise => own("promises"),
        SearchKind::SessionEvent => below("interviews", "session/events"),
        SearchKind::Preparation => format!("/v1/interviews/{id}/preparation"),
        SearchKind::FollowUp => own("follow-ups"),
        SearchKind::Referral => own("referrals"),
        SearchKind::NetworkAsk => own("network-asks"),
        SearchKind::NetworkAskRecipient => below("network-asks", "recipients"),
        SearchKind::Event => own("events"),
        SearchKind::EventMeeting => below("events", "meetings"),
        SearchKind::Visit => own("visits"),
        SearchKind::Document => own("documents"),
        SearchKind::HandOff => own("hand-offs"),
        SearchKind::Story => own("stories"),
        SearchKind::Pitch => own("pitches"),
        SearchKind::PitchRehearsal => below("pitches", "rehearsals"),
        SearchKind::PreparedAnswer => own("prepared-answers"),
        SearchKind::ReflectionAnswer => own("reflection-answers"),
        SearchKind::Message => own("messages"),
        SearchKind::MessageTemplate => own("message-templates"),
        SearchKind::Profile => "/v1/profile".to_owned(),
    }
}
