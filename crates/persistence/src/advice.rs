//! Advice in the database.

use domain::{
    Id, Stored, Text,
    advice::{Advice, AdviceState, Application, Course, Decision, Refusal, Report, Resolve, State},
    contact::Contact,
    interview::Interview,
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::advice::{ActiveModel, Column, Entity, Model},
    select,
    workspace::{Filter, Owner, Resource},
};

impl Resource for Advice {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let state = read_state(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            theme_id,
            interview_id,
            what,
            given_on,
            state: _,
            decided_at: _,
            decision_reason: _,
            applied_at: _,
            result: _,
            reported_at: _,
            message_id: _,
            report_note: _,
        } = row;
        let value = Self {
            contact_id: Id::new(contact_id),
            theme_id: theme_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            what: Cells::of("advice", id).text("what", &what)?,
            given_on,
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
            theme_id,
            interview_id,
            what,
            given_on,
            state,
        } = self;
        let (decided_at, reason) = state.decision().unzip();
        let (application, report) = (state.application(), state.report());
        let note = report.and_then(|report| report.note.as_ref());
        let message = report.and_then(|report| report.message_id);
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(contact_id.uuid()),
            theme_id: Set(theme_id.map(Id::uuid)),
            interview_id: Set(interview_id.map(Id::uuid)),
            what: Set(what.to_string()),
            given_on: Set(*given_on),
            state: Set(state.word().to_string()),
            decided_at: Set(decided_at),
            decision_reason: Set(reason.flatten().map(Text::to_string)),
            applied_at: Set(application.map(|application| application.at)),
            result: Set(application.map(|application| application.result.to_string())),
            reported_at: Set(report.map(|report| report.at)),
            message_id: Set(message.map(Id::uuid)),
            report_note: Set(note.map(Text::to_string)),
        }
    }
}

fn read_state(row: &Model) -> Result<State, Error> {
    let cells = Cells::of("advice", row.id);
    Ok(match cells.word("state", &row.state)? {
        AdviceState::Given => State::Given,
        AdviceState::WillFollow => State::Decided(Decision::Follow(resolve(cells, row)?)),
        AdviceState::WillNotFollow => State::Decided(Decision::Refuse(refusal(cells, row)?)),
        AdviceState::Applied => {
            let applied = application(cells, row)?;
            let applied = applied.ok_or_else(|| cells.corrupt("applied_at"))?;
            State::Applied(resolve(cells, row)?, applied)
        }
        AdviceState::ReportedBack => {
            let course = match application(cells, row)? {
                Some(applied) => Course::Applied(resolve(cells, row)?, applied),
                None => Course::Refused(refusal(cells, row)?),
            };
            State::ReportedBack(course, report(cells, row)?)
        }
    })
}

fn resolve(cells: Cells, row: &Model) -> Result<Resolve, Error> {
    Ok(Resolve {
        at: row.decided_at.ok_or_else(|| cells.corrupt("decided_at"))?,
        reason: cells.optional_text("decision_reason", row.decision_reason.as_deref())?,
    })
}

fn refusal(cells: Cells, row: &Model) -> Result<Refusal, Error> {
    let Resolve { at, reason } = resolve(cells, row)?;
    let reason = reason.ok_or_else(|| cells.corrupt("decision_reason"))?;
    Ok(Refusal { at, reason })
}

fn application(cells: Cells, row: &Model) -> Result<Option<Application>, Error> {
    let (Some(at), Some(result)) = (row.applied_at, row.result.as_deref()) else {
        return Ok(None);
    };
    let result = cells.text("result", result)?;
    Ok(Some(Application { at, result }))
}

fn report(cells: Cells, row: &Model) -> Result<Report, Error> {
    Ok(Report {
        at: row
            .reported_at
            .ok_or_else(|| cells.corrupt("reported_at"))?,
        message_id: row.message_id.map(Id::new),
        note: cells.optional_text("report_note", row.report_note.as_deref())?,
    })
}

/// Advice in any of the states, of one contact, about one theme, given in one interview; what is not given narrows nothing.
pub fn filter(
    states: &[AdviceState],
    contact: Option<Id<Contact>>,
    theme: Option<Id<Theme>>,
    interview: Option<Id<Interview>>,
) -> Filter {
    Filter::default()
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
        .any_of(Column::ContactId, contact.map(Id::uuid))
        .any_of(Column::ThemeId, theme.map(Id::uuid))
        .any_of(Column::InterviewId, interview.map(Id::uuid))
}

/// What each of the contacts advised and has not been told about, the oldest first, ten of each at most.
pub async fn list_to_report(
    db: &impl Executor,
    owner: Owner,
    contacts: Vec<Id<Contact>>,
) -> Result<Vec<Stored<Advice>>, Error> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = contacts.into_iter().map(Id::uuid).collect();
    let sql = "SELECT a.* FROM unnest($2::uuid[]) AS giver (id) CROSS JOIN LATERAL (SELECT * FROM advice \
         WHERE owner_id = $1 AND contact_id = giver.id AND state <> 'reported_back' \
         ORDER BY created_at, id LIMIT 10) a ORDER BY a.created_at, a.id";
    let rows = select::all::<Model>(db, sql, [owner.uuid().into(), ids.into()]).await?;
    rows.into_iter().map(Advice::read).collect()
}
