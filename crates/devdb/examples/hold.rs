//! Holds a cluster until its standard input ends or somebody kills it: `hold temporary` or `hold kept`.
#![expect(clippy::print_stdout, reason = "whoever started it waits for the line")]

use std::{error::Error, io::Read, path::Path};

use devdb::Cluster;

fn main() -> Result<(), Box<dyn Error>> {
    let cluster = match std::env::args().nth(1).as_deref() {
        Some("temporary") => Cluster::start_temporary()?,
        Some("kept") => Cluster::start_kept(Path::new("."))?,
        _ => return Err("say `temporary` or `kept`".into()),
    };
    println!("{}", cluster.location().display());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(cluster.stop()?)
}
