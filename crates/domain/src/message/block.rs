//! Parts of a message that many messages share, as templates of their own (F42 to F47, F53, F165, F166).

use crate::vocabulary;

vocabulary! {
    /// A part of a message that a template can mention by name.
    pub enum TemplateBlock {
        /// F42.
        WhoIAm = "block.who_i_am",
        /// F43.
        WhyYou = "block.why_you",
        /// F166.
        Ask = "block.ask",
        /// F165.
        NotAJobRequest = "block.not_a_job_request",
        /// F47.
        Referrer = "block.referrer",
        /// F46.
        CommonGround = "block.common_ground",
        /// F44.
        Thanks = "block.thanks",
    }
}

impl TemplateBlock {
    /// What it is for, in a few words for the person.
    pub fn means(self) -> &'static str {
        match self {
            Self::WhoIAm => "Who you are",
            Self::WhyYou => "Why you write to them and to nobody else",
            Self::Ask => "What you ask for",
            Self::NotAJobRequest => "That you do not ask for a job",
            Self::Referrer => "Who led you to them",
            Self::CommonGround => "What you have in common",
            Self::Thanks => "Thanks",
        }
    }

    /// Its words, in English, with places for values; our own.
    pub fn text(self) -> &'static str {
        match self {
            Self::WhoIAm => {
                "My name is {{ me.name }}: {{ me.headline }}. I am finding out whether {{ theme.name|lower }} is for me."
            }
            Self::WhyYou => {
                "I came across {{ their_work }}, and would like to understand the way that led you there\
                 {% if contact.organization %} and to {{ contact.organization }}{% endif %}."
            }
            Self::Ask => {
                "Would you have {{ ask.minutes }} minutes to talk, {{ ask.mode }}\
                 {% if window.from %}, between {{ window.from }} and {{ window.to }}\
                 {% if window.place %}, when I am in {{ window.place }}{% endif %}{% endif %}?"
            }
            Self::NotAJobRequest => {
                "I am not looking for a job: I would like to hear what your work asks of you."
            }
            Self::Referrer => "{{ referrer.name }} suggested that I write to you.",
            Self::CommonGround => "We share something: {{ common_ground }}.",
            Self::Thanks => "Thank you for reading this, and for any time that you can spare.",
        }
    }
}
