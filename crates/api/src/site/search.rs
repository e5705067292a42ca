//! The search over all sites of a person: the nearest first, or by name.

use actix_web::get;
use domain::{
    Id,
    place::{InvalidPlace, Place},
    site::{Around, FoundSite},
};
use persistence::{
    SortKey,
    site::{Criteria, search},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{FoundSiteResponse, OrganizationKind};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadOrganizations, page::Paging},
    wire::Word,
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListSites {
    /// Degrees north (WGS 84) of the place to search from; with `longitude`.
    #[param(minimum = -90.0, maximum = 90.0)]
    latitude: Option<f64>,
    /// Degrees east (WGS 84) of the place to search from; with `latitude`.
    #[param(minimum = -180.0, maximum = 180.0)]
    longitude: Option<f64>,
    /// Only sites not farther than this from the place; with `latitude` and `longitude`.
    #[param(minimum = 0.001, maximum = 20100.0)]
    within_km: Option<f64>,
    /// Only sites of this organization.
    organization_id: Option<Uuid>,
    /// Only sites of organizations of one of these kinds.
    #[param(max_items = 4)]
    kind: Option<Vec<OrganizationKind>>,
}

impl ListSites {
    fn criteria(self, paging: &Paging<'_>) -> Result<Criteria, ApiError> {
        let Self {
            latitude,
            longitude,
            within_km,
            organization_id,
            kind,
        } = self;
        let refused =
            |invalid: InvalidPlace| ApiError::parameter(invalid.field(), "coordinates", invalid);
        let place = Place::parse(latitude, longitude).map_err(refused)?;
        if place.is_none() && within_km.is_some() {
            let detail = "is a distance from a place: give latitude and longitude";
            return Err(ApiError::parameter("within_km", "coordinates", detail));
        }
        Ok(Criteria {
            around: place.map(|place| Around {
                place,
                within_metres: within_km.map(|km| km * 1000.0),
            }),
            organization_id: organization_id.map(Id::new),
            kinds: Word::list(kind),
            after: paging.after()?,
            limit: u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX),
        })
    }
}

/// List the sites of all organizations
///
/// With `latitude` and `longitude` the nearest come first, each with its distance, and sites without coordinates are left
/// out. Without them all sites, by name. Whoever is undecided about a town asks at the nearest site.
#[utoipa::path(operation_id = "list_sites", tag = "organizations", security(("bearer" = ["organizations:read"])),
    params(ListSites, PageQuery),
    responses((status = 200, description = "One page of the caller's sites", body = Page<FoundSiteResponse>)))]
#[get("/sites")]
pub(super) async fn list_sites(
    caller: Caller<ReadOrganizations>,
    read: Read,
    wanted: Query<ListSites>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<FoundSiteResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let criteria = wanted.0.criteria(&paging)?;
    let found = search(read.db(), caller.owner, &criteria).await?;
    let (found, last) = paging.cut_at(found, |found| (position(found), found.site.id.uuid()));
    paging.answer(found.into_iter().map(Into::into).collect(), last)
}

fn position(found: &FoundSite) -> SortKey {
    found.distance_metres.map_or_else(
        || SortKey::Text(found.site.value.name.to_string()),
        SortKey::Number,
    )
}
