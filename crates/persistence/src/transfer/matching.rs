//! Whom the rows of a file are about, and where those work: a batch of rows by one statement.

use std::collections::HashMap;

use domain::{
    Id,
    contact::{Contact, FieldKey, MethodKind},
    organization::Organization,
    transfer::{Key, MatchBy},
    vocabulary::Vocabulary,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// A contact and what it is found by.
#[derive(FromQueryResult)]
struct Match {
    id: Uuid,
    /// The address, or the name.
    text: String,
    organization: Option<String>,
}

/// The contacts that have any of the keys, each with the key by which it was found.
pub async fn find_matches(
    db: &impl Executor,
    owner: Owner,
    by: MatchBy,
    keys: &[Key],
) -> Result<Vec<(Key, Id<Contact>)>, Error> {
    match by {
        MatchBy::Email => by_address(db, owner, MethodKind::Email, keys).await,
        MatchBy::Phone => by_address(db, owner, MethodKind::Phone, keys).await,
        MatchBy::NameAndOrganization => by_name(db, owner, keys).await,
        // Whoever looks for an id finds out by reading it.
        MatchBy::Id => {
            let ids = keys.iter().filter_map(|key| match key {
                Key::Id(id) => Some((key.clone(), *id)),
                _ => None,
            });
            Ok(ids.collect())
        }
        MatchBy::Nothing => Ok(Vec::new()),
    }
}

async fn by_address(
    db: &impl Executor,
    owner: Owner,
    kind: MethodKind,
    keys: &[Key],
) -> Result<Vec<(Key, Id<Contact>)>, Error> {
    let wanted: Vec<String> = keys
        .iter()
        .filter_map(|key| match key {
            Key::Address(address) => Some(address.clone()),
            _ => None,
        })
        .collect();
    let sql = "SELECT contact_id AS id, lookup_key AS text, NULL AS organization FROM contact_method \
               WHERE owner_id = $1 AND kind = $2 AND lookup_key = ANY($3)";
    let values = [owner.uuid().into(), kind.as_str().into(), wanted.into()];
    let found = select::all::<Match>(db, sql, values).await?;
    let found = found.into_iter();
    Ok(found
        .map(|one| (Key::Address(one.text), Id::new(one.id)))
        .collect())
}

async fn by_name(
    db: &impl Executor,
    owner: Owner,
    keys: &[Key],
) -> Result<Vec<(Key, Id<Contact>)>, Error> {
    let wanted: Vec<String> = keys
        .iter()
        .filter_map(|key| match key {
            Key::Named(name, _) => Some(name.clone()),
            _ => None,
        })
        .collect();
    let sql = "SELECT contact.id, contact.name AS text, organization.name AS organization FROM contact \
               LEFT JOIN organization ON organization.owner_id = contact.owner_id AND organization.id = organization_id \
               WHERE contact.owner_id = $1 AND lower(contact.name) = ANY(SELECT lower(one) FROM unnest($2) AS one)";
    let found = select::all::<Match>(db, sql, [owner.uuid().into(), wanted.into()]).await?;
    let found = found.into_iter().map(|one| {
        let key = Key::named(&one.text, one.organization.as_deref());
        (key, Id::new(one.id))
    });
    Ok(found.collect())
}

/// An organization's name.
#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}

/// The organizations with these names in whatever letter case, by the name in lower case; of several with one name the
/// first that was made.
pub async fn find_organizations(
    db: &impl Executor,
    owner: Owner,
    names: Vec<String>,
) -> Result<HashMap<String, Id<Organization>>, Error> {
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = "SELECT id, name FROM organization WHERE owner_id = $1 \
               AND lower(name) = ANY(SELECT lower(one) FROM unnest($2) AS one) ORDER BY created_at DESC, id DESC";
    let found = select::all::<Named>(db, sql, [owner.uuid().into(), names.into()]).await?;
    let found = found.into_iter();
    Ok(found
        .map(|one| (one.name.to_lowercase(), Id::new(one.id)))
        .collect())
}

/// The names of organizations, by their ids.
pub async fn list_organization_names(
    db: &impl Executor,
    owner: Owner,
    ids: impl IntoIterator<Item = Id<Organization>>,
) -> Result<HashMap<Id<Organization>, String>, Error> {
    let ids: Vec<Uuid> = ids.into_iter().map(Id::uuid).collect();
    let sql = "SELECT id, name FROM organization WHERE owner_id = $1 AND id = ANY($2)";
    let found = select::all::<Named>(db, sql, [owner.uuid().into(), ids.into()]).await?;
    let found = found.into_iter();
    Ok(found.map(|one| (Id::new(one.id), one.name)).collect())
}

/// A number.
#[derive(FromQueryResult)]
struct Count {
    count: i16,
}

/// How many ways to reach them the contact with the most has.
pub async fn count_methods(db: &impl Executor, owner: Owner) -> Result<u8, Error> {
    let sql = "SELECT COALESCE(max(position) + 1, 0)::smallint AS count FROM contact_method WHERE owner_id = $1";
    let found = select::all::<Count>(db, sql, [owner.uuid().into()]).await?;
    Ok(found
        .first()
        .and_then(|found| u8::try_from(found.count).ok())
        .unwrap_or_default())
}

/// The key of a custom field.
#[derive(FromQueryResult)]
struct CustomKey {
    name: String,
}

/// The keys of the custom fields that any contact has a value of, in their order.
pub async fn list_custom_keys(db: &impl Executor, owner: Owner) -> Result<Vec<FieldKey>, Error> {
    let sql = "SELECT DISTINCT jsonb_object_keys(custom) AS name FROM contact WHERE owner_id = $1 ORDER BY 1";
    let found = select::all::<CustomKey>(db, sql, [owner.uuid().into()]).await?;
    let keys = found.iter().map(|one| FieldKey::parse(&one.name));
    let cells = Cells::of("contact", owner.uuid());
    keys.collect::<Result<_, _>>()
        .map_err(|_invalid| cells.corrupt("custom"))
}
