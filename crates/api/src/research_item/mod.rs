//! Research items over HTTP: what was found out before asking.

mod neighbor;

use actix_web::{delete, get, patch, post, web::Path};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text, WebUrl,
    research_item::{self, About, ResearchItem},
};
use persistence::{Transaction, research_item::filter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::neighbor::ExpandResearchItem;
pub(crate) use self::neighbor::ResearchItemExpansion;

use crate::{
    contact::ContactResponse,
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Write,
        caller::{ReadResearch, WriteResearch},
    },
    organization::OrganizationResponse,
    wire::{RecordSort, Word, optional_text, optional_web_url, text},
};

pub(crate) type ResearchKind = Word<research_item::ResearchKind>;

/// Something found out, about exactly one organization or one contact.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "organization_id": "019b76da-a800-7000-8000-000000000005", "contact_id": null, "kind": "news",
    "title": "Hospital opens a ward for children", "url": "https://news.example/ward",
    "published_on": "2025-12-01", "note": "Ask how it changed her work."
}))]
struct ResearchItemInput {
    /// Whom it is about; not with a contact.
    organization_id: Option<Uuid>,
    /// Whom it is about; not with an organization.
    contact_id: Option<Uuid>,
    kind: ResearchKind,
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    #[schema(min_length = 1, max_length = 2000)]
    url: Option<String>,
    published_on: Option<NaiveDate>,
    /// What it tells, or what to make of it.
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

type ResearchItemPatch = Patch<ResearchItemInput>;

/// Something found out about an organization or a contact. It is deleted with what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ResearchItem, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "research_item",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "organization_id": "019b76da-a800-7000-8000-000000000005", "contact_id": null, "kind": "news",
    "title": "Hospital opens a ward for children", "url": "https://news.example/ward",
    "published_on": "2025-12-01", "note": "Ask how it changed her work."
}))]
struct ResearchItemResponse {
    id: Uuid,
    /// Always `research_item`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    organization_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    kind: ResearchKind,
    #[schema(max_length = 200)]
    title: String,
    #[schema(max_length = 2000)]
    url: Option<String>,
    published_on: Option<NaiveDate>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// With `expand=organization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    organization: Option<Box<OrganizationResponse>>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    contact: Option<Box<ContactResponse>>,
}

impl From<Stored<ResearchItem>> for ResearchItemResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value:
                ResearchItem {
                    about,
                    kind,
                    title,
                    url,
                    published_on,
                    note,
                },
        }: Stored<ResearchItem>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "research_item",
            created_at,
            updated_at,
            organization_id: about.organization().map(Id::uuid),
            contact_id: about.contact().map(Id::uuid),
            kind: Word(kind),
            title: title.into_string(),
            url: url.as_ref().map(WebUrl::to_string),
            published_on,
            note: note.map(Text::into_string),
            organization: None,
            contact: None,
        }
    }
}

impl From<&ResearchItem> for ResearchItemInput {
    fn from(
        ResearchItem {
            about,
            kind,
            title,
            url,
            published_on,
            note,
        }: &ResearchItem,
    ) -> Self {
        Self {
            organization_id: about.organization().map(Id::uuid),
            contact_id: about.contact().map(Id::uuid),
            kind: Word(*kind),
            title: title.to_string(),
            url: url.as_ref().map(WebUrl::to_string),
            published_on: *published_on,
            note: note.as_ref().map(Text::to_string),
        }
    }
}

impl TryFrom<ResearchItemInput> for ResearchItem {
    type Error = ApiError;

    fn try_from(
        ResearchItemInput {
            organization_id,
            contact_id,
            kind: Word(kind),
            title,
            url,
            published_on,
            note,
        }: ResearchItemInput,
    ) -> Result<Self, ApiError> {
        let about = About::of(organization_id.map(Id::new), contact_id.map(Id::new));
        Ok(Self {
            about: about
                .map_err(|refused| ApiError::field("/contact_id", "not_about_one", refused))?,
            kind,
            title: text("/title", &title)?,
            url: optional_web_url("/url", url.as_deref())?,
            published_on,
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListResearchItems {
    /// Only items about this organization.
    organization_id: Option<Uuid>,
    /// Only items about this contact.
    contact_id: Option<Uuid>,
    /// Only items of one of these kinds.
    #[param(max_items = 13)]
    kind: Option<Vec<ResearchKind>>,
    /// Only items published after this day; one whose day is not known is left out.
    published_after: Option<NaiveDate>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Create a research item
#[utoipa::path(operation_id = "create_research_item", tag = "research", security(("bearer" = ["research:write"])),
    request_body = ResearchItemInput,
    responses((status = 201, description = "The item", body = ResearchItemResponse)))]
#[post("/research-items")]
async fn create_research_item(
    caller: Caller<WriteResearch>,
    write: Write,
    body: Body<ResearchItemInput>,
) -> Result<Answer<ResearchItemResponse>, ApiError> {
    let item = ResearchItem::try_from(body.0)?;
    let admit = async |_: &Transaction, _, _: &ResearchItem| Ok(());
    write
        .create(caller.owner, "/v1/research-items", item, admit)
        .await
}

/// List research items
#[utoipa::path(operation_id = "list_research_items", tag = "research", security(("bearer" = ["research:read"])),
    params(ListResearchItems, ExpandResearchItem, PageQuery),
    responses((status = 200, description = "One page of the items", body = Page<ResearchItemResponse>)))]
#[get("/research-items")]
async fn list_research_items(
    caller: Caller<ReadResearch>,
    read: Read,
    list: Query<ListResearchItems>,
    expand: Query<ExpandResearchItem>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ResearchItemResponse>>, ApiError> {
    let ListResearchItems {
        organization_id,
        contact_id,
        kind,
        published_after,
        sort,
    } = list.0;
    let filter = filter(
        organization_id.map(Id::new),
        contact_id.map(Id::new),
        &Word::list(kind),
        published_after,
    );
    let sort = RecordSort::word(sort);
    read.page_with::<_, ResearchItem, _>(&caller, filter, sort, page.0, expand.0.expand)
        .await
}

/// Find a research item
#[utoipa::path(operation_id = "find_research_item", tag = "research", security(("bearer" = ["research:read"])),
    params(ExpandResearchItem),
    responses((status = 200, description = "The item", body = ResearchItemResponse)))]
#[get("/research-items/{id}")]
async fn find_research_item(
    caller: Caller<ReadResearch>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandResearchItem>,
) -> Result<Answer<ResearchItemResponse>, ApiError> {
    read.one_with::<_, ResearchItem, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a research item
#[utoipa::path(operation_id = "update_research_item", tag = "research", security(("bearer" = ["research:write"])),
    request_body(content = ResearchItemPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The item as it now is", body = ResearchItemResponse)))]
#[patch("/research-items/{id}")]
async fn update_research_item(
    caller: Caller<WriteResearch>,
    write: Write,
    id: Path<Uuid>,
    patch: ResearchItemPatch,
) -> Result<Answer<ResearchItemResponse>, ApiError> {
    let settle = async |_: &Transaction, _: &Stored<ResearchItem>, next: ResearchItem| Ok(next);
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete a research item
///
/// A gap whose answer was found there keeps the answer.
#[utoipa::path(operation_id = "delete_research_item", tag = "research", security(("bearer" = ["research:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/research-items/{id}")]
async fn delete_research_item(
    caller: Caller<WriteResearch>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<ResearchItem>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_research_item)
        .service(list_research_items)
        .service(find_research_item)
        .service(update_research_item)
        .service(delete_research_item);
}

crate::change::shown_as!(ResearchItem => ResearchItemResponse);
