//! How a theme came to its status: decisions, and the list of all its moves.

use actix_web::{get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    theme::{self, Decision, Move, Theme},
};
use persistence::{
    SortBy,
    theme::history::filter,
    workspace::{self, Owner},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    admit,
    wire::{ThemeResponse, ThemeStatus},
};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadThemes, WriteThemes},
    },
    wire::{Word, text, texts},
};

/// Where a theme is to stand, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "status": "decided", "reason": "Three therapists described the days I want.",
    "evidence": ["All three would choose it again.", "The degree can be paid in parts."]
}))]
struct DecisionInput {
    /// The status it has already is a decision too: to research more.
    status: ThemeStatus,
    #[schema(min_length = 1, max_length = 5000)]
    reason: String,
    /// What speaks for it.
    #[serde(default)]
    #[schema(max_items = 20, min_length = 1, max_length = 1000)]
    evidence: Vec<String>,
}

/// One move of a theme from a status to another. One with a reason is a decision; it may leave the status as it was.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ThemeMove, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "theme_move",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "theme_id": "019b76da-a800-7000-8000-000000000007", "from": "exploring", "to": "decided",
    "at": "2026-01-05T09:00:00Z", "reason": "Three therapists described the days I want.",
    "evidence": ["All three would choose it again.", "The degree can be paid in parts."]
}))]
pub(super) struct MoveResponse {
    id: Uuid,
    /// Always `theme_move`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    theme_id: Uuid,
    /// Null: the theme was created so.
    from: Option<ThemeStatus>,
    to: ThemeStatus,
    /// When it moved.
    at: DateTime<Utc>,
    /// Null: it was moved without a decision.
    #[schema(max_length = 5000)]
    reason: Option<String>,
    #[schema(max_items = 20, max_length = 1000)]
    evidence: Vec<String>,
}

impl From<Stored<Move>> for MoveResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value:
                Move {
                    theme_id,
                    from,
                    to,
                    decision,
                },
        }: Stored<Move>,
    ) -> Self {
        let (reason, evidence) = match decision {
            None => (None, Vec::new()),
            Some(Decision { reason, evidence }) => (Some(reason), evidence.into_vec()),
        };
        Self {
            id: id.uuid(),
            object: "theme_move",
            created_at,
            updated_at,
            theme_id: theme_id.uuid(),
            from: from.map(Word),
            to: Word(to),
            at: created_at,
            reason: reason.map(Text::into_string),
            evidence: evidence.into_iter().map(Text::into_string).collect(),
        }
    }
}

impl TryFrom<DecisionInput> for (theme::ThemeStatus, Decision) {
    type Error = ApiError;

    fn try_from(
        DecisionInput {
            status: Word(status),
            reason,
            evidence,
        }: DecisionInput,
    ) -> Result<Self, ApiError> {
        let decision = Decision {
            reason: text("/reason", &reason)?,
            evidence: texts("/evidence", &evidence)?,
        };
        Ok((status, decision))
    }
}

/// Decide about a theme
///
/// Moves it, or leaves it where it is on purpose, and keeps the reason in its history. `If-Match` is about the theme.
#[utoipa::path(operation_id = "decide_theme", tag = "themes", security(("bearer" = ["themes:write"])),
    request_body = DecisionInput,
    responses(
        (status = 200, description = "The theme as it now is", body = ThemeResponse),
        (status = 409, description = "`too_many_active_themes`: the problem names them in `active_themes`", body = Problem),
    ))]
#[post("/themes/{id}/decide")]
async fn decide_theme(
    caller: Caller<WriteThemes>,
    write: Write,
    id: Path<Uuid>,
    body: Body<DecisionInput>,
) -> Result<Answer<ThemeResponse>, ApiError> {
    let (status, decision) = body.0.try_into()?;
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = write.find_for_update::<Theme>(tx, owner, *id).await?;
            let was_active = current.value.is_active();
            let (theme, moved) = current.value.clone().decide(current.id, status, decision);
            if !was_active {
                admit(tx, owner, current.id, &theme).await?;
            }
            keep(tx, &write, owner, &moved).await?;
            Ok(Reply::ok(write.save(tx, owner, current.with(theme)).await?))
        })
        .await
}

/// Writes a move into the history.
pub(super) async fn keep(
    tx: &persistence::Transaction,
    write: &Write,
    owner: Owner,
    moved: &Move,
) -> Result<(), ApiError> {
    workspace::insert(tx, owner, write.next_id(), moved, write.now()).await?;
    Ok(())
}

/// Notes how themes began that were added together.
pub(crate) async fn keep_ideas(
    tx: &persistence::Transaction,
    write: &Write,
    owner: Owner,
    themes: &[Stored<Theme>],
) -> Result<(), ApiError> {
    let moves = themes
        .iter()
        .map(|theme| (write.next_id(), Move::first(theme.id, &theme.value)));
    let moves: Vec<_> = moves.collect();
    Ok(workspace::insert_many(tx, owner, &moves, write.now()).await?)
}

/// List the history of a theme
///
/// Every move from one status to another, and every decision with its reasons, the latest first.
#[utoipa::path(operation_id = "list_theme_history", tag = "themes", security(("bearer" = ["themes:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the history", body = Page<MoveResponse>)))]
#[get("/themes/{id}/history")]
async fn list_theme_history(
    caller: Caller<ReadThemes>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<MoveResponse>>, ApiError> {
    let (owner, theme) = (caller.owner, Id::<Theme>::new(*id));
    let paging = read.paging(owner, page.0)?;
    let by = SortBy::CreatedAt;
    let listing = paging.listing(by, true)?;
    let rows = workspace::list::<Move>(read.db(), owner, filter(theme), listing).await?;
    if rows.is_empty() {
        let found = workspace::find(read.db(), owner, theme).await?;
        found.ok_or_else(ApiError::not_found)?;
    }
    paging.page(rows, by)
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(decide_theme).service(list_theme_history);
}

crate::change::shown_as!(Move => MoveResponse);
