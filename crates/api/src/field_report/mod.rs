//! The field report on a theme over HTTP.

mod wire;

use actix_web::{get, web::Path};
use domain::{Id, theme::Theme};
use persistence::{
    field_report::{list_contradictions, list_salaries, list_sections},
    workspace,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::FieldReportResponse;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
};

/// Find the field report on a theme
///
/// What was learned about it over all conversations, by topic and kind: who said what and when, and how many others say
/// the same or the contrary; which statements contradict each other; and what is said to be paid. What was said in
/// confidence is counted, not shown. A learning counts when it names the theme, or when it names none and was said in an
/// interview for it.
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
    let contradictions = list_contradictions(db, owner, theme).await?;
    let salaries = list_salaries(db, owner, theme).await?;
    let report = FieldReportResponse::new(theme, sections, contradictions, salaries);
    Ok(Answer::ok(&report))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_field_report);
}
