//! Where the files and the socket of a cluster live.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::{env, process};

use crate::Error;
use crate::account::Account;

/// The server names its socket after a port even when it has no port.
pub(crate) const PORT: &str = "5432";

/// The shortest limit for the path of a socket is macOS's: 104 bytes with the final zero.
const LONGEST_SOCKET: usize = 103;

/// The folder of one cluster; only the user that runs the server can enter it.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) home: PathBuf,
    /// Holds the socket.
    pub(crate) socket: PathBuf,
    /// What the watchdog deletes at the end.
    pub(crate) passing: Option<PathBuf>,
}

impl Place {
    pub(crate) fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.home.join("server.log")
    }

    /// A fresh folder that goes with the server.
    pub(crate) fn temporary(account: Account) -> Result<Self, Error> {
        let home = create_temporary(account)?;
        Ok(Self {
            socket: home.clone(),
            passing: Some(home.clone()),
            home,
        })
    }

    /// Inside `folder`, or when the server's user cannot get there (a repository in the home of root) in a folder of
    /// `/var/tmp` that has the same name each time; a note in `folder` then says where.
    pub(crate) fn kept(account: Account, folder: &Path) -> Result<Self, Error> {
        let home = if account.can_enter(folder) {
            folder.join("cluster")
        } else {
            let home = outside(folder);
            let note = folder.join("location.txt");
            let text = format!(
                "The user that runs PostgreSQL cannot enter this folder. The cluster is in\n{}\n",
                home.display()
            );
            fs::write(&note, text).map_err(Error::file("write", &note))?;
            home
        };
        account.keep_private(&home)?;
        if fits(&home) {
            return Ok(Self {
                socket: home.clone(),
                passing: None,
                home,
            });
        }
        let socket = create_temporary(account)?;
        Ok(Self {
            passing: Some(socket.clone()),
            socket,
            home,
        })
    }

    /// The release of PostgreSQL that made the data, if there are any.
    pub(crate) fn major(&self) -> Option<u32> {
        let text = fs::read_to_string(self.data().join("PG_VERSION")).ok()?;
        text.trim().parse().ok()
    }
}

/// Whether a socket in this folder has a path that the system can bind. A comma separates folders for PostgreSQL.
fn fits(folder: &Path) -> bool {
    !folder.as_os_str().as_bytes().contains(&b',')
        && folder.as_os_str().len() + "/.s.PGSQL.".len() + PORT.len() <= LONGEST_SOCKET
}

fn outside(folder: &Path) -> PathBuf {
    PathBuf::from(format!("/var/tmp/rapport-{:016x}", hash(folder)))
}

/// FNV-1a: the standard library's hasher may give another name after an update of Rust, and lose the data.
fn hash(path: &Path) -> u64 {
    path.as_os_str()
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

fn create_temporary(account: Account) -> Result<PathBuf, Error> {
    let parents = [env::temp_dir(), PathBuf::from("/tmp")];
    let parent = parents
        .iter()
        .find(|parent| fits(&parent.join("rapport-4294967295-99")) && account.can_enter(parent))
        .ok_or(Error::NoTemporaryFolder)?;
    for number in 0..99 {
        let folder = parent.join(format!("rapport-{}-{number}", process::id()));
        match account.create_private(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::file("create", &folder)(error)),
        }
    }
    Err(Error::NoTemporaryFolder)
}

/// Keeps a second `rapport` out of a kept cluster. The system releases both however we end.
#[derive(Debug)]
pub(crate) struct Locks {
    /// Ours alone: held by another process, the cluster is in use.
    owner: File,
    /// Shared with the watchdog, so that it stays held until the server of a killed process has ended.
    pub(crate) server: File,
}

impl Locks {
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("owner.lock");
        let mut owner = open(&path)?;
        match owner.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                owner
                    .read_to_string(&mut holder)
                    .map_err(Error::file("read", &path))?;
                return Err(Error::InUse {
                    folder: folder.to_path_buf(),
                    process: holder.trim().parse().ok(),
                });
            }
            Err(TryLockError::Error(error)) => return Err(Error::file("lock", &path)(error)),
        }
        let id = process::id();
        owner
            .set_len(0)
            .and_then(|()| writeln!(owner, "{id}"))
            .map_err(Error::file("write", &path))?;
        let path = folder.join("server.lock");
        let server = open(&path)?;
        server.lock().map_err(Error::file("lock", &path))?;
        Ok(Self { owner, server })
    }
}

impl Drop for Locks {
    fn drop(&mut self) {
        // Closing is not enough: a child that another thread is just starting has the file open until it executes.
        let _closed_anyway = self.owner.unlock();
    }
}

fn open(path: &Path) -> Result<File, Error> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(Error::file("open", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_folder_is_no_place_for_a_socket() {
        assert!(fits(Path::new("/srv/rapport/.dev/postgres/cluster")));
        assert!(fits(&PathBuf::from(format!("/{}", "x".repeat(87)))));
        assert!(!fits(&PathBuf::from(format!("/{}", "x".repeat(89)))));
    }

    #[test]
    fn the_name_outside_the_folder_never_changes() {
        assert_eq!(
            outside(Path::new("a")),
            Path::new("/var/tmp/rapport-af63dc4c8601ec8c")
        );
    }

    #[test]
    fn temporary_folders_differ_and_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let account = Account::choose().unwrap();
        let folders = [
            create_temporary(account).unwrap(),
            create_temporary(account).unwrap(),
        ];
        assert_ne!(folders[0], folders[1]);
        for folder in folders {
            assert_eq!(
                fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
                0o700
            );
            fs::remove_dir(folder).unwrap();
        }
    }

    #[test]
    fn a_folder_is_locked_until_its_holder_lets_go() {
        let folder = create_temporary(Account::choose().unwrap()).unwrap();
        let locks = Locks::take(&folder).unwrap();
        let refused = Locks::take(&folder).unwrap_err();
        assert!(matches!(refused, Error::InUse { process: Some(id), .. } if id == process::id()));
        drop(locks);
        Locks::take(&folder).unwrap();
        fs::remove_dir_all(folder).unwrap();
    }
}
