//! Everything of a person's as one file, streamed while it is read. See docs/adr/0024.

mod content;
mod packer;

use actix_web::get;
use persistence::archive;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use self::content::Archiving;
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Caller, Read, caller::ReadAccount, to_save},
};

/// A file in ZIP format.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 1_073_741_824)]
struct ZipFile(#[expect(dead_code, reason = "stands for the file in the document")] String);

/// Export everything
///
/// A ZIP file with all that the service keeps of the caller's: every row of every table as JSON Lines (`data/`), the
/// contacts as a table and as cards, attempts and conversations as tables, what is ahead as a calendar, the files of the documents, and a manifest with the
/// number of rows and the SHA-256 of each file. Hashes of secrets are left out; `README.txt` in it says what is what.
///
/// It shows one moment, whatever is written while it is sent, and nothing of it stays on the server. A file that ends early
/// is no ZIP file: programs refuse it, so ask again. For a person who is signed in; an API key cannot ask for it.
#[utoipa::path(operation_id = "export_everything", tag = "transfers", security(("bearer" = ["account:read"])),
    responses(
        (status = 200, description = "The archive", body = ZipFile, content_type = "application/zip"),
        (status = 409, description = "`limit_reached`: an export of yours is under way", body = Problem),
    ))]
#[get("/exports/everything")]
async fn export_everything(
    caller: Caller<ReadAccount>,
    read: Read,
) -> Result<Answer<ZipFile>, ApiError> {
    let tx = read.db().begin_snapshot().await?;
    if !archive::lock(&tx, caller.owner).await? {
        let detail = "An export of yours is under way. Let it end first.";
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let archiving = Archiving::begin(tx, caller.owner, read.now()).await?;
    let name = format!("rapport-{}.zip", read.now().format("%Y-%m-%d"));
    to_save(archiving, "application/zip", &name).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(export_everything);
}
