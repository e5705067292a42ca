//! Erasing one person from a workspace.

use actix_web::{post, web::Path};
use domain::{Id, Stored, contact::Contact, search::Query};
use persistence::contact::{Erased, erase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Body, Caller, Reply, Write, caller::WriteContacts},
    outreach::settle_contacts,
    search::{SearchHitResponse, find_mentions},
};

/// Texts that are named, at most.
const MAX_MENTIONS: u64 = 50;

/// How far the erasure goes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "with_learnings": false }))]
struct ErasureInput {
    /// Whether what they said goes too. When it is not given or `false`, learnings stay and no longer say from whom they are.
    #[serde(default)]
    with_learnings: bool,
}

/// What an erasure took out, and where the name may still stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactErasure, example = json!({
    "object": "contact_erasure", "contact_id": "019b76da-a800-7000-8000-000000000005", "outreach": 1, "interviews": 1,
    "messages": 2, "referrals": 0, "follow_ups": 3, "hand_offs": 0, "learnings": 0, "learnings_unnamed": 2, "mentions": []
}))]
struct ErasureResponse {
    /// Always `contact_erasure`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// That of the contact who was erased.
    contact_id: Uuid,
    /// Each with its attempts.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    outreach: u64,
    /// Each with its questions, its log and its preparation.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    interviews: u64,
    /// Each with its versions.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    messages: u64,
    /// Theirs to others, and others' to them.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    referrals: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    follow_ups: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    hand_offs: u64,
    /// With `with_learnings`.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    learnings: u64,
    /// Learnings that stay, and no longer say from whom they are.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    learnings_unnamed: u64,
    /// Texts of your own that hold their name still, the likeliest first: edit them if they are to be forgotten there too.
    #[schema(max_items = 50)]
    mentions: Vec<SearchHitResponse>,
}

/// Erase a contact
///
/// Everything that is about this person goes, at once and for good: the contact with its addresses and notes, outreach,
/// interviews, messages, referrals, follow-ups, advice and promises, research, common ground, what was handed to them, what
/// earlier merges and imports kept of them, and kept answers that show them. Another person's resources stay; what was
/// forwarded to this one stays forwarded to `(erased)`. Free texts are yours to edit: `mentions` says where the name still
/// stands. To delete a contact that nothing refers to, delete it instead.
#[utoipa::path(operation_id = "erase_contact", tag = "contacts",
    security(("bearer" = ["contacts:write", "outreach:write", "interviews:write", "messages:write"])),
    request_body = ErasureInput,
    responses((status = 200, description = "What was taken out", body = ErasureResponse)))]
#[post("/contacts/{id}/erase")]
async fn erase_contact(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
    body: Body<ErasureInput>,
) -> Result<Answer<ErasureResponse>, ApiError> {
    for scope in [
        Scope::OutreachWrite,
        Scope::InterviewsWrite,
        Scope::MessagesWrite,
    ] {
        caller.require(scope)?;
    }
    let (owner, with_learnings) = (caller.owner, body.0.with_learnings);
    write
        .run(owner, async |tx| {
            let contact: Stored<Contact> = write.find_for_update(tx, owner, *id).await?;
            let erased = erase(tx, owner, Id::new(*id), with_learnings).await?;
            let erased = erased.ok_or_else(ApiError::not_found)?;
            settle_contacts(
                tx,
                owner,
                Vec::new(),
                contact.value.organization_id,
                write.now(),
            )
            .await?;
            let name = Query::parse(contact.value.name.as_str());
            let mentions = find_mentions(tx, &caller, name, MAX_MENTIONS).await?;
            Ok(Reply::plain(ErasureResponse::new(*id, erased, mentions)))
        })
        .await
}

impl ErasureResponse {
    fn new(contact_id: Uuid, erased: Erased, mentions: Vec<SearchHitResponse>) -> Self {
        let Erased {
            outreach,
            interviews,
            messages,
            referrals,
            follow_ups,
            hand_offs,
            learnings,
            learnings_unnamed,
        } = erased;
        Self {
            object: "contact_erasure",
            contact_id,
            outreach,
            interviews,
            messages,
            referrals,
            follow_ups,
            hand_offs,
            learnings,
            learnings_unnamed,
            mentions,
        }
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(erase_contact);
}
