//! The shell process that runs the server and ends it with us.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};

use crate::Error;
use crate::account::Account;
use crate::place::{PORT, Place};
use crate::programs::Programs;

const SCRIPT: &str = include_str!("watchdog.sh");

/// How a server is stopped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stop {
    /// Disconnects everyone and writes everything down.
    Fast,
    /// As if the power went: for data that nobody wants back.
    Immediate,
}

impl Stop {
    fn signal(self) -> &'static str {
        match self {
            Self::Fast => "INT",
            Self::Immediate => "QUIT",
        }
    }
}

/// A running server. Its life hangs on the pipe that is the child's standard input.
#[derive(Debug)]
pub(crate) struct Watchdog {
    child: Child,
    log: PathBuf,
}

impl Watchdog {
    /// Returns when the server accepts connections. `held` is kept open as long as the server runs.
    pub(crate) fn start(
        account: Account,
        programs: &Programs,
        place: &Place,
        stop: Stop,
        settings: &[&str],
        held: Stdio,
    ) -> Result<Self, Error> {
        let log = place.log();
        let mut command = account.command("sh");
        command.args(["-c", SCRIPT, "sh"]).arg(&log);
        command
            .arg(programs.path("pg_isready"))
            .arg(&place.socket)
            .arg(stop.signal());
        command.arg(place.passing.clone().unwrap_or_default());
        command
            .arg(programs.path("postgres"))
            .arg("-D")
            .arg(place.data());
        command.arg("-k").arg(&place.socket).args(["-p", PORT]);
        for setting in [
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
        ] {
            command.args(["-c", setting]);
        }
        for setting in settings {
            command.args(["-c", setting]);
        }
        // Its own group: Ctrl-C in a terminal is for the service, which decides when the server stops.
        command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(held);
        let child = command
            .spawn()
            .map_err(Error::file("run as a watchdog", "sh".as_ref()))?;
        let mut watchdog = Self { child, log };
        watchdog.wait_until_ready()?;
        Ok(watchdog)
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let mut said = String::new();
        if let Some(out) = self.child.stdout.take() {
            let mut out = BufReader::new(out);
            let read = out.read_line(&mut said).and_then(|_| {
                // Anything else is the end of the log: the server's own words explain best.
                if said == "ready\n" {
                    Ok(0)
                } else {
                    out.read_to_string(&mut said)
                }
            });
            read.map_err(Error::file("hear from the server of", &self.log))?;
        }
        if said == "ready\n" {
            return Ok(());
        }
        Err(Error::NotStarted {
            log: self.log.clone(),
            tail: said,
        })
    }

    pub(crate) fn stop(&mut self) -> Result<ExitStatus, Error> {
        drop(self.child.stdin.take());
        self.child
            .wait()
            .map_err(Error::file("wait for the server of", &self.log))
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        // Nobody is left to tell; the log has it.
        drop(self.stop());
    }
}
