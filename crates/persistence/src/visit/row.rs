//! A visit as its row has it.

use chrono::NaiveDate;
use domain::{
    Id, Stored, Text,
    country::Country,
    place::Place,
    visit::{Days, Visit},
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error, SortBy, SortKey,
    column::Cells,
    entity::visit::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Visit {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            city,
            region,
            country,
            starts_on,
            ends_on,
            time_zone,
            latitude,
            longitude,
            purpose,
            notes,
            state,
        } = row;
        let cells = Cells::of("visit", id);
        let (days, place) = (
            Days::new(starts_on, ends_on),
            Place::parse(latitude, longitude),
        );
        let value = Self {
            city: cells.text("city", &city)?,
            region: cells.optional_text("region", region.as_deref())?,
            country: Country::parse(&country).map_err(|_unknown| cells.corrupt("country"))?,
            days: days.map_err(|_invalid| cells.corrupt("ends_on"))?,
            zone: cells.zone("time_zone", &time_zone)?,
            place: place.map_err(|_invalid| cells.corrupt("latitude"))?,
            purpose: cells.optional_text("purpose", purpose.as_deref())?,
            notes: cells.optional_text("notes", notes.as_deref())?,
            state: cells.word("state", &state)?,
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
            city,
            region,
            country,
            days,
            zone,
            place,
            purpose,
            notes,
            state,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            city: Set(city.to_string()),
            region: Set(region.as_ref().map(Text::to_string)),
            country: Set(country.to_string()),
            starts_on: Set(days.starts_on()),
            ends_on: Set(days.ends_on()),
            time_zone: Set(zone.to_string()),
            latitude: Set(place.as_ref().map(Place::latitude)),
            longitude: Set(place.as_ref().map(Place::longitude)),
            purpose: Set(purpose.as_ref().map(Text::to_string)),
            notes: Set(notes.as_ref().map(Text::to_string)),
            state: Set(state.to_string()),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        match by {
            SortBy::StartsOn => SortKey::Number(number(stored.value.days.starts_on())),
            SortBy::UpdatedAt => SortKey::Instant(stored.updated_at),
            _ => SortKey::Instant(stored.created_at),
        }
    }
}

/// A day by its number, as [`SortBy::StartsOn`] counts them.
fn number(day: NaiveDate) -> i32 {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
    i32::try_from(day.signed_duration_since(first).num_days()).unwrap_or(i32::MAX)
}
