//! Serving, from the first line printed to the last request drained.

use std::{sync::Arc, time::Duration};

use persistence::migration;
use tokio::{
    signal::unix::{SignalKind, signal},
    time::interval,
};

use super::{Failure, connect, development, log, runtime};
use crate::{
    application::Application,
    clock::Clock,
    config::{Config, Mode},
    ids::Ids,
    work,
};

pub(super) fn serve(mut config: Config) -> Result<(), Failure> {
    let _sender = log::start(&config)?;
    let cluster = development::complete(&mut config)?;
    runtime()?.block_on(run(config))?;
    if let Some(cluster) = cluster {
        cluster.stop()?;
    }
    Ok(())
}

async fn run(config: Config) -> Result<(), Failure> {
    let db = connect(&config)?;
    if config.database.migrate_on_start {
        migration::up(&db).await?;
    }
    let (mode, unready, drain) = (
        config.mode,
        Duration::from_secs(config.server.unready_seconds),
        Duration::from_secs(config.server.drain_seconds),
    );
    let app = Application::build(config, db.clone(), Clock::System, Ids::System)?;
    greet(mode, &app);
    let (handle, state) = (app.handle(), app.state());
    let housekeeping = tokio::spawn({
        let state = state.clone();
        async move {
            let mut minutes = interval(Duration::from_mins(1));
            loop {
                minutes.tick().await;
                state.forget_quiet();
            }
        }
    });
    let relaying = tokio::spawn({
        let state = state.clone();
        async move { state.relay_changes().await }
    });
    let worker = if state.config.worker.in_service {
        Some(Arc::new(work::worker(&state).await?))
    } else {
        None
    };
    let working = worker
        .clone()
        .map(|worker| tokio::spawn(async move { worker.run().await }));
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let serving = tokio::spawn(app.run());
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    // First the balancer learns that we go, then nobody new is let in, then whoever is in may finish.
    state.drain();
    if let Some(worker) = worker {
        worker.stop();
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the time a balancer needs to notice is a setting"
    )]
    tokio::time::sleep(unready).await;
    // A thread that serves nobody ends at the stop, and with it the connections to the database that it opened, whoever
    // uses them by then. So the stop waits until everybody has an answer and the work in the background rests.
    let answered = tokio::time::timeout(drain, state.finish_pending());
    let rested = async {
        match working {
            Some(working) => working.await,
            None => Ok(()),
        }
    };
    let (answered, rested) = tokio::join!(answered, rested);
    handle.stop(answered.is_ok()).await;
    serving.await??;
    rested?;
    housekeeping.abort();
    relaying.abort();
    db.close().await;
    Ok(())
}

fn greet(mode: Mode, app: &Application) {
    let base = app.base_url();
    println!("Rapport serves at {base}");
    if mode == Mode::Production {
        return;
    }
    println!("  Swagger UI   {base}/docs/");
    println!("  the API      {base}/v1");
    println!(
        "  a token      curl -s {base}/v1/auth/register -H 'content-type: application/json' \\"
    );
    println!(
        "                 -d '{{\"email\":\"you@example.org\",\"password\":\"a walk by the canal at noon\",\"display_name\":\"You\",\"time_zone\":\"Europe/Berlin\"}}'"
    );
    println!("               or, in another terminal: cargo run -- token");
    println!("Stop it with Ctrl-C.");
}
