//! The means by which people are reached.

use crate::vocabulary;

vocabulary! {
    /// By what means an attempt was made.
    pub enum Channel {
        Letter = "letter",
        Email = "email",
        Phone = "phone",
        TextMessage = "text_message",
        SocialNetwork = "social_network",
        InPerson = "in_person",
        Video = "video",
        Other = "other",
    }
}

impl Channel {
    /// Whether it carries a message that lies there until it is read. `other` may.
    pub fn is_written(self) -> bool {
        !self.is_live() || self == Self::Other
    }

    /// Whether both sides are there at the same time. `other` may.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            Self::Phone | Self::InPerson | Self::Video | Self::Other
        )
    }

    /// What one attempt by this channel is called in an explanation.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Email => "e-mail",
            Self::Phone => "call",
            Self::TextMessage => "text message",
            Self::SocialNetwork | Self::Other => "message",
            Self::InPerson => "visit",
            Self::Video => "video call",
        }
    }
}
