//! Pages of a list: what a client asks for, and the page with its links.

use actix_web::{HttpMessage, HttpRequest, http::header};
use chrono::DateTime;
use domain::Stored;
use persistence::{
    Listing, SortBy, SortKey,
    workspace::{Owner, Resource},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{answer::Answer, cursor::Cursors, query::Parameters};
use crate::{
    contract::Operation,
    error::{ApiError, Code},
};

/// Which page of a list.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many items to return at most.
    #[param(minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before. Opaque; it belongs to this list with these filters and this sort.
    #[param(max_length = 2000, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// The items, in the order asked for.
    #[schema(max_items = 100)]
    pub(crate) data: Vec<T>,
    /// Whether another page follows.
    pub(crate) has_more: bool,
    /// Give it as `cursor` to get the next page; null on the last one.
    #[schema(max_length = 2000)]
    pub(crate) next_cursor: Option<String>,
}

/// The page that one request asks for.
pub(crate) struct Paging<'a> {
    cursors: &'a Cursors,
    request: &'a HttpRequest,
    binding: Vec<u8>,
    limit: u32,
    cursor: Option<String>,
}

impl<'a> Paging<'a> {
    pub(crate) fn new(
        cursors: &'a Cursors,
        request: &'a HttpRequest,
        owner: Owner,
        query: PageQuery,
    ) -> Result<Self, ApiError> {
        let Parameters(mut members) = request
            .extensions()
            .get::<Parameters>()
            .cloned()
            .unwrap_or_default();
        members.remove("cursor");
        members.remove("limit");
        let operation = Operation::of(request)?;
        // The path too: a list below a resource belongs to that resource.
        let binding = json!([owner.uuid(), operation.id, request.path(), members])
            .to_string()
            .into_bytes();
        Ok(Self {
            cursors,
            request,
            binding,
            limit: query.limit.unwrap_or(25),
            cursor: query.cursor,
        })
    }

    pub(crate) fn limit(&self) -> usize {
        usize::try_from(self.limit).unwrap_or(25)
    }

    /// The last row already seen: its sort key and its id.
    pub(crate) fn after(&self) -> Result<Option<(SortKey, Uuid)>, ApiError> {
        let Some(cursor) = &self.cursor else {
            return Ok(None);
        };
        let refused = || {
            let detail = "It is not a cursor of this list with these filters and this sort. Start again without one.";
            ApiError::new(Code::InvalidCursor, detail)
        };
        let position = self
            .cursors
            .open(cursor, &self.binding)
            .ok_or_else(refused)?;
        match serde_json::from_slice(&position) {
            Ok(Position::Instant(micros, id)) => {
                let instant = DateTime::from_timestamp_micros(micros).ok_or_else(refused)?;
                Ok(Some((SortKey::Instant(instant), id)))
            }
            Ok(Position::Text(text, id)) => Ok(Some((SortKey::Text(text), id))),
            Ok(Position::Number(number, id)) => Ok(Some((SortKey::Number(number), id))),
            Err(_other_version) => Err(refused()),
        }
    }

    /// One more than the page holds, to know whether another follows.
    pub(crate) fn listing(&self, by: SortBy, descending: bool) -> Result<Listing, ApiError> {
        Ok(Listing {
            by,
            descending,
            limit: u64::from(self.limit) + 1,
            after: self.after()?,
        })
    }

    /// The page of stored resources.
    pub(crate) fn page<R: Resource, T: From<Stored<R>> + Serialize>(
        &self,
        rows: Vec<Stored<R>>,
        by: SortBy,
    ) -> Result<Answer<Page<T>>, ApiError> {
        let (rows, last) = self.cut(rows, by);
        self.answer(rows.into_iter().map(T::from).collect(), last)
    }

    /// The rows of the page, and the position of the last one when another page follows.
    pub(crate) fn cut<R: Resource>(
        &self,
        rows: Vec<Stored<R>>,
        by: SortBy,
    ) -> (Vec<Stored<R>>, Option<(SortKey, Uuid)>) {
        self.cut_at(rows, |row| (R::sort_key(row, by), row.id.uuid()))
    }

