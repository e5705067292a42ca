//! The cells of a theme that hold more than one value.

use std::collections::BTreeMap;

use domain::{
    country::Country,
    theme::{Cost, Familiarity, Location, Locations, PlannedInvestment},
};
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{Error, column::Cells, entity::theme::Model};

/// One object of the column `locations`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    place: String,
    country: Option<String>,
    priority: i16,
    remote: bool,
}

pub(super) fn read_locations(cells: Cells, cell: JsonValue) -> Result<Locations, Error> {
    let corrupt = || cells.corrupt("locations");
    let places = Vec::<Cell>::deserialize(cell).map_err(|_other_form| corrupt())?;
    let locations = places.into_iter().map(|place| {
        let Cell {
            place,
            country,
            priority,
            remote,
        } = place;
        let country = country.as_deref().map(Country::parse).transpose();
        Ok(Location {
            place: cells.text("locations", &place)?,
            country: country.map_err(|_invalid| corrupt())?,
            priority: cells.whole("locations", priority)?,
            remote,
        })
    });
    let locations = locations.collect::<Result<_, Error>>()?;
    Locations::new(locations).map_err(|_invalid| corrupt())
}

pub(super) fn write_locations(locations: &Locations) -> JsonValue {
    let places = locations.as_slice().iter().map(|location| {
        let Location {
            place,
            country,
            priority,
            remote,
        } = location;
        json!(Cell {
            place: place.to_string(),
            country: country.map(|country| country.to_string()),
            priority: priority.get(),
            remote: *remote,
        })
    });
    places.collect()
}

pub(super) fn read_familiarity(cells: Cells, cell: JsonValue) -> Result<Familiarity, Error> {
    let corrupt = || cells.corrupt("familiarity");
    let words = BTreeMap::<String, String>::deserialize(cell).map_err(|_other_form| corrupt())?;
    let levels = words.iter().map(|(topic, level)| {
        let topic = cells.word("familiarity", topic)?;
        Ok((topic, cells.word("familiarity", level)?))
    });
    let levels = levels.collect::<Result<Vec<_>, Error>>()?;
    Familiarity::new(levels).map_err(|_invalid| corrupt())
}

pub(super) fn write_familiarity(familiarity: &Familiarity) -> JsonValue {
    let words = familiarity.iter();
    let words = words.map(|(topic, level)| (topic.to_string(), json!(level.to_string())));
    JsonValue::Object(words.collect())
}

pub(super) fn read_investment(row: &Model) -> Result<Option<PlannedInvestment>, Error> {
    let cells = Cells::of("theme", row.id);
    let Some(what) = row.investment.as_deref() else {
        return Ok(None);
    };
    let cost = Cost::of(row.investment_amount, row.investment_currency.as_deref());
    Ok(Some(PlannedInvestment {
        what: cells.text("investment", what)?,
        cost: cost.map_err(|_invalid| cells.corrupt("investment_amount"))?,
        decide_on: row.investment_decide_on,
    }))
}
