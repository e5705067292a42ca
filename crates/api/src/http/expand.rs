//! Neighbors shown inside a resource (`expand=`): each kind by one statement, however many rows, and only with its scope.

use std::collections::HashMap;

use domain::{Id, Stored, vocabulary::Vocabulary};
use persistence::workspace::{self, Filter, Owner, Resource};
use serde::Serialize;
use uuid::Uuid;

use super::{
    answer::{Answer, Reply},
    caller::Caller,
    etag,
    page::{Page, PageQuery, order},
    read::Read,
};
use crate::{auth::Scope, error::ApiError, wire::Word};

/// A resource on the wire that can show its neighbors.
pub(crate) trait Expand: Sized {
    /// The words of its `expand`.
    type Neighbor: Vocabulary;

    /// What the token must permit besides, to see this neighbor.
    fn scope(neighbor: Self::Neighbor) -> Scope;

    /// Puts one kind of neighbor into every row that has one.
    async fn expand(
        neighbor: Self::Neighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError>;
}

/// The words that a request gave.
pub(crate) type Wanted<T> = Option<Vec<Word<<T as Expand>::Neighbor>>>;

/// Where neighbors are found.
pub(crate) struct Neighbors<'a> {
    read: &'a Read,
    owner: Owner,
}

impl Neighbors<'_> {
    /// For what is no resource of its own but computed from others.
    pub(crate) fn read(&self) -> (&Read, Owner) {
        (self.read, self.owner)
    }

    /// Finds what the rows point to and puts it into them.
    pub(crate) async fn attach<R: Resource, T: From<Stored<R>> + Clone, Row>(
        &self,
        rows: &mut [Row],
        id: impl Fn(&Row) -> Option<Uuid>,
        place: impl Fn(&mut Row) -> &mut Option<Box<T>>,
    ) -> Result<(), ApiError> {
        let mut ids: Vec<Id<R>> = rows.iter().filter_map(&id).map(Id::new).collect();
        ids.sort_unstable_by_key(|id| id.uuid());
        ids.dedup();
        let found = workspace::find_several::<R>(self.read.db(), self.owner, ids).await?;
        let found = found.into_iter().map(|one| (one.id.uuid(), T::from(one)));
        let found: HashMap<Uuid, T> = found.collect();
        for row in rows {
            let neighbor: Option<&T> = id(row).and_then(|id| found.get(&id));
            *place(row) = neighbor.cloned().map(Box::new);
        }
        Ok(())
    }
}

impl Read {
    /// One resource with its neighbors. Its entity tag stays that of the resource alone, for If-Match; since a neighbor
    /// may have changed all the same, an expanded answer is never 304.
    pub(crate) async fn one_with<P, R, T>(
        &self,
        caller: &Caller<P>,
        id: Uuid,
        wanted: Wanted<T>,
    ) -> Result<Answer<T>, ApiError>
    where
        R: Resource,
        T: From<Stored<R>> + Serialize + Expand,
    {
        let wanted = permitted::<P, T>(caller, wanted)?;
        let found = workspace::find::<R>(self.db(), caller.owner, Id::new(id)).await?;
        let found = found.ok_or_else(ApiError::not_found)?;
        if wanted.is_empty() {
            return self.found(found);
        }
        // Never 304, but a malformed If-None-Match is refused here as everywhere.
        let _known: Option<Answer<T>> = self.known(&found)?;
        let tag = etag::of(&found);
        let mut rows = [T::from(found)];
        self.expand(caller.owner, &mut rows, &wanted).await?;
        let [row] = rows;
        Answer::of_rendered(Reply::tagged(tag, row).render()?, false)
    }

    /// One page of resources with their neighbors.
    pub(crate) async fn page_with<P, R, T>(
        &self,
        caller: &Caller<P>,
        filter: Filter,
        sort: &str,
        query: PageQuery,
        wanted: Wanted<T>,
    ) -> Result<Answer<Page<T>>, ApiError>
    where
        R: Resource,
        T: From<Stored<R>> + Serialize + Expand,
    {
        let wanted = permitted::<P, T>(caller, wanted)?;
        let paging = self.paging(caller.owner, query)?;
        let (by, descending) = order(sort);
        let listing = paging.listing(by, descending)?;
        let rows = workspace::list::<R>(self.db(), caller.owner, filter, listing).await?;
        let (rows, last) = paging.cut(rows, by);
        let mut rows: Vec<T> = rows.into_iter().map(T::from).collect();
        self.expand(caller.owner, &mut rows, &wanted).await?;
        paging.answer(rows, last)
    }

    async fn expand<T: Expand>(
        &self,
        owner: Owner,
        rows: &mut [T],
        wanted: &[T::Neighbor],
    ) -> Result<(), ApiError> {
        let neighbors = Neighbors { read: self, owner };
        for neighbor in wanted {
            T::expand(*neighbor, rows, &neighbors).await?;
        }
        Ok(())
    }
}

/// The neighbors to show, each once.
fn permitted<P, T: Expand>(
    caller: &Caller<P>,
    wanted: Wanted<T>,
) -> Result<Vec<T::Neighbor>, ApiError> {
    let mut neighbors = Vec::new();
    for neighbor in Word::list(wanted) {
        if !neighbors.contains(&neighbor) {
            caller.require(T::scope(neighbor))?;
            neighbors.push(neighbor);
        }
    }
    Ok(neighbors)
}
