//! Places on the earth, and how far they are from each other.

/// The mean radius of the earth in metres (IUGG).
const EARTH_METRES: f64 = 6_371_008.8;
/// Half the way around: nothing is farther.
pub const FARTHEST_KM: f64 = 20_020.0;
/// What rounding may take from a boundary, in degrees: about a hundred metres, so that a box never cuts off what the
/// distance would let in.
const SLACK: f64 = 0.001;

/// A point on the earth in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    latitude: f64,
    longitude: f64,
}

/// Why coordinates are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPlace {
    #[error("must be from -90 to 90")]
    Latitude,
    #[error("must be from -180 to 180")]
    Longitude,
    #[error("is needed beside the latitude")]
    LongitudeMissing,
    #[error("is needed beside the longitude")]
    LatitudeMissing,
}

impl InvalidPlace {
    /// Which coordinate it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Latitude | Self::LatitudeMissing => "latitude",
            Self::Longitude | Self::LongitudeMissing => "longitude",
        }
    }
}

impl Place {
    /// # Errors
    /// A coordinate is out of its range, or no number.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, InvalidPlace> {
        if !(-90.0..=90.0).contains(&latitude) {
            Err(InvalidPlace::Latitude)
        } else if !(-180.0..=180.0).contains(&longitude) {
            Err(InvalidPlace::Longitude)
        } else {
            Ok(Self {
                latitude,
                longitude,
            })
        }
    }

    /// Both coordinates, or neither.
    ///
    /// # Errors
    /// One without the other, or as for [`Place::new`].
    pub fn parse(
        latitude: Option<f64>,
        longitude: Option<f64>,
    ) -> Result<Option<Self>, InvalidPlace> {
        match (latitude, longitude) {
            (None, None) => Ok(None),
            (Some(latitude), Some(longitude)) => Self::new(latitude, longitude).map(Some),
            (Some(_), None) => Err(InvalidPlace::LongitudeMissing),
            (None, Some(_)) => Err(InvalidPlace::LatitudeMissing),
        }
    }

    pub fn latitude(&self) -> f64 {
        self.latitude
    }

    pub fn longitude(&self) -> f64 {
        self.longitude
    }

    /// Metres along the great circle, by the haversine formula on a sphere: within half a percent of the truth.
    pub fn metres_to(&self, other: &Self) -> f64 {
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let north = half(self.latitude, other.latitude);
        let east = half(self.longitude, other.longitude);
        let cosines = self.latitude.to_radians().cos() * other.latitude.to_radians().cos();
        2.0 * EARTH_METRES * (north + cosines * east).clamp(0.0, 1.0).sqrt().asin()
    }
}

/// Everywhere within a distance of a place, and a little more, as ranges that an index can serve.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundingBox {
    /// The southernmost and the northernmost latitude.
    pub latitudes: (f64, f64),
    /// Ranges of longitude from west to east: two where the antimeridian lies between, all around where a pole is inside.
    pub longitudes: Vec<(f64, f64)>,
}

impl BoundingBox {
    pub fn around(place: &Place, metres: f64) -> Self {
        let angle = metres / EARTH_METRES;
        let reach = angle.to_degrees() + SLACK;
        let (south, north) = (place.latitude - reach, place.latitude + reach);
        let latitudes = (south.max(-90.0), north.min(90.0));
        let all_around = vec![(-180.0, 180.0)];
        if south <= -90.0 || north >= 90.0 {
            return Self {
                latitudes,
                longitudes: all_around,
            };
        }
        // Where the circle touches a meridian: sin(width) = sin(angle) / cos(latitude).
        let width = (reach.to_radians().sin() / place.latitude.to_radians().cos()).asin();
        let width = width.to_degrees() + SLACK;
        let (west, east) = (place.longitude - width, place.longitude + width);
        let longitudes = if width.is_nan() || width >= 180.0 {
            all_around
        } else if west < -180.0 {
            vec![(west + 360.0, 180.0), (-180.0, east)]
        } else if east > 180.0 {
            vec![(west, 180.0), (-180.0, east - 360.0)]
        } else {
            vec![(west, east)]
        };
        Self {
            latitudes,
            longitudes,
        }
    }

