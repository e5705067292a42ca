//! Entries as iCalendar (RFC 5545) with the calendar's own properties of RFC 7986.

use std::collections::BTreeMap;

use calcard::{
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType as Type, ICalendarDuration,
        ICalendarEntry, ICalendarFeatureType, ICalendarParameter as Parameter,
        ICalendarProperty as Property, ICalendarStatus, ICalendarTransparency, ICalendarValueType,
        Uri,
    },
};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use domain::{
    Zone,
    calendar_feed::{Entry, REFRESH, When},
};

use super::zone::time_zone;

/// What programs know the writer by.
const PRODUCT: &str = "-//Rapport//Rapport 1//EN";

/// A calendar of these entries. It has no METHOD: nobody is invited by it. With a name it is one to subscribe to.
pub(super) fn calendar(name: Option<&str>, entries: &[Entry]) -> String {
    let mut whole = ICalendarComponent::new(Type::VCalendar);
    whole.add_property(Property::Version, "2.0");
    whole.add_property(Property::Prodid, PRODUCT);
    if let Some(name) = name {
        whole.add_property(Property::Name, plain(name));
        let duration = Parameter::value(ICalendarValueType::Duration);
        whole.add_property_with_params(Property::RefreshInterval, [duration], refresh());
        // What some programs read in place of these two.
        whole.add_property(Property::Other("X-WR-CALNAME".to_owned()), plain(name));
        whole.add_property(Property::Other("X-PUBLISHED-TTL".to_owned()), refresh());
    }
    let mut calendar = ICalendar {
        components: vec![whole],
    };
    for Span { zone, from, until } in spans(entries) {
        time_zone(&mut calendar, zone, from, until);
    }
    for entry in entries {
        let id = append(&mut calendar, event(entry));
        refer(&mut calendar, 0, id);
    }
    calendar.to_string()
}

fn refresh() -> ICalendarDuration {
    let minutes = u32::try_from(REFRESH.num_minutes()).unwrap_or(u32::MAX);
    ICalendarDuration {
        hours: minutes / 60,
        minutes: minutes % 60,
        ..ICalendarDuration::default()
    }
}

/// Adds a component, and returns its number.
pub(super) fn append(calendar: &mut ICalendar, component: ICalendarComponent) -> u32 {
    let number = u32::try_from(calendar.components.len()).unwrap_or(u32::MAX);
    calendar.components.push(component);
    number
}

/// Puts a component into another.
pub(super) fn refer(calendar: &mut ICalendar, parent: usize, child: u32) {
    if let Some(parent) = calendar.components.get_mut(parent) {
        parent.component_ids.push(child);
    }
}

/// A zone, and the moments from which and until which entries are told in it.
struct Span {
    zone: Zone,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// The zones that entries are told in, by name.
fn spans(entries: &[Entry]) -> impl Iterator<Item = Span> {
    let mut spans = BTreeMap::new();
    for (zone, from, until) in entries.iter().filter_map(|entry| zoned(entry.when)) {
        let span = spans.entry(zone.name());
        let span = span.or_insert(Span { zone, from, until });
        span.from = span.from.min(from);
        span.until = span.until.max(until);
    }
    spans.into_values()
}

/// The zone that an entry is told in, and its moments. None where days are told, or where the clocks there show one of
/// the moments twice and UTC alone tells which is meant.
fn zoned(when: When) -> Option<(Zone, DateTime<Utc>, DateTime<Utc>)> {
    let When::Moments {
        starts_at,
        ends_at,
        zone,
    } = when
    else {
        return None;
    };
    let is_clear = |at| zone.at(zone.day_of(at), zone.time_of(at)) == at;
    (zone != Zone::UTC && is_clear(starts_at) && is_clear(ends_at))
        .then_some((zone, starts_at, ends_at))
}

fn event(entry: &Entry) -> ICalendarComponent {
    let mut event = ICalendarComponent::new(Type::VEvent);
    event.add_uid(&entry.uid.to_string());
    // Without METHOD it tells when the entry was last revised (RFC 5545, section 3.8.7.2).
    event.add_dtstamp(utc(entry.updated_at));
    event.add_property(Property::Created, utc(entry.created_at));
    event.add_property(Property::LastModified, utc(entry.updated_at));
    event.add_sequence(i64::from(entry.revision) - 1);
    let [start, end] = times(entry.when);
    event.entries.extend([start, end]);
    event.add_property(Property::Summary, plain(&entry.title));
    for (property, text) in [
        (Property::Location, &entry.place),
        (Property::Description, &entry.details),
    ] {
        if let Some(text) = text {
            event.add_property(property, plain(text));
        }
    }
    if let Some(link) = &entry.conference {
        event.add_property_with_params(
            Property::Conference,
            [
                Parameter::value(ICalendarValueType::Uri),
                Parameter::feature(ICalendarFeatureType::Video),
                Parameter::label("Video call".to_owned()),
            ],
            Uri::Location(unescaped(link.as_str())),
        );
    }
    event.add_property(
        Property::Status,
        if entry.is_canceled {
            ICalendarStatus::Cancelled
        } else {
            ICalendarStatus::Confirmed
        },
    );
    event.add_property(
        Property::Transp,
        if entry.is_busy {
            ICalendarTransparency::Opaque
        } else {
            ICalendarTransparency::Transparent
        },
    );
    event
}

/// DTSTART and DTEND. The end of days is the day after the last (RFC 5545, section 3.6.1).
fn times(when: When) -> [ICalendarEntry; 2] {
    let property = ICalendarEntry::new;
    match (when, zoned(when)) {
        (_, Some((zone, starts_at, ends_at))) => {
            let at = |name, instant| {
                property(name)
                    .with_param(Parameter::tzid(zone.name().to_owned()))
                    .with_value(local(zone.day_of(instant).and_time(zone.time_of(instant))))
            };
            [
                at(Property::Dtstart, starts_at),
                at(Property::Dtend, ends_at),
            ]
        }
        (
            When::Moments {
                starts_at, ends_at, ..
            },
            None,
        ) => [
            property(Property::Dtstart).with_value(utc(starts_at)),
            property(Property::Dtend).with_value(utc(ends_at)),
        ],
        (When::Days { first, last }, None) => {
            let on = |name, day: NaiveDate| {
                let date = Parameter::value(ICalendarValueType::Date);
                property(name)
                    .with_param(date)
                    .with_value(local(day.and_time(chrono::NaiveTime::MIN)))
            };
            let end = last.checked_add_days(Days::new(1)).unwrap_or(last);
            [on(Property::Dtstart, first), on(Property::Dtend, end)]
        }
    }
}

fn utc(instant: DateTime<Utc>) -> PartialDateTime {
    PartialDateTime::from_utc_timestamp(instant.timestamp())
}

/// What clocks show, wherever they are.
pub(super) fn local(time: NaiveDateTime) -> PartialDateTime {
    PartialDateTime::from_naive_timestamp(time.and_utc().timestamp())
}

/// Line breaks are one character, and there are no other control characters but tabs (RFC 5545, section 3.3.11).
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_kept = |letter: &char| matches!(letter, '\n' | '\t') || !letter.is_control();
    text.chars().filter(is_kept).collect()
}

/// An address without the characters that the library escapes and a URI is not to have escaped.
fn unescaped(address: &str) -> String {
    let address = address.replace('\\', "%5C");
    address.replace(',', "%2C").replace(';', "%3B")
}
