//! A place where an organization works (F32): whoever is undecided about the town asks at the nearest.

use crate::{
    Id, Text,
    country::Country,
    organization::{Organization, OrganizationKind},
    place::{BoundingBox, Place},
    stored::Stored,
    text::Name,
};

/// One of an organization's sites.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    pub organization_id: Id<Organization>,
    pub name: Name,
    pub address: Option<Text<500>>,
    pub city: Option<Name>,
    pub country: Option<Country>,
    pub phone: Option<Text<50>>,
    pub place: Option<Place>,
    /// At most one site of an organization is.
    pub is_headquarters: bool,
}

/// Where to look for sites.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    pub place: Place,
    /// Not farther than this.
    pub within_metres: Option<f64>,
}

impl Around {
    /// What an index narrows the search to.
    pub fn bounding_box(&self) -> Option<BoundingBox> {
        self.within_metres
            .map(|metres| BoundingBox::around(&self.place, metres))
    }
}

/// A site that a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSite {
    pub site: Stored<Site>,
    pub organization_name: Name,
    pub organization_kind: OrganizationKind,
    /// From the place that the search was about, if it was about one.
    pub distance_metres: Option<i32>,
}
