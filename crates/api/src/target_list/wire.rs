//! The target list on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Text, organization,
    organization::Merits,
    outreach,
    target_list::{self, Merit, NamedTwice, OpenOutreach, Order, Target},
    vocabulary,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::Word;

vocabulary! {
    /// What a target list is ordered by; `-` means that the most comes first.
    pub(crate) enum TargetOrder {
        Motivation = "motivation", MostWantedFirst = "-motivation", Posting = "posting", BestPostingFirst = "-posting",
        Advocacy = "advocacy", AdvocatesFirst = "-advocacy",
    }
}

pub(crate) type TargetSort = Word<TargetOrder>;
type OrganizationKind = Word<organization::OrganizationKind>;
type OutreachState = Word<outreach::OutreachState>;
type TargetStep = Word<target_list::TargetStep>;

/// How the target list is ordered.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListTargets {
    /// What counts most, then second, then third; each once. What is not named follows in the usual order, which is
    /// `-motivation,-posting,-advocacy`.
    #[param(max_items = 3)]
    sort: Option<Vec<TargetSort>>,
}

impl ListTargets {
    pub(super) fn order(self) -> Result<Order, NamedTwice> {
        let named = Word::list(self.sort).into_iter().map(TargetOrder::key);
        Order::new(&named.collect::<Vec<_>>())
    }
}

impl TargetOrder {
    fn key(self) -> (Merit, bool) {
        match self {
            Self::Motivation => (Merit::Motivation, false),
            Self::MostWantedFirst => (Merit::Motivation, true),
            Self::Posting => (Merit::Posting, false),
            Self::BestPostingFirst => (Merit::Posting, true),
            Self::Advocacy => (Merit::Advocacy, false),
            Self::AdvocatesFirst => (Merit::Advocacy, true),
        }
    }
}

/// An organization on the target list, with what there is to decide about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Target, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "target", "rank": 1, "is_first_batch": true,
    "name": "Canal Street Clinic", "kind": "employer", "industry": "Health care", "motivation": 3, "posting": 2,
    "advocacy": true, "contact_count": 2, "reachable_contact_count": 1, "open_outreach_count": 1,
    "outreach": {
        "id": "019b76da-a800-7000-8000-000000000009", "contact_id": "019b76da-a800-7000-8000-000000000008",
        "contact_name": "Grace Okafor", "state": "awaiting_reply", "next_action_until": "2026-01-19T22:59:59Z"
    },
    "next_step": "continue_outreach"
}))]
pub(super) struct TargetResponse {
    /// That of the organization.
    id: Uuid,
    /// Always `target`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Its place in the whole list in this order, from 1.
    #[schema(minimum = 1, maximum = 200)]
    rank: u32,
    /// Whether it is among those to begin with: the first few, as many as the methodology's rule `first_batch_size` says.
    is_first_batch: bool,
    #[schema(max_length = 200)]
    name: String,
    kind: OrganizationKind,
    #[schema(max_length = 200)]
    industry: Option<String>,
    #[schema(minimum = 0, maximum = 3)]
    motivation: i16,
    #[schema(minimum = 1, maximum = 3)]
    posting: i16,
    advocacy: bool,
    /// Contacts who work there.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    contact_count: u32,
    /// Those among them who have not asked to be left alone.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    reachable_contact_count: u32,
    /// Contacts there who are being asked at the moment; one at a time is polite.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    open_outreach_count: u32,
    /// Of the outreach that is open, the one whose next action is due first.
    outreach: Option<OpenOutreachResponse>,
    next_step: TargetStep,
}

/// An outreach that is open.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OpenOutreach)]
struct OpenOutreachResponse {
    id: Uuid,
    contact_id: Uuid,
    #[schema(max_length = 200)]
    contact_name: String,
    state: OutreachState,
    /// Until when its next action is to be done, where it has one.
    next_action_until: Option<DateTime<Utc>>,
}

impl TargetResponse {
    pub(super) fn of(target: Target, first_batch: u32) -> Self {
        let next_step = Word(target.next_step());
        let Target {
            id,
            name,
            kind,
            industry,
            merits:
                Merits {
                    motivation,
                    posting,
                    advocacy,
                },
            rank,
            contacts,
            reachable_contacts,
            open_outreach,
            outreach,
        } = target;
        Self {
            id: id.uuid(),
            object: "target",
            rank,
            is_first_batch: rank <= first_batch,
            name: name.into_string(),
            kind: Word(kind),
            industry: industry.map(Text::into_string),
            motivation: motivation.get(),
            posting: posting.get(),
            advocacy,
            contact_count: contacts,
            reachable_contact_count: reachable_contacts,
            open_outreach_count: open_outreach,
            outreach: outreach.map(OpenOutreachResponse::from),
            next_step,
        }
    }
}

impl From<OpenOutreach> for OpenOutreachResponse {
    fn from(
        OpenOutreach {
            id,
            contact_id,
            contact_name,
            state,
            next_action_until,
        }: OpenOutreach,
    ) -> Self {
        Self {
            id: id.uuid(),
            contact_id: contact_id.uuid(),
            contact_name: contact_name.into_string(),
            state: Word(state),
            next_action_until,
        }
    }
}
