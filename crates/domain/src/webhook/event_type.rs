//! What an event is called, and which events an endpoint wants.

use std::fmt;

use crate::{
    change::{ChangeOperation, ChangedResource},
    vocabulary::Vocabulary,
};

/// A kind of change, such as `contact.updated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventType {
    pub resource: ChangedResource,
    pub operation: ChangeOperation,
}

/// There is no such type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no event type {0:?}")]
pub struct InvalidEventType(pub String);

impl EventType {
    /// # Errors
    /// [`InvalidEventType`].
    pub fn parse(text: &str) -> Result<Self, InvalidEventType> {
        let parts = text.split_once('.').and_then(|(resource, operation)| {
            Some(Self {
                resource: ChangedResource::parse(resource)?,
                operation: ChangeOperation::parse(operation)?,
            })
        });
        parts.ok_or_else(|| InvalidEventType(text.to_owned()))
    }

    /// Every type there is.
    pub fn all() -> impl Iterator<Item = Self> {
        ChangedResource::ALL.iter().flat_map(|&resource| {
            let operations = ChangeOperation::ALL.iter();
            operations.map(move |&operation| Self {
                resource,
                operation,
            })
        })
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.resource, self.operation)
    }
}

/// The types that an endpoint is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventTypes {
    /// Whatever happens, also what there is no type for yet.
    All,
    /// In order, each once.
    Only(Vec<EventType>),
}

/// Why these are not types to be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEventTypes {
    #[error("must name a type; leave it out for all")]
    None,
}

impl EventTypes {
    /// # Errors
    /// There is none.
    pub fn only(mut types: Vec<EventType>) -> Result<Self, InvalidEventTypes> {
        if types.is_empty() {
            return Err(InvalidEventTypes::None);
        }
        types.sort_unstable();
        types.dedup();
        Ok(Self::Only(types))
    }

    pub fn contains(&self, kind: EventType) -> bool {
        match self {
            Self::All => true,
            Self::Only(types) => types.binary_search(&kind).is_ok(),
        }
    }

    /// The resources whose changes may be among them.
    pub fn resources(&self) -> Vec<ChangedResource> {
        match self {
            Self::All => ChangedResource::ALL.to_vec(),
            Self::Only(types) => {
                // They are in order, so the same are beside each other.
                let mut resources: Vec<_> = types.iter().map(|one| one.resource).collect();
                resources.dedup();
                resources
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_reads_back_as_it_is_written() {
        for one in EventType::all() {
            assert_eq!(EventType::parse(&one.to_string()), Ok(one));
        }
        for bad in ["", "contact", "contact.", "contact.read", "weather.created"] {
            assert_eq!(
                EventType::parse(bad),
                Err(InvalidEventType(bad.to_owned())),
                "{bad}"
            );
        }
    }

    #[test]
    fn an_endpoint_is_told_of_what_it_named() {
        let [created, deleted] =
            ["story.created", "contact.deleted"].map(|text| EventType::parse(text).unwrap());
        let types = EventTypes::only(vec![created, deleted, created]).unwrap();
        assert_eq!(types, EventTypes::Only(vec![deleted, created]));
        assert!(types.contains(created) && types.contains(deleted));
        assert!(!types.contains(EventType::parse("story.deleted").unwrap()));
        assert_eq!(
            types.resources(),
            [ChangedResource::Contact, ChangedResource::Story]
        );
        assert_eq!(EventTypes::only(vec![]), Err(InvalidEventTypes::None));
        assert!(EventTypes::All.contains(deleted));
    }
}
