//! Contacts over HTTP: the list and what narrows it.

use actix_web::get;
use chrono::{DateTime, Utc};
use domain::{
    Id, Text,
    contact::{Contact, FieldKey, Tag},
    country::Country,
};
use persistence::contact::Narrowing;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    method::Validity,
    neighbor::ExpandContact,
    response::ContactResponse,
    wire::{ContactRole, Relationship, Seniority, Source, Warmth},
};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadContacts},
    wire::{ContactSort, Word, text_code},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListContacts {
    /// Only these contacts, as many as a page can hold; those that are not the caller's are left out.
    #[param(max_items = 100)]
    id: Option<Vec<Uuid>>,
    /// Only contacts at this organization.
    organization_id: Option<Uuid>,
    /// Only contacts at this organization, or with an employment there, current or past.
    employed_at: Option<Uuid>,
    /// Only contacts who are as warm as one of these says.
    #[param(max_items = 3)]
    warmth: Option<Vec<Warmth>>,
    /// Only contacts known in one of these ways.
    #[param(max_items = 16)]
    relationship: Option<Vec<Relationship>>,
    /// Only contacts with at least one of these roles.
    #[param(max_items = 3)]
    role: Option<Vec<ContactRole>>,
    /// Only contacts as far along their career as one of these says.
    #[param(max_items = 7)]
    seniority: Option<Vec<Seniority>>,
    /// Only contacts found by one of these.
    #[param(max_items = 10)]
    source: Option<Vec<Source>>,
    /// Only contacts in one of these countries.
    #[param(max_items = 50, min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    country: Option<Vec<String>>,
    /// Only contacts in this city, in any letter case.
    #[param(min_length = 1, max_length = 200)]
    city: Option<String>,
    /// Only contacts with at least one of these tags, in any letter case.
    #[param(max_items = 50, min_length = 1, max_length = 50)]
    tag: Option<Vec<String>>,
    /// Only contacts with every one of these tags, in any letter case.
    #[param(max_items = 50, min_length = 1, max_length = 50)]
    tags_all: Option<Vec<String>>,
    /// Only contacts with every one of these values of custom fields, each written `key:value`.
    #[param(
        max_items = 10,
        min_length = 3,
        max_length = 241,
        pattern = "^[a-z][a-z0-9_]{0,39}:[^,]+$"
    )]
    custom_field: Option<Vec<String>>,
    /// Only contacts with a method of which one of these is known.
    #[param(max_items = 4)]
    method_validity: Option<Vec<Validity>>,
    /// Only contacts who asked to be left alone, or only the others.
    do_not_contact: Option<bool>,
    /// Only contacts with whom there has been no contact yet, or only the others.
    never_contacted: Option<bool>,
    /// Only contacts who were last contacted before this instant; those never contacted are not among them.
    last_contacted_before: Option<DateTime<Utc>>,
    /// Only contacts who were last contacted after this instant.
    last_contacted_after: Option<DateTime<Utc>>,
    /// Only contacts who are being pursued, or only the others.
    has_open_outreach: Option<bool>,
    /// Only contacts who are or were pursued for this theme.
    theme_id: Option<Uuid>,
    /// Only contacts whose name begins so, in any letter case.
    #[param(min_length = 1, max_length = 200)]
    name_prefix: Option<String>,
    /// Only contacts created after this instant.
    created_after: Option<DateTime<Utc>>,
    /// Only contacts created before this instant.
    created_before: Option<DateTime<Utc>>,
    /// Only contacts changed after this instant.
    updated_after: Option<DateTime<Utc>>,
    /// The order; newest first when it is not given.
    sort: Option<ContactSort>,
}

impl ListContacts {
    fn narrowing(self) -> Result<(Narrowing, Option<ContactSort>), ApiError> {
        let narrowing = Narrowing {
            ids: self.id.into_iter().flatten().map(Id::new).collect(),
            organization_id: self.organization_id.map(Id::new),
            employed_at: self.employed_at.map(Id::new),
            warmth: Word::list(self.warmth),
            relationships: Word::list(self.relationship),
            roles: Word::list(self.role),
            seniorities: Word::list(self.seniority),
            sources: Word::list(self.source),
            countries: countries(self.country)?,
            city: text("city", self.city.as_deref())?,
            any_tags: tags("tag", self.tag)?,
            all_tags: tags("tags_all", self.tags_all)?,
            custom: values(self.custom_field)?,
            validities: Word::list(self.method_validity),
            do_not_contact: self.do_not_contact,
            never_contacted: self.never_contacted,
            last_contacted_before: self.last_contacted_before,
            last_contacted_after: self.last_contacted_after,
            has_open_outreach: self.has_open_outreach,
            theme_id: self.theme_id.map(Id::new),
            name_prefix: text("name_prefix", self.name_prefix.as_deref())?,
            created_after: self.created_after,
            created_before: self.created_before,
            updated_after: self.updated_after,
        };
        Ok((narrowing, self.sort))
    }
}

fn text<const MAX: usize>(
    parameter: &str,
    given: Option<&str>,
) -> Result<Option<Text<MAX>>, ApiError> {
    let text = given.map(Text::parse).transpose();
    text.map_err(|error| ApiError::parameter(parameter, text_code(error), error))
}

/// The tags of a query.
pub(crate) fn tags(parameter: &str, given: Option<Vec<String>>) -> Result<Vec<Tag>, ApiError> {
    let tags = given.into_iter().flatten();
    tags.map(|tag| {
        Tag::parse(&tag).map_err(|error| ApiError::parameter(parameter, text_code(error), error))
    })
    .collect()
}

fn countries(given: Option<Vec<String>>) -> Result<Vec<Country>, ApiError> {
    let codes = given.into_iter().flatten();
    codes
        .map(|code| {
            Country::parse(&code)
                .map_err(|unknown| ApiError::parameter("country", "unknown_country", unknown))
        })
        .collect()
}

fn values(given: Option<Vec<String>>) -> Result<Vec<(FieldKey, String)>, ApiError> {
    let refused = |detail| ApiError::parameter("custom_field", "pattern", detail);
    let pairs = given.into_iter().flatten();
    pairs
        .map(|pair| {
            let (key, value) = pair
                .split_once(':')
                .ok_or_else(|| refused("must be key:value".to_owned()))?;
            let key = FieldKey::parse(key).map_err(|invalid| refused(invalid.to_string()))?;
            Ok((key, value.to_owned()))
        })
        .collect()
}

/// List contacts
///
/// Filters are joined by AND. By `last_contacted_at`, those never contacted come first, and last in the other
/// direction; by `warmth`, the warm come first.
#[utoipa::path(operation_id = "list_contacts", tag = "contacts", security(("bearer" = ["contacts:read"])),
    params(ListContacts, ExpandContact, PageQuery),
    responses((status = 200, description = "One page of the caller's contacts", body = Page<ContactResponse>)))]
#[get("/contacts")]
pub(super) async fn list_contacts(
    caller: Caller<ReadContacts>,
    read: Read,
    list: Query<ListContacts>,
    expand: Query<ExpandContact>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ContactResponse>>, ApiError> {
    let (narrowing, sort) = list.0.narrowing()?;
    let filter = narrowing.filter(caller.owner);
    read.page_with::<_, Contact, _>(
        &caller,
        filter,
        ContactSort::word(sort),
        page.0,
        expand.0.expand,
    )
    .await
}
