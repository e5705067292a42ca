//! Looking at the jobs of the background.

use std::fmt::Write;

use chrono::{SecondsFormat, TimeDelta};
use persistence::job::{self, JobRow};

use super::{Failure, connect, development, runtime};
use crate::config::Config;

/// More than anybody reads at a prompt.
const MOST: u32 = 1000;

/// A line for each job that is not done; with `retry`, they are due anew.
pub(super) fn jobs(mut config: Config, dead: bool, retry: bool) -> Result<String, Failure> {
    let _cluster = development::complete(&mut config)?;
    runtime()?.block_on(async {
        let db = connect(&config)?;
        let listed = job::list(&db, dead, MOST).await?;
        let mut text = listed.iter().map(line).collect::<String>();
        if listed.is_empty() {
            text.push_str("No jobs.\n");
        } else if retry {
            let ids: Vec<i64> = listed.iter().map(|job| job.id).collect();
            let count = job::retry(&db, &ids, TimeDelta::zero()).await?;
            writeln!(text, "{count} of them are tried anew.")?;
        }
        db.close().await;
        Ok(text)
    })
}

fn line(job: &JobRow) -> String {
    let JobRow {
        id,
        task,
        state,
        attempts,
        max_attempts,
        run_at,
        last_error,
    } = job;
    let state = state.as_str();
    let run_at = run_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let error = last_error.as_deref().unwrap_or_default();
    format!("{id}\t{task}\t{state}\t{attempts}/{max_attempts}\t{run_at}\t{error}\n")
}
