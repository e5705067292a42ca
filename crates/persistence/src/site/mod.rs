//! Sites in the database.

mod search;

use domain::{
    Id, Stored, Text, country::Country, organization::Organization, place::Place, site::Site,
};
use sea_orm::{ActiveValue::NotSet, Set};

pub(crate) use self::search::distance;
pub use self::search::{Criteria, search};
use crate::{
    Error, SortBy, SortKey,
    child::Child,
    column::Cells,
    entity::site::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Site {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            organization_id,
            name,
            address,
            city,
            country,
            phone,
            latitude,
            longitude,
            is_headquarters,
        } = row;
        let cells = Cells::of("site", id);
        let place = Place::parse(latitude, longitude);
        let value = Self {
            organization_id: Id::new(organization_id),
            name: cells.text("name", &name)?,
            address: cells.optional_text("address", address.as_deref())?,
            city: cells.optional_text("city", city.as_deref())?,
            country: cells.optional_country("country", country.as_deref())?,
            phone: cells.optional_text("phone", phone.as_deref())?,
            place: place.map_err(|_invalid| cells.corrupt("latitude"))?,
            is_headquarters,
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            organization_id,
            name,
            address,
            city,
            country,
            phone,
            place,
            is_headquarters,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            organization_id: Set(organization_id.uuid()),
            name: Set(name.to_string()),
            address: Set(address.as_ref().map(Text::to_string)),
            city: Set(city.as_ref().map(Text::to_string)),
            country: Set(country.as_ref().map(Country::to_string)),
            phone: Set(phone.as_ref().map(Text::to_string)),
            latitude: Set(place.as_ref().map(Place::latitude)),
            longitude: Set(place.as_ref().map(Place::longitude)),
            is_headquarters: Set(*is_headquarters),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        match by {
            SortBy::Name => SortKey::Text(stored.value.name.to_string()),
            SortBy::UpdatedAt => SortKey::Instant(stored.updated_at),
            _ => SortKey::Instant(stored.created_at),
        }
    }
}

impl Child for Site {
    type Parent = Organization;

    const PARENT: &'static str = "organization_id";

    fn parent(&self) -> Id<Organization> {
        self.organization_id
    }
}
