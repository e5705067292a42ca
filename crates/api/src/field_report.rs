//! The field report on a theme over HTTP.

use actix_web::{get, web::Path};
use chrono::NaiveDate;
use domain::{
    Id, Text,
    field_report::{Said, SalarySpread, Section},
    theme::Theme,
};
use persistence::{
    field_report::{list_salaries, list_sections},
    workspace,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
    learning::{CorroborationResponse, LearningKind, PayPeriod},
    question::Topic,
    wire::Word,
};

/// What was learned about a theme over all conversations.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldReport, example = json!({
    "object": "field_report", "theme_id": "019b76da-a800-7000-8000-000000000007", "learnings": 3,
    "sections": [{
        "topic": "work_environment", "kind": "reward", "count": 2, "confidential": 1,
        "statements": [{
            "learning_id": "019b76da-a800-7000-8000-000000000008", "statement": "Nobody is alone on the ward.",
            "said_by": { "id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Hopper" },
            "said_on": "2026-01-05", "new_to_me": true,
            "corroboration": { "supported_by": 1, "contradicted_by": 0, "is_single_source": false }
        }]
    }],
    "salaries": [{
        "currency": "EUR", "period": "year", "region": "Hamburg", "count": 1, "lowest": 38000, "median": 42000.0,
        "highest": 46000
    }]
}))]
struct FieldReportResponse {
    /// Always `field_report`.
    #[schema(max_length = 50)]
    object: &'static str,
    theme_id: Uuid,
    /// All that was learned, what was said in confidence among it.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    learnings: u32,
    /// By topic, and then by kind.
    #[schema(max_items = 130)]
    sections: Vec<SectionResponse>,
    /// Never mixed across currencies, periods or regions; what was said in confidence is not among them.
    #[schema(max_items = 100)]
    salaries: Vec<SalarySpreadResponse>,
}

/// What was learned of one kind on one topic.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldReportSection)]
struct SectionResponse {
    topic: Topic,
    kind: LearningKind,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// Said in confidence: counted above, and not shown.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    confidential: u32,
    /// The ten latest, the latest first.
    #[schema(max_items = 10)]
    statements: Vec<SaidResponse>,
}

/// One statement, with its source.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldReportStatement)]
struct SaidResponse {
    learning_id: Uuid,
    #[schema(max_length = 2000)]
    statement: String,
    /// Null when nobody is named, or they were deleted.
    said_by: Option<SpeakerResponse>,
    said_on: Option<NaiveDate>,
    new_to_me: bool,
    corroboration: CorroborationResponse,
}

/// Who said it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Speaker)]
struct SpeakerResponse {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
}

/// What people said is paid, in one currency for one period in one region.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SalarySpread)]
struct SalarySpreadResponse {
    #[schema(max_length = 3)]
    currency: String,
    period: PayPeriod,
    /// Null: they did not say where.
    #[schema(max_length = 200)]
    region: Option<String>,
    /// The ranges.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    lowest: i32,
    /// Of the middles of the ranges.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    median: f64,
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    highest: i32,
}

impl From<Said> for SaidResponse {
    fn from(
        Said {
            learning_id,
            statement,
            by,
            said_on,
            new_to_me,
            corroboration,
        }: Said,
    ) -> Self {
        Self {
            learning_id: learning_id.uuid(),
            statement: statement.into_string(),
            said_by: by.map(|(id, name)| SpeakerResponse {
                id: id.uuid(),
                name: name.into_string(),
            }),
            said_on,
            new_to_me,
            corroboration: corroboration.into(),
        }
    }
}

impl From<Section> for SectionResponse {
    fn from(
        Section {
            topic,
            kind,
            count,
            confidential,
            statements,
        }: Section,
    ) -> Self {
        Self {
            topic: Word(topic),
            kind: Word(kind),
            count,
            confidential,
            statements: statements.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<SalarySpread> for SalarySpreadResponse {
    fn from(
        SalarySpread {
            currency,
            period,
            region,
            count,
            lowest,
            median,
            highest,
        }: SalarySpread,
    ) -> Self {
        Self {
            currency: currency.to_string(),
            period: Word(period),
            region: region.map(Text::into_string),
            count,
            lowest: lowest.get(),
            median,
            highest: highest.get(),
        }
    }
}

/// Find the field report on a theme
///
/// What was learned about it over all conversations, by topic and kind: who said what and when, and how many others say
/// the same or the contrary. What was said in confidence is counted, not shown. A learning counts when it names the theme,
/// or when it names none and was said in an interview for it.
#[utoipa::path(operation_id = "find_field_report", tag = "learnings", security(("bearer" = ["interviews:read"])),
    responses((status = 200, description = "The report", body = FieldReportResponse)))]
#[get("/themes/{id}/field-report")]
async fn find_field_report(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<FieldReportResponse>, ApiError> {
    let (db, owner, theme) = (read.db(), caller.owner, Id::<Theme>::new(*id));
    if !workspace::exists(db, owner, theme).await? {
        return Err(ApiError::not_found());
    }
    let sections = list_sections(db, owner, theme).await?;
    let salaries = list_salaries(db, owner, theme).await?;
    Ok(Answer::ok(&FieldReportResponse {
        object: "field_report",
        theme_id: theme.uuid(),
        learnings: sections.iter().map(|section| section.count).sum(),
        sections: sections.into_iter().map(Into::into).collect(),
        salaries: salaries.into_iter().map(Into::into).collect(),
    }))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_field_report);
}
