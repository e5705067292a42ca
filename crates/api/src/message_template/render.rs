//! Filling templates in from what is known.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    message::{Asked, Grounds, MessageTemplate, Subject, TemplateSubject, TemplateValue},
    outreach::Outreach,
    text::Notes,
    vocabulary::Vocabulary,
};
use persistence::{
    Executor, Transaction,
    message::{About, find_grounds},
    message_template::find,
    visit::find_window,
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    engine::{Filled, Values, fill},
    render_wire::{RenderingInput, RenderingResponse, ValueInput, WindowInput, values},
    wire::broken,
};
use crate::{
    error::ApiError,
    http::{Answer, Body, Caller, Reply, Write, caller::WriteMessages},
    wire::text,
};

/// Characters of a subject and of a body, at most.
const MAX_SUBJECT: usize = 200;
const MAX_BODY: usize = 20_000;

/// Render a template
///
/// The text as it would be, from what is known of the caller, the contact and what lies between them. What is missing
/// stands in it as a placeholder such as `[their name]` and is listed with the operation that provides it; a condition
/// leaves it out. A referrer is named only once they said that they may be. Without a window, that of the visit which the
/// outreach is linked to is asked for. Nothing is kept.
#[utoipa::path(operation_id = "render_message_template", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body = RenderingInput,
    responses((status = 200, description = "The text, and what it lacks", body = RenderingResponse)))]
#[post("/message-templates/{id}/render")]
async fn render_message_template(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
    body: Body<RenderingInput>,
) -> Result<Answer<RenderingResponse>, ApiError> {
    let owner = caller.owner;
    let given = (body.0.contact_id, body.0.outreach_id);
    let (mut asked, values) = body.0.read()?;
    write
        .run(owner, async |tx| {
            let template = super::found(tx, &write, owner, *id).await?.value;
            let (contact, outreach) = whom(tx, owner, given).await?;
            if asked.window.is_none() {
                let visiting = visiting(tx, owner, given.1, write.now()).await?;
                let window = visiting.map(|window| window.read("/window"));
                asked.window = window.transpose()?;
            }
            let about = About {
                contact,
                outreach,
                attachments: &[],
            };
            let grounds = grounds(tx, owner, about).await?;
            let (subject, body) = filled(&template, &grounds, &asked, values)?;
            Ok(Reply::plain(RenderingResponse::new(
                &template, subject, body,
            )))
        })
        .await
}

/// The contact and the outreach that a body names: of an outreach the contact follows.
pub(crate) async fn whom(
    db: &impl Executor,
    owner: Owner,
    (contact, outreach): (Option<Uuid>, Option<Uuid>),
) -> Result<(Option<Id<Contact>>, Option<Id<Outreach>>), ApiError> {
    let contact = contact.map(Id::new);
    let Some(outreach) = outreach.map(Id::<Outreach>::new) else {
        if let Some(contact) = contact
            && !workspace::exists(db, owner, contact).await?
        {
            return Err(ApiError::unknown_reference("/contact_id"));
        }
        return Ok((contact, None));
    };
    let found = persistence::outreach::find_contact(db, owner, outreach).await?;
    let of_outreach = found.ok_or_else(|| ApiError::unknown_reference("/outreach_id"))?;
    if contact.is_some_and(|contact| contact != of_outreach) {
        let detail = "must be the contact of the outreach";
        return Err(ApiError::field("/contact_id", "not_of_outreach", detail));
    }
    Ok((Some(of_outreach), Some(outreach)))
}

/// The window of an outreach where nobody names another: the visit that it is linked to, as long as that is not over (F45).
pub(crate) async fn visiting(
    db: &impl Executor,
    owner: Owner,
    outreach: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Option<WindowInput>, ApiError> {
    let Some(outreach) = outreach else {
        return Ok(None);
    };
    let window = find_window(db, owner, Id::new(outreach), now).await?;
    Ok(window.map(Into::into))
}

/// What is known about a message.
pub(crate) async fn grounds(
    db: &impl Executor,
    owner: Owner,
    about: About<'_>,
) -> Result<Grounds, ApiError> {
    let found = find_grounds(db, owner, about).await?;
    found.ok_or_else(ApiError::not_found)
}

/// Subject and body, from what is known and, before that, from what the request says.
fn filled(
    template: &MessageTemplate,
    grounds: &Grounds,
    asked: &Asked,
    said: Values,
) -> Result<(Option<Filled>, Filled), ApiError> {
    let locale = &template.locale;
    let known = TemplateValue::ALL.iter().filter_map(|value| {
        let known = grounds.value(*value, asked, locale)?;
        Some((*value, known))
    });
    let mut all: Values = known.collect();
    all.extend(said);
    let subject = template.subject.as_ref().map(TemplateSubject::as_str);
    let subject =
        subject.map(|subject| fill(subject, locale, &all, MAX_SUBJECT).map_err(broken("/subject")));
    let body = fill(template.body.as_str(), locale, &all, MAX_BODY).map_err(broken("/body"))?;
    Ok((subject.transpose()?, body))
}

/// What to write a message from.
pub(crate) struct Wanted<'a> {
    pub(crate) template: Uuid,
    pub(crate) values: &'a [ValueInput],
    pub(crate) about: About<'a>,
    pub(crate) asked: Asked,
}

/// A template, and subject and body as it makes them.
pub(crate) type Written = (Stored<MessageTemplate>, Option<Subject>, Notes);

/// Writes the text of a message from a template that the body names at `/template`.
pub(crate) async fn write_from(
    tx: &Transaction,
    owner: Owner,
    wanted: Wanted<'_>,
) -> Result<Written, ApiError> {
    let template = find(tx, owner, Id::new(wanted.template)).await?;
    let template = template.ok_or_else(|| ApiError::unknown_reference("/template/id"))?;
    let said = values("/template/values", wanted.values)?;
    let grounds = grounds(tx, owner, wanted.about).await?;
    let (subject, body) = filled(&template.value, &grounds, &wanted.asked, said)?;
    let subject = subject
        .map(|subject| text("/subject", &subject.text))
        .transpose()?;
    Ok((template, subject, text("/body", &body.text)?))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(render_message_template);
}
