//! The command line.
#![expect(clippy::print_stdout, reason = "a command line prints")]

fn main() {
    println!("{:#}", api::document());
}
