//! Work in the background: what becomes of a job.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::TimeDelta;
use persistence::{
    Database,
    job::{self, Attempt, Failure, JobState, Plan, Task, Terms, Worker},
};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, Semaphore};

use crate::harness::TestApp;

/// Long enough for any machine; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the probes of one test have in common.
#[derive(Clone, Debug)]
struct Board {
    done: Arc<Mutex<Vec<String>>>,
    /// A probe begins to work.
    begun: Arc<Notify>,
    /// A probe has worked.
    ended: Arc<Semaphore>,
}

impl Board {
    fn new() -> Self {
        Self {
            done: Arc::default(),
            begun: Arc::default(),
            ended: Arc::new(Semaphore::new(0)),
        }
    }

    fn done(&self) -> Vec<String> {
        self.done.lock().unwrap().clone()
    }

    /// Waits until so many probes have worked since this was last asked.
    async fn wait(&self, count: u32) {
        let ended = self.ended.acquire_many(count);
        let ended = tokio::time::timeout(PATIENCE, ended).await;
        ended.expect("probes that work").unwrap().forget();
    }
}

/// Fails, hangs or works, as it was told.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Probe {
    #[serde(default)]
    name: String,
    /// Tries that fail.
    #[serde(default)]
    failures: i16,
    /// Never ends while nobody has done anything.
    #[serde(default)]
    hangs: bool,
}

impl Task for Probe {
    const NAME: &'static str = "probe";
    const ATTEMPTS: i16 = 3;
    type Context = Board;

    async fn run(self, board: Board, attempt: Attempt) -> Result<(), Failure> {
        board.begun.notify_one();
        if self.hangs && board.done().is_empty() {
            board.done.lock().unwrap().push("hanging".to_owned());
            std::future::pending::<()>().await;
        }
        if attempt.number <= self.failures {
            return Err(Failure::new("told to fail"));
        }
        board.done.lock().unwrap().push(self.name);
        board.ended.add_permits(1);
        Ok(())
    }
}

fn probe(name: &str) -> Probe {
    Probe {
        name: name.to_owned(),
        ..Probe::default()
    }
}

async fn worker(db: &Database, board: &Board, lease: Duration) -> Worker {
    let plan = Plan::new(db, board.clone(), 2, lease);
    plan.doing::<Probe>().ready().await.unwrap()
}

/// Every job that waits is due now.
fn hurry(app: &TestApp) {
    app.sql(
        "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts < max_attempts",
    )
    .unwrap();
}

#[tokio::test]
async fn a_job_is_there_when_its_transaction_commits_and_not_otherwise() {
    let (app, board) = (TestApp::start().await, Board::new());
    let worker = worker(&app.db, &board, PATIENCE).await;
    let tx = app.db.begin().await.unwrap();
    job::add(&tx, &probe("undone"), Terms::default())
        .await
        .unwrap();
    worker.run_once().await.unwrap();
    tx.rollback().await.unwrap();
    let tx = app.db.begin().await.unwrap();
    job::add(&tx, &probe("done"), Terms::default())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    worker.run_once().await.unwrap();
    worker.run_once().await.unwrap();
    assert_eq!(board.done(), ["done"]);
    assert_eq!(job::list(&app.db, false, 10).await.unwrap(), []);
}

