//! What a person sends, says or hands over to somebody.

use crate::vocabulary;

vocabulary! {
    /// What a message is for.
    pub enum MessageKind {
        /// On paper; the first touch of the built-in methodology (F40).
        Letter = "letter",
        Email = "email",
        /// What to say on the phone (F52).
        CallScript = "call_script",
        /// What to leave on a machine (F66).
        Voicemail = "voicemail",
        /// The few words that go with a request to connect on a social network (F35).
        ConnectionNote = "connection_note",
        /// By the next day (F120).
        ThankYou = "thank_you",
        /// What became of their advice (F124).
        Update = "update",
        /// To people one knows, to be led to others (F36).
        NetworkAsk = "network_ask",
        /// To people one knows, to say that one is looking for work (F174).
        AvailabilityAnnouncement = "availability_announcement",
        /// Thanks for a no (F57).
        DeclineCourtesy = "decline_courtesy",
        /// Goes with a resume that somebody is to pass on (F178).
        ResumeHandOff = "resume_hand_off",
    }
}
