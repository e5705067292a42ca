//! Wakes whoever follows a workspace when it changes; what changed, they read from the log.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use persistence::{Database, wake::Wakes, webhook, workspace::Owner};
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};
use tracing::warn;
use uuid::Uuid;

use crate::clock::Clock;

/// How often other processes are told what changed here: one statement tells it all.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Who follows what, in this process.
#[derive(Debug)]
pub(crate) struct Hub {
    followed: Mutex<HashMap<Uuid, watch::Sender<()>>>,
    to_tell: Mutex<HashSet<Owner>>,
    closed: watch::Sender<bool>,
}

/// Waits for the changes of one workspace.
#[derive(Debug)]
pub(crate) struct Follower {
    woken: watch::Receiver<()>,
    closed: watch::Receiver<bool>,
}

/// What a follower waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wake {
    Changed,
    Waited,
    Closed,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            followed: Mutex::default(),
            to_tell: Mutex::default(),
            closed: watch::Sender::new(false),
        }
    }
}

impl Hub {
    /// Begins to follow a workspace; `None` when `most` do so already.
    pub(crate) fn follow(&self, owner: Owner, most: usize) -> Option<Follower> {
        let mut followed = held(&self.followed);
        let sender = followed.entry(owner.uuid()).or_default();
        (sender.receiver_count() < most).then(|| Follower {
            woken: sender.subscribe(),
            closed: self.closed.subscribe(),
        })
    }

    /// A transaction changed this workspace.
    pub(crate) fn changed(&self, owner: Owner) {
        self.wake(owner);
        held(&self.to_tell).insert(owner);
    }

    fn wake(&self, owner: Owner) {
        if let Some(sender) = held(&self.followed).get(&owner.uuid()) {
            sender.send_replace(());
        }
    }

    fn wake_all(&self) {
        for sender in held(&self.followed).values() {
            sender.send_replace(());
        }
    }

    /// How many follow.
    pub(crate) fn count(&self) -> usize {
        let followed = held(&self.followed);
        followed.values().map(watch::Sender::receiver_count).sum()
    }

    /// Forgets workspaces that nobody follows any more.
    pub(crate) fn forget_quiet(&self) {
        held(&self.followed).retain(|_, sender| sender.receiver_count() > 0);
    }

    /// Every follower stops: the service is about to.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Tells other processes what changed here and hears what changed there, until it is dropped.
    pub(crate) async fn relay(&self, db: &Database, clock: &Clock) {
        let mut ticks = interval(TOLD_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut wakes: Option<Wakes> = None;
        loop {
            tokio::select! {
                _ = ticks.tick() => {
                    self.tell(db, clock).await;
                    if wakes.is_none() {
                        wakes = db.listen().await.ok();
                        self.wake_all();
                    }
                }
                heard = hear(&mut wakes) => match heard {
                    Ok(Some(owner)) => self.wake(owner),
                    Ok(None) => self.wake_all(),
                    Err(error) => {
                        warn!(%error, "changes of other processes are not heard");
                        wakes = None;
                    }
                },
            }
        }
    }

    async fn tell(&self, db: &Database, clock: &Clock) {
        let owners = std::mem::take(&mut *held(&self.to_tell));
        if owners.is_empty() {
            return;
        }
        let owners: Vec<Owner> = owners.into_iter().collect();
        // All look for themselves now and then.
        if let Err(error) = webhook::mark_due(db, Some(&owners), clock.now()).await {
            warn!(%error, "changes are not told to webhooks");
        }
        if let Err(error) = db.tell(owners).await {
            warn!(%error, "changes are not told to other processes");
        }
    }
}

async fn hear(wakes: &mut Option<Wakes>) -> Result<Option<Owner>, persistence::Error> {
    match wakes {
        Some(wakes) => wakes.next().await,
        None => std::future::pending().await,
    }
}

impl Follower {
    /// Waits until something changes, the service stops or `patience` is over.
    pub(crate) async fn wait(&mut self, patience: Duration) -> Wake {
        let closed = self.closed.wait_for(|closed| *closed);
        tokio::select! {
            _ = closed => Wake::Closed,
            woken = tokio::time::timeout(patience, self.woken.changed()) => match woken {
                Ok(_) => Wake::Changed,
                Err(_elapsed) => Wake::Waited,
            },
        }
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use domain::Id;

    use super::*;

    fn owner(n: u128) -> Owner {
        Id::new(Uuid::from_u128(n))
    }

    const SHORT: Duration = Duration::from_millis(1);

    #[tokio::test]
    async fn a_follower_is_woken_by_its_own_workspace() {
        let hub = Hub::default();
        let mut follower = hub.follow(owner(1), 5).unwrap();
        hub.changed(owner(2));
        assert_eq!(follower.wait(SHORT).await, Wake::Waited);
        hub.changed(owner(1));
        assert_eq!(follower.wait(SHORT).await, Wake::Changed);
        assert_eq!(follower.wait(SHORT).await, Wake::Waited);
        hub.close();
        assert_eq!(follower.wait(SHORT).await, Wake::Closed);
    }

    #[tokio::test]
    async fn a_workspace_has_so_many_followers_and_no_more() {
        let hub = Hub::default();
        let first = hub.follow(owner(1), 1).unwrap();
        assert!(hub.follow(owner(1), 1).is_none());
        assert!(hub.follow(owner(2), 1).is_some());
        drop(first);
        assert!(hub.follow(owner(1), 1).is_some());
        hub.forget_quiet();
        assert_eq!(held(&hub.followed).len(), 0);
    }
}
