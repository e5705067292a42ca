//! Contacts in the database.

mod batch;
mod custom;
mod erasure;
mod filter;
mod method;
mod tag;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    contact::{Contact, Methods},
    whole::Whole,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Set,
    sea_query::Expr,
};
use uuid::Uuid;

pub(crate) use self::method::read_held as read_held_methods;
pub use self::{
    batch::{Saving, save_many},
    erasure::{Erased, erase},
    filter::Narrowing,
    tag::{TagUse, list_tags},
};
use crate::{
    Error, Executor, SortBy, SortKey, Transaction,
    column::Cells,
    entity::contact::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    select,
    workspace::{Owner, Resource},
};

impl Resource for Contact {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            headline,
            organization_id,
            relationship,
            warmth,
            how_we_know,
            time_zone,
            tags,
            notes,
            do_not_contact,
            update_every_days,
            last_contacted_at,
            roles,
            seniority,
            met_in,
            met_where,
            met_on,
            source,
            city,
            country,
            schools,
            cities,
            interests,
            custom,
        } = row;
        let cells = Cells::of("contact", id);
        let zone = time_zone.map(|zone| cells.zone("time_zone", &zone));
        let value = Self {
            name: cells.text("name", &name)?,
            headline: cells.optional_text("headline", headline.as_deref())?,
            organization_id: organization_id.map(Id::new),
            roles: cells.words("roles", &roles)?,
            seniority: cells.optional_word("seniority", seniority.as_deref())?,
            relationship: cells.word("relationship", &relationship)?,
            warmth: cells.word("warmth", &warmth)?,
            how_we_know: cells.optional_text("how_we_know", how_we_know.as_deref())?,
            time_zone: zone.transpose()?,
            met_in: cells.optional_word("met_in", met_in.as_deref())?,
            met_where: cells.optional_text("met_where", met_where.as_deref())?,
            met_on,
            source: cells.word("source", &source)?,
            city: cells.optional_text("city", city.as_deref())?,
            country: cells.optional_country("country", country.as_deref())?,
            schools: cells.phrases("schools", schools)?,
            cities: cells.phrases("cities", cities)?,
            interests: cells.phrases("interests", interests)?,
            custom: custom::read(custom).ok_or_else(|| cells.corrupt("custom"))?,
            tags: cells.phrases("tags", tags)?,
            notes: cells.optional_text("notes", notes.as_deref())?,
            do_not_contact,
            update_every_days: cells.optional_whole("update_every_days", update_every_days)?,
            // They are in a table of their own; `read_children` brings them.
            methods: Methods::default(),
            last_contacted_at,
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
            name,
            headline,
            organization_id,
            relationship,
            warmth,
            how_we_know,
            time_zone,
            tags,
            notes,
            do_not_contact,
            update_every_days,
            methods: _,
            last_contacted_at,
            roles,
            seniority,
            met_in,
            met_where,
            met_on,
            source,
            city,
            country,
            schools,
            cities,
            interests,
            custom,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            headline: Set(headline.as_ref().map(Text::to_string)),
            organization_id: Set(organization_id.map(Id::uuid)),
            relationship: Set(relationship.to_string()),
            warmth: Set(warmth.to_string()),
            how_we_know: Set(how_we_know.as_ref().map(Text::to_string)),
            time_zone: Set(time_zone.map(|zone| zone.name().to_owned())),
            tags: Set(tags.to_strings()),
            notes: Set(notes.as_ref().map(Text::to_string)),
            do_not_contact: Set(*do_not_contact),
            update_every_days: Set(update_every_days.map(Whole::get)),
            last_contacted_at: Set(*last_contacted_at),
            roles: Set(roles.iter().map(ToString::to_string).collect()),
            seniority: Set(seniority.map(|word| word.to_string())),
            met_in: Set(met_in.map(|word| word.to_string())),
            met_where: Set(met_where.as_ref().map(Text::to_string)),
            met_on: Set(*met_on),
            source: Set(source.to_string()),
            city: Set(city.as_ref().map(Text::to_string)),
            country: Set(country.map(|country| country.to_string())),
            schools: Set(schools.to_strings()),
            cities: Set(cities.to_strings()),
            interests: Set(interests.to_strings()),
            custom: Set(custom::write(custom)),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        match by {
            SortBy::Name => SortKey::Text(stored.value.name.to_string()),
            SortBy::LastContactedAt => {
                SortKey::Instant(stored.value.last_contacted_at.unwrap_or(SortBy::NEVER))
            }
            SortBy::Warmth => SortKey::Number(filter::warmth_rank(stored.value.warmth)),
            SortBy::UpdatedAt => SortKey::Instant(stored.updated_at),
            _ => SortKey::Instant(stored.created_at),
        }
    }

    async fn read_children(
        db: &impl Executor,
        owner: Owner,
        rows: &mut [Stored<Self>],
    ) -> Result<(), Error> {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let mut kept = method::find_of(db, owner, &ids).await?;
        for row in rows {
            row.value.methods = kept.remove(&row.id).unwrap_or_default();
        }
        Ok(())
    }

    async fn write_children(
        db: &impl Executor,
        owner: Owner,
        saved: &Stored<Self>,
    ) -> Result<(), Error> {
        method::keep(db, owner, saved).await
    }
}

#[derive(FromQueryResult)]
struct Touched {
    id: Uuid,
}

/// Notes by one statement that somebody was in touch with the contacts at `at`, and returns those of whom it is the last
/// touch now. An earlier touch than the one already known changes nothing (F127, as [`Contact::touched`] has it).
pub async fn touch(
    tx: &Transaction,
    owner: Owner,
    contacts: &[Id<Contact>],
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Id<Contact>>, Error> {
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.uuid()).collect();
    let sql = "UPDATE contact SET last_contacted_at = $3, updated_at = $4 \
         WHERE owner_id = $1 AND id = ANY ($2) AND (last_contacted_at IS NULL OR last_contacted_at < $3) RETURNING id";
    let values = [owner.uuid().into(), ids.into(), at.into(), now.into()];
    let rows = select::all::<Touched>(tx, sql, values).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}

/// Notes that the contact asked to be left alone.
pub async fn set_do_not_contact(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::DoNotContact, Expr::val(true))
        .col_expr(Column::UpdatedAt, Expr::val(now))
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::Id.eq(contact.uuid()))
        .filter(Column::DoNotContact.eq(false))
        .exec(tx.raw())
        .await?;
    Ok(())
}
