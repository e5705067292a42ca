//! Custom fields over HTTP (user ask 8).

use actix_web::{delete, get, patch, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    contact::FieldKey,
    custom_field::{self, Choices, Content, CustomField, InvalidContent},
    phrases::InvalidPhrases,
};
use persistence::{custom_field::is_used, workspace::Filter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Reply, Write,
        caller::{ReadContacts, WriteContacts},
    },
    wire::{RecordSort, Word, text, text_code, whole},
};

type FieldKind = Word<custom_field::FieldKind>;
type CustomFieldPatch = Patch<CustomFieldInput>;

/// A field for all contacts of the caller's.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "key": "pronouns", "label": "Pronouns", "kind": "choice", "choices": ["she/her", "he/him", "they/them"], "position": 1
}))]
struct CustomFieldInput {
    /// The name of the member in `custom` of a contact. Unique, and never changed.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z][a-z0-9_]*$")]
    key: String,
    /// What to call it in a form.
    #[schema(min_length = 1, max_length = 200)]
    label: String,
    /// Never changed: values depend on it.
    kind: FieldKind,
    /// What a choice is between. A value that was chosen before stays when its choice is taken away.
    #[serde(default)]
    #[schema(max_items = 50, min_length = 1, max_length = 100)]
    choices: Vec<String>,
    /// The place in a form, 0 when it is not given; several fields may have the same.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1000)]
    position: i16,
}

/// A field for all contacts of the caller's.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CustomField, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "custom_field",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "key": "pronouns", "label": "Pronouns", "kind": "choice", "choices": ["she/her", "he/him", "they/them"], "position": 1
}))]
struct CustomFieldResponse {
    id: Uuid,
    /// Always `custom_field`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 40)]
    key: String,
    #[schema(max_length = 200)]
    label: String,
    kind: FieldKind,
    #[schema(max_items = 50, max_length = 100)]
    choices: Vec<String>,
    #[schema(minimum = 0, maximum = 1000)]
    position: i16,
}

impl From<Stored<CustomField>> for CustomFieldResponse {
    fn from(stored: Stored<CustomField>) -> Self {
        let CustomField {
            key,
            label,
            content,
            position,
        } = stored.value;
        Self {
            id: stored.id.uuid(),
            object: "custom_field",
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            key: key.as_str().to_owned(),
            label: label.into_string(),
            kind: Word(content.kind()),
            choices: content.choices(),
            position: position.get(),
        }
    }
}

impl From<&CustomField> for CustomFieldInput {
    fn from(field: &CustomField) -> Self {
        let CustomField {
            key,
            label,
            content,
            position,
        } = field;
        Self {
            key: key.as_str().to_owned(),
            label: Text::to_string(label),
            kind: Word(content.kind()),
            choices: content.choices(),
            position: position.get(),
        }
    }
}

impl TryFrom<CustomFieldInput> for CustomField {
    type Error = ApiError;

    fn try_from(input: CustomFieldInput) -> Result<Self, ApiError> {
        let CustomFieldInput {
            key,
            label,
            kind: Word(kind),
            choices,
            position,
        } = input;
        let choices = Choices::parse(choices).map_err(|refused| {
            let code = match refused {
                InvalidPhrases::TooMany { .. } => "max_items",
                InvalidPhrases::Item { problem, .. } => text_code(problem),
            };
            ApiError::field(&format!("/{}", refused.path("choices")), code, refused)
        })?;
        let content = Content::new(kind, choices).map_err(|refused| {
            let code = match refused {
                InvalidContent::NoChoices => "min_items",
                InvalidContent::ChoicesWithoutChoice => "not_a_choice",
            };
            ApiError::field("/choices", code, refused)
        })?;
        Ok(Self {
            key: FieldKey::parse(&key)
                .map_err(|invalid| ApiError::field("/key", "pattern", invalid))?,
            label: text("/label", &label)?,
            content,
            position: whole("/position", position)?,
        })
    }
}

