//! What a person says about themselves: where they stand, where they come from, what they bring and want.

mod holiday;
mod past;
mod readiness;

pub use self::{
    holiday::{HolidayCalendar, InvalidSubdivision, Subdivision},
    past::{Education, EndsBeforeItStarts, Experience, Year, Years},
    readiness::{
        Finding, FirstOutreachRule, FirstOutreachState, Fix, NextStep, Readiness, Standing,
        readiness,
    },
};
use crate::{
    Zone,
    at_most::AtMost,
    calendar::{BusinessCalendar, Desk},
    locale::Locale,
    methodology::Chosen,
    phrases::Phrases,
    seniority::Seniority,
    text::Name,
    vocabulary,
    whole::Whole,
};

vocabulary! {
    /// Which part of a working life somebody is in (F140).
    pub enum LifeStage {
        FirstYear = "first_year",
        SecondYear = "second_year",
        ThirdYear = "third_year",
        FinalYear = "final_year",
        GraduateStudent = "graduate_student",
        RecentGraduate = "recent_graduate",
        Alum = "alum",
        CareerChanger = "career_changer",
        ReturningToWork = "returning_to_work",
        Other = "other",
    }
}

vocabulary! {
    /// How far along a search somebody is (F94).
    pub enum SearchStage {
        JustStarting = "just_starting",
        Exploring = "exploring",
        Graduating = "graduating",
        LookingNow = "looking_now",
        EmployedAndCurious = "employed_and_curious",
        NotLooking = "not_looking",
    }
}

vocabulary! {
    /// How somebody feels about writing to or calling a stranger (F153).
    pub enum ComfortLevel {
        VeryUneasy = "very_uneasy",
        Uneasy = "uneasy",
        Neutral = "neutral",
        Comfortable = "comfortable",
        VeryComfortable = "very_comfortable",
    }
}

impl ComfortLevel {
    /// Whether warm paths should be tried first.
    pub fn is_low(self) -> bool {
        matches!(self, Self::VeryUneasy | Self::Uneasy)
    }
}

/// What a person wants to get done in a week (F129).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeeklyTarget {
    pub outreach_attempts: Whole<1, 100>,
    pub conversations: Whole<1, 50>,
}

/// What the person is good at (F171).
pub type Strengths = Phrases<200, 20>;
/// What matters to the person (F133).
pub type Values = Phrases<200, 20>;
pub type Interests = Phrases<100, 50>;
/// Where the person lives or has lived (F78).
pub type Cities = Phrases<200, 30>;
pub type Languages = AtMost<Locale, 20>;

/// What a person says about themselves. Nothing of it is required.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub life_stage: Option<LifeStage>,
    pub search_stage: Option<SearchStage>,
    pub seniority: Option<Seniority>,
    /// Who they are, in a line.
    pub headline: Option<Name>,
    pub education: AtMost<Education, 20>,
    pub experience: AtMost<Experience, 30>,
    pub strengths: Strengths,
    pub values: Values,
    pub interests: Interests,
    pub cities: Cities,
    /// The languages they speak.
    pub languages: Languages,
    pub comfort_level: Option<ComfortLevel>,
    /// In which language and with which formats to address them.
    pub locale: Option<Locale>,
    pub holiday_calendar: Option<HolidayCalendar>,
    pub weekly_target: Option<WeeklyTarget>,
    /// What new outreaches follow; none, the service's default.
    pub methodology: Option<Chosen>,
}

/// A profile with what the account knows about the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile {
    pub profile: Profile,
    pub time_zone: Zone,
}

impl OwnProfile {
    /// Where the person writes: their days, and their business days as far as they said whose holidays they keep.
    pub fn desk(&self) -> Desk {
        let holidays = self.profile.holiday_calendar;
        Desk {
            zone: self.time_zone,
            calendar: holidays.map_or(BusinessCalendar::WEEKENDS_ONLY, Into::into),
        }
    }
}
