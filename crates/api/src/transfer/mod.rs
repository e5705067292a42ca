//! Contacts from files and to files over HTTP (user asks 11 to 13).

mod course;
mod csv;
mod decide;
mod export;
mod file;
mod import;
mod json_lines;
mod table;
mod vcard;
mod wire;

use domain::transfer::Row;
use utoipa_actix_web::service_config::ServiceConfig;

use self::file::Malformed;
pub(crate) use self::{
    csv::write as write_csv_line,
    export::Batches,
    wire::{MatchBy, RowOutcome},
};

/// What a file says.
#[derive(Clone, Debug, Default)]
struct Parsed {
    /// In the order of the file; a row that cannot be read is refused by itself.
    rows: Vec<Result<Row, Malformed>>,
    /// Columns, properties or members that no field was found for.
    ignored: Vec<String>,
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(import::create_import)
        .service(import::list_imports)
        .service(import::find_import)
        .service(import::delete_import)
        .service(import::list_import_rows)
        .service(export::export_contacts_as_csv)
        .service(export::export_contacts_as_vcard)
        .service(export::export_contacts_as_json_lines);
}
