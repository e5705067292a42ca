//! A domain vocabulary on the wire.

use std::borrow::Cow;

use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// One word of a vocabulary. Name it by an alias: `type Warmth = Word<domain::contact::Warmth>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<V>(pub(crate) V);

impl<V> Word<V> {
    /// The values of a filter; none given, none.
    pub(crate) fn list(given: Option<Vec<Self>>) -> Vec<V> {
        let words = given.into_iter().flatten();
        words.map(|Self(value)| value).collect()
    }
}

impl<V: Vocabulary> Serialize for Word<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de, V: Vocabulary> Deserialize<'de> for Word<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = Cow::<str>::deserialize(deserializer)?;
        V::parse(&word).map(Self).ok_or_else(|| {
            D::Error::custom(format_args!("\"{word}\" is not a word of {}", V::NAME))
        })
    }
}

impl<V: Vocabulary> PartialSchema for Word<V> {
    fn schema() -> RefOr<Schema> {
        let about = format!("{} Clients accept words they do not know.", V::ABOUT.trim());
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(about))
            .enum_values(Some(V::ALL.iter().map(|value| value.as_str())))
            .into()
    }
}

impl<V: Vocabulary> ToSchema for Word<V> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(V::NAME)
    }
}
