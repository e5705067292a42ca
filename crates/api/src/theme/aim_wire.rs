//! The parts of a theme that are objects of their own: the same in what is sent and in what is answered.

use chrono::NaiveDate;
use domain::{
    Text,
    country::Country,
    theme::{
        self, Cost, Familiarity, InvalidFamiliarity, InvalidLocations, Location, Locations, Names,
        PlannedInvestment,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiError,
    question::Topic,
    wire::{Word, text, whole},
};

pub(super) type FamiliarityLevel = Word<theme::FamiliarityLevel>;

/// A place to work in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ThemeLocation,
    example = json!({ "place": "Baltimore", "country": "US", "priority": 1, "remote": false }))]
pub(super) struct ThemeLocationBody {
    #[schema(min_length = 1, max_length = 200)]
    place: String,
    /// The two letters of ISO 3166-1.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// 1 is the most wanted.
    #[schema(minimum = 1, maximum = 10)]
    priority: i16,
    /// Whether to work from elsewhere for an employer there would do; `false` when it is not given.
    #[serde(default)]
    remote: bool,
}

/// What the person would put into a theme, and so wants to know it before.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlannedInvestment, example = json!({
    "what": "A two-year degree", "amount": 24000, "currency": "USD", "decide_on": "2026-06-30"
}))]
pub(super) struct PlannedInvestmentBody {
    /// A training, a business, or whatever else costs money or years.
    #[schema(min_length = 1, max_length = 500)]
    what: String,
    /// In whole units of the currency; one is not given without the other.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    amount: Option<i32>,
    /// The three letters of ISO 4217.
    #[schema(min_length = 3, max_length = 3, pattern = "^[A-Z]{3}$")]
    currency: Option<String>,
    /// The last day on which to decide.
    decide_on: Option<NaiveDate>,
}

/// How much the person knows of a topic.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TopicFamiliarity, example = json!({ "topic": "lifestyle", "level": "basic" }))]
pub(super) struct TopicFamiliarityBody {
    /// One of the first nine: the others are parts of a conversation, not something to know.
    topic: Topic,
    level: FamiliarityLevel,
}

impl From<&Location> for ThemeLocationBody {
    fn from(
        Location {
            place,
            country,
            priority,
            remote,
        }: &Location,
    ) -> Self {
        Self {
            place: place.to_string(),
            country: country.map(|country| country.to_string()),
            priority: priority.get(),
            remote: *remote,
        }
    }
}

impl From<&PlannedInvestment> for PlannedInvestmentBody {
    fn from(
        PlannedInvestment {
            what,
            cost,
            decide_on,
        }: &PlannedInvestment,
    ) -> Self {
        Self {
            what: what.to_string(),
            amount: cost.map(|cost| cost.amount.get()),
            currency: cost.map(|cost| cost.currency.to_string()),
            decide_on: *decide_on,
        }
    }
}

impl From<(domain::question::Topic, theme::FamiliarityLevel)> for TopicFamiliarityBody {
    fn from((topic, level): (domain::question::Topic, theme::FamiliarityLevel)) -> Self {
        Self {
            topic: Word(topic),
            level: Word(level),
        }
    }
}

/// A list of names as texts.
pub(super) fn names(names: &Names) -> Vec<String> {
    names.as_slice().iter().map(Text::to_string).collect()
}

/// The locations of a theme; what does not fit is told by its pointer in the theme.
pub(super) fn locations(given: Vec<ThemeLocationBody>) -> Result<Locations, ApiError> {
    let given = given.into_iter().enumerate().map(|(index, location)| {
        self::location(location).map_err(|error| error.below(&format!("/locations/{index}")))
    });
    Locations::new(given.collect::<Result<_, _>>()?).map_err(|refused| match refused {
        InvalidLocations::TooMany { .. } => ApiError::field("/locations", "max_items", refused),
        InvalidLocations::SamePriority { index } => {
            let pointer = format!("/locations/{index}/priority");
            ApiError::field(&pointer, "same_priority", refused)
        }
    })
}

fn location(
    ThemeLocationBody {
        place,
        country,
        priority,
        remote,
    }: ThemeLocationBody,
) -> Result<Location, ApiError> {
    let country = country.as_deref().map(Country::parse).transpose();
    Ok(Location {
        place: text("/place", &place)?,
        country: country.map_err(|invalid| ApiError::field("/country", "country", invalid))?,
        priority: whole("/priority", priority)?,
        remote,
    })
}

pub(super) fn investment(
    PlannedInvestmentBody {
        what,
        amount,
        currency,
        decide_on,
    }: PlannedInvestmentBody,
) -> Result<PlannedInvestment, ApiError> {
    let cost = Cost::of(amount, currency.as_deref()).map_err(|invalid| {
        let pointer = format!("/planned_investment/{}", invalid.field());
        ApiError::field(&pointer, "cost", invalid)
    });
    Ok(PlannedInvestment {
        what: text("/planned_investment/what", &what)?,
        cost: cost?,
        decide_on,
    })
}

/// The familiarity with each topic; the topic that does not fit is told by its pointer.
pub(super) fn familiarity(given: &[TopicFamiliarityBody]) -> Result<Familiarity, ApiError> {
    let levels = given.iter().map(|one| (one.topic.0, one.level.0));
    Familiarity::new(levels).map_err(|invalid| {
        let pointer = format!("/familiarity/{}/topic", invalid.index());
        let code = match invalid {
            InvalidFamiliarity::NothingToLearn { .. } => "nothing_to_learn",
            InvalidFamiliarity::Repeated { .. } => "repeated",
        };
        ApiError::field(&pointer, code, invalid)
    })
}
