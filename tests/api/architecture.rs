//! The house keeps its shape: who may use whom, where versions stand, what comes in pairs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

/// What each of our crates may use of ours.
const ARROWS: [(&str, &[&str]); 5] = [
    ("domain", &[]),
    ("devdb", &[]),
    ("persistence", &["domain"]),
    ("api", &["devdb", "domain", "persistence"]),
    ("integration", &["api", "devdb", "domain", "persistence"]),
];

/// Dependencies that have one home.
const HOMES: [(&str, &str); 9] = [
    ("sea-orm", "persistence"),
    ("sqlx", "persistence"),
    ("actix-cors", "api"),
    ("actix-web", "api"),
    ("jsonwebtoken", "api"),
    ("minijinja", "api"),
    ("utoipa", "api"),
    ("utoipa-actix-web", "api"),
    ("utoipa-swagger-ui", "api"),
];

/// What the domain is made of: no input or output, no async, no serialization.
const DOMAIN_MAY_USE: [&str; 8] = [
    "chrono",
    "chrono-tz",
    "phonenumber",
    "proptest",
    "thiserror",
    "unicode-normalization",
    "unicode-segmentation",
    "uuid",
];
/// What its tests read the seeds of the migrations with.
const ITS_TESTS_MAY_USE: &str = "serde_json";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

fn read(path: &Path) -> Table {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The manifest of each member of the workspace, by the name of its crate.
fn manifests() -> BTreeMap<String, Table> {
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let mut folders: Vec<PathBuf> = crates.map(|entry| entry.unwrap().path()).collect();
    folders.push(root().join("tests"));
    folders
        .iter()
        .map(|folder| read(&folder.join("Cargo.toml")))
        .map(|manifest| {
            (
                manifest["package"]["name"].as_str().unwrap().to_owned(),
                manifest,
            )
        })
        .collect()
}

/// Every table of dependencies, also those of one platform.
fn dependencies(manifest: &Table) -> Vec<(&String, &Value)> {
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let platforms = manifest.get("target").and_then(Value::as_table);
    let tables = platforms
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    tables
        .chain([manifest])
        .flat_map(|table| kinds.map(|kind| table.get(kind)))
        .flatten()
        .flat_map(|found| found.as_table().unwrap())
        .collect()
}

#[test]
fn crates_use_each_other_only_along_the_arrows() {
    let manifests = manifests();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        manifests
            .keys()
            .map(String::as_str)
            .collect::<BTreeSet<_>>(),
        known
    );
    for (name, allowed) in ARROWS {
        for (used, _) in dependencies(&manifests[name]) {
            let is_ours = known.contains(used.as_str());
            assert!(
                !is_ours || allowed.contains(&used.as_str()),
                "{name} must not use {used}"
            );
        }
    }
}

#[test]
fn the_database_and_the_web_have_one_home_each() {
    for (name, manifest) in manifests() {
        for (used, _) in dependencies(&manifest) {
            let home = HOMES.iter().find(|(dependency, _)| dependency == used);
            assert!(
                home.is_none_or(|(_, home)| *home == name),
                "{name} must not use {used}"
            );
            assert!(
                name != "domain"
                    || DOMAIN_MAY_USE.contains(&used.as_str())
                    || used == ITS_TESTS_MAY_USE,
                "the domain must not use {used}"
            );
        }
    }
}

#[test]
fn the_domain_serializes_nothing_but_in_its_tests() {
    let domain = &manifests()["domain"];
    let used = domain["dependencies"].as_table().unwrap();
    assert!(!used.contains_key(ITS_TESTS_MAY_USE));
    assert!(domain.get("target").is_none());
}

#[test]
fn versions_are_written_in_the_workspace_manifest_alone() {
    for (name, manifest) in manifests() {
        for (used, how) in dependencies(&manifest) {
            let inherited = how.get("workspace").and_then(Value::as_bool) == Some(true);
            assert!(inherited, "{name} must take {used} from the workspace");
        }
        for field in ["version", "edition", "rust-version", "license", "publish"] {
            let inherited = manifest["package"][field].get("workspace");
            assert!(
                inherited.is_some(),
                "{name} must take its {field} from the workspace"
            );
        }
        assert!(
            manifest["lints"].get("workspace").is_some(),
            "{name} must take its lints from the workspace"
        );
    }
}

#[test]
fn every_dependency_of_the_workspace_is_used() {
    let manifests = manifests();
    let used: BTreeSet<&String> = manifests
        .values()
        .flat_map(dependencies)
        .map(|(name, _)| name)
        .collect();
    let workspace = read(&root().join("Cargo.toml"));
    let offered = workspace["workspace"]["dependencies"].as_table().unwrap();
    let idle: Vec<&String> = offered.keys().filter(|name| !used.contains(name)).collect();
    assert!(idle.is_empty(), "nobody uses {idle:?}");
}

#[test]
fn every_migration_goes_up_and_down() {
    let entries = fs::read_dir(root().join("migrations")).unwrap();
    let names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let with = |suffix: &str| -> BTreeSet<&str> {
        names
            .iter()
            .filter_map(|name| name.strip_suffix(suffix))
            .collect()
    };
    let (up, down) = (with(".up.sql"), with(".down.sql"));
    assert!(!up.is_empty());
    assert_eq!(up, down);
    assert_eq!(
        names.len(),
        2 * up.len(),
        "nothing but migrations: {names:?}"
    );
    let versions: BTreeSet<&str> = up
        .iter()
        .map(|name| name.split_once('_').unwrap().0)
        .collect();
    assert_eq!(versions.len(), up.len(), "versions are unique");
}

/// Every Rust file below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_module_opens_with_one_sentence() {
    for folder in ["crates", "tests"] {
        for path in sources(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with("//! "),
                "{} does not say what it is",
                path.display()
            );
        }
    }
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    for path in sources(&root().join("crates")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            !text.contains("#[allow") && !text.contains("#![allow"),
            "{} allows a lint",
            path.display()
        );
    }
}