/// Declare a custom field
///
/// Then `custom` of a contact takes values under its key. A person has at most 50 fields.
#[utoipa::path(operation_id = "create_custom_field", tag = "custom-fields", security(("bearer" = ["contacts:write"])),
    request_body = CustomFieldInput,
    responses(
        (status = 201, description = "The field", body = CustomFieldResponse),
        (status = 409, body = Problem,
            description = "`custom_field_exists`: another field has the key; `limit_reached`: there are 50"),
    ))]
#[post("/custom-fields")]
async fn create_custom_field(
    caller: Caller<WriteContacts>,
    write: Write,
    body: Body<CustomFieldInput>,
) -> Result<Answer<CustomFieldResponse>, ApiError> {
    let owner = caller.owner;
    let admit = async |tx: &_, _, _: &_| {
        if persistence::custom_field::all(tx, owner).await?.len() < CustomField::MAX {
            return Ok(());
        }
        let detail = "There are as many custom fields as there can be. Delete one first.";
        Err(ApiError::new(Code::LimitReached, detail))
    };
    let field = CustomField::try_from(body.0)?;
    write.create(owner, "/v1/custom-fields", field, admit).await
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListCustomFields {
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// List custom fields
#[utoipa::path(operation_id = "list_custom_fields", tag = "custom-fields", security(("bearer" = ["contacts:read"])),
    params(ListCustomFields, PageQuery),
    responses((status = 200, description = "One page of the caller's fields", body = Page<CustomFieldResponse>)))]
#[get("/custom-fields")]
async fn list_custom_fields(
    caller: Caller<ReadContacts>,
    read: Read,
    list: Query<ListCustomFields>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<CustomFieldResponse>>, ApiError> {
    let sort = RecordSort::word(list.0.sort);
    read.page::<CustomField, _>(caller.owner, Filter::default(), sort, page.0)
        .await
}

/// Find a custom field
#[utoipa::path(operation_id = "find_custom_field", tag = "custom-fields", security(("bearer" = ["contacts:read"])),
    responses((status = 200, description = "The field", body = CustomFieldResponse)))]
#[get("/custom-fields/{id}")]
async fn find_custom_field(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<CustomFieldResponse>, ApiError> {
    read.one::<CustomField, _>(caller.owner, *id).await
}

/// Change a custom field
///
/// Its label, choices and position. Key and kind never change.
#[utoipa::path(operation_id = "update_custom_field", tag = "custom-fields", security(("bearer" = ["contacts:write"])),
    request_body(content = CustomFieldPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The field as it now is", body = CustomFieldResponse)))]
#[patch("/custom-fields/{id}")]
async fn update_custom_field(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
    patch: CustomFieldPatch,
) -> Result<Answer<CustomFieldResponse>, ApiError> {
    let admit = async |_: &_, current: &Stored<CustomField>, wanted: CustomField| {
        let before = &current.value;
        let pointer = if wanted.key != before.key {
            "/key"
        } else if wanted.content.kind() != before.content.kind() {
            "/kind"
        } else {
            return Ok(wanted);
        };
        Err(ApiError::field(pointer, "immutable", "never changes"))
    };
    write.patch(caller.owner, *id, patch, admit).await
}

/// Delete a custom field
#[utoipa::path(operation_id = "delete_custom_field", tag = "custom-fields", security(("bearer" = ["contacts:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`in_use`: a contact has a value of it", body = Problem),
    ))]
#[delete("/custom-fields/{id}")]
async fn delete_custom_field(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let field = write.find_for_update::<CustomField>(tx, owner, *id).await?;
            if is_used(tx, owner, &field.value.key).await? {
                let detail = "A contact has a value of it. Clear that first.";
                return Err(ApiError::new(Code::InUse, detail));
            }
            persistence::workspace::delete(tx, owner, field.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_custom_field)
        .service(list_custom_fields)
        .service(find_custom_field)
        .service(update_custom_field)
        .service(delete_custom_field);
}

crate::change::shown_as!(CustomField => CustomFieldResponse);
