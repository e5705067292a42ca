//! The tree of referrals over HTTP.

use actix_web::get;
use domain::{
    Id,
    referral::{Branch, Node, tree},
};
use persistence::referral::list_tree;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadReferrals},
};

/// Where the tree begins.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FindReferralTree {
    /// Only what grew from this contact; everybody whom nobody led to when it is not given.
    root_contact_id: Option<Uuid>,
}

/// Who led to whom, and what grew from each branch.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReferralTree, example = json!({
    "object": "referral_tree", "truncated": false,
    "nodes": [{
        "contact_id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Okafor", "depth": 0, "parent_id": null,
        "referral_id": null, "children": 2, "interviews_held": 1, "people_led_to": 3, "interviews_led_to": 2
    }]
}))]
struct TreeResponse {
    /// Always `referral_tree`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Whether there are more than 500 people, or more than ten introductions in a row; the sums are then of what is
    /// shown.
    truncated: bool,
    /// From the roots downwards; each person once, as near to a root as they are.
    #[schema(max_items = 500)]
    nodes: Vec<NodeResponse>,
}

/// Somebody in the tree.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReferralTreeNode)]
struct NodeResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    /// Introductions from the root.
    #[schema(minimum = 0, maximum = 10)]
    depth: u32,
    /// The contact who led to them.
    parent_id: Option<Uuid>,
    /// The referral by which they did.
    referral_id: Option<Uuid>,
    /// How many they led to directly.
    #[schema(minimum = 0, maximum = 500)]
    children: u32,
    /// Interviews held with this person alone.
    #[schema(minimum = 0, maximum = 1_000_000)]
    interviews_held: u32,
    /// Everybody below.
    #[schema(minimum = 0, maximum = 500)]
    people_led_to: u32,
    /// Interviews held with everybody below.
    #[schema(minimum = 0, maximum = 1_000_000)]
    interviews_led_to: u32,
}

impl From<Branch> for NodeResponse {
    fn from(
        Branch {
            node,
            children,
            people_led_to,
            interviews_led_to,
        }: Branch,
    ) -> Self {
        let Node {
            contact_id,
            name,
            depth,
            parent,
            interviews_held,
        } = node;
        let (parent_id, referral_id) = parent.unzip();
        Self {
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            depth,
            parent_id: parent_id.map(Id::uuid),
            referral_id: referral_id.map(Id::uuid),
            children,
            interviews_held,
            people_led_to,
            interviews_led_to,
        }
    }
}

/// Find the tree of referrals
///
/// Who led to whom from the roots downwards, ten introductions deep and 500 people wide at most, and what grew from each
/// branch. Among people who led to one another in a circle, whoever began it is the root.
#[utoipa::path(operation_id = "find_referral_tree", tag = "referrals", security(("bearer" = ["referrals:read"])),
    params(FindReferralTree),
    responses((status = 200, description = "The tree", body = TreeResponse)))]
#[get("/referral-tree")]
async fn find_referral_tree(
    caller: Caller<ReadReferrals>,
    read: Read,
    wanted: Query<FindReferralTree>,
) -> Result<Answer<TreeResponse>, ApiError> {
    let root = wanted.0.root_contact_id.map(Id::new);
    let tree = tree(list_tree(read.db(), caller.owner, root).await?);
    Ok(Answer::ok(&TreeResponse {
        object: "referral_tree",
        truncated: tree.truncated,
        nodes: tree.nodes.into_iter().map(Into::into).collect(),
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_referral_tree);
}
