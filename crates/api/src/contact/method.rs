//! The ways to reach a contact, on the wire.

use domain::{
    Text,
    contact::{self, ContactMethod, InvalidMethods, MethodProblem, Methods},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiError,
    wire::{Word, optional_text, text, web_url_code},
};

pub(super) type MethodKind = Word<contact::MethodKind>;
pub(super) type Validity = Word<contact::Validity>;

/// One way to reach a contact.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42", "is_primary": true,
    "validity": "valid"
}))]
pub(crate) struct ContactMethodInput {
    pub(super) kind: MethodKind,
    /// Such as `work`.
    #[schema(min_length = 1, max_length = 50)]
    label: Option<String>,
    /// An e-mail address or a web address must look like one.
    #[schema(min_length = 1, max_length = 500)]
    value: String,
    /// What to dial after the number; only a phone has one.
    #[schema(min_length = 1, max_length = 20)]
    extension: Option<String>,
    /// The one to use among those of its kind; at most one of a kind is.
    #[serde(default)]
    is_primary: bool,
    /// Whether it is known to work; `unverified` when it is not given. Only a phone has a wrong number.
    pub(super) validity: Option<Validity>,
}

/// One way to reach a contact.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactMethod, example = json!({
    "kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42", "is_primary": true,
    "validity": "valid"
}))]
pub(super) struct ContactMethodResponse {
    kind: MethodKind,
    #[schema(max_length = 50)]
    label: Option<String>,
    #[schema(max_length = 500)]
    value: String,
    #[schema(max_length = 20)]
    extension: Option<String>,
    is_primary: bool,
    validity: Validity,
}

impl From<ContactMethod> for ContactMethodResponse {
    fn from(
        ContactMethod {
            kind,
            label,
            value,
            extension,
            is_primary,
            validity,
        }: ContactMethod,
    ) -> Self {
        Self {
            kind: Word(kind),
            label: label.map(Text::into_string),
            value: value.into_string(),
            extension: extension.map(Text::into_string),
            is_primary,
            validity: Word(validity),
        }
    }
}

impl From<&ContactMethod> for ContactMethodInput {
    fn from(
        ContactMethod {
            kind,
            label,
            value,
            extension,
            is_primary,
            validity,
        }: &ContactMethod,
    ) -> Self {
        Self {
            kind: Word(*kind),
            label: label.as_ref().map(Text::to_string),
            value: value.to_string(),
            extension: extension.as_ref().map(Text::to_string),
            is_primary: *is_primary,
            validity: Some(Word(*validity)),
        }
    }
}

impl TryFrom<ContactMethodInput> for ContactMethod {
    type Error = ApiError;

    fn try_from(
        ContactMethodInput {
            kind: Word(kind),
            label,
            value,
            extension,
            is_primary,
            validity,
        }: ContactMethodInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            kind,
            label: optional_text("/label", label.as_deref())?,
            value: text("/value", &value)?,
            extension: optional_text("/extension", extension.as_deref())?,
            is_primary,
            validity: validity.map_or(contact::Validity::Unverified, |Word(word)| word),
        })
    }
}

/// The methods of a contact; what does not fit is told by its pointer in the contact.
pub(super) fn methods(given: Vec<ContactMethodInput>) -> Result<Methods, ApiError> {
    let methods = given.into_iter().enumerate().map(|(index, method)| {
        ContactMethod::try_from(method)
            .map_err(|refused| refused.below(&format!("/methods/{index}")))
    });
    Methods::new(methods.collect::<Result<_, _>>()?).map_err(|refused| {
        let pointer = format!("/{}", refused.path());
        ApiError::field(&pointer, code(refused), refused)
    })
}

fn code(refused: InvalidMethods) -> &'static str {
    let InvalidMethods::Method { problem, .. } = refused else {
        return "max_items";
    };
    match problem {
        MethodProblem::NotAnEmail(_) => "email",
        MethodProblem::NotAWebUrl(error) => web_url_code(error),
        MethodProblem::ExtensionWithoutPhone => "extension_without_phone",
        MethodProblem::WrongNumberWithoutPhone => "wrong_number_without_phone",
        MethodProblem::SecondPrimary { .. } => "second_primary",
    }
}
