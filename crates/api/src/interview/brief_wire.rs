//! The brief of an interview on the wire.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Stored, common_ground,
    interview::{self, Brief, Check, Interview},
    research_item::{self, ResearchItem},
};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};
use uuid::Uuid;

use super::{
    brief_at_hand_wire::{BriefAnswerResponse, BriefPitchResponse, BriefStoryResponse},
    brief_logistics_wire::LogisticsResponse,
};
use crate::{
    question::{Priority, Subject, Topic},
    wire::Word,
};

type ChecklistItem = Word<interview::ChecklistItem>;
type CommonGroundKind = Word<common_ground::CommonGroundKind>;
type ResearchKind = Word<research_item::ResearchKind>;

/// A page to be printed.
#[derive(Clone, Copy, Debug)]
pub(super) enum BriefText {}

impl PartialSchema for BriefText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("The page as text."))
            // A hundred questions and twenty findings with their notes.
            .max_length(Some(500_000))
            .into()
    }
}

impl ToSchema for BriefText {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("BriefText")
    }
}

/// Everything to have in mind for an interview.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Brief, example = json!({
    "object": "brief", "interview_id": "019b76da-a800-7000-8000-000000000009", "title": "Brief: Grace Example",
    "logistics": {
        "kind": "exploratory", "mode": "in_person", "venue": "cafe", "place": "Cafe Central", "link": null,
        "phone": null, "starts_at": "2026-01-05T10:00:00Z", "ends_at": "2026-01-05T10:20:00Z",
        "time_zone": "Europe/London", "planned_minutes": 20
    },
    "contact": { "id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Example", "headline": null, "city": null },
    "organization": null, "common_ground": [{ "kind": "school", "label": "Hill School", "note": null }],
    "achievements": [], "news": [], "objectives": ["Two more names"], "pitch": null,
    "questions": [{
        "position": 1, "body": "How did you get into this work?", "topic": "interviewee_path",
        "subject": "interviewee", "minutes": 3, "priority": "must"
    }],
    "they_may_ask": [{
        "question": "What are you studying or what did you study, and why?", "answer": null, "by_heart": false
    }],
    "stories": [], "strengths": ["Patience"],
    "checklist": [{
        "item": "arrive_by", "text": "Be there by 09:55, 5 to 10 minutes before the time.",
        "due_at": "2026-01-05T09:55:00Z"
    }]
}))]
pub(super) struct BriefResponse {
    /// Always `brief`.
    #[schema(max_length = 50)]
    object: &'static str,
    interview_id: Uuid,
    #[schema(max_length = 250)]
    title: String,
    logistics: LogisticsResponse,
    contact: BriefContactResponse,
    /// Where they work, if it is known.
    organization: Option<BriefOrganizationResponse>,
    #[schema(max_items = 20)]
    common_ground: Vec<BriefGroundResponse>,
    /// What they may be congratulated on.
    #[schema(max_items = 20)]
    achievements: Vec<FindingResponse>,
    /// What is new with them.
    #[schema(max_items = 20)]
    news: Vec<FindingResponse>,
    #[schema(max_items = 10, max_length = 500)]
    objectives: Vec<String>,
    /// What to open with.
    pitch: Option<BriefPitchResponse>,
    /// What is to be asked, in its order.
    #[schema(max_items = 100)]
    questions: Vec<BriefQuestionResponse>,
    /// What they may ask in return and is answered, and what should be though it is not.
    #[schema(max_items = 50)]
    they_may_ask: Vec<BriefAnswerResponse>,
    /// Examples of what the person did, where both feel each other out.
    #[schema(max_items = 5)]
    stories: Vec<BriefStoryResponse>,
    /// What the person brings.
    #[schema(max_items = 20, max_length = 200)]
    strengths: Vec<String>,
    /// What to think of before.
    #[schema(max_items = 20)]
    checklist: Vec<CheckResponse>,
}

