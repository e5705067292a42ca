//! What belongs to one contact, over HTTP: the contact must be the caller's, and has room for so many.

use domain::{Id, Stored, contact::Contact};
use persistence::{
    contact::{self, OfContact},
    workspace::{self, Owner},
};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::{ApiError, Code},
    http::{Answer, Page, PageQuery, Patch, Read, Reply, Write, etag},
};

/// One of what a contact has.
pub(crate) async fn find<R: OfContact, T: From<Stored<R>> + Serialize>(
    read: &Read,
    owner: Owner,
    (of, id): (Uuid, Uuid),
) -> Result<Answer<T>, ApiError> {
    let found = contact::find::<R>(read.db(), owner, Id::new(of), Id::new(id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// A page of what a contact has.
pub(crate) async fn list<R: OfContact, T: From<Stored<R>> + Serialize>(
    read: &Read,
    owner: Owner,
    of: Uuid,
    page: PageQuery,
) -> Result<Answer<Page<T>>, ApiError> {
    let of = Id::new(of);
    let paging = read.paging(owner, page)?;
    let by = persistence::SortBy::CreatedAt;
    let listing = paging.listing(by, false)?;
    let rows = workspace::list::<R>(read.db(), owner, contact::of(of), listing).await?;
    if rows.is_empty() && !contact::exists(read.db(), owner, of).await? {
        return Err(ApiError::not_found());
    }
    paging.page(rows, by)
}

/// Adds one to what a contact has, up to `max`. `If-Match` is about the contact.
pub(crate) async fn create<R: OfContact + Clone, T: From<Stored<R>> + Serialize>(
    write: &Write,
    owner: Owner,
    collection: &str,
    value: R,
    max: usize,
) -> Result<Answer<T>, ApiError> {
    write
        .run(owner, async |tx| {
            let of = value.contact_id();
            let of = write
                .find_for_update::<Contact>(tx, owner, of.uuid())
                .await?;
            let room = u64::try_from(max).unwrap_or(u64::MAX);
            if contact::count::<R>(tx, owner, of.id).await? >= room {
                let detail = format!("A contact has at most {max} of these. Delete one first.");
                return Err(ApiError::new(Code::LimitReached, detail));
            }
            let id = write.next_id();
            let added = workspace::insert(tx, owner, id, &value, write.now()).await?;
            Ok(Reply::created(collection, added))
        })
        .await
}

/// Applies a merge patch to one; `read` makes of its input what belongs to this contact.
pub(crate) async fn patch<R, I, T>(
    write: &Write,
    owner: Owner,
    (of, id): (Uuid, Uuid),
    patch: Patch<I>,
    read: impl FnOnce(Id<Contact>, I) -> Result<R, ApiError>,
) -> Result<Answer<T>, ApiError>
where
    R: OfContact,
    I: for<'a> From<&'a R> + ToSchema + Serialize + DeserializeOwned,
    T: From<Stored<R>> + Serialize,
{
    write
        .run(owner, async |tx| {
            let found = contact::find_for_update::<R>(tx, owner, Id::new(of), Id::new(id)).await?;
            let current = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&current))?;
            let next = read(Id::new(of), patch.apply(&I::from(&current.value))?)?;
            Ok(Reply::ok(write.save(tx, owner, current.with(next)).await?))
        })
        .await
}

/// Takes one away from a contact.
pub(crate) async fn delete<R: OfContact>(
    write: &Write,
    owner: Owner,
    (of, id): (Uuid, Uuid),
) -> Result<Answer<()>, ApiError> {
    write
        .run(owner, async |tx| {
            let found = contact::find_for_update::<R>(tx, owner, Id::new(of), Id::new(id)).await?;
            let current = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&current))?;
            workspace::delete(tx, owner, current.id).await?;
            Ok(Reply::nothing())
        })
        .await
}
