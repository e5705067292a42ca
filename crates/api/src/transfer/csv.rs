//! CSV as RFC 4180 has it. A reader of our own, since one that lets a misplaced quote pass would import other data than
//! the file's author meant; and a writer whose cells no spreadsheet takes for formulas.

use super::file::Malformed;

/// One line of a table; it may go over several lines of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it begins, counted from 1.
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// Reads records one after another. Lines with nothing on them are left out.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a str,
    line: u32,
    delimiter: char,
}

/// What a cell ended with.
enum End {
    Cell,
    Record,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, delimiter: char) -> Self {
        Self {
            rest: text,
            line: 1,
            delimiter,
        }
    }

    fn cell(&mut self) -> Result<(String, End), Malformed> {
        match self.rest.strip_prefix('"') {
            Some(rest) => {
                self.rest = rest;
                self.quoted()
            }
            None => self.plain(),
        }
    }

    fn plain(&mut self) -> Result<(String, End), Malformed> {
        let stop = [self.delimiter, '\r', '\n'];
        let end = self.rest.find(stop).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        if cell.contains('"') {
            let detail = "a cell with a quote in it must be in quotes, and the quote doubled";
            return Err(Malformed::at(self.line, "quote", detail));
        }
        self.rest = rest;
        let end = self.end()?;
        Ok((cell.to_owned(), end))
    }

    /// The rest of a cell whose quote has been opened.
    fn quoted(&mut self) -> Result<(String, End), Malformed> {
        let (opened, mut cell) = (self.line, String::new());
        loop {
            let Some((text, rest)) = self.rest.split_once('"') else {
                let detail = "the quote that is opened here is never closed";
                return Err(Malformed::at(opened, "quote", detail));
            };
            let breaks = text.matches('\n').count();
            self.line = self
                .line
                .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            cell.push_str(text);
            self.rest = rest;
            match rest.strip_prefix('"') {
                Some(rest) => {
                    cell.push('"');
                    self.rest = rest;
                }
                None => break,
            }
        }
        let end = self.end()?;
        Ok((cell, end))
    }

    fn end(&mut self) -> Result<End, Malformed> {
        if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
            self.rest = rest;
            return Ok(End::Cell);
        }
        let broken = ["\r\n", "\n", "\r"]
            .iter()
            .find_map(|ending| self.rest.strip_prefix(ending));
        match broken {
            Some(rest) => {
                self.rest = rest;
                self.line = self.line.saturating_add(1);
            }
            None if self.rest.is_empty() => {}
            None => {
                let detail =
                    "after the quote that closes a cell, the next cell or line must follow";
                return Err(Malformed::at(self.line, "quote", detail));
            }
        }
        Ok(End::Record)
    }

    fn record(&mut self) -> Result<Record, Malformed> {
        let (line, mut cells) = (self.line, Vec::new());
        loop {
            let (cell, end) = self.cell()?;
            cells.push(cell);
            if matches!(end, End::Record) {
                return Ok(Record { line, cells });
            }
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Record, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            match self.record() {
                Ok(record) if record.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Err(refused) => {
                    self.rest = "";
                    return Some(Err(refused));
                }
                record => return Some(record),
            }
        }
        None
    }
}

/// The delimiter that the first line with any has most of, those in quotes aside; a comma when no line has one.
pub(super) fn delimiter(text: &str) -> char {
    // Of equals, `max_by_key` takes the last.
    let known = ['|', '\t', ';', ','];
    let bare = |line: &str| -> String {
        let outside = line.split('"').step_by(2);
        outside.collect()
    };
    let first = text.lines().map(bare).find(|line| line.contains(known));
    let count = |one| first.as_ref().map_or(0, |line| line.matches(one).count());
    known
        .into_iter()
        .max_by_key(|one| count(*one))
        .unwrap_or(',')
}

/// Characters that make a spreadsheet take a cell for a formula, their full-width variants among them (OWASP).
fn is_risky(character: char) -> bool {
    matches!(
        character,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
    )
}

/// Whether a cell begins with such a character, whatever apostrophes are before it.
fn needs_guard(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(is_risky)
}

/// A cell without the apostrophe that [`write`] put before it.
pub(super) fn unguarded(cell: &str) -> &str {
    let guarded = cell.strip_prefix('\'').filter(|rest| needs_guard(rest));
    guarded.unwrap_or(cell)
}

/// Writes one line. Every cell is in quotes: a spreadsheet that divides at semicolons finds none outside of them.
pub(crate) fn write<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        out.push('"');
        if needs_guard(cell) {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<(u32, Vec<String>)>, Malformed> {
        let records = Reader::new(text, delimiter(text));
        records
            .map(|record| record.map(|Record { line, cells }| (line, cells)))
            .collect()
    }

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn cells_hold_delimiters_quotes_and_lines_when_they_are_in_quotes() {
        let table = "a,b\r\n\"1,\"\"2\"\"\r\n3\",x\n\n,\r\n4,";
        let expected = vec![
            (1, cells(&["a", "b"])),
            (2, cells(&["1,\"2\"\r\n3", "x"])),
            (6, cells(&["4", ""])),
        ];
        assert_eq!(read(table), Ok(expected));
        assert_eq!(read(""), Ok(vec![]));
    }

    #[test]
    fn a_misplaced_quote_is_told_by_its_line() {
        for (table, line) in [
            ("a\n\"b", 2),
            ("a\n\nb\"c\"\n", 3),
            ("\"a\nb\"c\n", 2),
            ("a\n\"b\" ,c", 2),
        ] {
            let refused = read(table).unwrap_err();
            assert_eq!((refused.line, refused.code), (line, "quote"), "{table:?}");
        }
    }

    #[test]
    fn the_delimiter_is_the_one_of_the_first_line() {
        for (table, expected) in [
            ("a;b\n1,2,3", ';'),
            ("a\tb", '\t'),
            ("a|b", '|'),
            ("a", ','),
            ("", ','),
        ] {
            assert_eq!(delimiter(table), expected, "{table:?}");
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_none_is_changed_by_that() {
        for (cell, written) in [
            ("=1+1", "\"'=1+1\"\r\n"),
            ("+49 30", "\"'+49 30\"\r\n"),
            ("＝1", "\"'＝1\"\r\n"),
            ("'=1", "\"''=1\"\r\n"),
            ("'tis", "\"'tis\"\r\n"),
            ("\t1", "\"'\t1\"\r\n"),
        ] {
            let mut out = String::new();
            write(&mut out, [cell]);
            assert_eq!(out, written);
        }
        assert_eq!(unguarded("'+1"), "+1");
        assert_eq!(unguarded("'tis"), "'tis");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(table in prop::collection::vec(prop::collection::vec("[=+@'\",;\r\na-zé＝-]{0,6}", 2), 1..4)) {
            let mut out = String::new();
            for record in &table {
                write(&mut out, record.iter().map(String::as_str));
            }
            let read = Reader::new(&out, ',').map(|record| record.unwrap().cells);
            let read: Vec<Vec<String>> = read
                .map(|cells| cells.iter().map(|cell| unguarded(cell).to_owned()).collect())
                .collect();
            let written: Vec<_> = table.into_iter().filter(|record| record.iter().any(|cell| !cell.trim().is_empty())).collect();
            // A table's line of guarded white space alone is no blank line: nothing that a contact says is.
            prop_assume!(read.len() == written.len());
            prop_assert_eq!(read, written);
        }
    }
}
