//! Messages in the database, with what goes along and what they said before.

mod attachment;
mod grounds;
mod version;

use domain::{
    Id, Stored, Text,
    contact::Contact,
    locale::Locale,
    message::{
        ChosenTemplate, Message, MessageKind, MessageState, Sent, State, TemplateOrigin, Window,
    },
    outreach::{Attempt, Outreach},
    vocabulary::Vocabulary,
    whole::Whole,
};
use sea_orm::{ActiveValue::NotSet, Set};

pub use self::grounds::{About, find_grounds};
use crate::{
    Error, Executor,
    column::Cells,
    entity::message::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Owner, Resource},
};

impl Resource for Message {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let cells = Cells::of("message", row.id);
        let state = read_state(cells, &row)?;
        let window = read_window(cells, &row)?;
        let template = read_template(&row);
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            outreach_id,
            kind,
            channel,
            subject,
            body,
            language,
            requested_minutes,
            learnings,
            is_resume_asked_for,
            ..
        } = row;
        let minutes = requested_minutes.map(|minutes| cells.whole("requested_minutes", minutes));
        let language = language.as_deref().map(Locale::parse).transpose();
        let value = Self {
            contact_id: contact_id.map(Id::new),
            outreach_id: outreach_id.map(Id::new),
            template,
            kind: cells.word("kind", &kind)?,
            channel: cells.optional_word("channel", channel.as_deref())?,
            subject: cells.optional_text("subject", subject.as_deref())?,
            body: cells.text("body", &body)?,
            language: language.map_err(|_invalid| cells.corrupt("language"))?,
            // `read_children` brings them.
            attachments: domain::at_most::AtMost::default(),
            requested_minutes: minutes.transpose()?,
            window,
            learnings: cells.several("learnings", &learnings)?,
            is_resume_asked_for,
            state,
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            contact_id,
            outreach_id,
            template,
            kind,
            channel,
            subject,
            body,
            language,
            attachments: _,
            requested_minutes,
            window,
            learnings,
            is_resume_asked_for,
            state,
        } = self;
        let sent = match state {
            State::Draft => None,
            State::Sent(sent) => Some(sent),
        };
        let channel = sent.map(|sent| sent.channel).or(*channel);
        let template = |origin| {
            let chosen = template.filter(|chosen| chosen.origin == origin);
            chosen.map(|chosen| chosen.id.uuid())
        };
        let window = window.as_ref();
        let place = window.and_then(|window| window.place.as_ref());
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(contact_id.map(Id::uuid)),
            outreach_id: Set(outreach_id.map(Id::uuid)),
            system_template_id: Set(template(TemplateOrigin::System)),
            message_template_id: Set(template(TemplateOrigin::Own)),
            kind: Set(kind.to_string()),
            channel: Set(channel.map(|channel| channel.to_string())),
            subject: Set(subject.as_ref().map(Text::to_string)),
            body: Set(body.to_string()),
            language: Set(language.as_ref().map(Locale::to_string)),
            requested_minutes: Set(requested_minutes.map(Whole::get)),
            window_from: Set(window.map(Window::from)),
            window_to: Set(window.map(Window::to)),
            window_place: Set(place.map(Text::to_string)),
            learnings: Set(learnings.as_slice().iter().map(Text::to_string).collect()),
            is_resume_asked_for: Set(*is_resume_asked_for),
            state: Set(self.state_word().to_string()),
            sent_at: Set(sent.map(|sent| sent.at)),
            attempt_id: Set(sent.and_then(|sent| sent.attempt_id).map(Id::uuid)),
            override_reason: Set(sent
                .and_then(|sent| sent.override_reason.as_ref())
                .map(Text::to_string)),
        }
    }

    async fn read_children(
        db: &impl Executor,
        owner: Owner,
        rows: &mut [Stored<Self>],
    ) -> Result<(), Error> {
        attachment::read(db, owner, rows).await
    }

    async fn write_children(
        db: &impl Executor,
        owner: Owner,
        saved: &Stored<Self>,
    ) -> Result<(), Error> {
        attachment::keep(db, owner, saved).await
    }
}

fn read_state(cells: Cells, row: &Model) -> Result<State, Error> {
    Ok(match cells.word("state", &row.state)? {
        MessageState::Draft => State::Draft,
        MessageState::Sent => State::Sent(Sent {
            at: row.sent_at.ok_or_else(|| cells.corrupt("sent_at"))?,
            channel: cells.word("channel", row.channel.as_deref().unwrap_or_default())?,
            attempt_id: row.attempt_id.map(Id::new),
            override_reason: cells
                .optional_text("override_reason", row.override_reason.as_deref())?,
        }),
    })
}

fn read_window(cells: Cells, row: &Model) -> Result<Option<Window>, Error> {
    let Some((from, to)) = row.window_from.zip(row.window_to) else {
        return Ok(None);
    };
    let place = cells.optional_text("window_place", row.window_place.as_deref())?;
    let window = Window::new(from, to, place);
    Ok(Some(
        window.map_err(|_ends_first| cells.corrupt("window_to"))?,
    ))
}

fn read_template(row: &Model) -> Option<ChosenTemplate> {
    let of = |origin| {
        move |id| ChosenTemplate {
            id: Id::new(id),
            origin,
        }
    };
    let own = row.message_template_id.map(of(TemplateOrigin::Own));
    own.or_else(|| row.system_template_id.map(of(TemplateOrigin::System)))
}

/// Which messages a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub contact_id: Option<Id<Contact>>,
    pub outreach_id: Option<Id<Outreach>>,
    pub attempt_id: Option<Id<Attempt>>,
    pub kinds: Vec<MessageKind>,
    pub state: Option<MessageState>,
}

/// The messages that meet all the criteria.
pub fn filter(criteria: &Criteria) -> Filter {
    let Criteria {
        contact_id,
        outreach_id,
        attempt_id,
        kinds,
        state,
    } = criteria;
    Filter::default()
        .any_of(Column::ContactId, contact_id.map(Id::uuid))
        .any_of(Column::OutreachId, outreach_id.map(Id::uuid))
        .any_of(Column::AttemptId, attempt_id.map(Id::uuid))
        .any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()))
        .any_of(Column::State, state.map(Vocabulary::as_str))
}
