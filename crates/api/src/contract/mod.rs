//! The document as a contract: what it does not describe is refused before a handler runs.
//!
//! Methods (405, OPTIONS, HEAD), query parameters and bodies are held against the very document that is published, so
//! what it says and what the service does cannot part.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

mod compiler;
mod parameter;
mod violation;

use std::{collections::BTreeMap, sync::Arc};

use actix_web::{HttpMessage, HttpRequest};
use jsonschema::Validator;
use matchit::Router;
use serde_json::Value;

use crate::error::{ApiError, FieldError};

pub(crate) use compiler::Broken;
use compiler::{Compiler, broken};
pub(crate) use parameter::Parameter;

/// Everything that the document says about requests.
#[derive(Debug)]
pub(crate) struct Contract {
    paths: Router<Arc<PathItem>>,
    schemas: BTreeMap<String, Validator>,
}

/// What the document says about one path.
#[derive(Debug)]
pub(crate) struct PathItem {
    /// With its parameters unfilled.
    pub(crate) pattern: String,
    operations: BTreeMap<String, Arc<Operation>>,
    /// The Allow header: HEAD wherever GET is, OPTIONS everywhere.
    pub(crate) allow: String,
}

/// What the document says about one operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) parameters: Vec<Parameter>,
    body: Option<(Vec<String>, Validator)>,
    creates: bool,
}

impl Contract {
    pub(crate) fn new(document: &Value) -> Result<Self, Broken> {
        let compiler = Compiler::new(document)?;
        let mut paths = Router::new();
        for (path, item) in members(document, "paths") {
            let mut methods = BTreeMap::new();
            for (method, operation) in item.as_object().into_iter().flatten() {
                let operation = Operation::new(&compiler, operation, &["paths", path, method])?;
                methods.insert(method.to_ascii_uppercase(), Arc::new(operation));
            }
            let item = PathItem::new(path.clone(), methods);
            let added = paths.insert(path.as_str(), Arc::new(item));
            added.map_err(|error| broken(path, &error))?;
        }
        let named = &document["components"]["schemas"];
        let mut schemas = BTreeMap::new();
        for name in
            members(&document["components"], "schemas").filter_map(|(name, _)| patched(name))
        {
            if named.get(&name).is_some() {
                let validator = compiler.compile(&["components", "schemas", &name])?;
                schemas.insert(name, validator);
            }
        }
        Ok(Self { paths, schemas })
    }

    /// Holds the result of a patch against the schema of the whole.
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

    /// Finds what a path of a request is, as the framework finds its handler, which tries one pattern after another for it.
    pub(crate) fn path(&self, path: &str) -> Option<Arc<PathItem>> {
        let found = self.paths.at(path).ok()?;
        Some(Arc::clone(found.value))
    }
}

/// The schema of what a patch results in, by the schema of the patch.
fn patched(name: &str) -> Option<String> {
    name.strip_suffix("Patch")
        .map(|noun| format!("{noun}Input"))
}

/// The members of an object inside an object.
fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

impl PathItem {
    fn new(pattern: String, operations: BTreeMap<String, Arc<Operation>>) -> Self {
        let mut allow: Vec<&str> = operations.keys().map(String::as_str).collect();
        if allow.contains(&"GET") {
            allow.push("HEAD");
        }
        allow.push("OPTIONS");
        let allow = allow.join(", ");
        Self {
            pattern,
            operations,
            allow,
        }
    }

    pub(crate) fn operation(&self, method: &str) -> Option<&Arc<Operation>> {
        self.operations.get(method)
    }
}

impl Operation {
    fn new(compiler: &Compiler<'_>, operation: &Value, at: &[&str]) -> Result<Self, Broken> {
        let mut parameters = Vec::new();
        for (index, parameter) in operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            if parameter["in"] == "query" {
                let index = index.to_string();
                let at = [at, &["parameters", index.as_str()]].concat();
                parameters.push(Parameter::new(compiler, parameter, &at)?);
            }
        }
        let content = operation
            .pointer("/requestBody/content")
            .and_then(Value::as_object);
        let kinds: Vec<String> = content
            .into_iter()
            .flatten()
            .map(|(kind, _)| kind.clone())
            .collect();
        let body = match kinds.first() {
            None => None,
            Some(kind) => {
                let at = [at, &["requestBody", "content", kind, "schema"]].concat();
                Some((kinds.clone(), compiler.compile(&at)?))
            }
        };
        let id = operation["operationId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Ok(Self {
            id,
            parameters,
            body,
            creates: operation["responses"].get("201").is_some(),
        })
    }

    /// The operation that a request asks for, as the gate found it.
    pub(crate) fn of(request: &HttpRequest) -> Result<Arc<Self>, ApiError> {
        let found = request.extensions().get::<Arc<Self>>().cloned();
        found.ok_or_else(|| ApiError::internal("an operation that is not in the document"))
    }

    /// Whether it answers 201 with something new.
    pub(crate) fn creates(&self) -> bool {
        self.creates
    }

    /// Whether its body is a file.
    pub(crate) fn is_upload(&self) -> bool {
        let media_types = self.media_types();
        !media_types.is_empty() && !media_types.iter().any(|kind| kind.ends_with("json"))
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
