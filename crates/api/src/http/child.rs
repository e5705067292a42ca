//! Reading and writing what belongs to one other resource. The other must be the caller's too; `If-Match` is about the
//! other when something is added to it, and about what belongs to it otherwise.

use domain::{Id, Stored};
use persistence::{
    Transaction,
    child::{self, Child},
    workspace::{self, Filter, Owner},
};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::{Answer, Reply},
    etag,
    page::{Page, PageQuery, order},
    patch::Patch,
    read::Read,
    write::Write,
};
use crate::error::{ApiError, Code};

/// A parent and one of what belongs to it, as a path has them.
pub(crate) type Ids = (Uuid, Uuid);

impl Read {
    /// One of what a parent has.
    pub(crate) async fn child<R: Child, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        (parent, id): Ids,
    ) -> Result<Answer<T>, ApiError> {
        let found = child::find::<R>(self.db(), owner, Id::new(parent), Id::new(id)).await?;
        self.found(found.ok_or_else(ApiError::not_found)?)
    }

    /// A page of what a parent has and passes the filter, in the order of a sort word.
    pub(crate) async fn children<R: Child, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        parent: Uuid,
        filter: Filter,
        sort: &str,
        query: PageQuery,
    ) -> Result<Answer<Page<T>>, ApiError> {
        let paging = self.paging(owner, query)?;
        let (by, descending) = order(sort);
        let listing = paging.listing(by, descending)?;
        let filter = filter.join(child::of::<R>(Id::new(parent)));
        let rows = workspace::list::<R>(self.db(), owner, filter, listing).await?;
        let is_known = !rows.is_empty()
            || workspace::exists::<R::Parent>(self.db(), owner, Id::new(parent)).await?;
        if !is_known {
            return Err(ApiError::not_found());
        }
        paging.page(rows, by)
    }
}

impl Write {
    /// Adds one to what a parent has, up to `max`.
    pub(crate) async fn create_child<R: Child + Clone, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        collection: &str,
        value: R,
        max: Option<usize>,
    ) -> Result<Answer<T>, ApiError> {
        self.run(owner, async |tx| {
            let parent = value.parent();
            self.find_for_update::<R::Parent>(tx, owner, parent.uuid())
                .await?;
            if let Some(max) = max {
                let room = u64::try_from(max).unwrap_or(u64::MAX);
                if child::count::<R>(tx, owner, parent).await? >= room {
                    let noun = R::PARENT.trim_end_matches("_id");
                    let detail = format!("A {noun} has at most {max} of these. Delete one first.");
                    return Err(ApiError::new(Code::LimitReached, detail));
                }
            }
            let added = workspace::insert(tx, owner, self.new_id()?, &value, self.now()).await?;
            Ok(Reply::created(collection, added))
        })
        .await
    }

    /// Locks one of what a parent has, in the revision that the client expects.
    pub(crate) async fn take_child<R: Child>(
        &self,
        tx: &Transaction,
        owner: Owner,
        (parent, id): Ids,
    ) -> Result<Stored<R>, ApiError> {
        let found = child::find_for_update::<R>(tx, owner, Id::new(parent), Id::new(id)).await?;
        let found = found.ok_or_else(ApiError::not_found)?;
        etag::require_match(self.request(), &etag::of(&found))?;
        Ok(found)
    }

    /// Applies a merge patch to one; `read` makes of its input what belongs to this parent.
    pub(crate) async fn patch_child<R, I, T>(
        &self,
        owner: Owner,
        ids: Ids,
        patch: Patch<I>,
        read: impl FnOnce(Id<R::Parent>, I) -> Result<R, ApiError>,
    ) -> Result<Answer<T>, ApiError>
    where
        R: Child,
        I: for<'a> From<&'a R> + ToSchema + Serialize + DeserializeOwned,
        T: From<Stored<R>> + Serialize,
    {
        self.run(owner, async |tx| {
            let current = self.take_child::<R>(tx, owner, ids).await?;
            let wanted = patch.apply(&I::from(&current.value))?;
            let next = read(current.value.parent(), wanted)?;
            Ok(Reply::ok(self.save(tx, owner, current.with(next)).await?))
        })
        .await
    }

    /// Takes one away from what a parent has.
    pub(crate) async fn delete_child<R: Child>(
        &self,
        owner: Owner,
        ids: Ids,
    ) -> Result<Answer<()>, ApiError> {
        self.run(owner, async |tx| {
            let current = self.take_child::<R>(tx, owner, ids).await?;
            workspace::delete(tx, owner, current.id).await?;
            Ok(Reply::nothing())
        })
        .await
    }
}
