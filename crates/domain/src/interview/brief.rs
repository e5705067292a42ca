//! Everything to have in mind for an interview on one page, to be read on the way or printed (F76).

use std::fmt::Write as _;

use super::{Check, Interview, Mode, PlannedQuestion};
use crate::{
    common_ground::CommonGround,
    contact::{Contact, MethodKind},
    organization::Organization,
    preparation::Preparation,
    question::Topic,
    research_item::{ResearchItem, ResearchKind},
};

/// What is known about an interview that is to come.
#[derive(Clone, Debug)]
pub struct Brief {
    pub interview: Interview,
    pub contact: Contact,
    pub organization: Option<Organization>,
    pub common_ground: Vec<CommonGround>,
    /// About the contact or the organization, the newest first.
    pub research: Vec<ResearchItem>,
    /// In their order.
    pub questions: Vec<PlannedQuestion>,
    pub preparation: Preparation,
    pub checklist: Vec<Check>,
}

/// A part of the page. One without lines is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    pub is_numbered: bool,
    pub lines: Vec<Line>,
}

/// A line of the page, and where more is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub url: Option<String>,
}

fn line(text: impl Into<String>) -> Line {
    Line {
        text: text.into(),
        url: None,
    }
}

fn section(title: &'static str, lines: Vec<Line>) -> Section {
    Section {
        title,
        is_numbered: false,
        lines,
    }
}

impl Brief {
    /// What the two may be congratulated on (F77).
    pub fn achievements(&self) -> impl Iterator<Item = &ResearchItem> {
        let items = self.research.iter();
        items.filter(|item| item.kind == ResearchKind::Achievement)
    }

    /// What is new with them (F75, F179).
    pub fn news(&self) -> impl Iterator<Item = &ResearchItem> {
        let items = self.research.iter();
        items.filter(|item| {
            matches!(
                item.kind,
                ResearchKind::News
                    | ResearchKind::Mention
                    | ResearchKind::Product
                    | ResearchKind::Merger
                    | ResearchKind::Reorganization
            )
        })
    }

    /// What is to be asked, in its order: what they may ask in return is not.
    pub fn to_ask(&self) -> impl Iterator<Item = &PlannedQuestion> {
        let questions = self.questions.iter();
        questions.filter(|question| question.topic != Topic::AskedOfYou)
    }

    pub fn title(&self) -> String {
        format!("Brief: {}", self.contact.name)
    }

    /// The page in its order; parts of which nothing is known are not on it.
    pub fn sections(&self) -> Vec<Section> {
        let objectives = self.preparation.objectives.as_slice().iter();
        let mut sections = vec![
            section("When and where", self.logistics()),
            section("Who", self.who()),
            section("Company", self.company()),
            section(
                "Common ground",
                self.common_ground.iter().map(shared).collect(),
            ),
            section("Achievements", self.achievements().map(found).collect()),
            section("News", self.news().map(found).collect()),
            section(
                "Objectives",
                objectives.map(|one| line(one.as_str())).collect(),
            ),
            Section {
                is_numbered: true,
                ..section("Questions", self.to_ask().map(asked).collect())
            },
            section(
                "Think of",
                self.checklist
                    .iter()
                    .map(|check| line(&*check.text))
                    .collect(),
            ),
        ];
        sections.retain(|section| !section.lines.is_empty());
        sections
    }

    fn logistics(&self) -> Vec<Line> {
        let Interview {
            mode,
            zone,
            starts_at,
            planned_minutes,
            ..
        } = &self.interview;
        let clock = |at| zone.time_of(at).format("%H:%M");
        let when = format!(
            "{}, {} to {} ({}), {} minutes",
            zone.day_of(*starts_at).format("%Y-%m-%d"),
            clock(*starts_at),
            clock(self.interview.planned_end()),
            zone.name(),
            planned_minutes.get()
        );
        let place = self.interview.place.as_ref();
        let place = place.map(|place| line(place.as_str()));
        let link = self.interview.link.as_ref().map(|link| Line {
            text: "Video call".to_owned(),
            url: Some(link.to_string()),
        });
        let phone = self.contact.methods.preferred(MethodKind::Phone);
        let phone = phone.map(|phone| line(format!("Phone: {}", phone.value)));
        let at = match mode {
            Mode::InPerson => [place, phone],
            Mode::Video => [link, phone],
            Mode::Phone => [phone, None],
        };
        [Some(line(when))].into_iter().chain(at).flatten().collect()
    }

