//! Tags of contacts, one at a time.

use reqwest::Method;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn a_tag_is_added_and_taken_away_without_the_rest_of_the_contact() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let sam = json!({"name": "Sam", "tags": ["Law"]});
    let id = ada.create("/v1/contacts", sam).await;
    let path = format!("/v1/contacts/{id}/tags");
    let put = async |tag: &str| {
        let path = format!("{path}/{tag}");
        ada.send(Method::PUT, &path, None, "").await
    };
    let tagged = put("speech%20therapy").await.expect(200);
    assert_eq!(tagged.json["tags"], json!(["Law", "speech therapy"]));
    let again = put("LAW").await.expect(200);
    assert_eq!((again.etag(), &again.json), (tagged.etag(), &tagged.json));
    for bad in ["a%2Cb", "%20", &"x".repeat(51)] {
        put(bad).await.expect_problem(422, "invalid_body");
    }
    let less = ada.delete(&format!("{path}/law")).await.expect(200);
    assert_eq!(less.json["tags"], json!(["speech therapy"]));
    let same = ada.delete(&format!("{path}/law")).await.expect(200);
    assert_eq!(same.etag(), less.etag());
    let full: Vec<_> = (0..50).map(|n| n.to_string()).collect();
    ada.patch(&format!("/v1/contacts/{id}"), json!({"tags": full}))
        .await
        .expect(200);
    put("one-more")
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/tags");
}

#[tokio::test]
async fn tags_are_listed_by_name_with_how_many_contacts_have_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (name, tags) in [("A", ["law", "choir"]), ("B", ["Law", "alum"])] {
        ada.create("/v1/contacts", json!({"name": name, "tags": tags}))
            .await;
    }
    let (mut path, mut seen) = ("/v1/tags?limit=1".to_owned(), Vec::new());
    loop {
        let page = ada.get(&path).await.expect(200);
        seen.extend(page.json["data"].as_array().unwrap().clone());
        match page.json["next_cursor"].as_str() {
            Some(cursor) => path = format!("/v1/tags?limit=1&cursor={cursor}"),
            None => break,
        }
    }
    let told: Vec<_> = seen
        .iter()
        .map(|tag| {
            (
                tag["name"].as_str().unwrap().to_lowercase(),
                tag["contact_count"].as_i64(),
            )
        })
        .collect();
    let expected = [("alum", 1), ("choir", 1), ("law", 2)];
    assert_eq!(
        told,
        expected.map(|(name, count)| (name.to_owned(), Some(count)))
    );
}
