use crate::harness::TestApp;
#[tokio::test]
async fn scratch() {
    let app = TestApp::start().await;
    let source = include_str!("../../crates/persistence/src/visit/summary.rs");
    let sql = source.split("const OBSERVED: &str = \"").nth(1).unwrap().split("\";").next().unwrap();
    let sql = sql.replace("\\\n", "\n").replace("$1", "'00000000-0000-7000-8000-000000000a01'::uuid").replace("$2", "ARRAY['00000000-0000-7000-8000-000000000a01'::uuid]");
    panic!("{:?}", app.sql(&sql));
}
