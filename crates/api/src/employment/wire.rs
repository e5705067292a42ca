//! Employments on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    contact::Contact,
    employment::{Employer, Employment, InvalidTenure, Tenure},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    contact::Seniority,
    error::ApiError,
    wire::{Word, optional_text, text},
};

/// One position of a contact: at an organization of the caller's, or at one known by name alone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "organization_id": "019b76da-a800-7000-8000-000000000009", "organization_name": null, "title": "Speech therapist",
    "department": "Pediatrics", "seniority": "senior", "location": "Baltimore", "started_on": "2019-09-01",
    "ended_on": null, "is_current": true, "note": "Two days a week."
}))]
pub(super) struct EmploymentInput {
    /// Give this or `organization_name`.
    organization_id: Option<Uuid>,
    /// Give this or `organization_id`.
    #[schema(min_length = 1, max_length = 200)]
    organization_name: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    title: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    department: Option<String>,
    seniority: Option<Seniority>,
    #[schema(min_length = 1, max_length = 200)]
    location: Option<String>,
    started_on: Option<NaiveDate>,
    /// Not before `started_on`.
    ended_on: Option<NaiveDate>,
    /// When it is not given: true unless there is an `ended_on`.
    is_current: Option<bool>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// One position of a contact.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Employment, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "employment",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000008", "organization_id": "019b76da-a800-7000-8000-000000000009",
    "organization_name": null, "title": "Speech therapist", "department": "Pediatrics",
    "seniority": "senior", "location": "Baltimore", "started_on": "2019-09-01", "ended_on": null, "is_current": true,
    "note": "Two days a week."
}))]
pub(super) struct EmploymentResponse {
    id: Uuid,
    /// Always `employment`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    contact_id: Uuid,
    organization_id: Option<Uuid>,
    /// Null when `organization_id` says it.
    #[schema(max_length = 200)]
    organization_name: Option<String>,
    #[schema(max_length = 200)]
    title: Option<String>,
    #[schema(max_length = 200)]
    department: Option<String>,
    seniority: Option<Seniority>,
    #[schema(max_length = 200)]
    location: Option<String>,
    started_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    is_current: bool,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

fn employer(
    organization_id: Option<Uuid>,
    organization_name: Option<&str>,
) -> Result<Employer, ApiError> {
    match (organization_id, organization_name) {
        (Some(id), None) => Ok(Employer::Known(Id::new(id))),
        (None, Some(name)) => text("/organization_name", name).map(Employer::Named),
        (Some(_), Some(_)) | (None, None) => {
            let detail = "give one of organization_id and organization_name";
            Err(ApiError::field("/organization_name", "exclusive", detail))
        }
    }
}

impl EmploymentInput {
    /// The employment of this contact.
    pub(super) fn of(self, contact_id: Id<Contact>) -> Result<Employment, ApiError> {
        let Self {
            organization_id,
            organization_name,
            title,
            department,
            seniority,
            location,
            started_on,
            ended_on,
            is_current,
            note,
        } = self;
        let tenure = Tenure::new(started_on, ended_on, is_current);
        let tenure = tenure.map_err(|refused| {
            let (pointer, code) = match refused {
                InvalidTenure::EndsBeforeItStarts => ("/ended_on", "before_start"),
                InvalidTenure::CurrentWithAnEnd => ("/is_current", "has_ended"),
            };
            ApiError::field(pointer, code, refused)
        });
        Ok(Employment {
            contact_id,
            employer: employer(organization_id, organization_name.as_deref())?,
            title: optional_text("/title", title.as_deref())?,
            department: optional_text("/department", department.as_deref())?,
            seniority: seniority.map(|Word(word)| word),
            location: optional_text("/location", location.as_deref())?,
            tenure: tenure?,
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

impl From<&Employment> for EmploymentInput {
    fn from(employment: &Employment) -> Self {
        let Employment {
            contact_id: _,
            employer,
            title,
            department,
            seniority,
            location,
            tenure,
            note,
        } = employment;
        let (organization_id, organization_name) = told(employer);
        Self {
            organization_id,
            organization_name,
            title: title.as_ref().map(Text::to_string),
            department: department.as_ref().map(Text::to_string),
            seniority: seniority.map(Word),
            location: location.as_ref().map(Text::to_string),
            started_on: tenure.started_on(),
            ended_on: tenure.ended_on(),
            is_current: Some(tenure.is_current()),
            note: note.as_ref().map(Text::to_string),
        }
    }
}

fn told(employer: &Employer) -> (Option<Uuid>, Option<String>) {
    match employer {
        Employer::Known(id) => (Some(id.uuid()), None),
        Employer::Named(name) => (None, Some(name.to_string())),
    }
}

impl From<Stored<Employment>> for EmploymentResponse {
    fn from(stored: Stored<Employment>) -> Self {
        let Employment {
            contact_id,
            employer,
            title,
            department,
            seniority,
            location,
            tenure,
            note,
        } = stored.value;
        let (organization_id, organization_name) = told(&employer);
        Self {
            id: stored.id.uuid(),
            object: "employment",
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            contact_id: contact_id.uuid(),
            organization_id,
            organization_name,
            title: title.map(Text::into_string),
            department: department.map(Text::into_string),
            seniority: seniority.map(Word),
            location: location.map(Text::into_string),
            started_on: tenure.started_on(),
            ended_on: tenure.ended_on(),
            is_current: tenure.is_current(),
            note: note.map(Text::into_string),
        }
    }
}

crate::change::shown_as!(Employment => EmploymentResponse);
