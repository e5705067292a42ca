//! The orders that lists offer.

use domain::{vocabulary, vocabulary::Vocabulary};

use super::Word;

vocabulary! {
    /// The order of a list; `-` means descending.
    pub(crate) enum RecordOrder {
        CreatedAt = "created_at", NewestFirst = "-created_at", UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
    }
}

vocabulary! {
    /// The order of a list; `-` means descending. Names are ordered without regard to letter case.
    pub(crate) enum NamedOrder {
        CreatedAt = "created_at", NewestFirst = "-created_at", UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
        Name = "name", NameDescending = "-name",
    }
}

vocabulary! {
    /// The order of follow-ups; `-` means descending.
    pub(crate) enum FollowUpOrder {
        DueAt = "due_at", DueLastFirst = "-due_at", CreatedAt = "created_at", NewestFirst = "-created_at",
        UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
    }
}

vocabulary! {
    /// The order of interviews; `-` means descending.
    pub(crate) enum InterviewOrder {
        CreatedAt = "created_at", NewestFirst = "-created_at", UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
        StartsAt = "starts_at", StartsLastFirst = "-starts_at",
    }
}

vocabulary! {
    /// The order of events; `-` means descending.
    pub(crate) enum EventOrder {
        CreatedAt = "created_at", NewestFirst = "-created_at", UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
        StartsAt = "starts_at", StartsLastFirst = "-starts_at",
    }
}

vocabulary! {
    /// The order of visits; `-` means descending.
    pub(crate) enum VisitOrder {
        CreatedAt = "created_at", NewestFirst = "-created_at", UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
        StartsOn = "starts_on", StartsLastFirst = "-starts_on",
    }
}

vocabulary! {
    /// The order of contacts; `-` means descending. Names are ordered without regard to letter case.
    pub(crate) enum ContactOrder {
        CreatedAt = "created_at", NewestFirst = "-created_at", UpdatedAt = "updated_at", LatestChangeFirst = "-updated_at",
        Name = "name", NameDescending = "-name", LastContactedAt = "last_contacted_at",
        LatestContactFirst = "-last_contacted_at", WarmFirst = "warmth", ColdFirst = "-warmth",
    }
}

pub(crate) type ContactSort = Word<ContactOrder>;
pub(crate) type RecordSort = Word<RecordOrder>;
pub(crate) type NamedSort = Word<NamedOrder>;
pub(crate) type FollowUpSort = Word<FollowUpOrder>;
pub(crate) type EventSort = Word<EventOrder>;
pub(crate) type InterviewSort = Word<InterviewOrder>;
pub(crate) type VisitSort = Word<VisitOrder>;

impl<V: Vocabulary> Word<V> {
    /// The word of a sort parameter; newest first when none was given.
    pub(crate) fn word(sort: Option<Self>) -> &'static str {
        sort.map_or("-created_at", |Self(order)| order.as_str())
    }
}
