//! One database for each test, cloned from a migrated template in a cluster of this process alone.

use std::{
    path::PathBuf,
    process::Command,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use devdb::Cluster;
use persistence::{Database, migration};
use tokio::sync::OnceCell;

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static TEMPLATE: OnceCell<()> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);
const TEMPLATE_NAME: &str = "template_rapport";

fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| Cluster::start_temporary().unwrap_or_else(|error| panic!("{error}")))
}

/// Dropped with its test when that succeeds; after a failure it stays until the process ends.
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    name: String,
}

impl TestDatabase {
    pub(crate) async fn create() -> Self {
        TEMPLATE.get_or_init(make_template).await;
        let name = format!("test_{}", COUNT.fetch_add(1, Ordering::SeqCst));
        psql(
            "postgres",
            &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE_NAME}"),
        )
        .unwrap();
        Self {
            url: cluster().url(&name),
            name,
        }
    }

    pub(crate) fn sql(&self, sql: &str) -> Result<String, String> {
        psql(&self.name, sql)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the database of this test was {}", self.url);
        } else {
            let _gone_anyway = psql(
                "postgres",
                &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
            );
        }
    }
}

async fn make_template() {
    psql("postgres", &format!("CREATE DATABASE {TEMPLATE_NAME}")).unwrap();
    let options = api::config::Config::defaults().unwrap().database.options();
    let db = Database::connect(&cluster().url(TEMPLATE_NAME), &options).unwrap();
    migration::up(&db).await.unwrap();
    db.close().await;
}

pub(crate) fn psql(database: &str, sql: &str) -> Result<String, String> {
    let run = Command::new(cluster().program("psql"))
        .args(["-X", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql])
        .arg(cluster().url(database))
        .output()
        .map_err(|error| error.to_string())?;
    if run.status.success() {
        Ok(String::from_utf8_lossy(&run.stdout).trim_end().to_owned())
    } else {
        Err(String::from_utf8_lossy(&run.stderr).into_owned())
    }
}

pub(crate) fn program(name: &str) -> PathBuf {
    cluster().program(name)
}

/// One signing key for the whole run.
pub(crate) fn signing_key() -> api::config::SecretString {
    static KEY: OnceLock<api::config::SecretString> = OnceLock::new();
    KEY.get_or_init(|| api::auth::KeyRing::generate().unwrap())
        .clone()
}
