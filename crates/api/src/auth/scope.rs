//! What a token may do: the `scope` of RFC 6749 section 3.3, a set of words.

use std::fmt;

use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

domain::vocabulary! {
    /// One thing that a token may do.
    pub enum Scope {
        AccountRead = "account:read",
        AccountWrite = "account:write",
        ThemesRead = "themes:read",
        ThemesWrite = "themes:write",
        OrganizationsRead = "organizations:read",
        OrganizationsWrite = "organizations:write",
        ContactsRead = "contacts:read",
        ContactsWrite = "contacts:write",
        QuestionsRead = "questions:read",
        QuestionsWrite = "questions:write",
        OutreachRead = "outreach:read",
        OutreachWrite = "outreach:write",
        InterviewsRead = "interviews:read",
        InterviewsWrite = "interviews:write",
        FollowUpsRead = "follow_ups:read",
        FollowUpsWrite = "follow_ups:write",
        ReferralsRead = "referrals:read",
        ReferralsWrite = "referrals:write",
        AgendaRead = "agenda:read",
        ProfileRead = "profile:read",
        ProfileWrite = "profile:write",
        ResearchRead = "research:read",
        ResearchWrite = "research:write",
        DocumentsRead = "documents:read",
        DocumentsWrite = "documents:write",
        NetworkRead = "network:read",
        NetworkWrite = "network:write",
        TransfersRead = "transfers:read",
        TransfersWrite = "transfers:write",
        SearchRead = "search:read",
        MessagesRead = "messages:read",
        MessagesWrite = "messages:write",
        AnalyticsRead = "analytics:read",
        ChangesRead = "changes:read",
        TimelineRead = "timeline:read",
        WebhooksRead = "webhooks:read",
        WebhooksWrite = "webhooks:write",
    }
}

impl Scope {
    /// Whether it is for a person who is signed in, and no program's: it is about who may call at all.
    pub fn needs_session(self) -> bool {
        matches!(self, Self::AccountRead | Self::AccountWrite)
    }
}

/// A set of [`Scope`]s.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Scopes(u64);

/// A word that names no scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no scope {0:?}")]
pub struct UnknownScope(pub String);

impl Scopes {
    pub fn all() -> Self {
        Scope::ALL.iter().copied().collect()
    }

    /// Reads what somebody asks for.
    ///
    /// # Errors
    /// A word names no scope.
    pub fn parse(text: &str) -> Result<Self, UnknownScope> {
        text.split_ascii_whitespace()
            .map(|word| Scope::parse(word).ok_or_else(|| UnknownScope(word.to_owned())))
            .collect()
    }

    /// Reads what was granted, perhaps by another release of this program: a scope unknown here grants nothing here.
    pub fn read(text: &str) -> Self {
        let words = text.split_ascii_whitespace();
        words.filter_map(Scope::parse).collect()
    }

    pub fn contains(self, scope: Scope) -> bool {
        self.0 & bit(scope) != 0
    }

    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Scope> {
        let all = Scope::ALL.iter().copied();
        all.filter(move |&scope| self.contains(scope))
    }
}

fn bit(scope: Scope) -> u64 {
    1 << scope as u64
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | bit(scope)))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, scope) in self.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            write!(f, "{space}{scope}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

impl Serialize for Scopes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scopes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::read(&String::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_reads_back_as_it_is_written() {
        for scopes in [
            Scopes::default(),
            Scopes::all(),
            Scopes::from_iter([Scope::AgendaRead, Scope::ThemesRead]),
        ] {
            assert_eq!(Scopes::parse(&scopes.to_string()), Ok(scopes));
        }
        assert_eq!(Scopes::all().iter().count(), Scope::ALL.len());
        let pair = Scopes::parse("agenda:read  themes:read themes:read").unwrap();
        assert_eq!(pair.to_string(), "themes:read agenda:read");
    }

    #[test]
    fn an_unknown_word_is_refused_when_asked_for_and_ignored_when_granted() {
        let text = "themes:read themes:rule";
        assert_eq!(
            Scopes::parse(text),
            Err(UnknownScope("themes:rule".to_owned()))
        );
        assert_eq!(Scopes::read(text), Scopes::from_iter([Scope::ThemesRead]));
    }

    #[test]
    fn an_intersection_holds_what_both_hold() {
        let some = Scopes::parse("themes:read themes:write").unwrap();
        let others = Scopes::parse("themes:write agenda:read").unwrap();
        let both = some.intersect(others);
        assert!(both.contains(Scope::ThemesWrite));
        assert_eq!(both.iter().count(), 1);
        assert!(some.intersect(Scopes::default()).is_empty());
    }

    #[test]
    fn the_scopes_of_a_session_fit_their_column() {
        assert!(Scopes::all().to_string().len() <= 1000);
    }
}
