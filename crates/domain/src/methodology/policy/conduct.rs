//! The numbers of writing, of preparing and holding a conversation, of what follows it, and of searching.

use super::{
    Choice, Cited, FirstOutreachNumbers, InvalidRule, Misfit, Span,
    book::{Book, optional},
};
use crate::vocabulary;

vocabulary! {
    /// Whether and when a resume is shown (methodology survey, D7).
    pub enum ResumePolicy {
        /// Only when they ask for it (F18).
        OnRequest = "on_request",
        /// With the first message (F49).
        AttachToFirstMessage = "attach_to_first_message",
        /// At hand when it is asked for (F98).
        BringAlong = "bring_along",
        /// Through everybody one knows (F178).
        SpreadWidely = "spread_widely",
    }
}

/// How messages are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Words of a letter, at most (F48).
    pub letter_words: Option<Cited<u32>>,
    /// Words of an e-mail, at most (methodology survey, D1).
    pub email_words: Option<Cited<u32>>,
    /// Characters of the note that goes with an invitation to connect, at most.
    pub connection_note_characters: Option<Cited<u32>>,
    /// Characters of a subject, at most (F68).
    pub subject_characters: Option<Cited<u32>>,
    /// Whether a referrer is named only with their permission (F47).
    pub require_permission_to_name: Option<Cited<bool>>,
    pub resume_policy: Cited<ResumePolicy>,
}

/// How conversations are prepared and held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparing {
    /// Minutes to ask for (F10, F166).
    pub ask_minutes: Cited<Choice>,
    /// Questions to have prepared before a conversation (F6).
    pub min_questions: Cited<u32>,
    /// Subjects that the questions are about, at least (F80).
    pub subject_coverage: Option<Cited<u32>>,
    /// Questions that may be put off to be asked afterwards (F114).
    pub max_deferred_questions: Cited<u32>,
    /// Seconds that an introduction of oneself takes (F91).
    pub pitch_seconds: Cited<Span>,
    /// Words that people speak in a minute, for telling how long a written introduction takes (F91).
    pub speaking_words_per_minute: Option<Cited<u32>>,
    /// Minutes to arrive before the time (F97).
    pub arrive_early_minutes: Cited<Span>,
    /// Minutes kept free of questions at the end of a conversation (F115, F119).
    pub closing_buffer_minutes: Cited<u32>,
    /// The person's own share of the talking (F162).
    pub talk_share_percent: Option<Cited<u32>>,
}

/// What follows a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// Days before a conversation by the end of which it is confirmed (methodology survey, D5).
    pub confirm_days_before: Option<Cited<u32>>,
    /// Days after a conversation by which the deferred questions are asked (F114).
    pub deferred_questions_days: Cited<u32>,
    /// Days after a conversation at the end of which the thank-you is due (F120).
    pub thank_you_days: Cited<u32>,
    /// Days after a conversation by which its notes are transcribed (F122).
    pub transcribe_notes_days: Option<Cited<u32>>,
    /// Days after they asked for the resume by which they have it (F18).
    pub send_resume_days: Option<Cited<u32>>,
    /// Days after a conversation by which whoever led to it is told.
    pub close_loop_days: Option<Cited<u32>>,
    /// Whether a thank-you tells of something new that was learned (F121).
    pub thank_you_cites_learning: Option<Cited<bool>>,
    /// Days between updates to somebody who gave a conversation (F124, F127).
    pub update_cadence_days: Cited<Choice>,
    /// Updates to one contact in a year, at most.
    pub updates_per_year: Cited<u32>,
}

/// How much is gone after at a time, and what to have before the first outreach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searching {
    /// Themes explored at a time, at most (F150).
    pub max_active_themes: Cited<u32>,
    /// Organizations that a target list should hold (methodology survey, D1).
    pub target_list_size: Cited<u32>,
    /// Organizations on it to begin with (methodology survey, D1).
    pub first_batch_size: Cited<u32>,
    /// What to have before the first outreach (F149).
    pub first_outreach: FirstOutreachNumbers,
}

impl Writing {
    pub(super) fn read(book: &Book<'_>) -> Result<Self, InvalidRule> {
        Ok(Self {
            letter_words: optional(book.number("letter_words"))?,
            email_words: optional(book.number("email_words"))?,
            connection_note_characters: optional(book.number("connection_note_characters"))?,
            subject_characters: optional(book.number("subject_characters"))?,
            require_permission_to_name: optional(book.flag("require_permission_to_name"))?,
            resume_policy: book.word("resume_policy")?,
        })
    }
}

impl Preparing {
    pub(super) fn read(book: &Book<'_>) -> Result<Self, InvalidRule> {
        Ok(Self {
            ask_minutes: book.choice("ask_minutes")?,
            min_questions: book.number("min_questions")?,
            subject_coverage: optional(book.number("subject_coverage"))?,
            max_deferred_questions: book.number("max_deferred_questions")?,
            pitch_seconds: book.span("pitch_seconds")?,
            speaking_words_per_minute: optional(book.number("speaking_words_per_minute"))?,
            arrive_early_minutes: book.span("arrive_early_minutes")?,
            closing_buffer_minutes: book.number("closing_buffer_minutes")?,
            talk_share_percent: optional(book.number("talk_share_percent"))?,
        })
    }
}

impl After {
    pub(super) fn read(book: &Book<'_>) -> Result<Self, InvalidRule> {
        Ok(Self {
            confirm_days_before: optional(book.number("confirm_days_before"))?,
            deferred_questions_days: book.number("deferred_questions_days")?,
            thank_you_days: book.number("thank_you_days")?,
            transcribe_notes_days: optional(book.number("transcribe_notes_days"))?,
            send_resume_days: optional(book.number("send_resume_days"))?,
            close_loop_days: optional(book.number("close_loop_days"))?,
            thank_you_cites_learning: optional(book.flag("thank_you_cites_learning"))?,
            update_cadence_days: book.choice("update_cadence_days")?,
            updates_per_year: book.number("updates_per_year")?,
        })
    }
}

impl Searching {
    pub(super) fn read(book: &Book<'_>) -> Result<Self, InvalidRule> {
        let first_outreach = FirstOutreachNumbers::read(book)?;
        let ready = &first_outreach.ready_points;
        let all = first_outreach.all_points();
        if ready.value > all {
            let misfit = Misfit::Range { min: 1, max: all };
            return Err(InvalidRule::new(&ready.rule.key, misfit));
        }
        Ok(Self {
            max_active_themes: book.number("max_active_themes")?,
            target_list_size: book.number("target_list_size")?,
            first_batch_size: book.number("first_batch_size")?,
            first_outreach,
        })
    }
}
