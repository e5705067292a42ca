//! What every operation shares: extractors, answers, conditional and idempotent requests, pages.

pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod caller;
mod child;
pub(crate) mod cursor;
pub(crate) mod etag;
pub(crate) mod expand;
pub(crate) mod idempotency;
pub(crate) mod json;
pub(crate) mod page;
pub(crate) mod patch;
pub(crate) mod pieces;
pub(crate) mod query;
pub(crate) mod read;
mod slug;
pub(crate) mod upload;
pub(crate) mod write;

pub(crate) use answer::{Answer, Reply};
pub(crate) use body::Body;
pub(crate) use caller::Caller;
pub(crate) use expand::{Expand, Neighbors};
pub(crate) use page::{Page, PageQuery};
pub(crate) use patch::Patch;
pub(crate) use pieces::{Pieces, to_save};
pub(crate) use query::Query;
pub(crate) use read::Read;
pub(crate) use upload::{Upload, UploadLimit};
pub(crate) use write::Write;
