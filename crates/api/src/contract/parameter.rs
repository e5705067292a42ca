//! Query parameters: read from text into what their schema says, then checked by it.

use jsonschema::Validator;
use serde_json::{Number, Value};

use super::{Broken, Compiler, violation};
use crate::error::FieldError;

/// One query parameter of the document.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_required: bool,
    kind: Kind,
    validator: Validator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    /// A decimal number, such as a coordinate.
    Number,
    Boolean,
    /// Separated by commas, or the parameter repeated.
    List,
}

impl Parameter {
    pub(super) fn new(
        compiler: &Compiler<'_>,
        parameter: &Value,
        at: &[&str],
    ) -> Result<Self, Broken> {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let schema = &parameter["schema"];
        let resolved = schema["$ref"]
            .as_str()
            .and_then(|path| compiler.document.pointer(path.trim_start_matches('#')));
        let kind = match resolved.unwrap_or(schema)["type"].as_str() {
            Some("integer") => Kind::Integer,
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            Some("array") => Kind::List,
            _ => Kind::Text,
        };
        let validator = compiler.compile(&[at, &["schema"]].concat())?;
        Ok(Self {
            name,
            is_required: parameter["required"] == true,
            kind,
            validator,
        })
    }

    /// The value of the parameter given by `texts`, in the order they were given.
    pub(crate) fn read(&self, texts: &[String], errors: &mut Vec<FieldError>) -> Value {
        if texts.len() > 1 && self.kind != Kind::List {
            errors.push(FieldError::parameter(
                &self.name,
                "repeated",
                "must be given once",
            ));
        }
        let only = texts.first().map(String::as_str).unwrap_or_default();
        let text = || Value::String(only.to_owned());
        let value = match self.kind {
            Kind::Text => text(),
            Kind::Integer => only.parse::<i64>().map_or_else(|_| text(), Value::from),
            // Infinity and NaN have no form in JSON and stay text.
            Kind::Number => only
                .parse::<f64>()
                .ok()
                .and_then(Number::from_f64)
                .map_or_else(text, Value::Number),
            Kind::Boolean => only.parse::<bool>().map_or_else(|_| text(), Value::Bool),
            Kind::List => texts
                .iter()
                .flat_map(|text| text.split(','))
                .map(Value::from)
                .collect(),
        };
        let mut found = Vec::new();
        violation::collect(&self.validator, &value, &mut found);
        errors.extend(found.into_iter().map(|error| FieldError {
            pointer: None,
            parameter: Some(self.name.clone()),
            ..error
        }));
        if texts.iter().any(|text| text.contains('\0')) {
            errors.push(FieldError::parameter(
                &self.name,
                "nul",
                "must not contain the character U+0000",
            ));
        }
        value
    }
}
