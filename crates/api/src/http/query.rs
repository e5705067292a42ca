//! Query parameters, already checked against the document by the contract middleware.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::ApiError;

/// The query of a request as a `T`.
#[derive(Clone, Debug)]
pub(crate) struct Query<T>(pub(crate) T);

/// The checked parameters by name, left by the contract middleware.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters(pub(crate) Map<String, Value>);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Parameters(members) = request
            .extensions()
            .get::<Parameters>()
            .cloned()
            .unwrap_or_default();
        ready(
            serde_json::from_value(Value::Object(members))
                .map(Self)
                .map_err(ApiError::internal),
        )
    }
}
