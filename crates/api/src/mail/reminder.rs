//! Reminders of one thing: an interview that is near, or something owed that will soon be late.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    account::Account,
    agenda::{AgendaItem, Entry, Task, Today},
    contact::Contact,
    follow_up::FollowUp,
    interview::{Interview, State as InterviewState},
    notification::Topic,
};
use persistence::{job::Failure, workspace};
use uuid::Uuid;

use super::{
    Letter, Unsubscribing,
    content::Content,
    time::{clock, moment},
};
use crate::{calendar_feed, state::State};

/// The reminder of an interview; `None` when it is no longer to be held at that time, or the time has passed.
pub(crate) async fn interview(
    state: &State,
    account: &Stored<Account>,
    id: Uuid,
    starts_at: DateTime<Utc>,
) -> Result<Option<Letter>, Failure> {
    let (db, owner) = (&state.db, account.id);
    let Some(found) = workspace::find::<Interview>(db, owner, Id::new(id)).await? else {
        return Ok(None);
    };
    let is_ahead = matches!(found.value.state, InterviewState::Scheduled)
        && found.value.starts_at == starts_at
        && starts_at > state.clock.now();
    if !is_ahead {
        return Ok(None);
    }
    let entries = calendar_feed::entry(db, owner, found).await;
    let entries = entries.map_err(|error| Failure::new(error.cause().unwrap_or_default()))?;
    let Some(entry) = entries.into_iter().next() else {
        return Ok(None);
    };
    let zone = account.value.time_zone;
    let mut paragraphs = vec![format!("{}: {}.", moment(starts_at, zone), entry.title)];
    paragraphs.extend(entry.place.map(|place| format!("Where: {place}")));
    paragraphs.extend(
        entry
            .conference
            .map(|link| format!("Video call: {}", link.as_str())),
    );
    let details = entry.details.unwrap_or_default();
    paragraphs.extend(details.lines().map(str::to_owned));
    let content = Content {
        subject: format!("{} at {}", entry.title, clock(starts_at, zone)),
        paragraphs,
        ..Content::default()
    };
    letter(state, account, content).map(Some)
}

/// The reminder of something owed; `None` when it is settled or was put off, or it is late already.
pub(crate) async fn follow_up(
    state: &State,
    account: &Stored<Account>,
    id: Uuid,
    due_at: DateTime<Utc>,
) -> Result<Option<Letter>, Failure> {
    let (db, owner, now) = (&state.db, account.id, state.clock.now());
    let Some(found) = workspace::find::<FollowUp>(db, owner, Id::new(id)).await? else {
        return Ok(None);
    };
    // Settled, it has none.
    if found.value.next_due_at() != Some(due_at) || due_at <= now {
        return Ok(None);
    }
    let contact = workspace::find::<Contact>(db, owner, found.value.contact_id).await?;
    let Some(contact) = contact else {
        return Ok(None);
    };
    let zone = account.value.time_zone;
    let item = item(found, contact, due_at, Today { now, zone });
    let content = Content {
        subject: item.title.clone(),
        paragraphs: vec![
            format!("{}, by {}.", item.title, moment(due_at, zone)),
            item.reason,
        ],
        ..Content::default()
    };
    letter(state, account, content).map(Some)
}

fn item(
    found: Stored<FollowUp>,
    contact: Stored<Contact>,
    until: DateTime<Utc>,
    today: Today,
) -> AgendaItem {
    let entry = Entry {
        contact_id: contact.id,
        contact_name: contact.value.name,
        until,
        fate: None,
        task: Task::FollowUp {
            id: found.id,
            kind: found.value.kind,
            reason: found.value.reason,
            rule: found.value.rule,
        },
    };
    AgendaItem::of(entry, None, today)
}

fn letter(state: &State, account: &Stored<Account>, content: Content) -> Result<Letter, Failure> {
    let zone = account.value.time_zone;
    let content = Content {
        name: account.value.display_name.to_string(),
        closing: vec![format!(
            "You get this because you asked for reminders. Times are those of {zone}."
        )],
        unsubscribe: Some(Unsubscribing::url(state, account.id, Topic::Reminders)),
        ..content
    };
    Letter::to(account, content)
}
