//! What can go wrong, said so that the reader knows what to type next.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Why there is no private PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "no PostgreSQL server (15 or newer) on this machine. Choose one:\n  \
         Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y postgresql\n  \
         macOS:           brew install postgresql@17\n  \
         elsewhere:       PG_BINDIR=/folder/with/initdb/and/postgres\n  \
         with Docker:     docker run -d --name rapport-db -p 127.0.0.1:5432:5432 -e POSTGRES_USER=rapport \
         -e POSTGRES_PASSWORD=rapport postgres:17\n                   \
         and then DATABASE_URL=postgres://rapport:rapport@127.0.0.1:5432/rapport"
    )]
    NotInstalled,

    #[error(
        "the kept cluster {folder} was made by PostgreSQL {major}, which is not installed: install it, or delete that folder and its data"
    )]
    MajorMissing { folder: PathBuf, major: u32 },

    #[error(
        "PostgreSQL refuses to run as root, and /etc/passwd has neither `postgres` nor `nobody`: run this as an ordinary user"
    )]
    NoUnprivilegedUser,

    #[error("the cluster in {folder} is in use by a running `rapport`{}: stop that one, or set DATABASE_URL", holder(*process))]
    InUse {
        folder: PathBuf,
        process: Option<u32>,
    },

    #[error(
        "{folder} belongs to another user (uid {uid}): run this as that user, or delete the folder and its data"
    )]
    AnotherUsers { folder: PathBuf, uid: u32 },

    #[error(
        "no folder is short enough for a Unix socket and open to the user that runs PostgreSQL: set TMPDIR to one"
    )]
    NoTemporaryFolder,

    #[error("could not {action} {path}: {source}")]
    File {
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },

    #[error("{program} failed:\n{output}")]
    Program { program: String, output: String },

    #[error("PostgreSQL did not start; the end of {log}:\n{tail}")]
    NotStarted { log: PathBuf, tail: String },

    #[error("PostgreSQL ended badly ({status}); its log is {log}")]
    NotStopped { status: ExitStatus, log: PathBuf },
}

fn holder(process: Option<u32>) -> String {
    process.map_or_else(String::new, |id| format!(" (process {id})"))
}

impl Error {
    /// For `map_err`: what was attempted on which file.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File {
            action,
            path,
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_server_says_what_to_type() {
        let text = Error::NotInstalled.to_string();
        for remedy in [
            "apt-get install",
            "brew install",
            "docker run",
            "DATABASE_URL=",
        ] {
            assert!(text.contains(remedy), "{text}");
        }
    }

    #[test]
    fn a_cluster_in_use_names_the_process() {
        let error = Error::InUse {
            folder: "/srv/db".into(),
            process: Some(7),
        };
        assert!(error.to_string().contains("(process 7)"));
    }
}
