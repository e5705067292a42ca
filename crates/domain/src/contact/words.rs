//! The words that describe a contact.

use std::collections::BTreeSet;

use crate::vocabulary;

vocabulary! {
    /// How the person knows the contact (F3, F175).
    pub enum Relationship {
        Family = "family",
        Friend = "friend",
        Neighbor = "neighbor",
        Coworker = "coworker",
        FormerPeer = "former_peer",
        FormerManager = "former_manager",
        Vendor = "vendor",
        VolunteerAcquaintance = "volunteer_acquaintance",
        NetworkingGroup = "networking_group",
        ProfessionalOrganization = "professional_organization",
        Committee = "committee",
        Teacher = "teacher",
        Alum = "alum",
        /// Known only through somebody else (F4).
        Referred = "referred",
        Stranger = "stranger",
        Other = "other",
    }
}

vocabulary! {
    /// How easy it is to ask; the warm ones come first (F5).
    pub enum Warmth {
        Warm = "warm",
        Lukewarm = "lukewarm",
        Cold = "cold",
    }
}

vocabulary! {
    /// What the contact is to the search; somebody may be several of these.
    pub enum ContactRole {
        /// Somebody to interview (F21).
        Prospect = "prospect",
        /// Somebody who knows those to interview (F155).
        Connector = "connector",
        /// Somebody who speaks up, or hands a resume on (F178).
        Advocate = "advocate",
    }
}

/// The roles of a contact, each once, in the order of the vocabulary.
pub type Roles = BTreeSet<ContactRole>;

vocabulary! {
    /// In what surroundings the two met (F157, F176).
    pub enum MetIn {
        School = "school",
        Work = "work",
        Event = "event",
        Conference = "conference",
        Training = "training",
        Volunteering = "volunteering",
        Online = "online",
        Introduction = "introduction",
        Neighborhood = "neighborhood",
        Other = "other",
    }
}

vocabulary! {
    /// What the contact was found by (F33): known from the start and never changed.
    pub enum Source {
        OwnNetwork = "own_network",
        Referral = "referral",
        CompanySite = "company_site",
        WebSearch = "web_search",
        SocialNetwork = "social_network",
        /// A directory of alumni or members (F39).
        Directory = "directory",
        Event = "event",
        /// Named in answer to a request to the network (F36, F177).
        NetworkAsk = "network_ask",
        Import = "import",
        Other = "other",
    }
}
