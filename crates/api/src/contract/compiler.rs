//! Compiles schemas where they stand in the document, so that what they share is read once.

use jsonschema::{PatternOptions, Registry, RegistryBuilder, Validator};
use serde_json::{Value, json};

use crate::http::json::pointer;

/// The address of the document among the compiler's resources; nothing is ever fetched from it.
const ADDRESS: &str = "rapport:///openapi.json";

/// A document that contradicts itself.
#[derive(Debug, thiserror::Error)]
#[error("the document is broken at {at}: {why}")]
pub struct Broken {
    at: String,
    why: String,
}

/// A document whose schemas can be compiled.
pub(super) struct Compiler<'a> {
    pub(super) document: &'a Value,
    registry: Registry<'a>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(document: &'a Value) -> Result<Self, Broken> {
        let registry = Registry::new()
            .add(ADDRESS, document)
            .and_then(RegistryBuilder::prepare);
        let registry = registry.map_err(|error| broken(ADDRESS, &error))?;
        Ok(Self { document, registry })
    }

    /// The schema at the end of a path of member names.
    pub(super) fn compile(&self, path: &[&str]) -> Result<Validator, Broken> {
        let pointer = pointer(path.iter().copied());
        // Path templates have braces, which a URI's fragment must spell out.
        let fragment = pointer.replace('{', "%7B").replace('}', "%7D");
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .with_pattern_options(PatternOptions::regex())
            .with_registry(&self.registry)
            .build(&json!({ "$ref": format!("{ADDRESS}#{fragment}") }))
            .map_err(|error| broken(&pointer, &error))
    }
}

pub(super) fn broken(at: &str, why: &impl ToString) -> Broken {
    Broken {
        at: at.to_owned(),
        why: why.to_string(),
    }
}
