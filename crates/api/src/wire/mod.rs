//! The words and shapes that wire types share.

mod field;
mod sort;
mod word;

pub(crate) use field::{instant, optional_text, text, whole};
pub(crate) use sort::{NamedSort, RecordSort};
pub(crate) use word::Word;
