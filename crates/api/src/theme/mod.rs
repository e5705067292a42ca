//! Themes over HTTP.

mod aim_wire;
mod history;
mod report;
mod suggestion;
mod test_drive;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    theme::{self, Move, Theme},
};
use persistence::{
    Transaction,
    theme::filter,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{ThemeInput, ThemePatch, ThemeStatus};
pub(crate) use self::{history::keep_ideas, wire::ThemeResponse};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadThemes, WriteThemes},
    },
    methodology::chosen_policy,
    wire::{NamedSort, Word},
};

impl From<theme::TooManyActiveThemes> for ApiError {
    fn from(refused: theme::TooManyActiveThemes) -> Self {
        Self::new(Code::TooManyActiveThemes, &refused).with("active_themes", refused.names)
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListThemes {
    /// Only themes in one of these states.
    #[param(max_items = 4)]
    status: Option<Vec<ThemeStatus>>,
    /// The order; newest first when it is not given.
    sort: Option<NamedSort>,
}

/// Lets a theme in unless the methodology's cap on active themes is reached (F150).
async fn admit(
    tx: &Transaction,
    owner: Owner,
    id: Id<Theme>,
    theme: &Theme,
) -> Result<(), ApiError> {
    if !theme.is_active() {
        return Ok(());
    }
    let others = persistence::theme::list_active_names(tx, owner, id).await?;
    let policy = chosen_policy(tx, owner).await?;
    let cap = policy.searching.max_active_themes.value;
    Ok(theme::admit(theme, &others, cap)?)
}

/// Create a theme
///
/// A person explores at most as many themes at a time as the methodology of their choice says.
#[utoipa::path(operation_id = "create_theme", tag = "themes", security(("bearer" = ["themes:write"])),
    request_body = ThemeInput,
    responses(
        (status = 201, description = "The theme", body = ThemeResponse),
        (status = 409, description = "`too_many_active_themes`: the problem names them in `active_themes`", body = Problem),
    ))]
#[post("/themes")]
async fn create_theme(
    caller: Caller<WriteThemes>,
    write: Write,
    body: Body<ThemeInput>,
) -> Result<Answer<ThemeResponse>, ApiError> {
    let theme = Theme::try_from(body.0)?;
    let (owner, id) = (caller.owner, write.new_id()?);
    write
        .run(owner, async |tx| {
            admit(tx, owner, id, &theme).await?;
            let stored = workspace::insert(tx, owner, id, &theme, write.now()).await?;
            history::keep(tx, &write, owner, &Move::first(id, &theme)).await?;
            Ok(Reply::created("/v1/themes", stored))
        })
        .await
}

/// List themes
#[utoipa::path(operation_id = "list_themes", tag = "themes", security(("bearer" = ["themes:read"])),
    params(ListThemes, PageQuery),
    responses((status = 200, description = "One page of the caller's themes", body = Page<ThemeResponse>)))]
#[get("/themes")]
async fn list_themes(
    caller: Caller<ReadThemes>,
    read: Read,
    list: Query<ListThemes>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ThemeResponse>>, ApiError> {
    let ListThemes { status, sort } = list.0;
    let states: Vec<_> = status
        .into_iter()
        .flatten()
        .map(|Word(status)| status)
        .collect();
    read.page::<Theme, _>(caller.owner, filter(&states), NamedSort::word(sort), page.0)
        .await
}

/// Find a theme
#[utoipa::path(operation_id = "find_theme", tag = "themes", security(("bearer" = ["themes:read"])),
    responses((status = 200, description = "The theme", body = ThemeResponse)))]
#[get("/themes/{id}")]
async fn find_theme(
    caller: Caller<ReadThemes>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ThemeResponse>, ApiError> {
    read.one::<Theme, _>(caller.owner, *id).await
}

/// Change a theme
///
/// A change of the status goes into the history, without a reason; to give one, decide instead.
#[utoipa::path(operation_id = "update_theme", tag = "themes", security(("bearer" = ["themes:write"])),
    request_body(content = ThemePatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The theme as it now is", body = ThemeResponse),
        (status = 409, description = "`too_many_active_themes`: the problem names them in `active_themes`", body = Problem),
    ))]
#[patch("/themes/{id}")]
async fn update_theme(
    caller: Caller<WriteThemes>,
    write: Write,
    id: Path<Uuid>,
    patch: ThemePatch,
) -> Result<Answer<ThemeResponse>, ApiError> {
    let settle = async |tx: &Transaction, current: &Stored<Theme>, next: Theme| {
        if !current.value.is_active() {
            admit(tx, caller.owner, current.id, &next).await?;
        }
        if let Some(moved) = Move::between(current.id, &current.value, &next) {
            history::keep(tx, &write, caller.owner, &moved).await?;
        }
        Ok(next)
    };
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete a theme
///
/// With its history, its fit ratings and the research gaps about it.
#[utoipa::path(operation_id = "delete_theme", tag = "themes", security(("bearer" = ["themes:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`in_use`: an outreach or interview refers to it", body = Problem),
    ))]
#[delete("/themes/{id}")]
async fn delete_theme(
    caller: Caller<WriteThemes>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Theme>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_theme)
        .service(list_themes)
        .service(find_theme)
        .service(update_theme)
        .service(delete_theme);
    history::routes(config);
    report::routes(config);
}
