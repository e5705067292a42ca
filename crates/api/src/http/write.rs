//! Writing: one transaction that holds the effect and, under an Idempotency-Key, the answer.

use std::future::Ready;

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use domain::{Id, Stored};
use persistence::{
    Transaction,
    workspace::{self, Owner, Resource},
};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::{Answer, Reply},
    etag, idempotency,
    patch::Patch,
    read::Read,
    slug,
};
use crate::{
    error::{ApiError, Code},
    state::State,
};

/// What a handler needs to write.
#[derive(Clone, Debug)]
pub(crate) struct Write(Read);

impl FromRequest for Write {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        std::future::ready(Read::from_request(request, payload).into_inner().map(Self))
    }
}

impl Write {
    pub(crate) fn state(&self) -> &State {
        &self.0.state
    }

    pub(crate) fn request(&self) -> &HttpRequest {
        &self.0.request
    }

    /// The time of the request.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    pub(crate) fn next_id<T>(&self) -> Id<T> {
        self.0.state.ids.next()
    }

    /// The id of what the operation creates: the one that an offline client gave it already, or a new one.
    pub(crate) fn new_id<T>(&self) -> Result<Id<T>, ApiError> {
        let given = slug::of(self.request())?;
        Ok(given.map_or_else(|| self.next_id(), Id::new))
    }

    /// Runs the effect in one transaction and commits it together with its answer. An error leaves nothing behind.
    pub(crate) async fn run<T: Serialize>(
        &self,
        owner: Owner,
        effect: impl AsyncFnOnce(&Transaction) -> Result<Reply<T>, ApiError>,
    ) -> Result<Answer<T>, ApiError> {
        let key = idempotency::Key::of(self.request())?;
        let tx = self.state().db.begin().await?;
        let rendered = self.answer(&tx, owner, key.as_ref(), effect).await;
        // The key and the rows that are held are to be free when the client has its answer.
        if let Ok((rendered, false)) = rendered {
            tx.commit().await?;
            self.state().hub.changed(owner);
            return Answer::of_rendered(rendered, false);
        }
        let undone = tx.rollback().await;
        let (first, is_replayed) = rendered?;
        undone?;
        Answer::of_rendered(first, is_replayed)
    }

    /// The answer to be, and whether it is the first one once more.
    async fn answer<T: Serialize>(
        &self,
        tx: &Transaction,
        owner: Owner,
        key: Option<&idempotency::Key>,
        effect: impl AsyncFnOnce(&Transaction) -> Result<Reply<T>, ApiError>,
    ) -> Result<(persistence::idempotency::Answer, bool), ApiError> {
        if let Some(key) = key
            && let Some(first) = key.replay(tx, owner, self.now()).await?
        {
            return Ok((first, true));
        }
        // Every write ends at the owner's change counter; taking it first, writers queue instead of crossing.
        workspace::lock(tx, owner).await?;
        let rendered = effect(tx).await?.render()?;
        if let Some(key) = key {
            key.keep(tx, owner, rendered.clone(), self.now()).await?;
        }
        Ok((rendered, false))
    }

    /// Creates a resource: 201 with its Location.
    pub(crate) async fn create<R: Resource + Clone, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        collection: &str,
        value: R,
        admit: impl AsyncFnOnce(&Transaction, Id<R>, &R) -> Result<(), ApiError>,
    ) -> Result<Answer<T>, ApiError> {
        let id = self.new_id()?;
        self.run(owner, async |tx| {
            admit(tx, id, &value).await?;
            Ok(Reply::created(
                collection,
                workspace::insert(tx, owner, id, &value, self.now()).await?,
            ))
        })
        .await
    }

    /// Creates a resource under an id that the client knows, or replaces it: 201 or 200 (RFC 9110, section 9.3.4).
    pub(crate) async fn put<R: Resource + Clone, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        collection: &str,
        id: Uuid,
        value: R,
        admit: impl AsyncFnOnce(&Transaction) -> Result<(), ApiError>,
    ) -> Result<Answer<T>, ApiError> {
        let location = format!("{collection}/{id}");
        self.put_at(owner, location, id, value, admit).await
    }

    /// The same at an address that the id is not the end of.
    pub(crate) async fn put_at<R: Resource + Clone, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        location: String,
        id: Uuid,
        value: R,
        admit: impl AsyncFnOnce(&Transaction) -> Result<(), ApiError>,
    ) -> Result<Answer<T>, ApiError> {
        self.run(owner, async |tx| {
            let found = workspace::find_for_update::<R>(tx, owner, Id::new(id)).await?;
            if let Some(current) = found {
                let tag = etag::of(&current);
                etag::require_match(self.request(), &tag)?;
                etag::require_new(self.request(), &tag)?;
                return Ok(Reply::ok(self.save(tx, owner, current.with(value)).await?));
            }
            admit(tx).await?;
            etag::require_no_match(self.request())?;
            let inserted = workspace::insert(tx, owner, Id::new(id), &value, self.now()).await?;
            Ok(Reply::created_at(location, inserted))
        })
        .await
    }

    /// Changes a resource by a transition of the domain: 200 with what it became.
    pub(crate) async fn change<R: Resource, T: From<Stored<R>> + Serialize>(
        &self,
        owner: Owner,
        id: Uuid,
        transition: impl AsyncFnOnce(&Transaction, Stored<R>) -> Result<Stored<R>, ApiError>,
    ) -> Result<Answer<T>, ApiError> {
        self.run(owner, async |tx| {
            let current = self.find_for_update(tx, owner, id).await?;
            let next = transition(tx, current).await?;
            Ok(Reply::ok(self.save(tx, owner, next).await?))
        })
        .await
    }

    /// Applies a merge patch; `admit` decides about the result, given what was there before.
    pub(crate) async fn patch<R, I, T>(
        &self,
        owner: Owner,
        id: Uuid,
        patch: Patch<I>,
        admit: impl AsyncFnOnce(&Transaction, &Stored<R>, R) -> Result<R, ApiError>,
    ) -> Result<Answer<T>, ApiError>
    where
        R: Resource,
        I: for<'a> From<&'a R>
            + TryInto<R, Error = ApiError>
            + ToSchema
            + Serialize
            + DeserializeOwned,
        T: From<Stored<R>> + Serialize,
    {
        self.change(owner, id, async |tx, current| {
            let wanted = patch.apply(&I::from(&current.value))?.try_into()?;
            let next = admit(tx, &current, wanted).await?;
            Ok(current.with(next))
        })
        .await
    }

    /// Deletes a resource: 204; a second time 404.
    pub(crate) async fn delete<R: Resource>(
        &self,
        owner: Owner,
        id: Uuid,
    ) -> Result<Answer<()>, ApiError> {
        self.run(owner, async |tx| {
            let current = self.find_for_update::<R>(tx, owner, id).await?;
            workspace::delete::<R>(tx, owner, current.id)
                .await
                .map_err(ApiError::of_deletion)?;
            Ok(Reply::nothing())
        })
        .await
    }

    /// Locks a resource of the owner's in the revision that the client expects.
    pub(crate) async fn find_for_update<R: Resource>(
        &self,
        tx: &Transaction,
        owner: Owner,
        id: Uuid,
    ) -> Result<Stored<R>, ApiError> {
        let found = workspace::find_for_update::<R>(tx, owner, Id::new(id)).await?;
        let found = found.ok_or_else(ApiError::not_found)?;
        etag::require_match(self.request(), &etag::of(&found))?;
        Ok(found)
    }

    /// Saves a resource that this transaction holds.
    pub(crate) async fn save<R: Resource>(
        &self,
        tx: &Transaction,
        owner: Owner,
        stored: Stored<R>,
    ) -> Result<Stored<R>, ApiError> {
        let saved = workspace::update(tx, owner, stored, self.now()).await?;
        saved.ok_or_else(|| {
            ApiError::new(
                Code::Conflict,
                "It was changed at the same moment. Read it again.",
            )
        })
    }
}
