//! The words and shapes that wire types share.

mod field;
mod sort;
mod word;

pub(crate) use field::{
    instant, optional_text, optional_web_url, text, text_code, web_url_code, whole, zone,
};
pub(crate) use sort::{FollowUpSort, NamedSort, RecordSort};
pub(crate) use word::Word;
