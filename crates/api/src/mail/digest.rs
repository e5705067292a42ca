//! The digest: what is late and what is for today, once a day.

use domain::{
    Stored,
    account::Account,
    agenda::{AgendaItem, Bucket, Today},
    notification::Topic,
};
use persistence::agenda::{Criteria, list, list_next_actions};

use super::{
    Letter, Unsubscribing,
    content::{Content, Item, Section},
    time::{clock, day, moment},
};
use crate::state::State;
use persistence::job::Failure;

/// More than anybody does in a day; the rest is a number.
const MOST: u64 = 20;

/// The digest of an account; `None` when there is nothing to tell.
pub(crate) async fn digest(
    state: &State,
    account: &Stored<Account>,
) -> Result<Option<Letter>, Failure> {
    let zone = account.value.time_zone;
    let today = Today {
        now: state.clock.now(),
        zone,
    };
    let sections = [
        section(state, account, today, Bucket::Overdue, "Overdue").await?,
        section(state, account, today, Bucket::Due, "Today").await?,
    ];
    let sections: Vec<Section> = sections.into_iter().flatten().collect();
    if sections.is_empty() {
        return Ok(None);
    }
    let content = Content {
        subject: format!("Your agenda for {}", day(today.now, zone)),
        name: account.value.display_name.to_string(),
        sections,
        closing: vec![format!(
            "You get this because you asked for a digest. Times are those of {zone}."
        )],
        unsubscribe: Some(Unsubscribing::url(state, account.id, Topic::Digest)),
        ..Content::default()
    };
    Letter::to(account, content).map(Some)
}

async fn section(
    state: &State,
    account: &Stored<Account>,
    today: Today,
    bucket: Bucket,
    title: &str,
) -> Result<Option<Section>, Failure> {
    let criteria = Criteria {
        buckets: vec![bucket],
        ..Criteria::all(today, MOST + 1)
    };
    let mut entries = list(&state.db, account.id, &criteria).await?;
    if entries.is_empty() {
        return Ok(None);
    }
    let is_more = entries.len() as u64 > MOST;
    entries.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let derived = list_next_actions(&state.db, account.id, &entries).await?;
    let items = entries.into_iter().map(|entry| {
        let derived = derived.get(&entry.subject().uuid());
        item(AgendaItem::of(entry, derived, today), today)
    });
    let title = if is_more {
        format!("{title} (the first {MOST})")
    } else {
        title.to_owned()
    };
    Ok(Some(Section {
        title,
        items: items.collect(),
    }))
}

fn item(item: AgendaItem, today: Today) -> Item {
    let (until, zone) = (item.window.until, today.zone);
    let when = if item.bucket == Bucket::Overdue {
        format!("was due by {}", day(until, zone))
    } else if zone.day_of(until) == zone.day_of(today.now) {
        format!("by {} today", clock(until, zone))
    } else {
        format!("by {}", moment(until, zone))
    };
    Item {
        title: item.title,
        when,
        why: item.reason,
    }
}
