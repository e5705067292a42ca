//! Reading cells back into domain types; a cell that does not fit is [`Error::Corrupt`].

use domain::{Text, WebUrl, Zone, vocabulary::Vocabulary, whole::Whole};
use uuid::Uuid;

use crate::Error;

/// The row whose cells are read, to be named when one does not fit.
#[derive(Clone, Copy)]
pub(crate) struct Cells {
    table: &'static str,
    id: Uuid,
}

impl Cells {
    pub(crate) fn of(table: &'static str, id: Uuid) -> Self {
        Self { table, id }
    }

    pub(crate) fn corrupt(self, column: &'static str) -> Error {
        Error::Corrupt {
            table: self.table,
            column,
            id: self.id,
        }
    }

    pub(crate) fn text<const MAX: usize>(
        self,
        column: &'static str,
        cell: &str,
    ) -> Result<Text<MAX>, Error> {
        Text::parse(cell).map_err(|_invalid| self.corrupt(column))
    }

    pub(crate) fn optional_text<const MAX: usize>(
        self,
        column: &'static str,
        cell: Option<&str>,
    ) -> Result<Option<Text<MAX>>, Error> {
        cell.map(|cell| self.text(column, cell)).transpose()
    }

    pub(crate) fn word<V: Vocabulary>(self, column: &'static str, cell: &str) -> Result<V, Error> {
        V::parse(cell).ok_or_else(|| self.corrupt(column))
    }

    pub(crate) fn zone(self, column: &'static str, cell: &str) -> Result<Zone, Error> {
        Zone::parse(cell).map_err(|_unknown| self.corrupt(column))
    }

    pub(crate) fn whole<const MIN: i16, const MAX: i16>(
        self,
        column: &'static str,
        cell: i16,
    ) -> Result<Whole<MIN, MAX>, Error> {
        Whole::new(cell).map_err(|_outside| self.corrupt(column))
    }

    pub(crate) fn optional_web_url(
        self,
        column: &'static str,
        cell: Option<&str>,
    ) -> Result<Option<WebUrl>, Error> {
        let url = cell.map(WebUrl::parse).transpose();
        url.map_err(|_invalid| self.corrupt(column))
    }
}