    /// The same for whatever was listed, each with a position of its own.
    pub(crate) fn cut_at<I>(
        &self,
        mut items: Vec<I>,
        position: impl FnOnce(&I) -> (SortKey, Uuid),
    ) -> (Vec<I>, Option<(SortKey, Uuid)>) {
        let has_more = items.len() > self.limit();
        items.truncate(self.limit());
        let last = items.last().filter(|_| has_more).map(position);
        (items, last)
    }

    /// The page of whatever was listed; `last` is the position of its last item when another page follows.
    pub(crate) fn answer<T: Serialize>(
        &self,
        data: Vec<T>,
        last: Option<(SortKey, Uuid)>,
    ) -> Result<Answer<Page<T>>, ApiError> {
        let next_cursor = last
            .map(|(key, id)| self.cursor_after(key, id))
            .transpose()?;
        let link = self.link(next_cursor.as_deref());
        let page = Page {
            data,
            has_more: next_cursor.is_some(),
            next_cursor,
        };
        let link = header::HeaderValue::from_str(&link).map_err(ApiError::internal)?;
        Ok(Answer::ok(&page).with_header(header::LINK, link))
    }

    /// The page of a list that is the same for everybody and ships with the program.
    pub(crate) fn fixed<T: Serialize>(
        &self,
        items: impl Iterator<Item = T>,
    ) -> Result<Answer<Page<T>>, ApiError> {
        let seen = match self.after()? {
            Some((SortKey::Number(seen), _)) => seen,
            _ => 0,
        };
        let items = (1..).zip(items).skip_while(|(number, _)| *number <= seen);
        let items = items.take(self.limit() + 1).collect();
        let (items, last) =
            self.cut_at(items, |(number, _)| (SortKey::Number(*number), Uuid::nil()));
        self.answer(items.into_iter().map(|(_, item)| item).collect(), last)
    }

    fn cursor_after(&self, key: SortKey, id: Uuid) -> Result<String, ApiError> {
        let position = match key {
            SortKey::Instant(instant) => Position::Instant(instant.timestamp_micros(), id),
            SortKey::Text(text) => Position::Text(text, id),
            SortKey::Number(number) => Position::Number(number, id),
        };
        let position = serde_json::to_vec(&position).map_err(ApiError::internal)?;
        self.cursors.seal(&position, &self.binding)
    }

    /// RFC 8288: the first page, and the next where there is one.
    fn link(&self, next: Option<&str>) -> String {
        let path = self.request.path();
        let kept: Vec<&str> = self
            .request
            .query_string()
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="))
            .collect();
        let address = |cursor: Option<&str>| {
            let cursor = cursor.map(|cursor| format!("cursor={cursor}"));
            let pairs: Vec<&str> = kept.iter().copied().chain(cursor.as_deref()).collect();
            if pairs.is_empty() {
                path.to_owned()
            } else {
                format!("{path}?{}", pairs.join("&"))
            }
        };
        let first = format!("<{}>; rel=\"first\"", address(None));
        next.map_or_else(
            || first.clone(),
            |next| format!("{first}, <{}>; rel=\"next\"", address(Some(next))),
        )
    }
}

#[derive(Serialize, Deserialize)]
enum Position {
    #[serde(rename = "1i")]
    Instant(i64, Uuid),
    #[serde(rename = "1t")]
    Text(String, Uuid),
    #[serde(rename = "1n")]
    Number(i32, Uuid),
}

/// Reads a sort word such as `-created_at`.
pub(crate) fn order(word: &str) -> (SortBy, bool) {
    let (name, descending) = word
        .strip_prefix('-')
        .map_or((word, false), |name| (name, true));
    let by = match name {
        "updated_at" => SortBy::UpdatedAt,
        "name" => SortBy::Name,
        "starts_at" => SortBy::StartsAt,
        "starts_on" => SortBy::StartsOn,
        "last_contacted_at" => SortBy::LastContactedAt,
        "warmth" => SortBy::Warmth,
        "due_at" => SortBy::DueAt,
        _ => SortBy::CreatedAt,
    };
    (by, descending)
}
