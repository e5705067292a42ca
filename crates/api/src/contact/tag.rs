//! Tags of contacts, one at a time (user ask 10).

use actix_web::{delete, get, put, web::Path};
use domain::{
    Text,
    contact::{Contact, Tag, Tags},
    phrases::InvalidPhrases,
};
use persistence::{
    SortKey,
    contact::{TagUse, list_tags as list},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ContactResponse;
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadContacts, WriteContacts},
    },
    wire::text_code,
};

/// A tag and how many contacts have it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Tag, example = json!({"object": "tag", "name": "therapist", "contact_count": 12}))]
pub(super) struct TagResponse {
    /// Always `tag`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// One spelling for all that differ only in letter case.
    #[schema(max_length = 50)]
    name: String,
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    contact_count: i64,
}

impl From<TagUse> for TagResponse {
    fn from(
        TagUse {
            name,
            contact_count,
        }: TagUse,
    ) -> Self {
        Self {
            object: "tag",
            name: name.into_string(),
            contact_count,
        }
    }
}

/// Tag a contact
///
/// A contact that has the tag already, in whatever letter case, stays as it is.
#[utoipa::path(operation_id = "add_contact_tag", tag = "contacts", security(("bearer" = ["contacts:write"])),
    params(
        ("id" = Uuid, Path, description = "The id of the contact"),
        ("tag" = String, Path, description = "The tag: 1 to 50 characters, no comma, no line break", min_length = 1,
            max_length = 50, example = "therapist"),
    ),
    responses(
        (status = 200, description = "The contact with the tag", body = ContactResponse),
        (status = 422, description = "The tag is not acceptable, or the contact has 50 of them", body = Problem),
    ))]
#[put("/contacts/{id}/tags/{tag}")]
pub(super) async fn add_contact_tag(
    caller: Caller<WriteContacts>,
    write: Write,
    path: Path<(Uuid, String)>,
) -> Result<Answer<ContactResponse>, ApiError> {
    let (id, tag) = path.into_inner();
    let tag = acceptable(&tag)?;
    let full = |full: InvalidPhrases| ApiError::field("/tags", "max_items", full);
    let add = |tags: Tags| tags.with(tag).map_err(full);
    retag(&write, &caller, id, add).await
}

/// Untag a contact
///
/// A contact without the tag, in whatever letter case, stays as it is.
#[utoipa::path(operation_id = "remove_contact_tag", tag = "contacts", security(("bearer" = ["contacts:write"])),
    params(
        ("id" = Uuid, Path, description = "The id of the contact"),
        ("tag" = String, Path, description = "The tag", min_length = 1, max_length = 50, example = "therapist"),
    ),
    responses((status = 200, description = "The contact without the tag", body = ContactResponse)))]
#[delete("/contacts/{id}/tags/{tag}")]
pub(super) async fn remove_contact_tag(
    caller: Caller<WriteContacts>,
    write: Write,
    path: Path<(Uuid, String)>,
) -> Result<Answer<ContactResponse>, ApiError> {
    let (id, tag) = path.into_inner();
    // What can be no tag is on no contact.
    let remove = |tags: Tags| match Tag::parse(&tag) {
        Ok(tag) => Ok(tags.without(&tag)),
        Err(_invalid) => Ok(tags),
    };
    retag(&write, &caller, id, remove).await
}

/// A tag that the filters of a list can name.
fn acceptable(tag: &str) -> Result<Tag, ApiError> {
    if tag.contains([',', '\r', '\n']) {
        let detail = "must have no comma and no line break";
        return Err(ApiError::field("/tags", "pattern", detail));
    }
    Text::parse(tag).map_err(|error| ApiError::field("/tags", text_code(error), error))
}

async fn retag(
    write: &Write,
    caller: &Caller<WriteContacts>,
    id: Uuid,
    change: impl FnOnce(Tags) -> Result<Tags, ApiError>,
) -> Result<Answer<ContactResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = write.find_for_update::<Contact>(tx, owner, id).await?;
            let tags = change(current.value.tags.clone())?;
            if tags == current.value.tags {
                return Ok(Reply::ok(current));
            }
            let next = Contact {
                tags,
                ..current.value.clone()
            };
            let saved = write.save(tx, owner, current.with(next)).await?;
            Ok(Reply::ok(saved))
        })
        .await
}

/// List tags
///
/// Every tag of the caller's contacts by name, without regard to letter case.
#[utoipa::path(operation_id = "list_tags", tag = "contacts", security(("bearer" = ["contacts:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the caller's tags", body = Page<TagResponse>)))]
#[get("/tags")]
pub(super) async fn list_tags(
    caller: Caller<ReadContacts>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<TagResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let after = paging.after()?.and_then(|(key, _)| match key {
        SortKey::Text(name) => Some(name),
        SortKey::Instant(_) | SortKey::Number(_) => None,
    });
    let one_more = u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX);
    let tags = list(read.db(), caller.owner, after.as_deref(), one_more).await?;
    let (tags, last) = paging.cut_at(tags, |tag| {
        (SortKey::Text(tag.name.to_string()), Uuid::nil())
    });
    paging.answer(tags.into_iter().map(TagResponse::from).collect(), last)
}