    fn who(&self) -> Vec<Line> {
        let Contact {
            name,
            headline,
            city,
            how_we_know,
            notes,
            ..
        } = &self.contact;
        let what = headline
            .as_ref()
            .map(|headline| format!("{name}, {headline}"));
        let mut lines = vec![line(what.unwrap_or_else(|| name.to_string()))];
        lines.extend(city.as_ref().map(|city| line(city.as_str())));
        let how = how_we_know.as_ref();
        lines.extend(how.map(|how| line(format!("How we know each other: {how}"))));
        lines.extend(notes.as_ref().map(|notes| line(notes.as_str())));
        lines
    }

    fn company(&self) -> Vec<Line> {
        let Some(organization) = &self.organization else {
            return Vec::new();
        };
        let Organization {
            name,
            website,
            location,
            industry,
            mission,
            ..
        } = organization;
        let mut lines = vec![Line {
            text: name.to_string(),
            url: website.as_ref().map(ToString::to_string),
        }];
        let about = [industry, location].into_iter().flatten();
        lines.extend(about.map(|about| line(about.as_str())));
        lines.extend(
            mission
                .as_ref()
                .map(|mission| line(format!("Mission: {mission}"))),
        );
        lines
    }

    /// As text of 80 columns or more, for any printer.
    pub fn plain(&self) -> String {
        let title = self.title();
        let mut page = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
        for section in self.sections() {
            let rule = "-".repeat(section.title.len());
            let _infallible = write!(page, "\n{}\n{rule}\n", section.title);
            for (number, line) in (1..).zip(&section.lines) {
                let url = line.url.iter().map(|url| format!(" <{url}>"));
                let text = one_line(&line.text) + &url.collect::<String>();
                let _infallible = writeln!(page, "{}{text}", section.bullet(number));
            }
        }
        page
    }

    /// As `CommonMark`; what people wrote is text in it, never markup.
    pub fn markdown(&self) -> String {
        let mut page = format!("# {}\n", escaped(&self.title()));
        for section in self.sections() {
            let _infallible = write!(page, "\n## {}\n\n", section.title);
            for (number, line) in (1..).zip(&section.lines) {
                let url = line.url.iter().map(|url| format!(" <{url}>"));
                let text = escaped(&line.text) + &url.collect::<String>();
                let _infallible = writeln!(page, "{}{text}", section.bullet(number));
            }
        }
        page
    }
}

impl Section {
    fn bullet(&self, number: usize) -> String {
        if self.is_numbered {
            format!("{number}. ")
        } else {
            "- ".to_owned()
        }
    }
}

fn shared(ground: &CommonGround) -> Line {
    let note = ground.note.as_ref().map(|note| format!(": {note}"));
    line(format!("{}{}", ground.label, note.unwrap_or_default()))
}

fn found(item: &ResearchItem) -> Line {
    let on = item.published_on.map(|day| format!(" ({day})"));
    let note = item.note.as_ref().map(|note| format!(": {note}"));
    Line {
        text: format!(
            "{}{}{}",
            item.title,
            on.unwrap_or_default(),
            note.unwrap_or_default()
        ),
        url: item.url.as_ref().map(ToString::to_string),
    }
}

fn asked(question: &PlannedQuestion) -> Line {
    let PlannedQuestion {
        body,
        priority,
        minutes,
        ..
    } = question;
    line(format!("{body} ({priority}, {} min)", minutes.get()))
}

/// What may begin markup.
const MARKUP: &str = "\\`*_{}[]<>#+-!|~&$^=";

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        // After nothing but digits these begin a numbered list.
        let begins_list =
            matches!(character, '.' | ')') && escaped.chars().all(|before| before.is_ascii_digit());
        if begins_list || MARKUP.contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(escaped("a *b*\n# c_d <e>"), "a \\*b\\* \\# c\\_d \\<e\\>");
        assert_eq!(escaped("1. one"), "1\\. one");
        assert_eq!(escaped("Why, and when? (1 min)"), "Why, and when? (1 min)");
    }
}
