//! Contacts that may be one person, over HTTP, and pairs that are two after all.

mod wire;

use actix_web::{delete, get, post, web::Path};
use domain::{Id, contact::Contact, duplicate::Dismissal};
use persistence::{
    SortKey, Transaction,
    duplicate::{Criteria, list},
    workspace::{self, Filter},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::DuplicateReason;
use self::wire::{DismissalInput, DismissalResponse, DuplicateResponse, ListDuplicates};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadContacts, WriteContacts},
    },
    wire::Word,
};

/// List contacts that may be duplicates
///
/// Pairs of contacts that may be one person, the likeliest first: those that share an e-mail address, a telephone number or
/// a page in whatever spelling, and those with names spelled much alike at one organization. An address that more than
/// twenty contacts share is taken for a switchboard's; at an organization with more than two hundred contacts only names
/// that are wholly the same are taken for one. Merge the two, or dismiss the pair.
#[utoipa::path(operation_id = "list_duplicates", tag = "duplicates", security(("bearer" = ["contacts:read"])),
    params(ListDuplicates, PageQuery),
    responses((status = 200, description = "One page of the pairs", body = Page<DuplicateResponse>)))]
#[get("/duplicates")]
async fn list_duplicates(
    caller: Caller<ReadContacts>,
    read: Read,
    wanted: Query<ListDuplicates>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<DuplicateResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let criteria = Criteria {
        contact: wanted.0.contact_id.map(Id::new),
        reasons: Word::list(wanted.0.reason),
        after: paging.after()?,
        limit: u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX),
    };
    let found = list(read.db(), caller.owner, &criteria).await?;
    let (found, last) = paging.cut_at(found, |pair| (SortKey::Number(pair.score), pair.id));
    paging.answer(found.into_iter().map(Into::into).collect(), last)
}

/// Dismiss a pair
///
/// They are two people: the pair is proposed no more.
#[utoipa::path(operation_id = "create_duplicate_dismissal", tag = "duplicates", security(("bearer" = ["contacts:write"])),
    request_body = DismissalInput,
    responses(
        (status = 201, description = "The dismissal", body = DismissalResponse),
        (status = 409, description = "`dismissal_exists`: the pair is dismissed already", body = Problem),
    ))]
#[post("/duplicate-dismissals")]
async fn create_duplicate_dismissal(
    caller: Caller<WriteContacts>,
    write: Write,
    body: Body<DismissalInput>,
) -> Result<Answer<DismissalResponse>, ApiError> {
    let given = [body.0.contact_id, body.0.other_id];
    let dismissal = Dismissal::try_from(body.0)?;
    let owner = caller.owner;
    // The pair is sorted, so a constraint could not say which of the two is unknown.
    let admit = async |tx: &Transaction, _, _: &_| {
        for (id, pointer) in given.into_iter().zip(["/contact_id", "/other_id"]) {
            if !workspace::exists::<Contact>(tx, owner, Id::new(id)).await? {
                return Err(ApiError::unknown_reference(pointer));
            }
        }
        Ok(())
    };
    let collection = "/v1/duplicate-dismissals";
    write.create(owner, collection, dismissal, admit).await
}

/// List dismissals of pairs
#[utoipa::path(operation_id = "list_duplicate_dismissals", tag = "duplicates", security(("bearer" = ["contacts:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the dismissals, the newest first", body = Page<DismissalResponse>)))]
#[get("/duplicate-dismissals")]
async fn list_duplicate_dismissals(
    caller: Caller<ReadContacts>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<DismissalResponse>>, ApiError> {
    read.page::<Dismissal, _>(caller.owner, Filter::default(), "-created_at", page.0)
        .await
}

/// Find a dismissal of a pair
#[utoipa::path(operation_id = "find_duplicate_dismissal", tag = "duplicates", security(("bearer" = ["contacts:read"])),
    responses((status = 200, description = "The dismissal", body = DismissalResponse)))]
#[get("/duplicate-dismissals/{id}")]
async fn find_duplicate_dismissal(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<DismissalResponse>, ApiError> {
    read.one::<Dismissal, _>(caller.owner, *id).await
}

/// Withdraw a dismissal of a pair
///
/// The pair may be proposed again.
#[utoipa::path(operation_id = "delete_duplicate_dismissal", tag = "duplicates", security(("bearer" = ["contacts:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/duplicate-dismissals/{id}")]
async fn delete_duplicate_dismissal(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Dismissal>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_duplicates)
        .service(create_duplicate_dismissal)
        .service(list_duplicate_dismissals)
        .service(find_duplicate_dismissal)
        .service(delete_duplicate_dismissal);
}
