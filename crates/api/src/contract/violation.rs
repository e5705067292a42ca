//! Violations of a schema in words that name the field.

use std::fmt::Write;

use jsonschema::{
    JsonType, ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use crate::{error::FieldError, http::json::escape};

/// At most this many are told; the first ones are enough to go on with.
const MOST: usize = 50;

/// Every way in which a value does not fit.
pub(super) fn collect(validator: &Validator, value: &Value, errors: &mut Vec<FieldError>) {
    for error in validator.iter_errors(value).take(MOST) {
        explain(&error, errors);
    }
    errors.truncate(MOST);
}

fn explain(error: &ValidationError<'_>, errors: &mut Vec<FieldError>) {
    let at = error.instance_path().as_str();
    let mut say = |pointer: &str, detail: String| {
        errors.push(FieldError::at(pointer, &code(error.kind()), detail));
    };
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            say(&format!("{at}/{}", escape(name)), "is required".to_owned());
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                say(
                    &format!("{at}/{}", escape(name)),
                    "is not known here".to_owned(),
                );
            }
        }
        // Of the alternatives, the one that came closest says most: null, or the thing itself.
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } => {
            match context
                .iter()
                .filter(|branch| !branch.iter().any(is_about_null))
                .min_by_key(|branch| branch.len())
            {
                Some(branch) => branch.iter().for_each(|error| explain(error, errors)),
                None => say(at, "does not fit any of what is accepted".to_owned()),
            }
        }
        kind => say(at, describe(kind)),
    }
}

/// Whether an alternative failed only because it is `null`.
fn is_about_null(error: &ValidationError<'_>) -> bool {
    matches!(
        error.kind(),
        Kind::Type {
            kind: TypeKind::Single(JsonType::Null)
        }
    )
}

fn code(kind: &Kind) -> String {
    let mut code = String::new();
    for letter in kind.keyword().chars() {
        if letter.is_ascii_uppercase() {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
    }
    if code == "additional_properties" {
        "unknown_member".to_owned()
    } else {
        code
    }
}

fn describe(kind: &Kind) -> String {
    match kind {
        Kind::MaxLength { limit } => format!("must have at most {limit} characters"),
        Kind::MinLength { limit: 1 } => "must not be empty".to_owned(),
        Kind::MinLength { limit } => format!("must have at least {limit} characters"),
        Kind::Maximum { limit } => format!("must be at most {limit}"),
        Kind::Minimum { limit } => format!("must be at least {limit}"),
        Kind::MaxItems { limit } => format!("must have at most {limit} items"),
        Kind::MinItems { limit } => format!("must have at least {limit} items"),
        Kind::MinProperties { limit } => format!("must name at least {limit} members"),
        Kind::UniqueItems => "must not repeat an item".to_owned(),
        Kind::Pattern { pattern } => format!("must match {pattern}"),
        Kind::Format { format } => format!("must be a {format}"),
        Kind::Type { kind } => format!("must be {}", types(kind)),
        Kind::Enum { options } => {
            let mut list = "must be one of".to_owned();
            for option in options.as_array().into_iter().flatten() {
                let _infallible = write!(list, " {option}");
            }
            list
        }
        other => format!("breaks the rule {}", other.keyword()),
    }
}

fn types(kind: &TypeKind) -> String {
    let name = |kind: JsonType| match kind {
        JsonType::Object => "an object".to_owned(),
        JsonType::Array => "an array".to_owned(),
        JsonType::Integer => "an integer".to_owned(),
        JsonType::Null => "null".to_owned(),
        other => format!("a {other}"),
    };
    match kind {
        TypeKind::Single(single) => name(*single),
        TypeKind::Multiple(several) => several.iter().map(name).collect::<Vec<_>>().join(" or "),
    }
}
