//! The user that runs PostgreSQL: ourselves, or an unprivileged one when we are root.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Error;

const ROOT: u32 = 0;

/// Who owns the files of a cluster and runs its programs. PostgreSQL refuses to run as root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    Ourselves {
        uid: u32,
    },
    /// We are root and step down to this user.
    Lower {
        uid: u32,
        gid: u32,
    },
}

impl Account {
    pub(crate) fn choose() -> Result<Self, Error> {
        let uid = own_uid()?;
        if uid != ROOT {
            return Ok(Self::Ourselves { uid });
        }
        let passwd = Path::new("/etc/passwd");
        let users = fs::read_to_string(passwd).map_err(Error::file("read", passwd))?;
        unprivileged(&users).ok_or(Error::NoUnprivilegedUser)
    }

    /// As root, a cluster that an ordinary user made goes on running as that user.
    pub(crate) fn or_owner_of(self, folder: &Path) -> Self {
        match (self, fs::symlink_metadata(folder)) {
            (Self::Lower { .. }, Ok(found)) if found.is_dir() && found.uid() != ROOT => {
                Self::Lower {
                    uid: found.uid(),
                    gid: found.gid(),
                }
            }
            _ => self,
        }
    }

    fn uid(self) -> u32 {
        match self {
            Self::Ourselves { uid } | Self::Lower { uid, .. } => uid,
        }
    }

    /// A command that runs as this user, in a folder that every user can enter.
    pub(crate) fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null());
        if let Self::Lower { uid, gid } = self {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// Whether every folder on the way is open to this user.
    pub(crate) fn can_enter(self, folder: &Path) -> bool {
        self == Self::Ourselves { uid: self.uid() }
            || self
                .command("sh")
                .args(["-c", r#"cd -- "$1""#, "sh"])
                .arg(folder)
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
    }

    /// Makes a folder that only this user (and root) can enter. Fails when there is one.
    pub(crate) fn create_private(self, folder: &Path) -> std::io::Result<()> {
        fs::DirBuilder::new().mode(0o700).create(folder)?;
        if let Self::Lower { uid, gid } = self {
            chown(folder, Some(uid), Some(gid))?;
        }
        Ok(())
    }

    /// The same for a folder that stays between runs: refuses one that somebody else prepared.
    pub(crate) fn keep_private(self, folder: &Path) -> Result<(), Error> {
        let Ok(found) = fs::symlink_metadata(folder) else {
            return self
                .create_private(folder)
                .map_err(Error::file("create", folder));
        };
        if found.is_dir() && found.uid() == self.uid() {
            return Ok(());
        }
        if let Self::Lower { uid, gid } = self
            && found.is_dir()
            && found.uid() == ROOT
        {
            // Interrupted between creating and giving away.
            return chown(folder, Some(uid), Some(gid)).map_err(Error::file("give away", folder));
        }
        Err(Error::AnotherUsers {
            folder: folder.to_path_buf(),
            uid: found.uid(),
        })
    }
}

/// `id` because the standard library has no `geteuid` and this crate has no `unsafe`.
fn own_uid() -> Result<u32, Error> {
    let output = Command::new("id").arg("-u").output();
    let text = output.map_or_else(
        |error| error.to_string(),
        |out| String::from_utf8_lossy(&out.stdout).into_owned(),
    );
    text.trim().parse().map_err(|_not_a_number| Error::Program {
        program: "id -u".to_owned(),
        output: text,
    })
}

/// The first of `postgres` and `nobody` in the text of /etc/passwd that is not root.
fn unprivileged(passwd: &str) -> Option<Account> {
    let entry = |wanted: &str| {
        passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(wanted)).then_some(())?;
            let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
            (uid != ROOT).then_some(Account::Lower { uid, gid })
        })
    };
    entry("postgres").or_else(|| entry("nobody"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_is_preferred_to_nobody() {
        let passwd = "root:x:0:0::/:/bin/sh\nnobody:x:65534:65533::/:/bin/false\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(
            unprivileged(passwd),
            Some(Account::Lower { uid: 101, gid: 104 })
        );
        let without = passwd.replace("postgres", "someone");
        assert_eq!(
            unprivileged(&without),
            Some(Account::Lower {
                uid: 65534,
                gid: 65533
            })
        );
    }

    #[test]
    fn root_by_another_name_is_not_unprivileged() {
        assert_eq!(unprivileged("postgres:x:0:0::/:/bin/sh\n"), None);
    }

    #[test]
    fn an_ordinary_user_stays_itself() {
        let account = Account::Ourselves { uid: 1000 };
        assert_eq!(account.or_owner_of(Path::new("/")), account);
    }
}
