//! What there is to look up about an organization or a person, why it matters, and what of it is done (F73 to F79).

use chrono::NaiveDate;

use crate::research_item::ResearchKind;

/// Whom the research is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Organization,
    Contact,
}

/// What was found of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: ResearchKind,
    pub count: u32,
    /// The latest day on which something of it was published, if that is known.
    pub latest_on: Option<NaiveDate>,
}

/// One line of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    pub kind: ResearchKind,
    pub count: u32,
    pub latest_on: Option<NaiveDate>,
    pub why: &'static str,
    /// The points of the sources behind it.
    pub source: &'static str,
}

impl Check {
    pub fn is_covered(&self) -> bool {
        self.count > 0
    }
}

type Line = (ResearchKind, &'static str, &'static str);

const OF_ORGANIZATION: [Line; 9] = [
    (
        ResearchKind::Website,
        "What they say of themselves is the least you are expected to know",
        "F73, F74",
    ),
    (
        ResearchKind::AnnualReport,
        "It tells what they count as success, and what worries them",
        "F74",
    ),
    (
        ResearchKind::Brochure,
        "It shows how they speak to those they serve",
        "F74",
    ),
    (
        ResearchKind::News,
        "What outsiders report keeps you from seeing only the polished side",
        "F75",
    ),
    (
        ResearchKind::Mention,
        "How others refer to them tells where they stand in the field",
        "F75",
    ),
    (
        ResearchKind::Product,
        "To know what is new there shows that you are serious",
        "F76, F179",
    ),
    (
        ResearchKind::Merger,
        "Who owns whom changes what work there will be",
        "F179",
    ),
    (
        ResearchKind::Reorganization,
        "A change of structure moves the positions you would ask about",
        "F179",
    ),
    (
        ResearchKind::Library,
        "Books and databases of a library hold what a search does not show",
        "F20",
    ),
];

const OF_CONTACT: [Line; 5] = [
    (
        ResearchKind::SocialNetwork,
        "Schools, towns and employers that you share make a beginning",
        "F35, F78",
    ),
    (
        ResearchKind::Website,
        "Their own page or biography spares you questions that it answers",
        "F73, F161",
    ),
    (
        ResearchKind::Achievement,
        "To name something they achieved shows whom you came to see",
        "F77",
    ),
    (
        ResearchKind::Literature,
        "What they wrote tells what they care about",
        "F73, F74",
    ),
    (
        ResearchKind::Mention,
        "What is said of them tells what others come to them for",
        "F75",
    ),
];

/// Every kind worth looking for, then whatever else was found, each with what there is of it.
pub fn checklist(side: Side, found: &[Found]) -> Vec<Check> {
    let lines: &[Line] = match side {
        Side::Organization => &OF_ORGANIZATION,
        Side::Contact => &OF_CONTACT,
    };
    let expected = lines.iter().map(|(kind, why, source)| {
        let of_it = found.iter().find(|found| found.kind == *kind);
        Check {
            kind: *kind,
            count: of_it.map_or(0, |found| found.count),
            latest_on: of_it.and_then(|found| found.latest_on),
            why,
            source,
        }
    });
    let is_extra = |found: &&Found| lines.iter().all(|(kind, ..)| *kind != found.kind);
    let extra = found.iter().filter(is_extra).map(|found| Check {
        kind: found.kind,
        count: found.count,
        latest_on: found.latest_on,
        why: "Beyond what is usually looked for",
        source: "F73",
    });
    expected.chain(extra).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: ResearchKind) -> Found {
        Found {
            kind,
            count: 2,
            latest_on: NaiveDate::from_ymd_opt(2026, 1, 2),
        }
    }

    #[test]
    fn what_was_found_is_covered_and_the_rest_is_missing() {
        let checks = checklist(Side::Organization, &[found(ResearchKind::News)]);
        let covered: Vec<_> = checks.iter().filter(|check| check.is_covered()).collect();
        let [news] = covered[..] else {
            panic!("{covered:?}")
        };
        assert_eq!((news.kind, news.count), (ResearchKind::News, 2));
        assert_eq!(news.latest_on, NaiveDate::from_ymd_opt(2026, 1, 2));
        assert_eq!(checks.len(), OF_ORGANIZATION.len());
    }

    #[test]
    fn what_nobody_looks_for_still_counts_when_it_is_there() {
        let checks = checklist(Side::Contact, &[found(ResearchKind::Merger)]);
        let last = checks.last().unwrap();
        assert_eq!((last.kind, last.is_covered()), (ResearchKind::Merger, true));
        assert_eq!(checks.len(), OF_CONTACT.len() + 1);
    }

    #[test]
    fn a_checklist_names_each_kind_once() {
        for lines in [&OF_ORGANIZATION[..], &OF_CONTACT[..]] {
            let kinds: std::collections::HashSet<_> = lines.iter().map(|(kind, ..)| kind).collect();
            assert_eq!(kinds.len(), lines.len());
        }
    }
}
