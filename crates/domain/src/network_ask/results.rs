//! What an ask has brought: answers, introductions, how fast and from how many countries (F154).

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use super::{Recipient, Standing};
use crate::{Id, Text, contact::Contact, text::Name};

/// A country of ISO 3166-1 by its two letters.
pub type CountryCode = Text<2>;

/// Somebody who was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub recipient_id: Id<Recipient>,
    pub contact_id: Id<Contact>,
    pub name: Name,
    pub asked_at: DateTime<Utc>,
    pub standing: Standing,
}

/// A referral that arose from the ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    pub referrer_id: Id<Contact>,
    pub at: DateTime<Utc>,
    /// Where the person they led to lives.
    pub country: Option<CountryCode>,
}

/// What one of those who were asked has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientYield {
    pub asked: Asked,
    pub introductions: u32,
}

/// What an ask has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    pub asked: u32,
    /// Those who answered, and those who led to somebody, whatever is noted of them.
    pub replied: u32,
    /// Of those asked, in hundredths; None while nobody is.
    pub reply_percent: Option<u32>,
    pub introductions: u32,
    /// Whole days from the first question.
    pub days_to_first_reply: Option<u32>,
    /// Whole days from the first question.
    pub days_to_first_introduction: Option<u32>,
    /// In the order of their codes.
    pub countries: Vec<CountryCode>,
    /// The most introductions first, then in the order they were asked.
    pub recipients: Vec<RecipientYield>,
}

/// Adds up what came of an ask.
pub fn results(asked: Vec<Asked>, introductions: &[Introduction]) -> Results {
    let mut by: HashMap<Id<Contact>, Vec<DateTime<Utc>>> = HashMap::new();
    for introduction in introductions {
        let of = by.entry(introduction.referrer_id).or_default();
        of.push(introduction.at);
    }
    let first_asked = asked.iter().map(|one| one.asked_at).min();
    let days = |until: Option<DateTime<Utc>>| {
        let (from, until) = first_asked.zip(until)?;
        u32::try_from((until - from).num_days().max(0)).ok()
    };
    let answered_at = |one: &Asked| {
        let led = by.get(&one.contact_id).and_then(|led| led.iter().min());
        one.standing
            .replied_at()
            .into_iter()
            .chain(led.copied())
            .min()
    };
    let answers: Vec<_> = asked.iter().filter_map(answered_at).collect();
    let (asked_count, replied) = (count(asked.len()), count(answers.len()));
    let countries = introductions.iter().filter_map(|one| one.country.clone());
    let days_to_first_reply = days(answers.into_iter().min());
    let days_to_first_introduction = days(introductions.iter().map(|one| one.at).min());
    let mut recipients: Vec<_> = asked
        .into_iter()
        .map(|asked| RecipientYield {
            introductions: by.get(&asked.contact_id).map_or(0, |led| count(led.len())),
            asked,
        })
        .collect();
    recipients.sort_by_key(|one| (std::cmp::Reverse(one.introductions), one.asked.asked_at));
    Results {
        asked: asked_count,
        replied,
        reply_percent: (100 * replied).checked_div(asked_count),
        introductions: count(introductions.len()),
        days_to_first_reply,
        days_to_first_introduction,
        countries: countries.collect::<BTreeSet<_>>().into_iter().collect(),
        recipients,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const DAY: i64 = 86_400;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn asked(contact: u128, standing: Standing) -> Asked {
        Asked {
            recipient_id: Id::new(Uuid::from_u128(100 + contact)),
            contact_id: Id::new(Uuid::from_u128(contact)),
            name: Name::parse("Somebody").unwrap(),
            asked_at: at(0),
            standing,
        }
    }

    fn introduction(referrer: u128, second: i64, country: Option<&str>) -> Introduction {
        Introduction {
            referrer_id: Id::new(Uuid::from_u128(referrer)),
            at: at(second),
            country: country.map(|code| CountryCode::parse(code).unwrap()),
        }
    }

    #[test]
    fn answers_and_introductions_are_added_up() {
        let people = vec![
            asked(1, Standing::Waiting),
            asked(2, Standing::CannotHelp { at: at(3 * DAY) }),
            asked(3, Standing::NoReply),
            asked(4, Standing::Waiting),
        ];
        let led = [
            introduction(4, 5 * DAY + 1, Some("DE")),
            introduction(4, 6 * DAY, Some("AT")),
            // Passed on by somebody who was not asked.
            introduction(9, 7 * DAY, Some("DE")),
        ];
        let told = results(people, &led);
        assert_eq!(
            (told.asked, told.replied, told.reply_percent),
            (4, 2, Some(50))
        );
        assert_eq!(told.introductions, 3);
        assert_eq!(told.days_to_first_reply, Some(3));
        assert_eq!(told.days_to_first_introduction, Some(5));
        let countries: Vec<_> = told.countries.iter().map(Text::as_str).collect();
        assert_eq!(countries, ["AT", "DE"]);
        let first = &told.recipients[0];
        assert_eq!(
            (first.asked.contact_id.uuid().as_u128(), first.introductions),
            (4, 2)
        );
    }

    #[test]
    fn an_ask_that_went_to_nobody_has_no_rate() {
        let told = results(Vec::new(), &[]);
        assert_eq!((told.reply_percent, told.days_to_first_reply), (None, None));
    }

    proptest! {
        #[test]
        fn never_more_reply_than_were_asked(
            people in proptest::collection::vec(0..3_u8, 0..20),
            led in proptest::collection::vec((0..30_u128, -10..10_i64), 0..20),
        ) {
            let people: Vec<_> = people.iter().zip(0..).map(|(kind, id)| asked(id, match kind {
                0 => Standing::Waiting,
                1 => Standing::NoReply,
                _ => Standing::Replied { at: at(DAY) },
            })).collect();
            let led: Vec<_> = led.iter().map(|(who, day)| introduction(*who, day * DAY, None)).collect();
            let told = results(people, &led);
            prop_assert!(told.replied <= told.asked);
            prop_assert!(told.reply_percent.is_none_or(|percent| percent <= 100));
            let of_recipients: u32 = told.recipients.iter().map(|one| one.introductions).sum();
            prop_assert!(of_recipients <= told.introductions);
        }
    }
}
