//! A table of contacts: from its records to rows.

use domain::transfer::{Cell, Columns, Given, MAX_ROWS, Mapping, Row};

use super::{
    Parsed,
    csv::{Reader, Record, delimiter, unguarded},
    file::Malformed,
};

/// How the caller reads the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) mapping: Mapping,
    pub(super) clear_token: Option<String>,
    pub(super) delimiter: Option<char>,
}

/// Reads a table with a header. Lines before it that have but one cell, as some exports begin with, are left out.
pub(super) fn parse(text: &str, reading: &Reading) -> Result<Parsed, Malformed> {
    let delimiter = reading.delimiter.unwrap_or_else(|| delimiter(text));
    let mut records = Reader::new(text, delimiter);
    let (line, columns) = header(&mut records, &reading.mapping)?;
    let mut rows = Vec::new();
    for record in records {
        let record = record?;
        if rows.len() == MAX_ROWS {
            return Err(too_many_rows(record.line));
        }
        rows.push(row(&columns, record, reading.clear_token.as_deref()));
    }
    if rows.is_empty() {
        return Err(Malformed::at(line, "no_rows", "no row follows the header"));
    }
    Ok(Parsed {
        rows,
        ignored: columns.ignored(),
    })
}

pub(super) fn too_many_rows(line: u32) -> Malformed {
    let detail = format!("a file has at most {MAX_ROWS} rows; divide it");
    Malformed::at(line, "max_rows", detail)
}

fn header(records: &mut Reader<'_>, mapping: &Mapping) -> Result<(u32, Columns), Malformed> {
    for record in records {
        let Record { line, cells } = record?;
        let mut said = cells.iter().filter(|cell| !cell.trim().is_empty());
        let (first, second) = (said.next(), said.next());
        // "Notes:" begins a preamble; "notes" is a column.
        let is_title = first.is_some_and(|cell| cell.trim().ends_with(':'));
        if second.is_none() && (is_title || !Columns::is_header(&cells, mapping)) {
            continue;
        }
        let columns = Columns::new(&cells, mapping);
        return columns
            .map(|columns| (line, columns))
            .map_err(|refused| Malformed::at(line, "header", refused));
    }
    Err(Malformed::at(1, "header", "there is no header"))
}

/// A record with more or fewer cells than there are columns is refused as a row, not guessed at.
fn row(columns: &Columns, record: Record, clear_token: Option<&str>) -> Result<Row, Malformed> {
    let Record { line, cells } = record;
    if cells.len() != columns.len() {
        let detail = format!("has {} cells, the header {}", cells.len(), columns.len());
        return Err(Malformed::at(line, "cells", detail));
    }
    let given = |cell: String| {
        if clear_token == Some(cell.trim()) {
            return Given::Clear;
        }
        Given::Text(unguarded(&cell).to_owned())
    };
    let said = columns.iter().zip(cells);
    let said = said.filter(|(_, cell)| !cell.trim().is_empty());
    let cells = said.filter_map(|((header, field), cell)| {
        Some(Cell {
            column: header.to_owned(),
            field: field?.clone(),
            given: given(cell),
        })
    });
    let cells = cells.collect();
    Ok(Row {
        line,
        cells,
        adds_methods: false,
    })
}
