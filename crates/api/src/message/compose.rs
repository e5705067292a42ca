//! From what a body says to a message: by its own words, or written from a template.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    at_most::AtMost,
    document::Document,
    locale::Locale,
    message::{
        Asked, ChosenTemplate, Message, MessageKind, NewLearning, State, Subject, check_subject,
    },
    text::Notes,
};
use persistence::{Transaction, message::About, workspace::Owner};
use uuid::Uuid;

use super::wire::{FromTemplateInput, MessageInput};
use crate::{
    error::ApiError,
    message_template::{Wanted, language, visiting, whom, write_from},
    wire::{Word, optional_text, text, texts, whole},
};

impl MessageInput {
    /// The same, asking for the days of the visit that the outreach is linked to where it names no others.
    pub(super) async fn while_visiting(
        self,
        tx: &Transaction,
        owner: Owner,
        now: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let window = match self.window {
            None => visiting(tx, owner, self.outreach_id, now).await?,
            given => given,
        };
        Ok(Self { window, ..self })
    }

    /// The draft that the body describes; `before` is what it was written from until now.
    pub(super) async fn compose(
        self,
        tx: &Transaction,
        owner: Owner,
        before: Option<ChosenTemplate>,
    ) -> Result<Message, ApiError> {
        let (contact_id, outreach_id) =
            whom(tx, owner, (self.contact_id, self.outreach_id)).await?;
        let learnings = texts("/learnings", &self.learnings)?;
        let asked = self.asked(&learnings)?;
        let about = About {
            contact: contact_id,
            outreach: outreach_id,
            attachments: &[],
        };
        let said = Said::read(&self, tx, owner, about, &asked).await?;
        check_subject(said.kind, said.subject.is_some())
            .map_err(|refused| ApiError::field("/subject", "no_subject", refused))?;
        Ok(Message {
            contact_id,
            outreach_id,
            template: said.template.or(before),
            kind: said.kind,
            channel: self.channel.map(|Word(channel)| channel),
            subject: said.subject,
            body: said.body,
            language: said.language,
            attachments: attachments(&self.attachments)?,
            requested_minutes: asked.minutes,
            window: asked.window,
            learnings,
            is_resume_asked_for: self.is_resume_asked_for,
            state: State::Draft,
        })
    }

    /// What it asks for; `learnings` are what was new.
    fn asked(&self, learnings: &AtMost<NewLearning, 10>) -> Result<Asked, ApiError> {
        let minutes = self.requested_minutes;
        let minutes = minutes.map(|minutes| whole("/requested_minutes", minutes));
        let window = self.window.as_ref().map(|window| window.read("/window"));
        Ok(Asked {
            minutes: minutes.transpose()?,
            mode: None,
            window: window.transpose()?,
            learning: learnings.as_slice().first().cloned(),
        })
    }
}

fn attachments(given: &[Uuid]) -> Result<AtMost<Id<Document>, 10>, ApiError> {
    let mut seen = BTreeSet::new();
    if let Some(index) = given.iter().position(|id| !seen.insert(*id)) {
        let detail = "must name each document once";
        return Err(ApiError::field(
            &format!("/attachments/{index}"),
            "repeated",
            detail,
        ));
    }
    AtMost::new(given.iter().copied().map(Id::new).collect())
        .map_err(|too_many| ApiError::field("/attachments", "max_items", too_many))
}

/// The text of a message, and what it was written from.
struct Said {
    template: Option<ChosenTemplate>,
    kind: MessageKind,
    subject: Option<Subject>,
    body: Notes,
    language: Option<Locale>,
}

impl Said {
    async fn read(
        input: &MessageInput,
        tx: &Transaction,
        owner: Owner,
        about: About<'_>,
        asked: &Asked,
    ) -> Result<Self, ApiError> {
        let tag = input.language.as_deref();
        let given = tag.map(|tag| language("/language", tag)).transpose()?;
        let kind = input.kind.map(|Word(kind)| kind);
        let Some(FromTemplateInput { id, mode, values }) = &input.template else {
            let body = input.body.as_deref().ok_or_else(|| needed("/body"))?;
            return Ok(Self {
                template: None,
                kind: kind.ok_or_else(|| needed("/kind"))?,
                subject: optional_text("/subject", input.subject.as_deref())?,
                body: text("/body", body)?,
                language: given,
            });
        };
        let asked = Asked {
            mode: mode.map(|Word(mode)| mode),
            ..asked.clone()
        };
        let wanted = Wanted {
            template: *id,
            values,
            about,
            asked,
        };
        let (template, subject, body) = write_from(tx, owner, wanted).await?;
        if kind.is_some_and(|kind| kind != template.value.kind) {
            let detail = format!(
                "must be left out or be {}, as the template is",
                template.value.kind
            );
            return Err(ApiError::field("/kind", "not_of_template", detail));
        }
        Ok(Self {
            template: Some(ChosenTemplate {
                id: template.id,
                origin: template.value.origin,
            }),
            kind: template.value.kind,
            subject,
            body,
            language: given.or(Some(template.value.locale)),
        })
    }
}

fn needed(pointer: &str) -> ApiError {
    ApiError::field(pointer, "required", "is needed without a template")
}
