//! Trips worth making, over HTTP.

use actix_web::get;
use domain::{
    Id, Text,
    country::Country,
    outreach,
    text::Name,
    visit::{Prospect, Trip, trips},
};
use persistence::visit::list_prospects;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::city;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadOutreach},
    wire::Word,
};

type OutreachState = Word<outreach::OutreachState>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WantedTrips {
    /// Where the caller lives: people there need no trip. The first city of the profile when it is not given.
    #[param(min_length = 1, max_length = 200)]
    home_city: Option<String>,
}

/// Cities worth a trip.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TripSuggestions, example = json!({
    "object": "trip_suggestions", "home_city": "Austin",
    "trips": [{
        "city": "Baltimore", "country": "US", "visit_id": null, "people_count": 2, "score": 5,
        "why": "1 agreed to meet, 1 not asked yet",
        "agreed": 1, "in_conversation": 0, "open": 0, "not_asked": 1,
        "people": [
            {
                "contact_id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Okafor",
                "organization_id": "019b76da-a800-7000-8000-000000000003",
                "outreach_id": "019b76da-a800-7000-8000-000000000007", "outreach_state": "meeting_agreed"
            },
            {
                "contact_id": "019b76da-a800-7000-8000-000000000006", "name": "Sam Lee",
                "organization_id": "019b76da-a800-7000-8000-000000000003", "outreach_id": null, "outreach_state": null
            }
        ],
        "organizations": [{ "id": "019b76da-a800-7000-8000-000000000003", "name": "Canal Street Clinic" }],
        "themes": [{ "id": "019b76da-a800-7000-8000-000000000006", "name": "Speech therapy" }]
    }]
}))]
struct TripsResponse {
    /// Always `trip_suggestions`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// The city that was left out.
    #[schema(max_length = 200)]
    home_city: Option<String>,
    /// The one worth most first.
    #[schema(max_items = 50)]
    trips: Vec<TripResponse>,
}

/// A city worth a trip.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TripSuggestion)]
struct TripResponse {
    #[schema(max_length = 200)]
    city: String,
    #[schema(max_length = 2)]
    country: Option<String>,
    /// The next planned visit there.
    visit_id: Option<Uuid>,
    /// How many there are to meet.
    #[schema(minimum = 1, maximum = 2000)]
    people_count: u32,
    /// 4 for each who agreed, 3 for each in conversation, 2 for each pursued, 1 for each not asked yet. Which comes first
    /// is all that it means.
    #[schema(minimum = 1, maximum = 8000)]
    score: u32,
    /// What the score is made of, in words.
    #[schema(max_length = 200)]
    why: String,
    #[schema(minimum = 0, maximum = 2000)]
    agreed: u32,
    #[schema(minimum = 0, maximum = 2000)]
    in_conversation: u32,
    /// Those with another outreach that is open.
    #[schema(minimum = 0, maximum = 2000)]
    open: u32,
    /// Those at a target who were never asked.
    #[schema(minimum = 0, maximum = 2000)]
    not_asked: u32,
    /// Those who have come farthest first; 20 at most.
    #[schema(max_items = 20)]
    people: Vec<PersonResponse>,
    #[schema(max_items = 20)]
    organizations: Vec<NamedResponse>,
    /// What the outreach to them is for.
    #[schema(max_items = 20)]
    themes: Vec<NamedResponse>,
}

/// Somebody to meet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TripPerson)]
struct PersonResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    organization_id: Option<Uuid>,
    /// The outreach that is open; null for somebody at a target who was never asked.
    outreach_id: Option<Uuid>,
    outreach_state: Option<OutreachState>,
}

/// An organization or a theme.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TripSubject)]
struct NamedResponse {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
}

impl<T> From<(Id<T>, Name)> for NamedResponse {
    fn from((id, name): (Id<T>, Name)) -> Self {
        Self {
            id: id.uuid(),
            name: name.into_string(),
        }
    }
}

impl From<Prospect> for PersonResponse {
    fn from(prospect: Prospect) -> Self {
        let Prospect {
            contact_id,
            name,
            organization,
            outreach,
            ..
        } = prospect;
        let (outreach_id, state) = outreach.unzip();
        Self {
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            organization_id: organization.map(|(id, _)| id.uuid()),
            outreach_id: outreach_id.map(Id::uuid),
            outreach_state: state.map(Word),
        }
    }
}

impl From<Trip> for TripResponse {
    fn from(
        Trip {
            city,
            country,
            tally,
            people,
            organizations,
            themes,
            visit_id,
        }: Trip,
    ) -> Self {
        Self {
            city: city.into_string(),
            country: country.as_ref().map(Country::to_string),
            visit_id: visit_id.map(Id::uuid),
            people_count: tally.people(),
            score: tally.score(),
            why: tally.why(),
            agreed: tally.agreed,
            in_conversation: tally.in_conversation,
            open: tally.open,
            not_asked: tally.not_asked,
            people: people.into_iter().map(Into::into).collect(),
            organizations: organizations.into_iter().map(Into::into).collect(),
            themes: themes.into_iter().map(Into::into).collect(),
        }
    }
}

/// Find trips worth making
///
/// Groups those who are pursued, and those at targets who were never asked, by the city they are in: their own, or else
/// that of their organization's head office or first site. Who is not to be contacted, and who is in the city the caller
/// lives in, is left out. It looks at 2000 people at most, those who are pursued first, and shows 50 cities at most.
#[utoipa::path(operation_id = "find_trip_suggestions", tag = "visits", security(("bearer" = ["outreach:read"])),
    params(WantedTrips),
    responses((status = 200, description = "The cities", body = TripsResponse)))]
#[get("/trip-suggestions")]
async fn find_trip_suggestions(
    caller: Caller<ReadOutreach>,
    read: Read,
    wanted: Query<WantedTrips>,
) -> Result<Answer<TripsResponse>, ApiError> {
    let home = city("home_city", wanted.0.home_city.as_deref())?;
    let found = list_prospects(read.db(), caller.owner, home.as_ref(), read.now()).await?;
    let (home, prospects) = found;
    Ok(Answer::ok(&TripsResponse {
        object: "trip_suggestions",
        home_city: home.map(Text::into_string),
        trips: trips(prospects).into_iter().map(Into::into).collect(),
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_trip_suggestions);
}
