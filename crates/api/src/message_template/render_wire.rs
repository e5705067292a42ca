//! Filling a template in, on the wire.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    Text, interview,
    message::{Asked, MessageTemplate, TemplateValue, Window},
    visit::ProposedWindow,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    engine::{Filled, Values},
    wire::MessageKind,
};
use crate::{
    error::ApiError,
    wire::{Word, optional_text, text, whole},
};

type Mode = Word<interview::Mode>;
type ValueName = Word<TemplateValue>;

/// Days between which the caller could meet, both included.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore" }))]
pub(crate) struct WindowInput {
    starts_on: NaiveDate,
    /// Not before `starts_on`.
    ends_on: NaiveDate,
    /// Where the caller will be.
    #[schema(min_length = 1, max_length = 200)]
    place: Option<String>,
}

/// Days between which the caller could meet, both included.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Window, example = json!({ "starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore" }))]
pub(crate) struct WindowResponse {
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    #[schema(max_length = 200)]
    place: Option<String>,
}

/// A value for this once, in the place of what is known.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TemplateValueInput, example = json!({ "name": "learning", "text": "most of the day goes into reports" }))]
pub(crate) struct ValueInput {
    name: ValueName,
    #[schema(min_length = 1, max_length = 1000)]
    text: String,
}

/// To whom, and what is not recorded anywhere.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "outreach_id": null, "requested_minutes": 20, "mode": "phone",
    "window": { "starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore" },
    "values": [{ "name": "learning", "text": "most of the day goes into reports" }]
}))]
pub(super) struct RenderingInput {
    /// To whom; that of the outreach when it is not given.
    pub(super) contact_id: Option<Uuid>,
    pub(super) outreach_id: Option<Uuid>,
    /// As many as the methodology proposes when it is not given.
    #[schema(minimum = 5, maximum = 60)]
    requested_minutes: Option<i16>,
    mode: Option<Mode>,
    /// The days of the visit that the outreach is linked to when it is not given.
    window: Option<WindowInput>,
    /// A referrer's name is none of them: it enters a message with recorded permission only.
    #[serde(default)]
    #[schema(max_items = 30)]
    values: Vec<ValueInput>,
}

/// A template filled in.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Rendering, example = json!({
    "object": "rendering", "kind": "email", "subject": "A question about speech therapy",
    "body": "Dear [their name],\n\nWould you have 20 minutes?\n\nAda", "missing": [{
        "name": "contact.name", "means": "Their name", "is_shown": true, "placeholder": "[their name]",
        "operation_id": "create_contact"
    }]
}))]
pub(super) struct RenderingResponse {
    /// Always `rendering`.
    #[schema(max_length = 50)]
    object: &'static str,
    kind: MessageKind,
    #[schema(max_length = 200)]
    subject: Option<String>,
    #[schema(max_length = 20000)]
    body: String,
    /// What the template asked for and did not get.
    #[schema(max_items = 30)]
    missing: Vec<MissingResponse>,
}

/// A value that a template asked for and did not get.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MissingValue)]
struct MissingResponse {
    name: ValueName,
    #[schema(max_length = 200)]
    means: &'static str,
    /// Whether the placeholder stands in the text; false where the text does without.
    is_shown: bool,
    #[schema(max_length = 50)]
    placeholder: &'static str,
    /// The operation that provides it.
    #[schema(max_length = 50)]
    operation_id: &'static str,
}

impl WindowInput {
    pub(crate) fn read(&self, pointer: &str) -> Result<Window, ApiError> {
        let place = optional_text(&format!("{pointer}/place"), self.place.as_deref())?;
        Window::new(self.starts_on, self.ends_on, place)
            .map_err(|refused| ApiError::field(&format!("{pointer}/ends_on"), "too_early", refused))
    }
}

impl From<ProposedWindow> for WindowInput {
    fn from(
        ProposedWindow {
            visit_id: _,
            from,
            to,
            place,
        }: ProposedWindow,
    ) -> Self {
        Self {
            starts_on: from,
            ends_on: to,
            place: Some(place),
        }
    }
}

impl From<&Window> for WindowInput {
    fn from(window: &Window) -> Self {
        Self {
            starts_on: window.from(),
            ends_on: window.to(),
            place: window.place.as_ref().map(Text::to_string),
        }
    }
}

impl From<Window> for WindowResponse {
    fn from(window: Window) -> Self {
        Self {
            starts_on: window.from(),
            ends_on: window.to(),
            place: window.place.map(Text::into_string),
        }
    }
}

impl RenderingInput {
    pub(super) fn read(self) -> Result<(Asked, Values), ApiError> {
        let minutes = self
            .requested_minutes
            .map(|minutes| whole("/requested_minutes", minutes));
        let window = self.window.map(|window| window.read("/window"));
        let asked = Asked {
            minutes: minutes.transpose()?,
            mode: self.mode.map(|Word(mode)| mode),
            window: window.transpose()?,
            learning: None,
        };
        Ok((asked, values("/values", &self.values)?))
    }
}

/// Values for this once, by name.
pub(super) fn values(pointer: &str, given: &[ValueInput]) -> Result<Values, ApiError> {
    let mut values = BTreeMap::new();
    for (index, ValueInput { name, text: said }) in given.iter().enumerate() {
        let place = format!("{pointer}/{index}");
        if name.0 == TemplateValue::ReferrerName {
            let detail = "must be recorded: a name enters a message once its owner allowed it";
            let pointer = format!("{place}/name");
            return Err(ApiError::field(&pointer, "permission_needed", detail));
        }
        let said: Text<1000> = text(&format!("{place}/text"), said)?;
        values.insert(name.0, said.into_string());
    }
    Ok(values)
}

impl RenderingResponse {
    pub(super) fn new(template: &MessageTemplate, subject: Option<Filled>, body: Filled) -> Self {
        let mut missing = body.missing;
        let (subject, of_subject) = subject.map_or((None, BTreeMap::new()), |subject| {
            (Some(subject.text), subject.missing)
        });
        for (value, is_shown) in of_subject {
            *missing.entry(value).or_default() |= is_shown;
        }
        Self {
            object: "rendering",
            kind: Word(template.kind),
            subject,
            body: body.text,
            missing: missing.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<(TemplateValue, bool)> for MissingResponse {
    fn from((value, is_shown): (TemplateValue, bool)) -> Self {
        let described = value.describe();
        Self {
            name: Word(value),
            means: described.means,
            is_shown,
            placeholder: described.placeholder,
            operation_id: described.operation_id,
        }
    }
}
