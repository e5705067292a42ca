//! The gate: methods and query parameters that the document does not know go no further.

use std::{collections::BTreeMap, sync::Arc};

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{self, BodySize, BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{ALLOW, HeaderValue},
    },
    middleware::Next,
    web::Query,
};
use serde_json::Map;

use crate::{
    contract::{Operation, PathItem},
    error::{ApiError, Code, FieldError},
    http::query::Parameters,
};

/// Middleware.
pub(crate) async fn gate(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let path = request.extensions().get::<Arc<PathItem>>().cloned();
    let Some(path) = path else {
        // Not in the document: the pages of Swagger UI, or nothing at all.
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    if request.method() == Method::OPTIONS {
        let response = HttpResponse::NoContent()
            .insert_header((ALLOW, path.allow.as_str()))
            .finish();
        return Ok(request.into_response(response).map_into_boxed_body());
    }
    match admit(&path, &request) {
        Ok((method, operation, parameters)) => {
            // The connection remembers that it was HEAD and sends no body, but the length that GET would have.
            let is_head = std::mem::replace(&mut request.head_mut().method, method) == Method::HEAD;
            request.extensions_mut().insert(parameters);
            request.extensions_mut().insert(operation);
            let response = next.call(request).await?.map_into_boxed_body();
            if is_head && response.response().body().size() == BodySize::Stream {
                // It has no length to tell, and its end may never come.
                return Ok(response.map_body(|_, _| BoxBody::new(body::None::new())));
            }
            Ok(response)
        }
        Err(refused) => Ok(request.error_response(refused).map_into_boxed_body()),
    }
}

/// The operation that a request asks for, under the method of its handler, with its checked parameters.
fn admit(
    path: &PathItem,
    request: &ServiceRequest,
) -> Result<(Method, Arc<Operation>, Parameters), ApiError> {
    let method = if request.method() == Method::HEAD {
        Method::GET
    } else {
        request.method().clone()
    };
    let Some(operation) = path.operation(method.as_str()) else {
        let value = HeaderValue::from_str(&path.allow).map_err(ApiError::internal)?;
        let detail = format!("It knows {}.", path.allow);
        return Err(ApiError::new(Code::MethodNotAllowed, detail).with_header(ALLOW, value));
    };
    let parameters = check(operation, request.query_string())?;
    Ok((method, Arc::clone(operation), parameters))
}

/// Reads the query by the operation's parameters. A name that it does not know is an error: a typo must not widen a list.
fn check(operation: &Operation, query: &str) -> Result<Parameters, ApiError> {
    let pairs = Query::<Vec<(String, String)>>::from_query(query);
    let pairs = pairs
        .map_err(|_malformed| ApiError::new(Code::InvalidParameter, "The query cannot be read."))?;
    let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs.into_inner() {
        given.entry(name).or_default().push(value);
    }
    let (mut members, mut errors) = (Map::new(), Vec::new());
    for parameter in &operation.parameters {
        if let Some(texts) = given.remove(&parameter.name) {
            members.insert(parameter.name.clone(), parameter.read(&texts, &mut errors));
        } else if parameter.is_required {
            errors.push(FieldError::parameter(
                &parameter.name,
                "required",
                "must be given",
            ));
        }
    }
    errors.extend(
        given
            .keys()
            .map(|name| FieldError::parameter(name, "unknown_parameter", "is not known here")),
    );
    if errors.is_empty() {
        return Ok(Parameters(members));
    }
    Err(ApiError::listing(
        Code::InvalidParameter,
        "See `errors` for each parameter.",
        errors,
    ))
}
