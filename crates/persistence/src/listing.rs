//! Keyset pages: in an order that ends in the id, after the last row already seen, at the cost of the page alone.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::{
    EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use uuid::Uuid;

/// What a list can be ordered by; each has an index `(owner_id, key, id)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    CreatedAt,
    UpdatedAt,
    /// Without regard to letter case.
    Name,
    StartsAt,
    /// The first day, by its number.
    StartsOn,
    DueAt,
    /// Those never contacted first.
    LastContactedAt,
    /// The warm first (F5).
    Warmth,
    /// The place in a list that has an order of its own; its index is unique.
    Position,
}

/// The sort key of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortKey {
    Instant(DateTime<Utc>),
    Text(String),
    Number(i32),
}

/// Which page of a list.
#[derive(Clone, Debug)]
pub struct Listing {
    pub by: SortBy,
    pub descending: bool,
    /// Rows to return at most.
    pub limit: u64,
    /// The last row already seen.
    pub after: Option<(SortKey, Uuid)>,
}

impl SortBy {
    /// Stands for "never" in the order by the last contact, and in its index.
    pub(crate) const NEVER: DateTime<Utc> = match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(day) => day.and_time(NaiveTime::MIN).and_utc(),
        None => DateTime::UNIX_EPOCH,
    };

    pub(crate) fn expression(self) -> SimpleExpr {
        match self {
            Self::CreatedAt => Expr::col("created_at"),
            Self::UpdatedAt => Expr::col("updated_at"),
            Self::Name => Func::lower(Expr::col("name")).into(),
            Self::StartsAt => Expr::col("starts_at"),
            Self::StartsOn => Expr::cust("(starts_on - '0001-01-01'::date)"),
            Self::DueAt => Expr::col("due_at"),
            // Word for word as the indexes have them.
            Self::LastContactedAt => {
                Expr::cust("COALESCE(last_contacted_at, '0001-01-01 00:00:00+00'::timestamptz)")
            }
            Self::Warmth => {
                Expr::cust("(CASE warmth WHEN 'warm' THEN 1 WHEN 'lukewarm' THEN 2 ELSE 3 END)")
            }
            Self::Position => Expr::col("position"),
        }
    }

    /// The expression for a key already seen; text is folded by the database, as in the index.
    fn bound(key: SortKey) -> SimpleExpr {
        match key {
            SortKey::Instant(instant) => Expr::val(Value::from(instant)),
            SortKey::Text(text) => Func::lower(Expr::val(text)).into(),
            SortKey::Number(number) => Expr::val(number),
        }
    }
}

impl Listing {
    /// Orders, bounds and limits a selection.
    pub(crate) fn apply<E: EntityTrait>(self, select: Select<E>) -> Select<E> {
        let (order, by) = (
            if self.descending {
                Order::Desc
            } else {
                Order::Asc
            },
            self.by.expression(),
        );
        let select = match self.after {
            None => select,
            Some((key, id)) => {
                let row = Expr::tuple([by.clone(), Expr::col("id")]);
                let seen = Expr::tuple([SortBy::bound(key), Expr::val(id)]);
                select.filter(if self.descending {
                    row.lt(seen)
                } else {
                    row.gt(seen)
                })
            }
        };
        select
            .order_by(by, order.clone())
            .order_by(Expr::col("id"), order)
            .limit(self.limit)
    }
}
