//! JSON Merge Patch (RFC 7396), once for all resources: a resource's input is patched and then checked as a whole.

use std::{borrow::Cow, future::Future, marker::PhantomData, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::body;
use crate::{error::ApiError, state::State};

/// A merge patch of a `T`, the input that creates the resource.
#[derive(Clone, Debug)]
pub(crate) struct Patch<T> {
    members: Value,
    state: Data<State>,
    of: PhantomData<T>,
}

impl<T: ToSchema + Serialize + DeserializeOwned> Patch<T> {
    /// The input that results. What the patch does not name stays as it is.
    ///
    /// # Errors
    /// The result does not fit the schema of `T`.
    pub(crate) fn apply(&self, current: &T) -> Result<T, ApiError> {
        let mut merged = serde_json::to_value(current).map_err(ApiError::internal)?;
        merge(&mut merged, &self.members);
        let mut errors = Vec::new();
        self.state
            .contract
            .check_schema(&T::name(), &merged, &mut errors);
        if errors.is_empty() {
            body::deserialize(merged)
        } else {
            Err(ApiError::invalid(errors))
        }
    }
}

/// RFC 7396, section 2, with one difference that keeps a member's presence: `null` stays as null, since every optional
/// member of an input may be null, and one that may not be null was refused before.
fn merge(target: &mut Value, patch: &Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (name, value) in patch {
                merge(target.entry(name.as_str()).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch.clone(),
    }
}

impl<T: 'static> FromRequest for Patch<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let received = body::receive(request.clone(), payload.take());
        let state = State::of(request);
        Box::pin(async move {
            Ok(Self {
                members: received.await?,
                state: state?,
                of: PhantomData,
            })
        })
    }
}

/// The schema of `T` with nothing required.
impl<T: ToSchema> PartialSchema for Patch<T> {
    fn schema() -> RefOr<Schema> {
        let mut schema = T::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.required.clear();
            object.example = None;
            object.examples.clear();
            object.description = Some(
                "A JSON Merge Patch (RFC 7396): members not named stay, null clears.".to_owned(),
            );
            for property in object.properties.values_mut() {
                if let RefOr::T(Schema::Object(member)) = property {
                    member.default = None;
                }
            }
        }
        schema
    }
}

impl<T: ToSchema> ToSchema for Patch<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(T::name().replace("Input", "Patch"))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_names_what_changes_and_null_clears() {
        let mut target = json!({"name": "a", "why": "b", "tags": [1, 2]});
        merge(&mut target, &json!({"why": null, "tags": [3]}));
        assert_eq!(target, json!({"name": "a", "why": null, "tags": [3]}));
    }
}