#[tokio::test]
async fn one_waiting_job_of_a_key_is_enough_and_a_later_one_waits_for_its_time() {
    let (app, board) = (TestApp::start().await, Board::new());
    let terms = |after| Terms {
        after,
        key: Some("one".to_owned()),
    };
    for (name, after) in [
        ("first", TimeDelta::zero()),
        ("second", TimeDelta::hours(1)),
    ] {
        job::add(&app.db, &probe(name), terms(after)).await.unwrap();
    }
    let worker = worker(&app.db, &board, PATIENCE).await;
    worker.run_once().await.unwrap();
    assert_eq!(board.done(), [""; 0]);
    hurry(&app);
    worker.run_once().await.unwrap();
    assert_eq!(board.done(), ["second"]);
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_later_and_later_and_then_left_to_be_tried_anew() {
    let (app, board) = (TestApp::start().await, Board::new());
    let stubborn = Probe {
        failures: Probe::ATTEMPTS,
        ..probe("stubborn")
    };
    job::add(&app.db, &stubborn, Terms::default())
        .await
        .unwrap();
    let worker = worker(&app.db, &board, PATIENCE).await;
    for number in 1..=Probe::ATTEMPTS {
        worker.run_once().await.unwrap();
        let waiting = job::list(&app.db, false, 10).await.unwrap();
        let [job] = waiting.as_slice() else {
            panic!("{waiting:?}")
        };
        assert_eq!(job.attempts, number);
        assert_eq!(
            job.last_error.as_deref(),
            Some("TaskError(\"told to fail\")")
        );
        // e^n seconds, and by chance up to half as much again.
        let waits = app
            .sql(
                "SELECT run_at - now() BETWEEN exp(attempts) * interval '0.9 seconds' AND exp(attempts) * interval '1.5 s' \
                 FROM graphile_worker.jobs",
            )
            .unwrap();
        assert_eq!(waits, "t", "after attempt {number}");
        hurry(&app);
    }
    let dead = job::list(&app.db, true, 10).await.unwrap();
    assert_eq!(dead[0].state, JobState::Dead);
    worker.run_once().await.unwrap();
    assert_eq!(board.done(), [""; 0]);

    app.sql("UPDATE graphile_worker._private_jobs SET payload = '{\"name\": \"mended\"}'")
        .unwrap();
    let retried = job::retry(&app.db, &[dead[0].id], TimeDelta::zero()).await;
    assert_eq!(retried.unwrap(), 1);
    worker.run_once().await.unwrap();
    assert_eq!(board.done(), ["mended"]);
}

#[tokio::test]
async fn workers_beside_each_other_do_each_job_once() {
    let (app, board) = (TestApp::start().await, Board::new());
    let names: Vec<String> = (0..100).map(|n| format!("{n:03}")).collect();
    for name in &names {
        job::add(&app.db, &probe(name), Terms::default())
            .await
            .unwrap();
    }
    let other = app.beside(|_| {});
    let (one, two) = (
        worker(&app.db, &board, PATIENCE).await,
        worker(&other.db, &board, PATIENCE).await,
    );
    let (one, two) = tokio::join!(one.run_once(), two.run_once());
    one.and(two).unwrap();
    let mut done = board.done();
    done.sort();
    assert_eq!(done, names);
}

#[tokio::test]
async fn the_job_of_a_worker_that_died_is_taken_over_by_another() {
    let (app, board) = (TestApp::start().await, Board::new());
    let lease = Duration::from_millis(400);
    let hanging = Probe {
        hangs: true,
        ..probe("taken over")
    };
    job::add(&app.db, &hanging, Terms::default()).await.unwrap();
    let dying = worker(&app.db, &board, lease).await;
    // A runtime of its own dies with everything in it, as a process does.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.spawn(async move { dying.run().await });
    let begun = tokio::time::timeout(PATIENCE, board.begun.notified());
    begun.await.expect("a probe that begins");
    runtime.shutdown_background();

    let other = app.beside(|_| {});
    let heir = Arc::new(worker(&other.db, &board, lease).await);
    let working = tokio::spawn({
        let heir = Arc::clone(&heir);
        async move { heir.run().await }
    });
    board.wait(1).await;
    heir.stop();
    working.await.unwrap().unwrap();
    assert_eq!(board.done(), ["hanging", "taken over"]);
}

#[tokio::test]
async fn what_the_timetable_said_while_nobody_worked_is_made_up_for() {
    let (app, board) = (TestApp::start().await, Board::new());
    // Every hour at the minute of half an hour ago, far from this one: three were missed.
    let minute = app.sql("SELECT extract(minute FROM now() - interval '30 minutes')::integer");
    let fields = format!("{} * * * *", minute.unwrap());
    let plan = |db: &Database| {
        let plan = Plan::new(db, board.clone(), 1, PATIENCE);
        plan.at::<Probe>(&fields).ready()
    };
    let first = plan(&app.db).await.unwrap();
    drop(first);
    app.sql(
        "INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution) \
         VALUES ('probe', now() - interval '1 week', now() - interval '3 hours 15 minutes')",
    )
    .unwrap();
    let other = app.beside(|_| {});
    let workers = [plan(&app.db).await.unwrap(), plan(&other.db).await.unwrap()].map(Arc::new);
    let working: Vec<_> = workers
        .iter()
        .map(|worker| {
            let worker = Arc::clone(worker);
            tokio::spawn(async move { worker.run().await })
        })
        .collect();
    board.wait(1).await;
    for worker in &workers {
        worker.stop();
    }
    for task in working {
        task.await.unwrap().unwrap();
    }
    // The stop may come between two of those that were missed.
    let last = plan(&app.db).await.unwrap();
    last.run_once().await.unwrap();
    // What was missed is added one after the other. A worker that is quick may do the first before the next is added, but never
    // more than were missed.
    let done = board.done();
    assert!((1..=3).contains(&done.len()), "{done:?}");
    assert_eq!(job::list(&app.db, false, 10).await.unwrap(), []);
}

#[tokio::test]
async fn at_night_what_nobody_needs_is_forgotten() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let theme = serde_json::json!({"name": "Hydrology"});
    let theme = ada.post("/v1/themes", theme).await.expect(201);
    let path = format!("/v1/themes/{}", theme.json["id"].as_str().unwrap());
    ada.delete(&path).await.expect(204);
    let kept = "SELECT count(*) FROM change WHERE resource = 'theme'";
    app.sql("SELECT graphile_worker.add_job('tidy', '{}')")
        .unwrap();
    app.work().await;
    assert_eq!(app.sql(kept).unwrap(), "2");

    app.sql("UPDATE change SET at = at - interval '100 years'")
        .unwrap();
    app.advance(TimeDelta::days(91));
    app.sql("SELECT graphile_worker.add_job('tidy', '{}')")
        .unwrap();
    app.work().await;
    assert_eq!(app.sql(kept).unwrap(), "0");
    assert_eq!(app.sql("SELECT count(*) FROM session").unwrap(), "0");
}
