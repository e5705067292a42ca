//! Visits in the database.

mod link;
mod row;
mod suggestion;
mod summary;
mod trip;
mod window;

use chrono::NaiveDate;
use domain::{
    Id, country::Country, outreach::Outreach, text::Name, visit::VisitState, vocabulary::Vocabulary,
};
use sea_orm::{ColumnTrait, sea_query::Expr};

pub use self::{
    link::{find_link, find_outreach_state},
    suggestion::list_suggestions,
    summary::list_summaries,
    trip::list_prospects,
    window::find_window,
};
use crate::{entity::visit::Column, workspace::Filter};

/// Which visits a list shows; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub states: Vec<VisitState>,
    /// However it is spelled, without regard to letter case and accents.
    pub city: Option<Name>,
    pub country: Option<Country>,
    pub outreach_id: Option<Id<Outreach>>,
    /// With a day on or after this one.
    pub on_or_after: Option<NaiveDate>,
    /// With a day on or before this one.
    pub on_or_before: Option<NaiveDate>,
}

/// The visits that meet all the criteria.
pub fn filter(criteria: Criteria) -> Filter {
    let Criteria {
        states,
        city,
        country,
        outreach_id,
        on_or_after,
        on_or_before,
    } = criteria;
    let conditions = [
        on_or_after.map(|day| Column::EndsOn.gte(day)),
        on_or_before.map(|day| Column::StartsOn.lte(day)),
        city.map(|city| {
            Expr::cust_with_values("folded(city) = folded($1)", [city.into_string()])
        }),
        outreach_id.map(|outreach| {
            let linked = "EXISTS (SELECT FROM visit_outreach AS linked WHERE linked.owner_id = visit.owner_id \
                          AND linked.visit_id = visit.id AND linked.outreach_id = $1)";
            Expr::cust_with_values(linked, [outreach.uuid()])
        }),
    ];
    let words = Filter::default()
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
        .any_of(Column::Country, country.map(Country::code));
    conditions.into_iter().flatten().fold(words, Filter::and)
}
