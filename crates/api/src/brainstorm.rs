//! The network brainstorm over HTTP.

use actix_web::get;
use chrono::{DateTime, Utc};
use domain::{
    brainstorm::{self, Acquaintances, prompt, prompt_at},
    contact,
    vocabulary::Vocabulary,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadNetwork},
    wire::Word,
};

type Relationship = Word<contact::Relationship>;
type MeetingPlace = Word<brainstorm::MeetingPlace>;

/// Whom the caller may know and forgot to think of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NetworkBrainstorm, example = json!({
    "object": "network_brainstorm",
    "relationships": [{
        "relationship": "neighbor", "prompt": "What do the people next door and down the street do for a living?",
        "contacts": 0, "warm_contacts": 0, "last_added_at": null, "is_empty": true
    }],
    "places": [{
        "place": "training", "prompt": "Who taught or attended your courses and trainings, and what do they do now?"
    }]
}))]
struct NetworkBrainstormResponse {
    /// Always `network_brainstorm`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Every way to know somebody: the empty ones first, then those with the fewest contacts.
    #[schema(max_items = 50)]
    relationships: Vec<RelationshipPromptResponse>,
    /// Where one meets people of a field.
    #[schema(max_items = 50)]
    places: Vec<PlacePromptResponse>,
}

/// A way to know somebody, how many contacts there are of it, and what to ask oneself.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RelationshipPrompt)]
struct RelationshipPromptResponse {
    relationship: Relationship,
    #[schema(max_length = 200)]
    prompt: &'static str,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    contacts: u32,
    /// Those among them who are warm.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    warm_contacts: u32,
    /// When the latest of them was added; null when there is none.
    last_added_at: Option<DateTime<Utc>>,
    is_empty: bool,
}

/// A place where one meets people, and what to ask oneself about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlacePrompt)]
struct PlacePromptResponse {
    place: MeetingPlace,
    #[schema(max_length = 200)]
    prompt: &'static str,
}

impl From<Acquaintances> for RelationshipPromptResponse {
    fn from(known: Acquaintances) -> Self {
        let is_empty = known.is_empty();
        let Acquaintances {
            relationship,
            contacts,
            warm_contacts,
            last_added_at,
        } = known;
        Self {
            relationship: Word(relationship),
            prompt: prompt(relationship),
            contacts,
            warm_contacts,
            last_added_at,
            is_empty,
        }
    }
}

impl From<brainstorm::MeetingPlace> for PlacePromptResponse {
    fn from(place: brainstorm::MeetingPlace) -> Self {
        Self {
            place: Word(place),
            prompt: prompt_at(place),
        }
    }
}

/// Brainstorm about your network
///
/// Nobody knows nobody. Every way to know somebody with how many contacts there are of it, those that are still empty
/// first, each with a question to oneself; and questions about the places where one meets people.
#[utoipa::path(operation_id = "find_network_brainstorm", tag = "network", security(("bearer" = ["network:read"])),
    responses((status = 200, description = "What to ask oneself", body = NetworkBrainstormResponse)))]
#[get("/network-brainstorm")]
async fn find_network_brainstorm(
    caller: Caller<ReadNetwork>,
    read: Read,
) -> Result<Answer<NetworkBrainstormResponse>, ApiError> {
    let known = persistence::brainstorm::list(read.db(), caller.owner).await?;
    let relationships = brainstorm::brainstorm(&known).into_iter();
    let places = brainstorm::MeetingPlace::ALL.iter().copied();
    Ok(Answer::ok(&NetworkBrainstormResponse {
        object: "network_brainstorm",
        relationships: relationships.map(Into::into).collect(),
        places: places.map(Into::into).collect(),
    }))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_network_brainstorm);
}
