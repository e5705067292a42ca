//! Values as a template sees them. One that is missing stands in the text as a placeholder and is noted down.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use domain::message::TemplateValue;
use minijinja::value::{Object, ObjectRepr, Value};

/// What a template asked for and did not get: true where a placeholder stands for it, false where the text goes without.
pub(super) type Missing = BTreeMap<TemplateValue, bool>;

/// Where it is noted down while a text is rendered.
#[derive(Clone, Default)]
pub(super) struct Notes(Arc<Mutex<Missing>>);

impl Notes {
    fn note(&self, value: TemplateValue, is_shown: bool) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *notes.entry(value).or_default() |= is_shown;
    }

    pub(super) fn read(&self) -> Missing {
        let notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.clone()
    }
}

/// A value that is not known.
struct Unknown {
    value: TemplateValue,
    notes: Notes,
}

/// A block, with what it lacks.
struct Block {
    text: String,
    missing: Missing,
    notes: Notes,
}

pub(super) fn unknown(value: TemplateValue, notes: &Notes) -> Value {
    Value::from_object(Unknown {
        value,
        notes: notes.clone(),
    })
}

pub(super) fn block(text: String, missing: Missing, notes: &Notes) -> Value {
    let notes = notes.clone();
    Value::from_object(Block {
        text,
        missing,
        notes,
    })
}

impl Object for Unknown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// A condition finds it false, and the text goes without.
    fn is_true(self: &Arc<Self>) -> bool {
        self.notes.note(self.value, false);
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.notes.note(self.value, true);
        f.write_str(self.value.describe().placeholder)
    }
}

impl Object for Block {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// Whether it can be said without a placeholder.
    fn is_true(self: &Arc<Self>) -> bool {
        let lacking = self.missing.iter().filter(|(_, is_shown)| **is_shown);
        let lacking: Vec<TemplateValue> = lacking.map(|(value, _)| *value).collect();
        for value in &lacking {
            self.notes.note(*value, false);
        }
        lacking.is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (value, is_shown) in &self.missing {
            self.notes.note(*value, *is_shown);
        }
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unknown").field(&self.value).finish()
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Block").field(&self.text).finish()
    }
}

/// Values by their dotted names, as nested maps.
pub(super) fn nested(values: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let (mut plain, mut groups) = (Vec::new(), BTreeMap::<&str, Vec<(&str, Value)>>::new());
    for (name, value) in values {
        match name.split_once('.') {
            Some((group, name)) => groups.entry(group).or_default().push((name, value)),
            None => plain.push((name, value)),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(group, values)| (group, Value::from_pairs(values)));
    Value::from_pairs(plain.into_iter().chain(groups))
}
