//! Successful answers: what a handler decides, and the response made of it.

use std::marker::PhantomData;

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, ETag, HeaderName, HeaderValue},
    },
};
use domain::Stored;
use persistence::idempotency;
use serde::Serialize;

use super::etag;
use crate::error::ApiError;

/// What a write answers, before the transaction commits.
#[derive(Debug)]
pub(crate) struct Reply<T> {
    status: StatusCode,
    etag: Option<ETag>,
    location: Option<String>,
    body: Option<T>,
}

impl<T> Reply<T> {
    /// 201 with the new resource under its collection.
    pub(crate) fn created<R>(collection: &str, stored: Stored<R>) -> Self
    where
        T: From<Stored<R>>,
    {
        let location = format!("{collection}/{}", stored.id);
        Self::created_at(location, stored)
    }

    /// 201 with the new resource at an address that its own id is no part of.
    pub(crate) fn created_at<R>(location: String, stored: Stored<R>) -> Self
    where
        T: From<Stored<R>>,
    {
        Self {
            status: StatusCode::CREATED,
            location: Some(location),
            ..Self::ok(stored)
        }
    }

    /// The same with more in its body.
    #[must_use]
    pub(crate) fn with(mut self, add: impl FnOnce(&mut T)) -> Self {
        self.body.as_mut().map(add);
        self
    }

    /// 200 with the resource as it now is.
    pub(crate) fn ok<R>(stored: Stored<R>) -> Self
    where
        T: From<Stored<R>>,
    {
        Self::tagged(etag::of(&stored), stored.into())
    }

    /// 200 with a resource under the tag of its revision.
    pub(crate) fn tagged(etag: ETag, body: T) -> Self {
        Self {
            status: StatusCode::OK,
            etag: Some(etag),
            location: None,
            body: Some(body),
        }
    }

    /// 200 with what is no resource, and so has no revision.
    pub(crate) fn plain(body: T) -> Self {
        Self {
            status: StatusCode::OK,
            etag: None,
            location: None,
            body: Some(body),
        }
    }

    /// 204.
    pub(crate) fn nothing() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            etag: None,
            location: None,
            body: None,
        }
    }
}

impl<T: Serialize> Reply<T> {
    /// The bytes that will be sent, and kept under an Idempotency-Key.
    pub(super) fn render(self) -> Result<idempotency::Answer, ApiError> {
        let body = self
            .body
            .as_ref()
            .map(serde_json::to_vec)
            .transpose()
            .map_err(ApiError::internal)?;
        let status = i16::try_from(self.status.as_u16()).map_err(ApiError::internal)?;
        let etag = self.etag.map(|tag| tag.0.to_string());
        let (location, body) = (self.location, body.unwrap_or_default());
        Ok(idempotency::Answer {
            fingerprint: Vec::new(),
            status,
            etag,
            location,
            body,
        })
    }
}

/// A response whose body is a `T`; the type keeps handler and document together.
#[derive(Debug)]
pub(crate) struct Answer<T>(HttpResponse, PhantomData<T>);

impl<T> Answer<T> {
    pub(crate) fn of(response: HttpResponse) -> Self {
        Self(response, PhantomData)
    }

    /// 200 with a body that no write produced.
    pub(crate) fn ok(body: &T) -> Self
    where
        T: Serialize,
    {
        Self::of(HttpResponse::Ok().json(body))
    }

    pub(super) fn not_modified(tag: ETag) -> Self {
        Self::of(HttpResponse::NotModified().insert_header(tag).finish())
    }

    pub(super) fn of_rendered(
        rendered: idempotency::Answer,
        replayed: bool,
    ) -> Result<Self, ApiError> {
        let status = u16::try_from(rendered.status).map_err(ApiError::internal)?;
        let mut response =
            HttpResponse::build(StatusCode::from_u16(status).map_err(ApiError::internal)?);
        if let Some(tag) = rendered.etag {
            response.insert_header((header::ETAG, tag));
        }
        if let Some(location) = rendered.location {
            response.insert_header((header::LOCATION, location));
        }
        if replayed {
            response.insert_header(("idempotency-replayed", "true"));
        }
        Ok(Self::of(if rendered.body.is_empty() {
            response.finish()
        } else {
            response
                .content_type("application/json")
                .body(rendered.body)
        }))
    }

    /// The same answer with one more header.
    #[must_use]
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers_mut().insert(name, value);
        self
    }
}

impl<T> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.0
    }
}
