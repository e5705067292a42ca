//! Reading cells back into domain types; a cell that does not fit is [`Error::Corrupt`].

use domain::{
    Id, Text, WebUrl, Zone,
    at_most::AtMost,
    country::Country,
    document::Checksum,
    interview,
    methodology::{Chosen, Origin},
    phrases::Phrases,
    profile::HolidayCalendar,
    vocabulary::Vocabulary,
    whole::Whole,
};
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

    pub(crate) fn several<const MAX: usize, const MANY: usize>(
        self,
        column: &'static str,
        cells: &[String],
    ) -> Result<AtMost<Text<MAX>, MANY>, Error> {
        let texts = cells.iter().map(|cell| self.text(column, cell));
        let texts = texts.collect::<Result<_, _>>()?;
        AtMost::new(texts).map_err(|_too_many| self.corrupt(column))
    }

    pub(crate) fn word<V: Vocabulary>(self, column: &'static str, cell: &str) -> Result<V, Error> {
        V::parse(cell).ok_or_else(|| self.corrupt(column))
    }

    pub(crate) fn optional_word<V: Vocabulary>(
        self,
        column: &'static str,
        cell: Option<&str>,
    ) -> Result<Option<V>, Error> {
        cell.map(|cell| self.word(column, cell)).transpose()
    }

    pub(crate) fn words<V: Vocabulary, W: FromIterator<V>>(
        self,
        column: &'static str,
        cell: &[String],
    ) -> Result<W, Error> {
        cell.iter().map(|word| self.word(column, word)).collect()
    }

    pub(crate) fn phrases<const CHARS: usize, const ITEMS: usize>(
        self,
        column: &'static str,
        cell: Vec<String>,
    ) -> Result<Phrases<CHARS, ITEMS>, Error> {
        Phrases::parse(cell).map_err(|_invalid| self.corrupt(column))
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

    pub(crate) fn optional_whole<const MIN: i16, const MAX: i16>(
        self,
        column: &'static str,
        cell: Option<i16>,
    ) -> Result<Option<Whole<MIN, MAX>>, Error> {
        cell.map(|cell| self.whole(column, cell)).transpose()
    }

    pub(crate) fn checksum(self, column: &'static str, cell: &[u8]) -> Result<Checksum, Error> {
        Checksum::try_from(cell).map_err(|_other_length| self.corrupt(column))
    }

    pub(crate) fn optional_country(
        self,
        column: &'static str,
        cell: Option<&str>,
    ) -> Result<Option<Country>, Error> {
        let country = cell.map(Country::parse).transpose();
        country.map_err(|_invalid| self.corrupt(column))
    }

    /// The columns `question_id` and `bank_question_id`: exactly one of them is set.
    pub(crate) fn origin(
        self,
        own: Option<Uuid>,
        bank: Option<Uuid>,
    ) -> Result<interview::Origin, Error> {
        let origin = interview::Origin::one_of(own, bank);
        origin.ok_or_else(|| self.corrupt("question_id"))
    }

    /// The two columns of a choice: at most one of them is set.
    pub(crate) fn chosen(built_in: Option<Uuid>, own: Option<Uuid>) -> Option<Chosen> {
        let of = |origin| {
            move |id| Chosen {
                id: Id::new(id),
                origin,
            }
        };
        let own = own.map(of(Origin::Own));
        own.or_else(|| built_in.map(of(Origin::BuiltIn)))
    }

    /// The same, to be written.
    pub(crate) fn columns(chosen: Option<Chosen>) -> (Option<Uuid>, Option<Uuid>) {
        match chosen.map(|Chosen { id, origin }| (id.uuid(), origin)) {
            Some((id, Origin::BuiltIn)) => (Some(id), None),
            Some((id, Origin::Own)) => (None, Some(id)),
            None => (None, None),
        }
    }

    pub(crate) fn optional_holiday_calendar(
        self,
        columns: [&'static str; 2],
        country: Option<&str>,
        subdivision: Option<&str>,
    ) -> Result<Option<HolidayCalendar>, Error> {
        let [of_country, of_subdivision] = columns;
        let Some(country) = self.optional_country(of_country, country)? else {
            return Ok(None);
        };
        let calendar = HolidayCalendar::new(country, subdivision);
        let calendar = calendar.map_err(|_other| self.corrupt(of_subdivision))?;
        Ok(Some(calendar))
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
