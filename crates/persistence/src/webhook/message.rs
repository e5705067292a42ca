//! Messages: one event for one endpoint.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    vocabulary::Vocabulary,
    webhook::{
        Delivery, EventType, Occasion, WebhookEndpoint, WebhookMessage, WebhookMessageState,
    },
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::{
    Error, Transaction,
    child::Child,
    column::Cells,
    entity::webhook_message::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::{Filter, Owner, Resource},
};

impl Resource for WebhookMessage {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            endpoint_id,
            seq,
            event_type,
            resource_id,
            occurred_at,
            state,
            tries,
            next_attempt_at,
        } = row;
        let cells = Cells::of("webhook_message", id);
        let occasion = match seq.zip(resource_id) {
            Some((seq, id)) => Occasion::Change {
                seq,
                kind: EventType::parse(&event_type)
                    .map_err(|_unknown| cells.corrupt("event_type"))?,
                id,
            },
            None => Occasion::Test,
        };
        let tries = u16::try_from(tries).map_err(|_negative| cells.corrupt("tries"))?;
        let delivery = match cells.word("state", &state)? {
            WebhookMessageState::Pending => Delivery::Pending {
                tries,
                next_at: next_attempt_at.ok_or_else(|| cells.corrupt("next_attempt_at"))?,
            },
            WebhookMessageState::Delivered => Delivery::Delivered { tries },
            WebhookMessageState::Failed => Delivery::Failed { tries },
        };
        let value = Self {
            endpoint_id: Id::new(endpoint_id),
            occasion,
            occurred_at,
            delivery,
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
            occasion,
            occurred_at,
            delivery,
        } = self;
        let (seq, resource_id) = match occasion {
            Occasion::Change { seq, id, .. } => (Some(*seq), Some(*id)),
            Occasion::Test => (None, None),
        };
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            endpoint_id: Set(endpoint_id.uuid()),
            seq: Set(seq),
            event_type: Set(occasion.event_type()),
            resource_id: Set(resource_id),
            occurred_at: Set(*occurred_at),
            state: Set(delivery.state().to_string()),
            tries: Set(i16::try_from(delivery.tries()).unwrap_or(i16::MAX)),
            next_attempt_at: Set(delivery.next_at()),
        }
    }
}

impl Child for WebhookMessage {
    type Parent = WebhookEndpoint;

    const PARENT: &'static str = "endpoint_id";

    fn parent(&self) -> Id<WebhookEndpoint> {
        self.endpoint_id
    }
}

/// Messages in any of these states; none given, all.
pub fn filter(states: &[WebhookMessageState]) -> Filter {
    Filter::default().any_of(Column::State, states.iter().map(|state| state.as_str()))
}

/// Forgets messages made before a moment, with their tries.
pub async fn forget(tx: &Transaction, owner: Owner, before: DateTime<Utc>) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::CreatedAt.lt(before))
        .exec(tx.raw())
        .await?;
    Ok(())
}
