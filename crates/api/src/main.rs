//! The binary `rapport`.

use std::process::ExitCode;

fn main() -> ExitCode {
    api::cli::main()
}
