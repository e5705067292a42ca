//! Reading: one resource under its entity tag, or a page of them.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::ETag, web::Data};
use chrono::{DateTime, Utc};
use domain::{Id, Stored};
use persistence::{
    Database,
    workspace::{self, Filter, Owner, Resource},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    answer::{Answer, Reply},
    etag,
    page::{Page, PageQuery, Paging, order},
};
use crate::{error::ApiError, state::State};

/// What a handler needs to read.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) state: Data<State>,
    pub(super) request: HttpRequest,
}

impl FromRequest for Read {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(State::of(request).map(|state| Self {
            state,
            request: request.clone(),
        }))
    }
}

impl Read {
    pub(crate) fn db(&self) -> &Database {
        &self.state.db
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// One resource by its id: 200, 304 when the client has it, 404 when it is not the owner's.
    pub(crate) async fn one<R: Resource, T>(
        &self,
        owner: Owner,
        id: Uuid,
    ) -> Result<Answer<T>, ApiError>
    where
        T: From<Stored<R>> + Serialize,
    {
        let found = workspace::find::<R>(self.db(), owner, Id::new(id)).await?;
        self.found(found.ok_or_else(ApiError::not_found)?)
    }

    /// The same for a resource that was found in another way.
    pub(crate) fn found<R, T: From<Stored<R>> + Serialize>(
        &self,
        stored: Stored<R>,
    ) -> Result<Answer<T>, ApiError> {
        match self.known(&stored)? {
            Some(known) => Ok(known),
            None => Answer::of_rendered(Reply::<T>::ok(stored).render()?, false),
        }
    }

    /// 304 when the client has this revision, and 412 when it expects another.
    pub(crate) fn known<R, T>(&self, stored: &Stored<R>) -> Result<Option<Answer<T>>, ApiError> {
        let tag = etag::of(stored);
        etag::require_match(&self.request, &tag)?;
        self.known_by(&tag)
    }

    /// 304 when the client has what is under this tag.
    pub(crate) fn known_by<T>(&self, tag: &ETag) -> Result<Option<Answer<T>>, ApiError> {
        let is_known = etag::is_known(&self.request, tag)?;
        Ok(is_known.then(|| Answer::not_modified(tag.clone())))
    }

    /// One page of the owner's resources that pass the filter, in the order of a sort word.
    pub(crate) async fn page<R: Resource, T>(
        &self,
        owner: Owner,
        filter: Filter,
        sort: &str,
        query: PageQuery,
    ) -> Result<Answer<Page<T>>, ApiError>
    where
        T: From<Stored<R>> + Serialize,
    {
        let paging = self.paging(owner, query)?;
        let (by, descending) = order(sort);
        let rows =
            workspace::list::<R>(self.db(), owner, filter, paging.listing(by, descending)?).await?;
        paging.page(rows, by)
    }

    pub(crate) fn paging(&self, owner: Owner, query: PageQuery) -> Result<Paging<'_>, ApiError> {
        Paging::new(&self.state.cursors, &self.request, owner, query)
    }
}
