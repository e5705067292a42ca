//! The words and shapes that wire types share.

mod field;
mod sort;
mod word;

pub(crate) use field::{
    country, instant, optional_country, optional_day, optional_text, optional_web_url, phrases,
    text, text_code, texts, web_url, web_url_code, whole, zone,
};
pub(crate) use sort::{
    ContactSort, EventSort, FollowUpSort, InterviewSort, NamedSort, RecordSort, VisitSort,
};
pub(crate) use word::Word;
