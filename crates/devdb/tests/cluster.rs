//! Real servers: they start, keep their data, and never outlive their owner.

#![cfg(test)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, process};

use devdb::{Cluster, Error};

/// A folder that goes with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self::inside(&env::temp_dir(), name)
    }

    fn inside(parent: &Path, name: &str) -> Self {
        let folder = parent.join(format!("devdb-{name}-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Where the note in the folder says that the cluster is, when it is not in the folder.
    fn outside(&self) -> Option<PathBuf> {
        let note = fs::read_to_string(self.0.join("location.txt")).ok()?;
        note.lines().last().map(PathBuf::from)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(home) = self.outside() {
            fs::remove_dir_all(home).unwrap();
        }
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn psql(cluster: &Cluster, sql: &str) -> String {
    let output = Command::new(cluster.program("psql"))
        .args(["-X", "-A", "-t", "-q", "-c", sql, &cluster.url("rapport")])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn sh(script: &str, argument: impl AsRef<std::ffi::OsStr>) -> bool {
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).arg(argument);
    command.status().unwrap().success()
}

fn first_line_of_pid_file(cluster: &Cluster) -> String {
    let text = fs::read_to_string(cluster.location().join("data/postmaster.pid")).unwrap();
    text.lines().next().unwrap().to_owned()
}

/// Starts the example `hold`, which Cargo builds with the tests, and returns the line it says.
fn hold(what: &str, folder: &Path) -> (Child, String) {
    let tests = env::current_exe().unwrap();
    let built = tests.ancestors().nth(2).unwrap().join("examples/hold");
    let mut child = Command::new(built)
        .arg(what)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`cargo build --examples` makes it");
    let mut said = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut said).unwrap();
    (child, said.trim_end().to_owned())
}

#[test]
fn a_temporary_cluster_answers_and_leaves_nothing_behind() {
    let cluster = Cluster::start_temporary().unwrap();
    cluster.ensure_database("rapport").unwrap();
    cluster.ensure_database("rapport").unwrap();
    assert_eq!(psql(&cluster, "select 1"), "1");
    assert_eq!(psql(&cluster, "select lower('É')"), "é");
    let folder = cluster.location().to_path_buf();
    cluster.stop().unwrap();
    assert!(!folder.exists());
}

#[test]
fn a_database_may_have_any_name() {
    let cluster = Cluster::start_temporary().unwrap();
    let name = "it's \"50%\" & /more";
    cluster.ensure_database(name).unwrap();
    let output = Command::new(cluster.program("psql"))
        .args([
            "-X",
            "-A",
            "-t",
            "-c",
            "select current_database()",
            &cluster.url(name),
        ])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), name);
}

#[test]
fn a_temporary_cluster_ends_with_a_killed_process() {
    let scratch = Scratch::new("killed");
    let (mut child, folder) = hold("temporary", &scratch.0);
    assert!(Path::new(&folder).exists());
    child.kill().unwrap();
    child.wait().unwrap();
    // Nothing of the dead process is left to wait for, so this asks, for ten seconds at most.
    let gone =
        r#"n=0; while [ -e "$1" ]; do n=$((n + 1)); [ $n -lt 200 ] || exit 1; sleep 0.05; done"#;
    assert!(sh(gone, &folder), "{folder} is still there");
}

#[test]
fn a_kept_cluster_keeps_its_data() {
    let scratch = Scratch::new("kept");
    let cluster = Cluster::start_kept(&scratch.0).unwrap();
    cluster.ensure_database("rapport").unwrap();
    psql(&cluster, "create table note as select 'still here' as text");
    assert_eq!(psql(&cluster, "show fsync"), "on");
    cluster.stop().unwrap();
    let again = Cluster::start_kept(&scratch.0).unwrap();
    assert_eq!(psql(&again, "select text from note"), "still here");
}

#[test]
fn a_kept_cluster_survives_kill_9_of_its_server() {
    let scratch = Scratch::new("crash");
    let cluster = Cluster::start_kept(&scratch.0).unwrap();
    cluster.ensure_database("rapport").unwrap();
    psql(&cluster, "create table note as select 'still here' as text");
    assert!(sh(r#"kill -9 "$1""#, first_line_of_pid_file(&cluster)));
    assert!(matches!(cluster.stop(), Err(Error::NotStopped { .. })));
    let again = Cluster::start_kept(&scratch.0).unwrap();
    assert_eq!(psql(&again, "select text from note"), "still here");
}

#[test]
fn a_kept_cluster_starts_again_after_its_owner_was_killed() {
    let scratch = Scratch::new("owner");
    let (mut child, _) = hold("kept", &scratch.0);
    child.kill().unwrap();
    child.wait().unwrap();
    let again = Cluster::start_kept(&scratch.0).unwrap();
    again.ensure_database("rapport").unwrap();
    assert_eq!(psql(&again, "select 1"), "1");
}

#[test]
fn a_kept_cluster_replaces_a_server_that_nobody_watches() {
    let scratch = Scratch::new("orphan");
    let cluster = Cluster::start_kept(&scratch.0).unwrap();
    let server = first_line_of_pid_file(&cluster);
    // The watchdog is the server's parent. A small Linux has no `ps`, macOS has no /proc.
    let kill_parent = r#"if [ -e "/proc/$1/stat" ]; then parent=$(cut -d ' ' -f 4 "/proc/$1/stat")
        else parent=$(ps -o ppid= -p "$1"); fi; kill -9 $parent"#;
    assert!(sh(kill_parent, &server));
    cluster.stop().unwrap_err();
    let again = Cluster::start_kept(&scratch.0).unwrap();
    assert_ne!(first_line_of_pid_file(&again), server);
}

#[test]
fn a_second_process_is_told_that_the_cluster_is_in_use() {
    let scratch = Scratch::new("second");
    let (mut child, _) = hold("kept", &scratch.0);
    let refused = Cluster::start_kept(&scratch.0).unwrap_err();
    assert!(matches!(refused, Error::InUse { process: Some(id), .. } if id == child.id()));
    drop(child.stdin.take());
    child.wait().unwrap();
    Cluster::start_kept(&scratch.0).unwrap();
}

#[test]
fn a_long_folder_gets_its_socket_elsewhere() {
    let scratch = Scratch::new(&"long".repeat(25));
    let cluster = Cluster::start_kept(&scratch.0).unwrap();
    cluster.ensure_database("rapport").unwrap();
    assert_eq!(psql(&cluster, "select 1"), "1");
    cluster.stop().unwrap();
}

#[test]
fn a_closed_folder_keeps_its_cluster_outside_and_says_where() {
    let scratch = Scratch::new("closed");
    let closed = Scratch::inside(&scratch.0, "closed");
    assert!(sh(r#"chmod 700 "$1""#, &closed.0));
    let cluster = Cluster::start_kept(&closed.0).unwrap();
    cluster.ensure_database("rapport").unwrap();
    psql(&cluster, "create table note as select 'still here' as text");
    let home = cluster.location().to_path_buf();
    cluster.stop().unwrap();
    let again = Cluster::start_kept(&closed.0).unwrap();
    assert_eq!(psql(&again, "select text from note"), "still here");
    // As an ordinary user the folder is open to the server, which is ourselves.
    let inside = home.starts_with(closed.0.canonicalize().unwrap());
    assert_eq!(closed.outside(), (!inside).then_some(home));
}
