//! Runs the programs of PostgreSQL and reports what they said.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::Error;

/// Runs a program; its words become the error.
pub(crate) fn run(command: &mut Command) -> Result<(), Error> {
    let output = output(command)?;
    judge(command, &output)
}

pub(crate) fn output(command: &mut Command) -> Result<Output, Error> {
    command
        .output()
        .map_err(Error::file("run", command.get_program().as_ref()))
}

fn judge(command: &Command, output: &Output) -> Result<(), Error> {
    if output.status.success() {
        return Ok(());
    }
    let words = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    Err(Error::Program {
        program: command.get_program().to_string_lossy().into_owned(),
        output: String::from_utf8_lossy(&words).into_owned(),
    })
}

/// Runs a program with `input` on its standard input.
pub(crate) fn feed(mut command: Command, input: &str) -> Result<(), Error> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let program = PathBuf::from(command.get_program());
    let mut child = command.spawn().map_err(Error::file("run", &program))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(input.as_bytes())
            .map_err(Error::file("write to", &program))?;
    }
    let output = child
        .wait_with_output()
        .map_err(Error::file("wait for", &program))?;
    judge(&command, &output)
}