/// Who is asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefContact)]
struct BriefContactResponse {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 200)]
    headline: Option<String>,
    #[schema(max_length = 200)]
    city: Option<String>,
}

/// Where they work.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefOrganization)]
struct BriefOrganizationResponse {
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 200)]
    industry: Option<String>,
    /// What it says it is for.
    #[schema(max_length = 5000)]
    mission: Option<String>,
    #[schema(format = "uri", max_length = 2000)]
    website: Option<String>,
}

/// Something that both share.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefCommonGround)]
struct BriefGroundResponse {
    kind: CommonGroundKind,
    #[schema(max_length = 200)]
    label: String,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

/// Something that was found out.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefFinding)]
struct FindingResponse {
    kind: ResearchKind,
    #[schema(max_length = 200)]
    title: String,
    #[schema(format = "uri", max_length = 2000)]
    url: Option<String>,
    published_on: Option<NaiveDate>,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

/// A question to ask.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefQuestion)]
struct BriefQuestionResponse {
    #[schema(minimum = 1, maximum = 100)]
    position: i16,
    #[schema(max_length = 500)]
    body: String,
    topic: Topic,
    subject: Subject,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    priority: Priority,
}

/// A thing to do or to bring.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefCheck)]
struct CheckResponse {
    item: ChecklistItem,
    #[schema(max_length = 500)]
    text: String,
    due_at: Option<DateTime<Utc>>,
}

impl BriefResponse {
    pub(super) fn new(interview: &Stored<Interview>, brief: &Brief) -> Self {
        let objectives = brief.preparation.objectives.as_slice().iter();
        Self {
            object: "brief",
            interview_id: interview.id.uuid(),
            title: brief.title(),
            logistics: brief.into(),
            contact: BriefContactResponse {
                id: interview.value.contact_id.uuid(),
                name: brief.contact.name.to_string(),
                headline: brief.contact.headline.as_ref().map(ToString::to_string),
                city: brief.contact.city.as_ref().map(ToString::to_string),
            },
            organization: brief.organization.as_ref().map(|organization| {
                BriefOrganizationResponse {
                    name: organization.name.to_string(),
                    industry: organization.industry.as_ref().map(ToString::to_string),
                    mission: organization.mission.as_ref().map(ToString::to_string),
                    website: organization.website.as_ref().map(ToString::to_string),
                }
            }),
            common_ground: brief
                .common_ground
                .iter()
                .map(|ground| BriefGroundResponse {
                    kind: Word(ground.kind()),
                    label: ground.label.to_string(),
                    note: ground.note.as_ref().map(ToString::to_string),
                })
                .collect(),
            achievements: brief.achievements().map(Into::into).collect(),
            news: brief.news().map(Into::into).collect(),
            objectives: objectives.map(ToString::to_string).collect(),
            questions: brief
                .to_ask()
                .map(|question| BriefQuestionResponse {
                    position: question.position.get(),
                    body: question.body.to_string(),
                    topic: Word(question.topic),
                    subject: Word(question.subject),
                    minutes: question.minutes.get(),
                    priority: Word(question.priority),
                })
                .collect(),
            pitch: BriefPitchResponse::of(brief),
            they_may_ask: brief.likely().map(Into::into).collect(),
            stories: brief.stories.iter().map(Into::into).collect(),
            strengths: brief.strengths.to_strings(),
            checklist: brief.checklist.iter().map(Into::into).collect(),
        }
    }
}

impl From<&ResearchItem> for FindingResponse {
    fn from(
        ResearchItem {
            about: _,
            kind,
            title,
            url,
            published_on,
            note,
        }: &ResearchItem,
    ) -> Self {
        Self {
            kind: Word(*kind),
            title: title.to_string(),
            url: url.as_ref().map(ToString::to_string),
            published_on: *published_on,
            note: note.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&Check> for CheckResponse {
    fn from(Check { item, text, at }: &Check) -> Self {
        Self {
            item: Word(*item),
            text: text.clone(),
            due_at: *at,
        }
    }
}
