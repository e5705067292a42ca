//! Cards: vCard 4.0 (RFC 6350), and 3.0 (RFC 2426) when they are read.

mod line;
mod read;
mod write;

pub(super) use read::parse;
pub(super) use write::write;

/// What says that a card is ours, so that its methods are all methods of the contact.
const PRODUCT: &str = "-//Rapport//Contacts//EN";
/// What the properties begin with that no card has but ours.
const OWN: &str = "X-RAPPORT-";

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::{
        Id, Stored,
        transfer::{Given, Plain, Row, apply},
    };

    use super::{super::Parsed, *};

    fn rows(Parsed { rows, .. }: Parsed) -> Vec<Row> {
        rows.into_iter().map(|row| row.unwrap()).collect()
    }

    #[test]
    fn a_card_of_another_program_is_read() {
        let card = "BEGIN:VCARD\nVERSION:3.0\nN:Okafor;Grace;;;\nitem1.EMAIL;TYPE=INTERNET,pref:grace@clinic.example\n\
            item1.X-ABLabel:_$!<Work>!$_\nTEL;type=CELL:+1 410\n  555 0100\nORG:City Clinic;Voice\nPHOTO;ENCODING=b:AAAA\n\
            ADR;TYPE=home:;;5 Canal Street;New York;NY;10013;USA\nNOTE:mornings\\, not \\nevenings\nEND:VCARD\n";
        let parsed = parse(card).unwrap();
        assert_eq!(parsed.ignored, ["PHOTO"]);
        let [row] = &rows(parsed)[..] else {
            panic!("one card")
        };
        let contact = apply(row, None).unwrap().contact;
        assert_eq!(contact.name.as_str(), "Grace Okafor");
        assert_eq!(
            contact.notes.as_ref().unwrap().as_str(),
            "mornings, not \nevenings"
        );
        assert_eq!(row.text(Plain::Organization), Some("City Clinic"));
        let methods: Vec<_> = contact
            .methods
            .as_slice()
            .iter()
            .map(|one| {
                let label = one.label.as_ref().map_or("", |label| label.as_str());
                format!("{} {} {label} {}", one.kind, one.value, one.is_primary)
            })
            .collect();
        let expected = [
            "email grace@clinic.example Work true",
            "phone +1 410 555 0100 cell false",
            "postal_address 5 Canal Street, New York, NY, 10013, USA home false",
        ];
        assert_eq!(methods, expected);
    }

    #[test]
    fn what_is_no_card_is_told_by_its_line() {
        for (text, line) in [
            ("", 1),
            ("name,email\n", 1),
            ("BEGIN:VCARD\nVERSION:4.0\nFN:Ada\n", 1),
            ("BEGIN:VCARD\nVERSION:4.0\nno colon\nEND:VCARD\n", 3),
            ("BEGIN:VCARD\nEND:VCARD\nFN:Ada\n", 3),
        ] {
            assert_eq!(parse(text).unwrap_err().line, line, "{text:?}");
        }
        let old = parse("BEGIN:VCARD\nVERSION:2.1\nFN:Ada\nEND:VCARD").unwrap();
        assert!(matches!(&old.rows[..], [Err(refused)] if refused.code == "version"));
    }

    #[test]
    fn a_written_card_reads_back_as_the_same_contact() {
        let card = "BEGIN:VCARD\nVERSION:4.0\nFN:Zoë; Ann\\, PhD\nCATEGORIES:a\\,b,c\\;d\nX-RAPPORT-WARMTH:warm\n\
            X-RAPPORT-DO-NOT-CONTACT:true\nTITLE:a very long line that has to be folded since it is much longer than seventy-five octets äöü\n\
            TZ:Europe/Berlin\nEND:VCARD\n";
        let first = apply(&rows(parse(card).unwrap())[0], None).unwrap().contact;
        let at = DateTime::UNIX_EPOCH;
        let stored = Stored {
            id: Id::new(uuid::Uuid::nil()),
            version: 1,
            created_at: at,
            updated_at: at,
            value: first.clone(),
        };
        let mut out = String::new();
        write(&mut out, &stored, Some("A; B"));
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        let again = parse(&out).unwrap();
        assert_eq!(again.ignored, [""; 0]);
        let row = &rows(again)[0];
        assert_eq!(apply(row, None).unwrap().contact, first);
        assert_eq!(row.text(Plain::Organization), Some("A; B"));
        assert!(row.cells.iter().all(|cell| cell.given != Given::Clear));
    }
}
