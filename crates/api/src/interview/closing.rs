//! What an interviewee gave at the end of a conversation, kept together with it: people, questions, fields, promises both
//! ways, and how well the theme fits now.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    Id, Stored,
    contact::Contact,
    fit_rating::{Evidence, FitDimension, FitRating, Score},
    interview::Interview,
    promise::{self, Promise, PromiseDirection},
    question::{Body, Question},
    referral::Origin,
    text::{Name, Paragraph},
    theme::{Theme, distinct},
};
use persistence::{
    Transaction, theme,
    workspace::{self, Owner},
};

use crate::{
    error::ApiError,
    http::Write,
    referral::lead::{Followed, Lead, follow},
    theme::keep_ideas,
};

/// What they gave, and what the two promised each other.
pub(super) struct Closing {
    pub(super) leads: Vec<Lead>,
    pub(super) should_have_asked: Vec<Body>,
    pub(super) other_fields: Vec<Name>,
    pub(super) fits: Vec<Fit>,
    pub(super) promises: Vec<Promised>,
}

/// Something that one of the two promised the other.
pub(super) struct Promised {
    pub(super) direction: PromiseDirection,
    pub(super) what: promise::Words,
    pub(super) due_on: Option<NaiveDate>,
    pub(super) note: Option<Paragraph>,
}

impl Promised {
    fn in_interview(self, interview: &Stored<Interview>) -> Promise {
        let Self {
            direction,
            what,
            due_on,
            note,
        } = self;
        Promise {
            contact_id: interview.value.contact_id,
            interview_id: Some(interview.id),
            direction,
            what,
            due_on,
            note,
            state: promise::State::Open,
        }
    }
}

/// How well the theme fits in one dimension after the conversation.
pub(super) struct Fit {
    pub(super) dimension: FitDimension,
    pub(super) score: Score,
    pub(super) evidence: Option<Evidence>,
}

/// What was made of it.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) followed: Followed,
    pub(super) questions: Vec<Stored<Question>>,
    pub(super) themes: Vec<Stored<Theme>>,
    pub(super) fit_ratings: Vec<Stored<FitRating>>,
    pub(super) promises: Vec<Stored<Promise>>,
}

impl Closing {
    pub(super) async fn keep(
        self,
        tx: &Transaction,
        write: &Write,
        owner: Owner,
        interview: &Stored<Interview>,
        day: NaiveDate,
    ) -> Result<Kept, ApiError> {
        let Self {
            leads,
            should_have_asked,
            other_fields,
            fits,
            promises,
        } = self;
        let ratings = ratings(fits, interview)?;
        let questions = should_have_asked.into_iter();
        let questions = questions.map(|body| Question::suggested(body, interview.id));
        let promises = promises.into_iter();
        let promises = promises.map(|promised| promised.in_interview(interview));
        let (id, contact) = (interview.id, interview.value.contact_id);
        let arose = (contact, Origin::Interview(id));
        Ok(Kept {
            followed: follow(tx, write, owner, arose, (day, leads)).await?,
            questions: keep_all(tx, write, owner, questions.collect()).await?,
            themes: ideas(tx, write, owner, (contact, day), other_fields).await?,
            fit_ratings: keep_all(tx, write, owner, ratings).await?,
            promises: keep_all(tx, write, owner, promises.collect()).await?,
        })
    }
}

/// The ratings of the theme that the interview was about, one in a dimension.
fn ratings(fits: Vec<Fit>, interview: &Stored<Interview>) -> Result<Vec<FitRating>, ApiError> {
    if fits.is_empty() {
        return Ok(Vec::new());
    }
    let theme_id = interview.value.theme_id.ok_or_else(|| {
        let detail = "the interview is about no theme; give it one, or rate a theme by itself";
        ApiError::field("/fit_ratings", "no_theme", detail)
    })?;
    let mut rated = BTreeSet::new();
    let ratings = fits.into_iter().enumerate().map(|(index, fit)| {
        if !rated.insert(fit.dimension) {
            let pointer = format!("/fit_ratings/{index}/dimension");
            return Err(ApiError::field(&pointer, "repeated", "is rated already"));
        }
        Ok(FitRating {
            theme_id,
            dimension: fit.dimension,
            score: fit.score,
            evidence: fit.evidence,
            interview_id: Some(interview.id),
        })
    });
    ratings.collect()
}

/// Makes ideas of the fields that are no themes yet.
async fn ideas(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (by, day): (Id<Contact>, NaiveDate),
    fields: Vec<Name>,
) -> Result<Vec<Stored<Theme>>, ApiError> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let by = workspace::find(tx, owner, by).await?;
    let by = by.ok_or_else(|| ApiError::internal("an interview with nobody"))?;
    let new = theme::new_names(tx, owner, distinct(fields)).await?;
    let themes = new.into_iter();
    let themes = themes.map(|field| Theme::named(field, &by.value.name, day));
    let themes = keep_all(tx, write, owner, themes.collect()).await?;
    keep_ideas(tx, write, owner, &themes).await?;
    Ok(themes)
}

/// Adds several by one statement.
async fn keep_all<R: workspace::Resource>(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    values: Vec<R>,
) -> Result<Vec<Stored<R>>, ApiError> {
    let now = write.now();
    let values = values.into_iter().map(|value| (write.next_id(), value));
    let kept = workspace::insert_several(tx, owner, values.collect(), now).await?;
    Ok(kept)
}
