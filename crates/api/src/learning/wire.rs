//! Learnings on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored,
    learning::{self, Fact, InvalidFact, Learning, SalaryRange},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{neighbor::CorroborationResponse, salary::SalaryRangeBody};
use crate::{
    contact::ContactResponse,
    error::ApiError,
    http::Patch,
    organization::OrganizationResponse,
    question::Topic,
    theme::ThemeResponse,
    wire::{Word, optional_day, text},
};

pub(crate) type LearningKind = Word<learning::LearningKind>;

/// Something that was learned.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "statement": "Newcomers are alone on the ward at night from the third month on.", "kind": "drawback",
    "topic": "work_environment", "theme_id": "019b76da-a800-7000-8000-000000000007",
    "organization_id": "019b76da-a800-7000-8000-000000000004", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "interview_id": "019b76da-a800-7000-8000-000000000006", "said_on": "2026-01-05", "new_to_me": true
}))]
pub(super) struct LearningInput {
    /// What was said, in a sentence or a few.
    #[schema(min_length = 1, max_length = 2000)]
    statement: String,
    kind: LearningKind,
    topic: Topic,
    /// Needed with the kind `salary_range`, and only then.
    salary: Option<SalaryRangeBody>,
    theme_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    /// Who said it.
    contact_id: Option<Uuid>,
    /// The conversation in which it was said; one with that contact.
    interview_id: Option<Uuid>,
    said_on: Option<NaiveDate>,
    /// It had not occurred to the person before; `false` when it is not given.
    #[serde(default)]
    new_to_me: bool,
    /// Said in confidence: reports count it and do not show it. `false` when it is not given.
    #[serde(default)]
    confidential: bool,
}

pub(super) type LearningPatch = Patch<LearningInput>;

/// Something that was learned. It stays when what it refers to is deleted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Learning, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "learning",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "statement": "Newcomers are alone on the ward at night from the third month on.", "kind": "drawback",
    "topic": "work_environment", "salary": null, "theme_id": "019b76da-a800-7000-8000-000000000007",
    "organization_id": "019b76da-a800-7000-8000-000000000004", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "interview_id": "019b76da-a800-7000-8000-000000000006", "interview_question_id": null, "said_on": "2026-01-05",
    "new_to_me": true, "confidential": false
}))]
pub(super) struct LearningResponse {
    pub(super) id: Uuid,
    /// Always `learning`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 2000)]
    statement: String,
    kind: LearningKind,
    topic: Topic,
    salary: Option<SalaryRangeBody>,
    pub(super) theme_id: Option<Uuid>,
    pub(super) organization_id: Option<Uuid>,
    pub(super) contact_id: Option<Uuid>,
    interview_id: Option<Uuid>,
    /// The question whose answer it was made of.
    interview_question_id: Option<Uuid>,
    said_on: Option<NaiveDate>,
    new_to_me: bool,
    confidential: bool,
    /// With `expand=corroboration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) corroboration: Option<CorroborationResponse>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
    /// With `expand=organization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) organization: Option<Box<OrganizationResponse>>,
    /// With `expand=theme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) theme: Option<Box<ThemeResponse>>,
}

impl From<Stored<Learning>> for LearningResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Learning>,
    ) -> Self {
        let Learning {
            statement,
            fact,
            topic,
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            interview_question_id,
            said_on,
            new_to_me,
            confidential,
        } = value;
        Self {
            id: id.uuid(),
            object: "learning",
            created_at,
            updated_at,
            statement: statement.into_string(),
            kind: Word(fact.kind()),
            topic: Word(topic),
            salary: fact.salary().map(Into::into),
            theme_id: theme_id.map(Id::uuid),
            organization_id: organization_id.map(Id::uuid),
            contact_id: contact_id.map(Id::uuid),
            interview_id: interview_id.map(Id::uuid),
            interview_question_id: interview_question_id.map(Id::uuid),
            said_on,
            new_to_me,
            confidential,
            corroboration: None,
            contact: None,
            organization: None,
            theme: None,
        }
    }
}

impl From<&Learning> for LearningInput {
    fn from(
        Learning {
            statement,
            fact,
            topic,
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            // Set where the answer is made a learning, by nothing else.
            interview_question_id: _,
            said_on,
            new_to_me,
            confidential,
        }: &Learning,
    ) -> Self {
        Self {
            statement: statement.to_string(),
            kind: Word(fact.kind()),
            topic: Word(*topic),
            salary: fact.salary().map(Into::into),
            theme_id: theme_id.map(Id::uuid),
            organization_id: organization_id.map(Id::uuid),
            contact_id: contact_id.map(Id::uuid),
            interview_id: interview_id.map(Id::uuid),
            said_on: *said_on,
            new_to_me: *new_to_me,
            confidential: *confidential,
        }
    }
}

impl TryFrom<LearningInput> for Learning {
    type Error = ApiError;

    fn try_from(
        LearningInput {
            statement,
            kind,
            topic: Word(topic),
            salary,
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            said_on,
            new_to_me,
            confidential,
        }: LearningInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            statement: text("/statement", &statement)?,
            fact: fact(kind, salary)?,
            topic,
            theme_id: theme_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            contact_id: contact_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            interview_question_id: None,
            said_on: optional_day("/said_on", said_on)?,
            new_to_me,
            confidential,
        })
    }
}

/// A kind with the numbers that belong to it.
pub(super) fn fact(
    Word(kind): LearningKind,
    salary: Option<SalaryRangeBody>,
) -> Result<Fact, ApiError> {
    let salary = salary.map(SalaryRange::try_from).transpose()?;
    Fact::of(kind, salary).map_err(|refused| {
        let code = match refused {
            InvalidFact::SalaryMissing => "required",
            InvalidFact::SalaryTooMuch => "not_a_salary_range",
        };
        ApiError::field("/salary", code, refused)
    })
}

crate::change::shown_as!(Learning => LearningResponse);
