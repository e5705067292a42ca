//! The document as a contract: what it does not describe is refused before a handler runs.
//!
//! Methods (405, OPTIONS, HEAD), query parameters and bodies are held against the very document that is published, so
//! what it says and what the service does cannot part.

mod parameter;
mod violation;

use std::{collections::BTreeMap, sync::Arc};

use actix_web::{HttpMessage, HttpRequest};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::error::{ApiError, FieldError};

pub(crate) use parameter::Parameter;

/// Everything that the document says about requests.
#[derive(Debug)]
pub(crate) struct Contract {
    paths: BTreeMap<String, BTreeMap<String, Arc<Operation>>>,
    schemas: BTreeMap<String, Validator>,
}

/// What the document says about one operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) parameters: Vec<Parameter>,
    body: Option<(Vec<String>, Validator)>,
}

/// A document that contradicts itself.
#[derive(Debug, thiserror::Error)]
#[error("the document is broken at {at}: {why}")]
pub struct Broken {
    at: String,
    why: String,
}

/// Compiles a schema of the document. Only the components that it refers to come with it: the whole document with each
/// of some hundred schemas would take seconds and memory at every start.
fn compile(document: &Value, schema: &Value, at: &str) -> Result<Validator, Broken> {
    let (mut needed, mut schema) = (Map::new(), schema.clone());
    gather(document, &schema, &mut needed);
    if let Value::Object(members) = &mut schema {
        members.insert("components".to_owned(), json!({ "schemas": needed }));
    }
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&schema).map_err(|error| Broken {
        at: at.to_owned(),
        why: error.to_string(),
    })
}

/// The components that a schema refers to, and those that these refer to.
fn gather(document: &Value, schema: &Value, found: &mut Map<String, Value>) {
    match schema {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            if let Some(name) =
                reference.and_then(|path| path.strip_prefix("#/components/schemas/"))
                && !found.contains_key(name)
                && let Some(component) = document.pointer(&format!("/components/schemas/{name}"))
            {
                found.insert(name.to_owned(), component.clone());
                gather(document, component, found);
            }
            members
                .values()
                .for_each(|member| gather(document, member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(document, item, found)),
        _ => {}
    }
}

impl Contract {
    pub(crate) fn new(document: &Value) -> Result<Self, Broken> {
        let mut paths = BTreeMap::new();
        for (path, item) in members(document, "paths") {
            let mut methods = BTreeMap::new();
            for (method, operation) in item.as_object().into_iter().flatten() {
                let operation = Operation::new(document, operation, &format!("{method} {path}"))?;
                methods.insert(method.to_ascii_uppercase(), Arc::new(operation));
            }
            paths.insert(path.clone(), methods);
        }
        let schemas = document
            .get("components")
            .map(|components| members(components, "schemas"));
        let schemas = schemas.into_iter().flatten();
        let schemas =
            schemas.map(|(name, schema)| Ok((name.clone(), compile(document, schema, name)?)));
        Ok(Self {
            paths,
            schemas: schemas.collect::<Result<_, Broken>>()?,
        })
    }

    /// Holds a value against a named schema of the document.
    pub(crate) fn check_schema(&self, name: &str, value: &Value, errors: &mut Vec<FieldError>) {
        match self.schemas.get(name) {
            Some(validator) => violation::collect(validator, value, errors),
            None => errors.push(FieldError::at(
                "",
                "schema",
                format_args!("{name} is not in the document"),
            )),
        }
    }

    pub(crate) fn methods(&self, pattern: &str) -> Option<&BTreeMap<String, Arc<Operation>>> {
        self.paths.get(pattern)
    }
}

/// The members of an object inside an object.
fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

impl Operation {
    fn new(document: &Value, operation: &Value, at: &str) -> Result<Self, Broken> {
        let parameters = operation
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let parameters = parameters.filter(|parameter| parameter["in"] == "query");
        let parameters = parameters.map(|parameter| Parameter::new(document, parameter, at));
        let content = operation
            .pointer("/requestBody/content")
            .and_then(Value::as_object);
        let body = match content
            .and_then(|content| content.values().next())
            .and_then(|media| media.get("schema"))
        {
            None => None,
            Some(schema) => {
                let kinds = content
                    .into_iter()
                    .flatten()
                    .map(|(kind, _)| kind.clone())
                    .collect();
                Some((kinds, compile(document, schema, at)?))
            }
        };
        Ok(Self {
            id: operation["operationId"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            parameters: parameters.collect::<Result<_, _>>()?,
            body,
        })
    }

    /// The operation that a request asks for, as the gate found it.
    pub(crate) fn of(request: &HttpRequest) -> Result<Arc<Self>, ApiError> {
        let found = request.extensions().get::<Arc<Self>>().cloned();
        found.ok_or_else(|| ApiError::internal("an operation that is not in the document"))
    }

    /// The media types of its body.
    pub(crate) fn media_types(&self) -> Vec<&str> {
        self.body
            .iter()
            .flat_map(|(kinds, _)| kinds.iter().map(String::as_str))
            .collect()
    }

    pub(crate) fn check_body(&self, value: &Value, errors: &mut Vec<FieldError>) {
        if let Some((_, validator)) = &self.body {
            violation::collect(validator, value, errors);
        }
    }
}
