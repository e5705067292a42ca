//! Time zones in a calendar: what the clocks show in each while its entries last (RFC 5545, section 3.6.5).

use calcard::{
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType as Type,
        ICalendarProperty as Property,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Observance, Zone};

use super::ics::{append, local, refer};

/// Adds a zone to a calendar, with each change of its clocks as an observance of its own: rules for other years would be
/// guesses, and nothing of the calendar is in other years.
pub(super) fn time_zone(
    calendar: &mut ICalendar,
    zone: Zone,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) {
    let mut component = ICalendarComponent::new(Type::VTimezone);
    component.add_property(Property::Tzid, zone.name());
    let id = append(calendar, component);
    refer(calendar, 0, id);
    let parent = calendar.components.len() - 1;
    // A day earlier, so that no entry begins before the first observance in its own clocks.
    for observance in zone.observances(from - TimeDelta::days(1), until) {
        let child = append(calendar, observed(observance));
        refer(calendar, parent, child);
    }
}

fn observed(observance: Observance) -> ICalendarComponent {
    let Observance {
        since,
        before_seconds,
        seconds,
        is_daylight,
        name,
    } = observance;
    let mut component = ICalendarComponent::new(if is_daylight {
        Type::Daylight
    } else {
        Type::Standard
    });
    // What the clocks showed that are about to be changed.
    let onset = since.naive_utc() + TimeDelta::seconds(before_seconds.into());
    component.add_property(Property::Dtstart, local(onset));
    component.add_property(Property::Tzoffsetfrom, offset(before_seconds));
    component.add_property(Property::Tzoffsetto, offset(seconds));
    if let Some(name) = name {
        component.add_property(Property::Tzname, name);
    }
    component
}

/// To the minute: no zone has had seconds for half a century.
fn offset(seconds: i32) -> PartialDateTime {
    let minutes = seconds.unsigned_abs() / 60;
    let small = |number: u32| u8::try_from(number).ok();
    PartialDateTime {
        tz_hour: small(minutes / 60),
        tz_minute: small(minutes % 60),
        tz_minus: seconds < 0,
        ..PartialDateTime::default()
    }
}
