//! What the document says of the requests that the service sends.

use serde_json::{Value, json};
use utoipa::ToSchema;

use super::wire::EventBody;

/// Describes the messages to endpoints.
pub(crate) fn complete(document: &mut Value) {
    let header = |name: &str, description: &str, schema: Value, example: &str| {
        json!({
            "name": name, "in": "header", "required": true, "description": description, "schema": schema,
            "example": example,
        })
    };
    let text = |length: u32| json!({ "type": "string", "maxLength": length });
    let schema = format!("/components/schemas/{}", EventBody::name());
    let example = document.pointer(&format!("{schema}/examples/0")).cloned();
    let answer = |description: &str| json!({ "description": description });
    if let Value::Object(members) = document {
        members.insert("webhooks".to_owned(), json!({ "event": { "post": {
            "operationId": "receive_event",
            "tags": ["webhooks"],
            "summary": "Receive an event",
            "description": "What the service posts to an endpoint: signed as Standard Webhooks 1.0.0 has it, at least once, in \
                the order of the changes as long as all goes well.",
            "security": [],
            "parameters": [
                header("webhook-id", "The id of the message, the same at every try", text(36),
                    "019b76da-a800-7000-8000-000000000008"),
                header("webhook-timestamp", "When it was sent, in seconds since 1970; refuse what is older than five minutes",
                    text(20), "1767603600"),
                header("webhook-signature", "Signatures by the secrets that are good now, divided by spaces: `v1,` and the \
                    base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`", text(200),
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ],
            "requestBody": {
                "required": true,
                "description": "See the schema.",
                "content": { "application/json": { "schema": { "$ref": format!("#{schema}") }, "example": example } },
            },
            "responses": {
                "2XX": answer("It was taken"),
                "410": answer("Nothing more is wanted: the endpoint is disabled"),
                "4XX": answer("It is sent again later; with 429 and Retry-After not before then"),
                "5XX": answer("It is sent again later; with 503 and Retry-After not before then"),
            },
        } } }));
    }
}
