//! A row of the agenda, from whichever table.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Id,
    agenda::{Cadence, Entry, Task},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::mark::fate;
use crate::{Error, column::Cells};

#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    kind: String,
    id: Uuid,
    contact_id: Uuid,
    contact_name: String,
    opens_at: DateTime<Utc>,
    until: DateTime<Utc>,
    /// Of an outreach its next action, of an interview its mode, of a follow-up its kind, of a promise whose it is.
    word: String,
    /// Of an outreach whether an answer is waited for, of an interview whether it has begun.
    is_begun: bool,
    reason: Option<String>,
    rule: Option<String>,
    snoozed_until: Option<DateTime<Utc>>,
    dismissed_at: Option<DateTime<Utc>>,
    dismissal_reason: Option<String>,
}

impl Row {
    /// The entry; `cadence` is that of the list.
    pub(super) fn entry(&self, cadence: Option<&Cadence>) -> Result<Entry, Error> {
        let contact = Cells::of("contact", self.contact_id);
        let mark = Cells::of("agenda_mark", self.id);
        let reason = self.dismissal_reason.as_deref();
        Ok(Entry {
            contact_id: Id::new(self.contact_id),
            contact_name: contact.text("name", &self.contact_name)?,
            until: self.until,
            fate: fate(mark, self.snoozed_until, self.dismissed_at, reason)?,
            task: match (self.kind.as_str(), cadence) {
                ("hand_off", Some(cadence)) => Task::Handed {
                    id: Id::new(self.id),
                    at: self.opens_at,
                    cadence: cadence.clone(),
                },
                ("contact", Some(cadence)) => Task::Silent {
                    since: self.until - TimeDelta::days(cadence.days.into()),
                    cadence: cadence.clone(),
                },
                _ => self.task()?,
            },
        })
    }

    fn task(&self) -> Result<Task, Error> {
        let what = || self.reason.as_deref().unwrap_or_default();
        Ok(match self.kind.as_str() {
            "outreach" => Task::Touch {
                id: Id::new(self.id),
                action: Cells::of("outreach", self.id).word("next_action", &self.word)?,
                is_asked: self.is_begun,
                from: self.opens_at,
            },
            "interview" => Task::Talk {
                id: Id::new(self.id),
                mode: Cells::of("interview", self.id).word("mode", &self.word)?,
                has_begun: self.is_begun,
                from: self.opens_at,
            },
            "promise" => Task::Promise {
                id: Id::new(self.id),
                what: Cells::of("promise", self.id).text("what", what())?,
            },
            "awaited" => Task::Awaited {
                id: Id::new(self.id),
                what: Cells::of("promise", self.id).text("what", what())?,
            },
            _ => {
                let cells = Cells::of("follow_up", self.id);
                Task::FollowUp {
                    id: Id::new(self.id),
                    kind: cells.word("kind", &self.word)?,
                    reason: cells.text("reason", what())?,
                    rule: cells.optional_text("rule", self.rule.as_deref())?,
                }
            }
        })
    }
}
