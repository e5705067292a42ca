//! Tries to deliver a message: written once, never changed.

use chrono::TimeDelta;
use domain::{
    Id, Stored, Text,
    webhook::{WebhookAttempt, WebhookEndpoint},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};
use uuid::Uuid;

use crate::{
    Error,
    child::Child,
    column::Cells,
    entity::webhook_attempt::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for WebhookAttempt {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            endpoint_id,
            message_id,
            outcome,
            status,
            detail,
            took_ms,
        } = row;
        let cells = Cells::of("webhook_attempt", id);
        let status = status.map(u16::try_from).transpose();
        let value = Self {
            endpoint_id: Id::new(endpoint_id),
            message_id: Id::new(message_id),
            outcome: cells.word("outcome", &outcome)?,
            status: status.map_err(|_negative| cells.corrupt("status"))?,
            detail: cells.optional_text("detail", detail.as_deref())?,
            took: TimeDelta::milliseconds(took_ms.into()),
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            endpoint_id,
            message_id,
            outcome,
            status,
            detail,
            took,
        } = self;
        let status = status.map(|status| i16::try_from(status).unwrap_or(i16::MAX));
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            endpoint_id: Set(endpoint_id.uuid()),
            message_id: Set(message_id.uuid()),
            outcome: Set(outcome.to_string()),
            status: Set(status),
            detail: Set(detail.as_ref().map(Text::to_string)),
            took_ms: Set(i32::try_from(took.num_milliseconds()).unwrap_or(i32::MAX)),
        }
    }
}

impl Child for WebhookAttempt {
    type Parent = WebhookEndpoint;

    const PARENT: &'static str = "endpoint_id";

    fn parent(&self) -> Id<WebhookEndpoint> {
        self.endpoint_id
    }
}

/// Tries of this message; none given, of any.
pub fn about(message: Option<Uuid>) -> Filter {
    match message {
        Some(message) => Filter::default().and(Column::MessageId.eq(message)),
        None => Filter::default(),
    }
}
