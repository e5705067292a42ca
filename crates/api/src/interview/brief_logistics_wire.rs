//! When and where an interview is, in its brief on the wire.

use chrono::{DateTime, Utc};
use domain::{
    contact::MethodKind,
    interview::{self, Brief},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::preparation::Venue;
use crate::wire::Word;

type InterviewKind = Word<interview::InterviewKind>;
type Mode = Word<interview::Mode>;

/// When and where.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefLogistics)]
pub(super) struct LogisticsResponse {
    kind: InterviewKind,
    mode: Mode,
    venue: Option<Venue>,
    #[schema(max_length = 500)]
    place: Option<String>,
    #[schema(format = "uri", max_length = 2000)]
    link: Option<String>,
    /// A number to reach them at.
    #[schema(max_length = 500)]
    phone: Option<String>,
    starts_at: DateTime<Utc>,
    /// When the minutes asked for are over.
    ends_at: DateTime<Utc>,
    /// The zone in which the two agreed on the time.
    #[schema(max_length = 50)]
    time_zone: &'static str,
    #[schema(minimum = 5, maximum = 60)]
    planned_minutes: i16,
}

impl From<&Brief> for LogisticsResponse {
    fn from(brief: &Brief) -> Self {
        let interview = &brief.interview;
        let phone = brief.contact.methods.preferred(MethodKind::Phone);
        Self {
            kind: Word(interview.kind),
            mode: Word(interview.mode),
            venue: brief.preparation.venue.map(Word),
            place: interview.place.as_ref().map(ToString::to_string),
            link: interview.link.as_ref().map(ToString::to_string),
            phone: phone.map(|phone| phone.value.to_string()),
            starts_at: interview.starts_at,
            ends_at: interview.planned_end(),
            time_zone: interview.zone.name(),
            planned_minutes: interview.planned_minutes.get(),
        }
    }
}
