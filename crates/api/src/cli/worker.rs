//! Working without serving.

use persistence::migration;
use tokio::signal::unix::{SignalKind, signal};

use super::{Failure, connect, development, log, runtime};
use crate::{application, clock::Clock, config::Config, ids::Ids, metrics, work};

pub(super) fn worker(mut config: Config) -> Result<(), Failure> {
    let _sender = log::start(&config)?;
    let _cluster = development::complete(&mut config)?;
    runtime()?.block_on(run(config))
}

async fn run(config: Config) -> Result<(), Failure> {
    let db = connect(&config)?;
    if config.database.migrate_on_start {
        migration::up(&db).await?;
    }
    let state = application::state(config, db.clone(), Clock::System, Ids::System)?;
    let worker = work::worker(&state).await?;
    println!("Rapport works in the background. Stop it with Ctrl-C.");
    let (mut interrupt, mut terminate) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    let scraped = metrics::serve(&state)?.map(|metrics| tokio::spawn(metrics.server));
    let working = worker.run();
    tokio::pin!(working);
    tokio::select! {
        () = &mut working => return Ok(()),
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    worker.stop();
    working.await;
    if let Some(scraped) = scraped {
        scraped.abort();
    }
    db.close().await;
    Ok(())
}