    pub fn contains(&self, place: &Place) -> bool {
        let within = |(from, to): (f64, f64), at: f64| (from..=to).contains(&at);
        within(self.latitudes, place.latitude)
            && self
                .longitudes
                .iter()
                .any(|range| within(*range, place.longitude))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(latitude: f64, longitude: f64) -> Place {
        Place::new(latitude, longitude).unwrap()
    }

    #[test]
    fn coordinates_come_in_pairs_and_within_their_ranges() {
        assert_eq!(Place::parse(None, None), Ok(None));
        assert_eq!(
            Place::parse(Some(1.0), None),
            Err(InvalidPlace::LongitudeMissing)
        );
        assert_eq!(
            Place::parse(None, Some(1.0)),
            Err(InvalidPlace::LatitudeMissing)
        );
        assert_eq!(Place::new(90.1, 0.0), Err(InvalidPlace::Latitude));
        assert_eq!(Place::new(0.0, -180.1), Err(InvalidPlace::Longitude));
        assert_eq!(Place::new(f64::NAN, 0.0), Err(InvalidPlace::Latitude));
    }

    #[test]
    fn known_distances_are_right_to_half_a_percent() {
        let (berlin, paris) = (place(52.520, 13.405), place(48.857, 2.352));
        assert!((berlin.metres_to(&paris) / 878_000.0 - 1.0).abs() < 0.005);
        let (fiji, samoa) = (place(-18.14, 178.44), place(-13.83, -171.77));
        assert!((fiji.metres_to(&samoa) / 1_144_000.0 - 1.0).abs() < 0.01);
        let half_way = place(0.0, 0.0).metres_to(&place(0.0, 180.0));
        assert!(half_way < FARTHEST_KM * 1000.0 && half_way > 20_000_000.0);
    }

    #[test]
    fn a_box_goes_over_the_antimeridian_and_around_the_poles() {
        let fiji = BoundingBox::around(&place(-18.0, 179.5), 200_000.0);
        assert_eq!(fiji.longitudes.len(), 2);
        assert!(fiji.contains(&place(-18.0, -179.5)));
        let pole = BoundingBox::around(&place(89.9, 0.0), 50_000.0);
        assert!(pole.contains(&place(89.9, 180.0)));
        let berlin = BoundingBox::around(&place(52.52, 13.405), 100_000.0);
        assert!(!berlin.contains(&place(48.857, 2.352)));
    }

    fn any_place() -> impl Strategy<Value = Place> {
        let edges = prop_oneof![Just(-180.0), Just(180.0), Just(179.99), Just(-179.99)];
        let longitude = prop_oneof![4 => -180.0..=180.0, 1 => edges];
        let poles = prop_oneof![Just(-90.0), Just(90.0), Just(89.999), Just(-89.999)];
        let latitude = prop_oneof![4 => -90.0..=90.0, 1 => poles];
        (latitude, longitude).prop_map(|(latitude, longitude)| place(latitude, longitude))
    }

    proptest! {
        #[test]
        fn nothing_within_the_distance_is_outside_the_box(
            here in any_place(), there in any_place(), share in 0.0..1.2_f64,
        ) {
            let distance = here.metres_to(&there);
            let reach = distance * share;
            if distance <= reach {
                prop_assert!(BoundingBox::around(&here, reach).contains(&there));
            }
        }

        #[test]
        fn what_lies_near_is_in_the_box(here in any_place(), north in -0.5..0.5_f64, east in -0.5..0.5_f64) {
            let there = place(
                (here.latitude + north).clamp(-90.0, 90.0),
                (here.longitude + east + 540.0).rem_euclid(360.0) - 180.0,
            );
            let reach = here.metres_to(&there) + 1.0;
            prop_assert!(BoundingBox::around(&here, reach).contains(&there));
        }

        #[test]
        fn it_is_as_far_there_as_back(here in any_place(), there in any_place()) {
            prop_assert!((here.metres_to(&there) - there.metres_to(&here)).abs() < 0.001);
        }
    }
}
