//! Contacts over HTTP: the list and what narrows it.

use actix_web::get;
use chrono::{DateTime, Utc};
use domain::{
    Id,
    contact::{Contact, Tag},
};
use persistence::contact::Narrowing;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{ContactResponse, Relationship, Warmth};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadContacts},
    wire::{NamedSort, Word, text_code},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListContacts {
    /// Only contacts at this organization.
    organization_id: Option<Uuid>,
    /// Only contacts who are as warm as one of these says.
    #[param(max_items = 3)]
    warmth: Option<Vec<Warmth>>,
    /// Only contacts known in one of these ways.
    #[param(max_items = 16)]
    relationship: Option<Vec<Relationship>>,
    /// Only contacts with at least one of these tags, in any letter case.
    #[param(max_items = 50, min_length = 1, max_length = 50)]
    tag: Option<Vec<String>>,
    /// Only contacts with every one of these tags, in any letter case.
    #[param(max_items = 50, min_length = 1, max_length = 50)]
    tags_all: Option<Vec<String>>,
    /// Only contacts who asked to be left alone, or only the others.
    do_not_contact: Option<bool>,
    /// Only contacts who were last contacted before this instant; those never contacted are not among them.
    last_contacted_before: Option<DateTime<Utc>>,
    /// The order; newest first when it is not given.
    sort: Option<NamedSort>,
}

impl ListContacts {
    fn narrowing(self) -> Result<(Narrowing, Option<NamedSort>), ApiError> {
        let Self {
            organization_id,
            warmth,
            relationship,
            tag,
            tags_all,
            do_not_contact,
            last_contacted_before,
            sort,
        } = self;
        let narrowing = Narrowing {
            organization_id: organization_id.map(Id::new),
            warmth: Word::list(warmth),
            relationships: Word::list(relationship),
            any_tags: tags("tag", tag)?,
            all_tags: tags("tags_all", tags_all)?,
            do_not_contact,
            last_contacted_before,
        };
        Ok((narrowing, sort))
    }
}

fn tags(parameter: &str, given: Option<Vec<String>>) -> Result<Vec<Tag>, ApiError> {
    let tags = given.into_iter().flatten();
    tags.map(|tag| {
        Tag::parse(&tag).map_err(|error| ApiError::parameter(parameter, text_code(error), error))
    })
    .collect()
}

/// List contacts
#[utoipa::path(operation_id = "list_contacts", tag = "contacts", security(("bearer" = ["contacts:read"])),
    params(ListContacts, PageQuery),
    responses((status = 200, description = "One page of the caller's contacts", body = Page<ContactResponse>)))]
#[get("/contacts")]
pub(super) async fn list_contacts(
    caller: Caller<ReadContacts>,
    read: Read,
    list: Query<ListContacts>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ContactResponse>>, ApiError> {
    let (narrowing, sort) = list.0.narrowing()?;
    read.page::<Contact, _>(
        caller.owner,
        narrowing.into(),
        NamedSort::word(sort),
        page.0,
    )
    .await
}
