//! What a calendar is made of: rows of the workspace as its entries, a statement for each kind of thing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Zone,
    calendar_feed::{
        CalendarPart, Entry, MAX_ENTRIES, Parts, Whom, Window, follow_up, interview, visit,
    },
    contact::Contact,
    follow_up::{FollowUp, FollowUpState},
    interview::Interview,
    preparation::Preparation,
    visit::Visit,
};
use persistence::{
    Executor, Listing, SortBy, account, follow_up as follow_ups, interview as interviews,
    visit as visits,
    workspace::{self, Filter, Owner, Resource},
};

use super::ics::calendar;
use crate::error::ApiError;

/// What a feed shows now.
pub(super) async fn entries(
    db: &impl Executor,
    owner: Owner,
    holds: &Parts,
    now: DateTime<Utc>,
) -> Result<Vec<Entry>, ApiError> {
    let found = account::find(db, owner).await?;
    let zone = found.map_or(Zone::UTC, |account| account.value.time_zone);
    let window = Window::around(zone.day_of(now));
    let (from, until) = (zone.start_of(window.first), zone.end_of(window.last));
    let held = |part, filter: Filter| holds.contains(part).then_some(filter);

    let between = interviews::filter(interviews::Criteria {
        starts_after: Some(from),
        starts_before: Some(until),
        ..interviews::Criteria::default()
    });
    let pending = follow_ups::filter(follow_ups::Criteria {
        states: vec![FollowUpState::Pending],
        due_before: Some(until),
        ..follow_ups::Criteria::default()
    });
    let days = visits::filter(visits::Criteria {
        on_or_after: Some(window.first),
        on_or_before: Some(window.last),
        ..visits::Criteria::default()
    });
    let talks: Vec<Stored<Interview>> = latest(
        db,
        owner,
        held(CalendarPart::Interviews, between),
        SortBy::StartsAt,
    )
    .await?;
    let owed: Vec<Stored<FollowUp>> = latest(
        db,
        owner,
        held(CalendarPart::FollowUps, pending),
        SortBy::DueAt,
    )
    .await?;
    let stays: Vec<Stored<Visit>> = latest(
        db,
        owner,
        held(CalendarPart::Visits, days),
        SortBy::StartsOn,
    )
    .await?;

    let whom = talks.iter().map(|talk| talk.value.contact_id);
    let whom = whom.chain(owed.iter().map(|one| one.value.contact_id));
    let people = by_id::<Contact>(db, owner, whom.collect()).await?;
    let mut entries = conversations(db, owner, &talks, &people).await?;
    entries.extend(stays.iter().map(visit));
    entries.extend(owed.iter().filter_map(|one| {
        let whom = people.get(&one.value.contact_id)?;
        follow_up(one, Whom::from(whom), zone)
    }));
    Ok(entries)
}

/// A calendar with everything that a feed can hold, as a file.
pub(crate) async fn whole(
    db: &impl Executor,
    owner: Owner,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let entries = entries(db, owner, &Parts::all(), now).await?;
    Ok(calendar(Some("Rapport"), &entries))
}

/// One interview as an entry.
pub(crate) async fn entry(
    db: &impl Executor,
    owner: Owner,
    talk: Stored<Interview>,
) -> Result<Vec<Entry>, ApiError> {
    let people = by_id::<Contact>(db, owner, vec![talk.value.contact_id]).await?;
    conversations(db, owner, &[talk], &people).await
}

async fn conversations(
    db: &impl Executor,
    owner: Owner,
    talks: &[Stored<Interview>],
    people: &HashMap<Id<Contact>, Contact>,
) -> Result<Vec<Entry>, ApiError> {
    // A preparation has the id of its interview.
    let ids = talks.iter().map(|talk| Id::new(talk.id.uuid()));
    let prepared = by_id::<Preparation>(db, owner, ids.collect()).await?;
    let entries = talks.iter().filter_map(|talk| {
        let whom = people.get(&talk.value.contact_id)?;
        let preparation = prepared.get(&Id::new(talk.id.uuid()));
        Some(interview(talk, Whom::from(whom), preparation))
    });
    Ok(entries.collect())
}

/// The latest of them, as many as a calendar shows; nothing without a filter.
async fn latest<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    filter: Option<Filter>,
    by: SortBy,
) -> Result<Vec<Stored<R>>, ApiError> {
    let Some(filter) = filter else {
        return Ok(Vec::new());
    };
    let listing = Listing {
        by,
        descending: true,
        limit: MAX_ENTRIES,
        after: None,
    };
    Ok(workspace::list(db, owner, filter, listing).await?)
}

async fn by_id<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    mut ids: Vec<Id<R>>,
) -> Result<HashMap<Id<R>, R>, ApiError> {
    ids.sort_unstable_by_key(|id| id.uuid());
    ids.dedup();
    let found = workspace::find_several(db, owner, ids).await?;
    Ok(found.into_iter().map(|one| (one.id, one.value)).collect())
}
