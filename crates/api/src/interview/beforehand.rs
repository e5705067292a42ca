//! What is known of an interview before it is held.

use domain::{
    Id, Stored,
    contact::Contact,
    interview::{Interview, PlannedQuestion},
    methodology::Policy,
    pitch::{Candidate, PitchReason, PitchWanted},
    preparation::Preparation,
};
use persistence::{
    Executor, interview_question,
    pitch::find_wanted,
    workspace::{self, Owner},
};

use super::policy;
use crate::error::ApiError;

/// An interview with whom it is with, what is planned, and the numbers that it goes by.
pub(super) struct Beforehand {
    pub(super) interview: Stored<Interview>,
    pub(super) contact: Stored<Contact>,
    /// In their order.
    pub(super) questions: Vec<Stored<PlannedQuestion>>,
    pub(super) preparation: Preparation,
    pub(super) policy: Policy,
}

impl Beforehand {
    /// A statement for each of the five, besides the contact's methods.
    pub(super) async fn of(
        db: &impl Executor,
        owner: Owner,
        id: Id<Interview>,
    ) -> Result<Self, ApiError> {
        let interview = workspace::find::<Interview>(db, owner, id).await?;
        let interview = interview.ok_or_else(ApiError::not_found)?;
        let contact = workspace::find::<Contact>(db, owner, interview.value.contact_id).await?;
        let contact = contact.ok_or_else(|| ApiError::internal("an interview with nobody"))?;
        let preparation = Id::<Preparation>::new(id.uuid());
        let preparation = workspace::find(db, owner, preparation).await?;
        Ok(Self {
            contact,
            questions: interview_question::list(db, owner, id).await?,
            preparation: preparation.map(|found| found.value).unwrap_or_default(),
            policy: policy(db, owner, interview.value.outreach_id).await?,
            interview,
        })
    }

    /// The words and places of the questions, without their revisions.
    pub(super) fn planned(&self) -> Vec<PlannedQuestion> {
        let questions = self.questions.iter();
        questions.map(|question| question.value.clone()).collect()
    }

    /// The pitch to open with, and why it is that.
    pub(super) async fn pitch(
        &self,
        db: &impl Executor,
        owner: Owner,
    ) -> Result<Option<(Candidate, PitchReason)>, ApiError> {
        let wanted = PitchWanted {
            chosen: self.preparation.pitch_id,
            theme: self.interview.value.theme_id,
            organization: self.contact.value.organization_id,
        };
        Ok(find_wanted(db, owner, wanted).await?)
    }
}
