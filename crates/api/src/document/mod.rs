//! The OpenAPI document: what the router collects, completed by what holds for every operation.

mod answer;
mod bounds;
mod complete;
mod parameter;
mod shared;

use serde_json::Value;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use crate::{
    agenda::HiddenItems,
    analytics::GroupByWord,
    change::ChangedResourceWord,
    contact::ContactExpansion,
    duplicate::DuplicateReason,
    event::EventExpansion,
    follow_up::FollowUpExpansion,
    hand_off::HandOffExpansion,
    interview::{BriefFormat, InterviewExpansion},
    learning::LearningExpansion,
    merge::{ContactField, MergeSide, MergeState},
    outreach::OutreachExpansion,
    referral::ReferralExpansion,
    research_gap::ResearchGapExpansion,
    research_item::ResearchItemExpansion,
    routes::routes,
    search::SearchKindWord,
    target_list::TargetSort,
    transfer::{MatchBy, RowOutcome},
    visit::VisitExpansion,
    webhook::{self, EventBody, WebhookMessageState},
    wire::{ContactSort, EventSort, FollowUpSort, InterviewSort, NamedSort, RecordSort, VisitSort},
};

/// The head of the document; paths and schemas come from the router.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rapport",
        version = "1",
        description = include_str!("description.md"),
        license(name = "MIT OR Apache-2.0", url = "https://opensource.org/license/mit"),
        contact(name = "Rapport", url = "https://github.com/rapport-api/rapport"),
    ),
    // Schemas that only parameters use: the collector passes them over.
    components(schemas(
        HiddenItems,
        BriefFormat,
        ChangedResourceWord,
        GroupByWord,
        ContactExpansion,
        ContactField,
        DuplicateReason,
        MergeSide,
        MergeState,
        EventExpansion,
        HandOffExpansion,
        ReferralExpansion,
        ResearchGapExpansion,
        ResearchItemExpansion,
        ContactSort,
        EventSort,
        FollowUpExpansion,
        FollowUpSort,
        InterviewExpansion,
        InterviewSort,
        LearningExpansion,
        NamedSort,
        OutreachExpansion,
        RecordSort,
        SearchKindWord,
        TargetSort,
        MatchBy,
        RowOutcome,
        VisitExpansion,
        VisitSort,
        EventBody,
        WebhookMessageState,
    )),
    servers((url = "/", description = "This service")),
    tags(
        (name = "auth", description = "Registering, signing in and out, refreshing tokens."),
        (name = "account", description = "The caller's own account and sessions."),
        (name = "api-keys", description = "Keys for programs that work in the caller's name."),
        (name = "themes", description = "Career themes under exploration: how they fit, and what was decided about them."),
        (name = "profile", description = "What the caller says about themselves, and whether they are ready to ask."),
        (name = "reflection", description = "Questions to oneself, and the caller's answers."),
        (name = "stories", description = "Accomplishments as stories to tell."),
        (name = "pitches", description = "Introductions of oneself, rehearsed and reviewed."),
        (name = "prepared-answers", description = "Short answers to what they may ask in return."),
        (name = "organizations", description = "Where people of interest work, their sites, and which of them are targets."),
        (name = "contacts", description = "The people to talk to."),
        (name = "network", description = "The caller's network: whom they know, and whom they forgot."),
        (name = "duplicates", description = "Contacts that may be one person: found, merged, parted again."),
        (name = "custom-fields", description = "What a person keeps of contacts beyond what the service foresees."),
        (name = "referrals", description = "Who led to whom, and whether their name may be used."),
        (name = "network-asks", description = "Asking the people one knows, several at once, and what came of it."),
        (name = "events", description = "Occasions to meet people, whom one met there, and what they brought."),
        (name = "methodologies", description = "The numbers behind the advice, each with its source."),
        (name = "outreach", description = "The pursuit of one conversation: attempts, state and next action."),
        (name = "messages", description = "What is written to people: templates, drafts, what to look at again, and how it went out."),
        (name = "visits", description = "Days in other cities: whom to meet there, when, and which trips are worth it."),
        (name = "questions", description = "The caller's own questions and the built-in bank."),
        (name = "research", description = "What was found out before asking, and what is still lacking."),
        (name = "interviews", description = "Conversations: scheduled, held, learned from."),
        (name = "learnings", description = "What was learned from whom, and how many bear it out."),
        (name = "advice", description = "Advice: given, decided about, applied, and told back."),
        (name = "promises", description = "Promises both ways, and whether they were kept."),
        (name = "follow-ups", description = "What is owed afterwards: thanks, deferred questions, updates."),
        (name = "agenda", description = "What to do, by when and why."),
        (name = "timeline", description = "What happened, with whom and for which theme."),
        (name = "notifications", description = "What people are told by mail: a digest of the agenda and reminders, off until they ask for them."),
        (name = "calendar", description = "What is ahead in the calendar programs that people use: feeds to subscribe to, and single files."),
        (name = "analytics", description = "How well asking works: the caller's own rates, each with how far it can be trusted."),
        (name = "search", description = "Finding anything again by what one remembers of it."),
        (name = "changes", description = "What changed in the workspace: for a mirror of it, and as it happens."),
        (name = "webhooks", description = "Telling other programs of changes, by the rules of Standard Webhooks."),
        (name = "documents", description = "Resumes and other papers, their files, and to whom they were handed."),
        (name = "transfers", description = "Files of contacts: imported, tried, exported."),
        (name = "service", description = "The service itself."),
    )
)]
struct Head;

/// The document as it is served and committed. Needs no database.
pub fn document() -> Value {
    let (_, collected) = actix_web::App::new()
        .into_utoipa_app()
        .configure(routes)
        .split_for_parts();
    let mut document = Head::openapi();
    document.merge(collected);
    let mut document = serde_json::to_value(document).unwrap_or_default();
    complete::complete(&mut document);
    webhook::complete(&mut document);
    bounds::bound_formats(&mut document);
    document
}
