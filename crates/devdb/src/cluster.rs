//! A private PostgreSQL from its creation to its end.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Error;
use crate::account::Account;
use crate::command::{feed, output, run};
use crate::place::{Locks, PORT, Place};
use crate::programs::{Programs, Search};
use crate::watchdog::{Stop, Watchdog};

/// The superuser of every private cluster.
const USER: &str = "rapport";

/// Order by code point everywhere, upper and lower case by Unicode. macOS has no `C.UTF-8`.
const LOCALE: [&str; 2] = if cfg!(target_os = "macos") {
    ["--locale=C", "--lc-ctype=en_US.UTF-8"]
} else {
    ["--locale=C", "--lc-ctype=C.UTF-8"]
};

/// Durability costs most of the time of a test, and nobody reads a temporary cluster after a crash.
const TEMPORARY: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=400",
    "shared_buffers=64MB",
    "autovacuum=off",
];

/// A running private PostgreSQL. Dropping it stops the server; so does the end of the process, `kill -9` included.
#[derive(Debug)]
pub struct Cluster {
    // Before the locks: fields are dropped in this order, and the server must have ended when the locks open.
    watchdog: Watchdog,
    programs: Programs,
    place: Place,
    locks: Option<Locks>,
}

impl Cluster {
    /// Starts the cluster of `folder` (absolute or not, created when absent), whose data stay between runs.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it; a server left by a killed process is stopped or waited for first.
    pub fn start_kept(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
        let folder = folder.canonicalize().map_err(Error::file("find", folder))?;
        let locks = Locks::take(&folder)?;
        let account = Account::choose()?.or_owner_of(&folder.join("cluster"));
        let place = Place::kept(account, &folder)?;
        let major = place.major();
        let programs = Programs::find(&Search::from_environment(), major).ok_or_else(|| {
            let folder = place.home.clone();
            major.map_or(Error::NotInstalled, |major| Error::MajorMissing {
                folder,
                major,
            })
        })?;
        if major.is_none() {
            create(account, &programs, &place, &[])?;
        } else {
            stop_orphan(account, &programs, &place)?;
        }
        let held = locks
            .server
            .try_clone()
            .map_err(Error::file("share the lock of", &folder))?;
        let watchdog = Watchdog::start(account, &programs, &place, Stop::Fast, &[], held.into())?;
        Ok(Self {
            watchdog,
            programs,
            place,
            locks: Some(locks),
        })
    }

    /// Starts a cluster for tests, whose files go with it.
    pub fn start_temporary() -> Result<Self, Error> {
        let programs =
            Programs::find(&Search::from_environment(), None).ok_or(Error::NotInstalled)?;
        let account = Account::choose()?;
        let place = Place::temporary(account)?;
        let started = create(account, &programs, &place, &["--no-sync"]).and_then(|()| {
            Watchdog::start(
                account,
                &programs,
                &place,
                Stop::Immediate,
                &TEMPORARY,
                Stdio::null(),
            )
        });
        let watchdog = started.inspect_err(|_| drop(fs::remove_dir_all(&place.home)))?;
        Ok(Self {
            watchdog,
            programs,
            place,
            locks: None,
        })
    }

    /// `postgres://rapport@%2Ffolder%2Fof%2Fthe%2Fsocket:5432/database`, which sqlx and libpq both read. With the port,
    /// because both would otherwise take the one in `PGPORT`. Valid as long as this cluster runs.
    pub fn url(&self, database: &str) -> String {
        let socket = encode(self.place.socket.as_os_str().as_bytes());
        format!(
            "postgres://{USER}@{socket}:{PORT}/{}",
            encode(database.as_bytes())
        )
    }

    /// Creates an empty database unless there is one of that name.
    pub fn ensure_database(&self, name: &str) -> Result<(), Error> {
        let mut command = Command::new(self.program("psql"));
        command.args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            &self.url("postgres"),
        ]);
        command.arg("-v").arg(format!("name={name}"));
        let script = "SELECT format('CREATE DATABASE %I', :'name') \
             WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec\n";
        feed(command, script)
    }

    /// A program of the same release, such as `pg_dump` or `psql`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.path(name)
    }

    /// The folder with the data (`data`) and the server's log (`server.log`).
    pub fn location(&self) -> &Path {
        &self.place.home
    }

    /// Disconnects everyone, writes everything down and waits for the end of the server.
    pub fn stop(mut self) -> Result<(), Error> {
        let status = self.watchdog.stop()?;
        // A temporary server is cut off, and its log is gone.
        if status.success() || self.locks.is_none() {
            return Ok(());
        }
        Err(Error::NotStopped {
            status,
            log: self.place.log(),
        })
    }
}

/// Makes the data beside their final place and renames, so that an interrupted `initdb` is never taken for a cluster.
fn create(
    account: Account,
    programs: &Programs,
    place: &Place,
    options: &[&str],
) -> Result<(), Error> {
    let unfinished = place.home.join("unfinished");
    run(account.command("rm").arg("-rf").arg(&unfinished))?;
    let mut initdb = account.command(programs.path("initdb"));
    initdb
        .arg("-D")
        .arg(&unfinished)
        .args(["--username", USER, "--encoding=UTF8"]);
    initdb
        .args(["--auth-local=trust", "--auth-host=reject"])
        .args(LOCALE)
        .args(options);
    run(&mut initdb)?;
    run(account.command("mv").arg(&unfinished).arg(place.data()))
}

/// Stops a server that outlived both its process and its watchdog. One that a crash left only on paper
/// (`postmaster.pid`) answers on no socket, and PostgreSQL itself recovers from that.
fn stop_orphan(account: Account, programs: &Programs, place: &Place) -> Result<(), Error> {
    let notes = fs::read_to_string(place.data().join("postmaster.pid")).unwrap_or_default();
    // PostgreSQL's format: the fifth line is the folder of the socket.
    let Some(socket) = notes.lines().nth(4).filter(|line| !line.is_empty()) else {
        return Ok(());
    };
    let mut probe = account.command(programs.path("pg_isready"));
    let answer = output(probe.args(["-q", "-p", PORT, "-h", socket]))?;
    // 0: accepts connections, 1: starting or stopping.
    if !matches!(answer.status.code(), Some(0 | 1)) {
        return Ok(());
    }
    let mut stop = account.command(programs.path("pg_ctl"));
    run(stop
        .args(["stop", "-s", "-w", "-m", "fast", "-D"])
        .arg(place.data()))
}

/// Percent-encodes for the host and path of a URL.
fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_fits_into_the_host_of_a_url() {
        assert_eq!(encode(b"/tmp/my folder/a-1"), "%2Ftmp%2Fmy%20folder%2Fa-1");
    }
}
