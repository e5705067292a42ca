//! What a template can mention, as a list for those who write one.

use actix_web::get;
use domain::{
    message::{TemplateBlock, TemplateValue},
    vocabulary::Vocabulary,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadMessages},
};

/// Something that a template can mention.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MessageTemplateValue, example = json!({
    "object": "message_template_value", "name": "contact.name", "means": "Their name", "text": null,
    "placeholder": "[their name]", "operation_id": "create_contact"
}))]
struct ValueResponse {
    /// Always `message_template_value`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// As it stands between the braces.
    #[schema(max_length = 50)]
    name: &'static str,
    #[schema(max_length = 200)]
    means: &'static str,
    /// The words of a block; null for a value.
    #[schema(max_length = 500)]
    text: Option<&'static str>,
    /// What stands in the text while the value is missing; null for a block.
    #[schema(max_length = 50)]
    placeholder: Option<&'static str>,
    /// The operation that provides the value; null for a block.
    #[schema(max_length = 50)]
    operation_id: Option<&'static str>,
}

impl From<TemplateValue> for ValueResponse {
    fn from(value: TemplateValue) -> Self {
        let described = value.describe();
        Self {
            object: "message_template_value",
            name: value.as_str(),
            means: described.means,
            text: None,
            placeholder: Some(described.placeholder),
            operation_id: Some(described.operation_id),
        }
    }
}

impl From<TemplateBlock> for ValueResponse {
    fn from(block: TemplateBlock) -> Self {
        Self {
            object: "message_template_value",
            name: block.as_str(),
            means: block.means(),
            text: Some(block.text()),
            placeholder: None,
            operation_id: None,
        }
    }
}

/// List what a template can mention
///
/// Values, each with the operation that provides it, and blocks, which are texts with values of their own.
#[utoipa::path(operation_id = "list_message_template_values", tag = "messages",
    security(("bearer" = ["messages:read"])), params(PageQuery),
    responses((status = 200, description = "One page of values and blocks", body = Page<ValueResponse>)))]
#[get("/message-template-values")]
async fn list_message_template_values(
    caller: Caller<ReadMessages>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ValueResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let values = TemplateValue::ALL.iter().map(|value| (*value).into());
    let blocks = TemplateBlock::ALL.iter().map(|block| (*block).into());
    paging.fixed(values.chain(blocks))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_message_template_values);
}
