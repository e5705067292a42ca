//! Everything to have in mind for an interview on one page, to be read on the way or printed (F76).

mod line;
mod page;

pub use self::line::Line;
use self::line::{answered, asked, found, line, shared, story};

use super::{Check, Interview, Mode, PlannedQuestion};
use crate::{
    common_ground::CommonGround,
    contact::{Contact, MethodKind},
    organization::Organization,
    pitch::{Candidate, PitchReason, emphasis},
    preparation::Preparation,
    prepared_answer::ReverseQuestion,
    profile::Strengths,
    question::Topic,
    research_item::{ResearchItem, ResearchKind},
    story::Story,
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
    /// The one to open with, and why it is that.
    pub pitch: Option<(Candidate, PitchReason)>,
    /// What they may ask in return, in its order.
    pub reverse: Vec<ReverseQuestion>,
    /// Accomplishments to give as examples; none but where both feel each other out (F180).
    pub stories: Vec<Story>,
    /// What the person brings (F171).
    pub strengths: Strengths,
    pub checklist: Vec<Check>,
}

/// A part of the page. One without lines is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    pub is_numbered: bool,
    pub lines: Vec<Line>,
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

    /// What they may ask and is answered, and what counts though it is not.
    pub fn likely(&self) -> impl Iterator<Item = &ReverseQuestion> {
        let kind = self.interview.kind;
        let reverse = self.reverse.iter();
        reverse.filter(move |one| one.answer.is_some() || one.counts(kind))
    }

    /// What to stress in the hope to learn (F96).
    pub fn stress(&self) -> Option<String> {
        emphasis(&self.questions).map(|emphasis| emphasis.advice)
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
            section("Pitch", self.said()),
            Section {
                is_numbered: true,
                ..section("Questions", self.to_ask().map(asked).collect())
            },
            section("They may ask", self.likely().map(answered).collect()),
            section("Stories", self.stories.iter().map(story).collect()),
            section(
                "Your strengths",
                self.strengths
                    .as_slice()
                    .iter()
                    .map(|one| line(one.as_str()))
                    .collect(),
            ),
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

    /// The pitch, part by part, and what to stress in it.
    fn said(&self) -> Vec<Line> {
        let Some((candidate, _)) = &self.pitch else {
            return Vec::new();
        };
        let told = candidate.pitch.value.told();
        let mut lines: Vec<Line> = told.map(|(_, text)| line(text.as_str())).collect();
        lines.extend(self.stress().map(line));
        lines
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
}
