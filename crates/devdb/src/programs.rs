//! Finds the server binaries of PostgreSQL 15 or newer.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// PostgreSQL 15 is the oldest release the schema supports.
const OLDEST: u32 = 15;

/// Folders that hold one folder for each installed release, and how the releases are named there.
const RELEASES: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql@"),
];

/// Where to look: what the environment says, then the folders of the packagers.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub(crate) bindir: Option<PathBuf>,
    pub(crate) path: OsString,
    /// Replaces `/` in unit tests.
    pub(crate) root: PathBuf,
}

impl Search {
    #[expect(
        clippy::disallowed_methods,
        reason = "PG_BINDIR and PATH say where programs are; they are no configuration of the service"
    )]
    pub(crate) fn from_environment() -> Self {
        Self {
            bindir: env::var_os("PG_BINDIR").map(PathBuf::from),
            path: env::var_os("PATH").unwrap_or_default(),
            root: PathBuf::from("/"),
        }
    }

    /// Folders with both `initdb` and `postgres`, the preferred first.
    fn candidates(&self) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self.bindir.iter().cloned().collect();
        folders.extend(env::split_paths(&self.path).filter(|folder| folder.is_absolute()));
        for (parent, prefix) in RELEASES {
            folders.extend(self.releases(parent, prefix));
        }
        folders
            .iter()
            .filter_map(|folder| complete(folder))
            .collect()
    }

    fn releases(&self, parent: &str, prefix: &str) -> Vec<PathBuf> {
        let parent = self.root.join(parent.trim_start_matches('/'));
        let mut found: Vec<(u32, PathBuf)> = fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name();
                let release = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
                (release >= OLDEST).then(|| (release, entry.path().join("bin")))
            })
            .collect();
        found.sort_by_key(|(release, _)| std::cmp::Reverse(*release));
        found.into_iter().map(|(_, folder)| folder).collect()
    }
}

/// The folder itself, or the one its links lead to: links to two programs must not hide the other twenty.
fn complete(folder: &Path) -> Option<PathBuf> {
    let has_both =
        |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let real = folder.join("postgres").canonicalize().ok()?;
    real.parent()
        .filter(|parent| has_both(parent))
        .or_else(|| has_both(folder).then_some(folder))
        .map(Path::to_path_buf)
}

/// The programs of one installed release.
#[derive(Debug)]
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// The first that is new enough, or with `major` the first of exactly that release.
    pub(crate) fn find(search: &Search, major: Option<u32>) -> Option<Self> {
        let suits = |found: u32| major.map_or(found >= OLDEST, |wanted| wanted == found);
        let folder = search
            .candidates()
            .into_iter()
            .find(|folder| release(folder).is_some_and(suits))?;
        Some(Self { folder })
    }

    /// Falls back to the bare name, which `Command` looks up in PATH: some packagers put the clients elsewhere.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        let path = self.folder.join(name);
        if path.is_file() {
            path
        } else {
            PathBuf::from(name)
        }
    }
}

/// `postgres (PostgreSQL) 17.2 (Debian ...)`, `postgres (PostgreSQL) 19devel`
fn release(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (_, version) = text.split_once("(PostgreSQL) ")?;
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process;

    /// A folder that goes with the test.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("devdb-{name}-{}", process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder.canonicalize().unwrap())
        }

        fn install(&self, folder: &str, release: u32) -> PathBuf {
            let folder = self.0.join(folder);
            fs::create_dir_all(&folder).unwrap();
            for name in ["initdb", "postgres"] {
                let program = folder.join(name);
                fs::write(
                    &program,
                    format!("#!/bin/sh\necho 'postgres (PostgreSQL) {release}.3 (x)'\n"),
                )
                .unwrap();
                fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            }
            folder
        }

        fn search(&self) -> Search {
            Search {
                root: self.0.clone(),
                ..Search::default()
            }
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn found(search: &Search, major: Option<u32>) -> PathBuf {
        Programs::find(search, major).unwrap().folder
    }

    #[test]
    fn pg_bindir_wins_over_path_and_path_over_packages() {
        let scratch = Scratch::new("ladder");
        let package = scratch.install("usr/lib/postgresql/17/bin", 17);
        let mut search = scratch.search();
        assert_eq!(found(&search, None), package);
        search.path = scratch.install("path", 16).into_os_string();
        assert_eq!(found(&search, None), scratch.0.join("path"));
        search.bindir = Some(scratch.install("chosen", 15));
        assert_eq!(found(&search, None), scratch.0.join("chosen"));
    }

    #[test]
    fn the_newest_package_wins_and_too_old_ones_do_not_count() {
        let scratch = Scratch::new("newest");
        scratch.install("usr/lib/postgresql/9/bin", 9);
        scratch.install("usr/lib/postgresql/14/bin", 14);
        assert!(Programs::find(&scratch.search(), None).is_none());
        scratch.install("usr/lib/postgresql/15/bin", 15);
        let newest = scratch.install("usr/lib/postgresql/18/bin", 18);
        assert_eq!(found(&scratch.search(), None), newest);
    }

    #[test]
    fn a_kept_cluster_gets_the_release_that_made_it() {
        let scratch = Scratch::new("major");
        let older = scratch.install("opt/homebrew/opt/postgresql@15/bin", 15);
        scratch.install("opt/homebrew/opt/postgresql@18/bin", 18);
        assert_eq!(found(&scratch.search(), Some(15)), older);
        assert!(Programs::find(&scratch.search(), Some(16)).is_none());
    }

    #[test]
    fn a_client_alone_does_not_count() {
        let scratch = Scratch::new("client");
        let folder = scratch.install("usr/lib/postgresql/17/bin", 17);
        fs::remove_file(folder.join("initdb")).unwrap();
        assert!(Programs::find(&scratch.search(), None).is_none());
    }

    #[test]
    fn links_are_followed_to_the_whole_installation() {
        let scratch = Scratch::new("links");
        let real = scratch.install("real", 17);
        let links = scratch.0.join("links");
        fs::create_dir(&links).unwrap();
        for name in ["initdb", "postgres"] {
            symlink(real.join(name), links.join(name)).unwrap();
        }
        let mut search = scratch.search();
        search.path = links.into_os_string();
        assert_eq!(found(&search, None), real);
    }
}
