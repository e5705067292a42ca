//! Pages: every row once, whatever happens meanwhile, and cursors that fit nowhere else.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{idea, theme};
use crate::harness::{Client, Reply, TestApp};

fn names(page: &Reply) -> Vec<String> {
    let data = page.json["data"].as_array().unwrap();
    data.iter()
        .map(|theme| theme["name"].as_str().unwrap().to_owned())
        .collect()
}

fn cursor(page: &Reply) -> String {
    page.json["next_cursor"]
        .as_str()
        .expect("a cursor")
        .to_owned()
}

async fn fill(client: &Client, names: &[&str]) {
    for name in names {
        theme(client, name).await;
    }
}

#[tokio::test]
async fn pages_follow_each_other_in_any_order_until_the_last() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    fill(&ada, &["b", "A", "a", "C", "b", "c", "d"]).await;
    for sort in [
        "created_at",
        "-created_at",
        "updated_at",
        "-updated_at",
        "name",
        "-name",
    ] {
        let whole = ada
            .get(&format!("/v1/themes?sort={sort}&limit=100"))
            .await
            .expect(200);
        assert_eq!(
            (&whole.json["has_more"], &whole.json["next_cursor"]),
            (&Value::Bool(false), &Value::Null)
        );
        let mut found = Vec::new();
        let mut path = format!("/v1/themes?sort={sort}&limit=2");
        loop {
            let page = ada.get(&path).await.expect(200);
            found.extend(page.json["data"].as_array().unwrap().clone());
            if page.json["has_more"] == false {
                assert!(!page.header("link").contains("rel=\"next\""));
                break;
            }
            assert_eq!(page.json["data"].as_array().unwrap().len(), 2);
            path = next_link(&page);
        }
        assert_eq!(Value::from(found), whole.json["data"], "{sort}");
    }
}

/// The target of `rel="next"` (RFC 8288).
fn next_link(page: &Reply) -> String {
    let links = page.header("link").split(", ");
    let next = links
        .filter(|link| link.ends_with("; rel=\"next\""))
        .map(|link| link.split_once('>').unwrap().0);
    next.map(|link| link.trim_start_matches('<').to_owned())
        .next()
        .expect("a next page")
}

#[tokio::test]
async fn links_keep_the_filters_and_lead_to_what_the_body_says() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    fill(&ada, &["a", "b", "c"]).await;
    let page = ada
        .get("/v1/themes?status=idea,decided&limit=1&sort=name")
        .await
        .expect(200);
    let expected = format!(
        "/v1/themes?status=idea,decided&limit=1&sort=name&cursor={}",
        cursor(&page)
    );
    assert_eq!(next_link(&page), expected);
    let first = "</v1/themes?status=idea,decided&limit=1&sort=name>; rel=\"first\"";
    assert!(
        page.header("link").starts_with(first),
        "{}",
        page.header("link")
    );
    let second = ada.get(&next_link(&page)).await.expect(200);
    assert_eq!(names(&second), ["b"]);
    assert!(
        second.header("link").starts_with(first),
        "{}",
        second.header("link")
    );
    let plain = ada.get("/v1/themes").await.expect(200);
    assert_eq!(plain.header("link"), "</v1/themes>; rel=\"first\"");
}

#[tokio::test]
async fn a_row_that_lasts_is_seen_once_while_others_come_and_go() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for sort in ["created_at", "-created_at", "name", "-name"] {
        for path in ada.get("/v1/themes?limit=100").await.json["data"]
            .as_array()
            .unwrap()
        {
            ada.delete(&format!("/v1/themes/{}", path["id"].as_str().unwrap()))
                .await
                .expect(204);
        }
        let (mut lasting, mut passing) = (BTreeSet::new(), Vec::new());
        for number in 10..30 {
            let name = format!("{number}");
            let path = theme(&ada, &name).await;
            app.advance(chrono::TimeDelta::milliseconds(7));
            if number % 3 == 0 {
                passing.push(path);
            } else {
                lasting.insert(name);
            }
        }
        let mut seen = Vec::new();
        let mut path = format!("/v1/themes?sort={sort}&limit=3");
        for round in 0.. {
            let page = ada.get(&path).await.expect(200);
            seen.extend(
                names(&page)
                    .into_iter()
                    .filter(|name| lasting.contains(name)),
            );
            if page.json["has_more"] == false {
                break;
            }
            path = next_link(&page);
            if let Some(gone) = passing.pop() {
                ada.delete(&gone).await.expect(204);
            }
            theme(&ada, &format!("{}x", 10 + round)).await;
            theme(&ada, "00").await;
        }
        assert_eq!(seen.len(), lasting.len(), "{sort}: {seen:?}");
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), lasting, "{sort}");
    }
}

#[tokio::test]
async fn a_cursor_fits_only_the_list_it_came_from() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    fill(&ada, &["a", "b", "c"]).await;
    fill(&bob, &["a", "b", "c"]).await;
    let page = ada
        .get("/v1/themes?limit=1&sort=name&status=idea")
        .await
        .expect(200);
    let good = cursor(&page);
    let at = |query: &str| format!("/v1/themes?{query}&cursor={good}");
    // Only the size of the page may change on the way.
    let rest = ada
        .get(&at("limit=2&sort=name&status=idea"))
        .await
        .expect(200);
    assert_eq!(names(&rest), ["b", "c"]);
    for query in [
        "limit=1&sort=-name&status=idea",
        "limit=1&sort=name",
        "limit=1&sort=name&status=decided",
        "limit=1",
    ] {
        ada.get(&at(query))
            .await
            .expect_problem(400, "invalid_cursor");
    }
    let foreign = bob.get(&at("limit=1&sort=name&status=idea")).await;
    foreign.expect_problem(400, "invalid_cursor");
    ada.get(&format!("/v1/sessions?cursor={good}"))
        .await
        .expect_problem(400, "invalid_cursor");
}

#[tokio::test]
async fn a_cursor_that_was_touched_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    fill(&ada, &["a", "b"]).await;
    let good = cursor(&ada.get("/v1/themes?limit=1").await.expect(200));
    assert!(
        good.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
    for place in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(bytes).unwrap();
        let refused = ada
            .get(&format!("/v1/themes?limit=1&cursor={altered}"))
            .await;
        assert_eq!(refused.status, 400, "{altered}");
    }
    for bad in [
        &good[1..],
        &good[..good.len() - 4],
        "AAAA",
        "A",
        &"A".repeat(2000),
    ] {
        let refused = ada.get(&format!("/v1/themes?limit=1&cursor={bad}")).await;
        refused.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn a_cursor_says_nothing_and_keeps_its_place_when_rows_are_added() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    fill(&ada, &["a", "b"]).await;
    let one = cursor(&ada.get("/v1/themes?limit=1").await.expect(200));
    let two = cursor(&ada.get("/v1/themes?limit=1").await.expect(200));
    assert_ne!(one, two, "the same place twice is two cursors");
    ada.post("/v1/themes", idea("c")).await.expect(201);
    let page = ada
        .get(&format!("/v1/themes?limit=1&cursor={two}"))
        .await
        .expect(200);
    assert_eq!(names(&page), ["a"]);
}
