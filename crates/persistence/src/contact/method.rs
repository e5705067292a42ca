//! The ways to reach a contact, kept as rows of their own.

use std::collections::HashMap;

use domain::{
    Id, Stored, Text,
    contact::{Contact, ContactMethod, Methods},
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Set,
    Statement, sea_query::extension::postgres::PgExpr,
};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::contact_method::{ActiveModel, Column, Entity, Model},
    workspace::{Owner, child_id},
};

/// The methods of several contacts, by one statement.
pub(super) async fn find_of(
    db: &impl Executor,
    owner: Owner,
    contacts: &[Id<Contact>],
) -> Result<HashMap<Id<Contact>, Methods>, Error> {
    let mut of: HashMap<Uuid, Vec<ContactMethod>> = HashMap::new();
    for row in rows_of(db, owner, contacts).await? {
        of.entry(row.contact_id).or_default().push(read(row)?);
    }
    of.into_iter()
        .map(|(contact, methods)| {
            let cells = Cells::of("contact", contact);
            let methods = Methods::new(methods).map_err(|_invalid| cells.corrupt("methods"))?;
            Ok((Id::new(contact), methods))
        })
        .collect()
}

/// In the order of their contacts, and of each contact's list.
async fn rows_of(
    db: &impl Executor,
    owner: Owner,
    contacts: &[Id<Contact>],
) -> Result<Vec<Model>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(
            Column::ContactId
                .into_expr()
                .eq_any(contacts.iter().map(|id| id.uuid())),
        )
        .order_by_asc(Column::ContactId)
        .order_by_asc(Column::Position)
        .all(db.raw())
        .await?;
    Ok(rows)
}

/// The methods among the rows of a contact that were kept as JSON.
pub(crate) async fn read_held(
    db: &impl Executor,
    held: &serde_json::Value,
) -> Result<Methods, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT * FROM jsonb_populate_recordset(NULL::contact_method, $1 -> 'methods') ORDER BY position",
        [held.clone().into()],
    );
    let rows = Entity::find().from_raw_sql(statement).all(db.raw()).await?;
    let cells = Cells::of("merge_snapshot", Uuid::nil());
    let methods = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    Methods::new(methods).map_err(|_invalid| cells.corrupt("methods"))
}

/// Makes the rows say what the contact says; rows that say it already stay as they are.
pub(super) async fn keep(
    db: &impl Executor,
    owner: Owner,
    contact: &Stored<Contact>,
) -> Result<(), Error> {
    let Contact {
        methods, country, ..
    } = &contact.value;
    let wanted: Vec<_> = methods
        .as_slice()
        .iter()
        .map(|method| (method.clone(), method.lookup_key(*country)))
        .collect();
    // A contact in its first revision was inserted a moment ago.
    if contact.version > 1 {
        // The keys too: they follow from the contact's country.
        let kept = rows_of(db, owner, &[contact.id]).await?;
        let kept = kept.into_iter().map(|row| {
            let key = row.lookup_key.clone();
            read(row).map(|method| (method, key))
        });
        if kept.collect::<Result<Vec<_>, _>>()? == wanted {
            return Ok(());
        }
        Entity::delete_many()
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::ContactId.eq(contact.id.uuid()))
            .exec(db.raw())
            .await?;
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let rows = (0_i16..)
        .zip(wanted)
        .map(|(position, (method, key))| write(owner, contact.id, position, &method, key));
    Entity::insert_many(rows)
        .exec_without_returning(db.raw())
        .await?;
    Ok(())
}

/// The same for many contacts, whatever the rows said before.
pub(super) async fn keep_many<'a>(
    db: &impl Executor,
    owner: Owner,
    contacts: impl Iterator<Item = &'a Stored<Contact>> + Clone,
) -> Result<(), Error> {
    let kept = contacts.clone().filter(|contact| contact.version > 1);
    let kept: Vec<Uuid> = kept.map(|contact| contact.id.uuid()).collect();
    if !kept.is_empty() {
        Entity::delete_many()
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::ContactId.into_expr().eq_any(kept))
            .exec(db.raw())
            .await?;
    }
    let mut rows: Vec<_> = contacts
        .flat_map(|contact| rows_for(owner, contact))
        .collect();
    while !rows.is_empty() {
        // A statement has at most 65,535 parameters.
        let rest = rows.split_off(rows.len().min(2000));
        Entity::insert_many(rows)
            .exec_without_returning(db.raw())
            .await?;
        rows = rest;
    }
    Ok(())
}

fn rows_for(owner: Owner, contact: &Stored<Contact>) -> impl Iterator<Item = ActiveModel> + '_ {
    let Contact {
        methods, country, ..
    } = &contact.value;
    let methods = (0_i16..).zip(methods.as_slice());
    methods.map(move |(position, method)| {
        let key = method.lookup_key(*country);
        write(owner, contact.id, position, method, key)
    })
}

/// The id of the method at a position: a `UUIDv8` (RFC 9562, section 5.8) that is the contact's `UUIDv7` with the
/// position in place of 12 of its random bits, so that it needs no generator and cannot meet another contact's.
fn id_at(contact: Id<Contact>, position: i16) -> Uuid {
    child_id(contact.uuid(), position)
}

fn read(row: Model) -> Result<ContactMethod, Error> {
    let Model {
        owner_id: _,
        id,
        version: _,
        contact_id: _,
        position: _,
        kind,
        label,
        value,
        extension,
        is_primary,
        validity,
        lookup_key: _,
    } = row;
    let cells = Cells::of("contact_method", id);
    Ok(ContactMethod {
        kind: cells.word("kind", &kind)?,
        label: cells.optional_text("label", label.as_deref())?,
        value: cells.text("value", &value)?,
        extension: cells.optional_text("extension", extension.as_deref())?,
        is_primary,
        validity: cells.word("validity", &validity)?,
    })
}

fn write(
    owner: Owner,
    contact: Id<Contact>,
    position: i16,
    method: &ContactMethod,
    lookup_key: Option<String>,
) -> ActiveModel {
    let ContactMethod {
        kind,
        label,
        value,
        extension,
        is_primary,
        validity,
    } = method;
    ActiveModel {
        owner_id: Set(owner.uuid()),
        id: Set(id_at(contact, position)),
        version: NotSet,
        contact_id: Set(contact.uuid()),
        position: Set(position),
        kind: Set(kind.to_string()),
        label: Set(label.as_ref().map(Text::to_string)),
        value: Set(value.to_string()),
        extension: Set(extension.as_ref().map(Text::to_string)),
        is_primary: Set(*is_primary),
        validity: Set(validity.to_string()),
        lookup_key: Set(lookup_key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_methods_of_neighboring_contacts_have_ids_of_their_own() {
        let contact = |n: u128| Id::new(Uuid::from_u128(0x019b_76da_a800_7000_8000 << 48 | n));
        let first = id_at(contact(7), 0);
        assert_eq!(first.to_string(), "019b76da-a800-8000-8000-000000000007");
        assert_eq!(first.get_version_num(), 8);
        let last = id_at(contact(7), 19);
        assert_eq!(last.to_string(), "019b76da-a800-8013-8000-000000000007");
        assert_ne!(id_at(contact(8), 0), first);
    }
}
