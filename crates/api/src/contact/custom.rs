//! The values of custom fields, on the wire.

use std::collections::BTreeMap;

use domain::{
    contact::{Contact, CustomValue, CustomValues, FieldKey, Number},
    custom_field::Misfit,
};
use persistence::{Transaction, custom_field::all, workspace::Owner};
use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema, Type};

use crate::{
    error::{ApiError, FieldError},
    http::json::escape,
    wire::text,
};

/// An object whose members are texts, numbers, truth values or, where nothing is said, null.
pub(super) fn schema() -> RefOr<Schema> {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(2000));
    let value = OneOfBuilder::new()
        .item(text)
        .item(
            ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(-Number::MAX))
                .maximum(Some(Number::MAX)),
        )
        .item(ObjectBuilder::new().schema_type(Type::Boolean))
        .item(ObjectBuilder::new().schema_type(Type::Null));
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(
            "Values by the keys of the caller's custom fields. A patch changes those it names; null clears one.",
        ))
        .additional_properties(Some(Schema::from(value.build())))
        .max_properties(Some(CustomValues::MAX))
        .into()
}

/// What is null is left out.
pub(super) fn read(given: BTreeMap<String, Value>) -> Result<CustomValues, ApiError> {
    let said = given.into_iter().filter(|(_, value)| !value.is_null());
    let values = said.map(|(key, value)| {
        let pointer = format!("/custom/{}", escape(&key));
        let key = FieldKey::parse(&key)
            .map_err(|invalid| ApiError::field(&pointer, "unknown_field", invalid))?;
        Ok((key, scalar(&pointer, &value)?))
    });
    let values = values.collect::<Result<_, ApiError>>()?;
    CustomValues::new(values)
        .map_err(|too_many| ApiError::field("/custom", "max_properties", too_many))
}

fn scalar(pointer: &str, value: &Value) -> Result<CustomValue, ApiError> {
    if let Some(value) = value.as_bool() {
        Ok(CustomValue::Boolean(value))
    } else if let Some(value) = value.as_f64() {
        let number = Number::new(value);
        let number = number.map_err(|outside| ApiError::field(pointer, "range", outside))?;
        Ok(CustomValue::Number(number))
    } else {
        let value = value.as_str().unwrap_or_default();
        text(pointer, value).map(CustomValue::Text)
    }
}

/// Holds what a contact says anew against the fields that the person has declared; looks them up only then.
pub(crate) async fn admit(
    tx: &Transaction,
    owner: Owner,
    before: Option<&Contact>,
    wanted: &Contact,
) -> Result<(), ApiError> {
    let kept = |key: &FieldKey| before.and_then(|contact| contact.custom.get(key));
    let new = wanted.custom.iter();
    let new: Vec<_> = new
        .filter(|(key, value)| kept(key) != Some(*value))
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    let fields = all(tx, owner).await?;
    let refused = new.into_iter().filter_map(|(key, value)| {
        let pointer = format!("/custom/{}", key.as_str());
        let Some(field) = fields.iter().find(|field| field.key == *key) else {
            let detail = "is no custom field of yours";
            return Some(FieldError::at(&pointer, "unknown_field", detail));
        };
        let misfit = field.check(value).err()?;
        let code = match misfit {
            Misfit::Kind { .. } => "type",
            Misfit::NotAChoice { .. } => "enum",
        };
        Some(FieldError::at(&pointer, code, misfit))
    });
    let refused: Vec<_> = refused.collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(ApiError::invalid(refused))
    }
}

/// Whole numbers are written as such.
pub(super) fn write(values: &CustomValues) -> BTreeMap<String, Value> {
    let members = values.iter().map(|(key, value)| {
        let value = match value {
            CustomValue::Text(value) => Value::from(value.as_str()),
            CustomValue::Boolean(value) => Value::from(*value),
            CustomValue::Number(value) => {
                let number = value.get();
                let whole = number.to_string().parse::<i64>();
                whole.map_or_else(|_fraction| Value::from(number), Value::from)
            }
        };
        (key.as_str().to_owned(), value)
    });
    members.collect()
}
