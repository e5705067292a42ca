//! Found resources on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Text,
    search::{Fragment, Hit, SearchKind, SearchMatch},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::place;
use crate::wire::Word;

pub(crate) type SearchKindWord = Word<SearchKind>;
type SearchMatchWord = Word<SearchMatch>;

/// What to search for.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListSearchHits {
    /// The beginnings of words, in any order; a phrase in double quotes; an address.
    #[param(min_length = 1, max_length = 200, example = "speech ther")]
    pub(super) q: String,
    /// Only these kinds of resources.
    #[param(max_items = 24)]
    pub(super) kind: Option<Vec<SearchKindWord>>,
}

/// A resource that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SearchHit, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "search_hit", "kind": "interview_question",
    "path": "/v1/interviews/019b76da-a800-7000-8000-000000000006/questions/019b76da-a800-7000-8000-000000000007",
    "title": "What does a week of speech therapy look like?", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "organization_id": null, "updated_at": "2026-01-05T09:00:00Z", "match": "words", "score": 650,
    "highlights": {
        "title": [
            { "text": "What does a week of ", "is_match": false }, { "text": "speech", "is_match": true },
            { "text": " therapy look like?", "is_match": false }
        ],
        "body": []
    }
}))]
pub(crate) struct SearchHitResponse {
    /// That of the resource.
    id: Uuid,
    /// Always `search_hit`.
    #[schema(max_length = 50)]
    object: &'static str,
    kind: SearchKindWord,
    /// Where to read the resource.
    #[schema(max_length = 200)]
    path: String,
    /// Its name or title, or else the names of the contacts it is about; null when it has neither.
    #[schema(max_length = 500)]
    title: Option<String>,
    /// The contact it is about, if it is about one.
    contact_id: Option<Uuid>,
    /// The organization it is about, if it is about one.
    organization_id: Option<Uuid>,
    /// When the resource last changed.
    updated_at: DateTime<Utc>,
    #[serde(rename = "match")]
    matched: SearchMatchWord,
    /// How well it fits. Only good for comparing.
    #[schema(minimum = 0, maximum = 1000)]
    score: i32,
    highlights: HighlightsResponse,
}

/// Where it has what was looked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SearchHighlights)]
struct HighlightsResponse {
    /// The whole title.
    #[schema(max_items = 100)]
    title: Vec<FragmentResponse>,
    /// At most two passages of its text; empty when that has nothing of it.
    #[schema(max_items = 100)]
    body: Vec<FragmentResponse>,
}

/// A piece of a text: plain text, not HTML. The pieces in their order are the text.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SearchFragment)]
struct FragmentResponse {
    #[schema(max_length = 500)]
    text: String,
    /// Whether this is what was looked for.
    is_match: bool,
}

impl From<Hit> for SearchHitResponse {
    fn from(hit: Hit) -> Self {
        let path = place::path(&hit);
        let Hit {
            kind,
            id,
            parent_id: _,
            contact_id,
            organization_id,
            updated_at,
            score,
            title,
            title_fragments,
            body_fragments,
        } = hit;
        let pieces = |of: Vec<Fragment>| of.into_iter().map(Into::into).collect();
        Self {
            id,
            object: "search_hit",
            kind: Word(kind),
            path,
            title: title.map(Text::into_string),
            contact_id: contact_id.map(Id::uuid),
            organization_id: organization_id.map(Id::uuid),
            updated_at,
            matched: Word(score.matched()),
            score: score.points(),
            highlights: HighlightsResponse {
                title: pieces(title_fragments),
                body: pieces(body_fragments),
            },
        }
    }
}

impl From<Fragment> for FragmentResponse {
    fn from(Fragment { text, is_match }: Fragment) -> Self {
        Self { text, is_match }
    }
}
