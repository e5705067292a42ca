//! Imports and their files on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    transfer::{self, Import, ImportRow, Refusal, Tally},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::Word;

pub(crate) type Format = Word<transfer::Format>;
pub(crate) type MatchBy = Word<transfer::MatchBy>;
pub(crate) type RowOutcome = Word<transfer::RowOutcome>;

/// A table of contacts (RFC 4180) in UTF-8, with a header.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 10_485_760,
    example = json!("name,email,organization,tags\r\nGrace Okafor,grace@clinic.example,City Clinic,therapist; choir\r\n"))]
pub(super) struct CsvFile(
    #[expect(dead_code, reason = "stands for the file in the document")] String,
);

/// Cards of contacts: vCard 4.0 (RFC 6350), and 3.0 too when they are imported.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 10_485_760,
    example = json!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Grace Okafor\r\nEMAIL:grace@clinic.example\r\nEND:VCARD\r\n"))]
pub(super) struct VcardFile(
    #[expect(dead_code, reason = "stands for the file in the document")] String,
);

/// Contacts as this API has them, one JSON object on each line, with the names of their organizations.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 10_485_760,
    example = json!("{\"name\":\"Grace Okafor\",\"organization_name\":\"City Clinic\",\"tags\":[\"therapist\"]}\n"))]
pub(super) struct JsonLinesFile(
    #[expect(dead_code, reason = "stands for the file in the document")] String,
);

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// Only try: the report tells what would become of each row, and no contact changes. `false` when it is not given.
    pub(super) dry_run: Option<bool>,
    /// One refused row refuses the file (422, with the reasons of up to 100 rows). `false` when it is not given: the
    /// other rows are imported.
    pub(super) all_or_nothing: Option<bool>,
    /// By what a row finds the contact to update; `email` when it is not given.
    pub(super) match_by: Option<MatchBy>,
    /// What columns of a table are about, each as `Header:field`: `Full Name:name`, `Mail:email`, `Score:ignore`.
    /// Columns that are not named here go by their headers. A header with a comma cannot be named.
    #[param(
        max_items = 200,
        min_length = 3,
        max_length = 250,
        pattern = r"^[\s\S]+:[a-z0-9_.]+$"
    )]
    pub(super) map: Option<Vec<String>>,
    /// A cell of a table that holds exactly this clears its field; without it nothing does. A blank cell changes nothing.
    #[param(min_length = 1, max_length = 50)]
    pub(super) clear_token: Option<String>,
    /// What divides the cells of a table: a comma, a semicolon, a tab or a vertical line. What its first line has most
    /// of when it is not given.
    #[param(max_length = 1, pattern = r"^[,;\t|]$")]
    pub(super) delimiter: Option<String>,
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListRows {
    /// Only rows of which this became.
    #[param(max_items = 4)]
    pub(super) outcome: Option<Vec<RowOutcome>>,
}

/// What became of a file of contacts.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Import, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "import",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "format": "csv", "match_by": "email", "dry_run": false, "rows": 4, "created": 1, "updated": 1, "unchanged": 1,
    "refused": 1, "ignored_columns": ["Score"]
}))]
pub(crate) struct ImportResponse {
    id: Uuid,
    /// Always `import`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    format: Format,
    match_by: MatchBy,
    /// Whether it was only tried.
    dry_run: bool,
    /// The header of a table is not among them.
    #[schema(minimum = 0, maximum = 20000)]
    rows: u32,
    #[schema(minimum = 0, maximum = 20000)]
    created: u32,
    #[schema(minimum = 0, maximum = 20000)]
    updated: u32,
    /// Rows whose contact says all of it already.
    #[schema(minimum = 0, maximum = 20000)]
    unchanged: u32,
    #[schema(minimum = 0, maximum = 20000)]
    refused: u32,
    /// Columns, properties or members that no field was found for. Nothing of them was imported.
    #[schema(max_items = 200, max_length = 200)]
    ignored_columns: Vec<String>,
}

impl From<Stored<Import>> for ImportResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Import>,
    ) -> Self {
        let Import {
            format,
            match_by,
            dry_run,
            tally,
            ignored,
        } = value;
        let rows = tally.rows();
        let Tally {
            created,
            updated,
            unchanged,
            refused,
        } = tally;
        Self {
            id: id.uuid(),
            object: "import",
            created_at,
            updated_at,
            format: Word(format),
            match_by: Word(match_by),
            dry_run,
            rows,
            created,
            updated,
            unchanged,
            refused,
            ignored_columns: ignored,
        }
    }
}

/// What became of one row of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ImportRow, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "import_row",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "import_id": "019b76da-a800-7000-8000-000000000007", "row": 3, "line": 5, "outcome": "refused",
    "contact_id": null,
    "errors": [{"column": "Email Address", "code": "email", "detail": "must be an e-mail address, such as ada@example.org"}]
}))]
pub(super) struct ImportRowResponse {
    id: Uuid,
    /// Always `import_row`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    import_id: Uuid,
    /// Which of the file's rows, counted from 1 without the header.
    #[schema(minimum = 1, maximum = 20000)]
    row: i32,
    /// Where in the file it begins, counted from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    line: i32,
    outcome: RowOutcome,
    /// Whom it is about. Null when it was refused, when its contact would only be made, and when they were deleted since.
    contact_id: Option<Uuid>,
    /// Why it was refused; empty otherwise.
    #[schema(max_items = 20)]
    errors: Vec<RowError>,
}

/// What does not fit in a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "column": "Email Address", "code": "email", "detail": "must be an e-mail address, such as ada@example.org"
}))]
pub(super) struct RowError {
    /// As the file calls it.
    #[schema(max_length = 200)]
    column: String,
    /// The machine name of the rule.
    #[schema(max_length = 100)]
    code: String,
    /// The same for people.
    #[schema(max_length = 1000)]
    detail: String,
}

impl From<Stored<ImportRow>> for ImportRowResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<ImportRow>,
    ) -> Self {
        let ImportRow {
            import_id,
            position,
            line,
            outcome,
            contact_id,
            errors,
        } = value;
        let errors = errors.into_iter().map(
            |Refusal {
                 column,
                 code,
                 detail,
             }| RowError {
                column,
                code,
                detail,
            },
        );
        Self {
            id: id.uuid(),
            object: "import_row",
            created_at,
            updated_at,
            import_id: import_id.uuid(),
            row: position,
            line,
            outcome: Word(outcome),
            contact_id: contact_id.map(Id::uuid),
            errors: errors.collect(),
        }
    }
}

crate::change::shown_as!(Import => ImportResponse);

crate::change::shown_as!(ImportRow => ImportRowResponse);
