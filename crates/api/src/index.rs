//! Where things are: the index at `/`, the document, and the pages that explain each problem.

use actix_web::{get, http::header, web::Path};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::{ApiError, Code},
    http::{Answer, Read},
};

/// Where things are.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Index, example = json!({
    "name": "Rapport", "version": "0.1.0", "documentation_url": "http://127.0.0.1:8080/docs/",
    "document_url": "http://127.0.0.1:8080/openapi.json", "api_url": "http://127.0.0.1:8080/v1",
    "register_url": "http://127.0.0.1:8080/v1/auth/register", "keys_url": "http://127.0.0.1:8080/.well-known/jwks.json",
    "liveness_url": "http://127.0.0.1:8080/livez", "readiness_url": "http://127.0.0.1:8080/readyz"
}))]
struct IndexResponse {
    #[schema(max_length = 50)]
    name: &'static str,
    #[schema(max_length = 50)]
    version: &'static str,
    /// Swagger UI.
    #[schema(format = "uri", max_length = 2000)]
    documentation_url: String,
    /// The `OpenAPI` document.
    #[schema(format = "uri", max_length = 2000)]
    document_url: String,
    #[schema(format = "uri", max_length = 2000)]
    api_url: String,
    /// Where a newcomer starts: POST here.
    #[schema(format = "uri", max_length = 2000)]
    register_url: String,
    #[schema(format = "uri", max_length = 2000)]
    keys_url: String,
    #[schema(format = "uri", max_length = 2000)]
    liveness_url: String,
    #[schema(format = "uri", max_length = 2000)]
    readiness_url: String,
}

/// A kind of problem.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProblemType, example = json!({"code": "not_found", "status": 404, "title": "There is no such resource"}))]
struct ProblemTypeResponse {
    /// The machine name: the `code` of the problem.
    #[schema(max_length = 100)]
    code: &'static str,
    /// The status it comes with.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What it means.
    #[schema(max_length = 200)]
    title: &'static str,
}

/// Find out where things are
#[utoipa::path(operation_id = "find_index", tag = "service", security(()),
    responses((status = 200, description = "Where things are", body = IndexResponse)))]
#[get("/")]
async fn find_index(read: Read) -> Result<Answer<IndexResponse>, ApiError> {
    let at = |path: &str| format!("{}{path}", read.state.base_url);
    Ok(Answer::ok(&IndexResponse {
        name: "Rapport",
        version: env!("CARGO_PKG_VERSION"),
        documentation_url: at("/docs/"),
        document_url: at("/openapi.json"),
        api_url: at("/v1"),
        register_url: at("/v1/auth/register"),
        keys_url: at("/.well-known/jwks.json"),
        liveness_url: at("/livez"),
        readiness_url: at("/readyz"),
    }))
}

/// Read this document
#[utoipa::path(operation_id = "find_document", tag = "service", security(()),
    responses((status = 200, description = "The OpenAPI 3.1 document", body = Object)))]
#[get("/openapi.json")]
async fn find_document(read: Read) -> Result<Answer<Value>, ApiError> {
    let answer = Answer::ok(&read.state.document);
    Ok(answer.with_header(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("public, max-age=300"),
    ))
}

/// Read what a kind of problem means
///
/// The `type` of every problem leads here.
#[utoipa::path(operation_id = "find_problem_type", tag = "service", security(()),
    params(("code" = String, Path, description = "The `code` of a problem", max_length = 100, example = "not_found")),
    responses((status = 200, description = "The kind of problem", body = ProblemTypeResponse)))]
#[get("/problems/{code}")]
async fn find_problem_type(code: Path<String>) -> Result<Answer<ProblemTypeResponse>, ApiError> {
    let known = Code::ALL
        .iter()
        .find(|known| known.word() == code.as_str())
        .ok_or_else(ApiError::not_found)?;
    let (code, status, title) = known.facts();
    Ok(Answer::ok(&ProblemTypeResponse {
        code,
        status: status.as_u16(),
        title,
    }))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_index)
        .service(find_document)
        .service(find_problem_type);
}
