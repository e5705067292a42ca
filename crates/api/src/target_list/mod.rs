//! The target list over HTTP.

mod wire;

use actix_web::get;
use domain::target_list::{NamedTwice, Order, Target};
use persistence::{SortKey, target_list::list};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use self::wire::TargetSort;
use self::wire::{ListTargets, TargetResponse};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadOrganizations},
    methodology::chosen_policy,
};

impl From<NamedTwice> for ApiError {
    fn from(twice: NamedTwice) -> Self {
        Self::parameter("sort", "named_twice", twice)
    }
}

/// List the targets
///
/// The organizations with `is_target`, the one to approach first leading: each with its rank, the contacts who work
/// there, the outreach to one of them that is open, and what there is to decide next.
///
/// A list holds at most 200 targets. How many it should hold, and with how many of them to begin, the rules
/// `target_list_size` and `first_batch_size` of the methodology say, with their source.
#[utoipa::path(operation_id = "list_targets", tag = "organizations", security(("bearer" = ["organizations:read"])),
    params(ListTargets, PageQuery),
    responses((status = 200, description = "One page of the caller's targets", body = Page<TargetResponse>)))]
#[get("/target-list")]
async fn list_targets(
    caller: Caller<ReadOrganizations>,
    read: Read,
    wanted: Query<ListTargets>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<TargetResponse>>, ApiError> {
    let (order, paging) = (wanted.0.order()?, read.paging(caller.owner, page.0)?);
    let after = paging.after()?.and_then(|(key, id)| match key {
        SortKey::Number(place) => Some((place, id)),
        _ => None,
    });
    let limit = u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX);
    let targets = list(read.db(), caller.owner, order, after, limit).await?;
    let (targets, last) = paging.cut_at(targets, |target| {
        (position(order, target), target.id.uuid())
    });
    let policy = chosen_policy(read.db(), caller.owner).await?;
    let first_batch = policy.searching.first_batch_size.value;
    let targets = targets.into_iter();
    let data = targets.map(|target| TargetResponse::of(target, first_batch));
    paging.answer(data.collect(), last)
}

fn position(order: Order, target: &Target) -> SortKey {
    SortKey::Number(order.place(&target.merits))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_targets);
}
