//! Connections that rest where they were opened, so that lending one costs no round trip and wakes no other thread. Why this is
//! not sqlx's pool: docs/adr/0027-connections.md.

use std::{
    collections::VecDeque,
    fmt, mem,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use sea_orm::DbErr;
use sqlx::{Connection as _, PgConnection, postgres::PgPool};
use tokio::{sync::Semaphore, task, time};

use super::{
    Connections,
    lease::{self, Lease},
};

/// So many may wait for each connection before it is a crowd: enough to keep it busy, few enough to wait for it but shortly.
const CROWD: u32 = 16;
/// A connection that rested longer than this is asked whether it still is one.
const RESTED: Duration = Duration::from_secs(5);
/// A connection that rested longer than this is closed.
const UNUSED: Duration = Duration::from_mins(10);
/// No connection gets older: what the server remembers for it would only grow.
const LIFE: Duration = Duration::from_mins(30);

/// The connections, and how many there may be.
pub struct Pool {
    /// Opens connections, as often as it takes within its time, and keeps none.
    opener: PgPool,
    most: u32,
    acquire_timeout: Duration,
    /// One for each connection that may be in use.
    permits: Arc<Semaphore>,
    /// Who waits for one.
    waiting: AtomicU32,
    /// Open ones, in use or at rest.
    open: Arc<AtomicU32>,
    /// Grows when a connection broke: those opened before are not trusted any more.
    generation: AtomicU64,
    /// A place for each thread, since a connection is served by the reactor of the thread that opened it.
    places: Box<[Place]>,
    statements: AtomicU64,
}

type Place = Mutex<VecDeque<Resting>>;

struct Resting {
    connection: Connection,
    since: Instant,
}

/// An open connection.
pub(super) struct Connection {
    pub(super) raw: PgConnection,
    place: usize,
    generation: u64,
    opened: Instant,
    /// After `raw`, which is closed before another one may be opened in its stead.
    _counted: Counted,
}

struct Counted(Arc<AtomicU32>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Pool {
    /// `opener` must hold none: every connection it opens is taken from it.
    pub(super) fn new(opener: PgPool, most: u32, acquire_timeout: Duration) -> Arc<Self> {
        // The threads that serve requests, and those beside them.
        let places = thread::available_parallelism().map_or(1, usize::from) + 1;
        Arc::new(Self {
            opener,
            most,
            acquire_timeout,
            permits: Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(1))),
            waiting: AtomicU32::new(0),
            open: Arc::new(AtomicU32::new(0)),
            generation: AtomicU64::new(0),
            places: (0..places).map(|_| Place::default()).collect(),
            statements: AtomicU64::new(0),
        })
    }

    /// Lends a connection.
    ///
    /// # Errors
    /// None became free, or could be opened, in time.
    pub(super) async fn lease(self: &Arc<Self>) -> Result<Lease, DbErr> {
        // What nearly always happens, and needs no timer.
        if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned()
            && let Some(resting) = self.wake(self.home())
            && resting.since.elapsed() < RESTED
        {
            return Ok(Lease::new(self, resting.connection, permit));
        }
        let _waits = Waits::among(&self.waiting);
        let leased = time::timeout(self.acquire_timeout, self.lease_in_time()).await;
        leased
            .unwrap_or(Err(sqlx::Error::PoolTimedOut))
            .map_err(lease::querying)
    }

    async fn lease_in_time(self: &Arc<Self>) -> Result<Lease, sqlx::Error> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_closed| sqlx::Error::PoolClosed)?;
        loop {
            let mut resting = self.wake(self.home());
            if resting.is_none() {
                if let Some(counted) = self.count_another() {
                    return Ok(Lease::new(self, self.open(counted).await?, permit));
                }
                resting = (0..self.places.len()).find_map(|place| self.wake(place));
            }
            match resting {
                Some(mut resting) => {
                    if resting.since.elapsed() < RESTED
                        || resting.connection.raw.ping().await.is_ok()
                    {
                        return Ok(Lease::new(self, resting.connection, permit));
                    }
                    self.distrust();
                }
                // As many are open as may be, and fewer are in use: one is about to rest.
                None => task::yield_now().await,
            }
        }
    }

    fn count_another(&self) -> Option<Counted> {
        let one_more = |open| (open < self.most).then_some(open + 1);
        let counted = self
            .open
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more);
        counted.ok().map(|_before| Counted(Arc::clone(&self.open)))
    }

    async fn open(&self, counted: Counted) -> Result<Connection, sqlx::Error> {
        let generation = self.generation.load(Ordering::Acquire);
        Ok(Connection {
            raw: self.opener.acquire().await?.detach(),
            place: self.home(),
            generation,
            opened: Instant::now(),
            _counted: counted,
        })
    }

    /// Takes the connection that rested least, of those that are worth having.
    fn wake(&self, place: usize) -> Option<Resting> {
        let generation = self.generation.load(Ordering::Acquire);
        let mut place = lock(self.places.get(place)?);
        while let Some(resting) = place.pop_back() {
            let Connection {
                generation: of,
                opened,
                ..
            } = resting.connection;
            if of == generation && opened.elapsed() < LIFE {
                return Some(resting);
            }
        }
        None
    }

    /// Takes a connection back.
    pub(super) fn rest(&self, connection: Connection) {
        let Some(place) = self.places.get(connection.place) else {
            return;
        };
        let mut place = lock(place);
        place.push_back(Resting {
            connection,
            since: Instant::now(),
        });
        if place
            .front()
            .is_some_and(|longest| longest.since.elapsed() > UNUSED)
        {
            place.pop_front();
        }
    }

    /// Trusts none of the connections that are open: whatever broke one, a restart of the server perhaps, broke the others.
    pub(super) fn distrust(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// The place of this thread.
    fn home(&self) -> usize {
        thread_number() % self.places.len()
    }

    /// Whether so many wait that another had better not begin.
    pub(super) fn is_crowded(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) >= CROWD.saturating_mul(self.most)
    }

    pub(super) fn count_statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn statement_count(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub(super) fn connections(&self) -> Connections {
        let free = u32::try_from(self.permits.available_permits()).unwrap_or(u32::MAX);
        let used = self.most.saturating_sub(free);
        Connections {
            used,
            idle: self.open.load(Ordering::Relaxed).saturating_sub(used),
            most: self.most,
        }
    }

    /// Waits for those in use, and closes all.
    pub(super) async fn close(&self) {
        // An error says that it is closed already.
        let all = self.permits.acquire_many(self.most).await;
        self.permits.close();
        drop(all);
        for place in &self.places {
            let resting = mem::take(&mut *lock(place));
            for Resting { connection, .. } in resting {
                // What cannot be told good-bye is gone.
                connection.raw.close().await.ok();
            }
        }
    }
}

/// One of those who wait, until it is dropped.
struct Waits<'a>(&'a AtomicU32);

impl<'a> Waits<'a> {
    fn among(waiting: &'a AtomicU32) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Nothing that panics while it has a place leaves it half changed.
fn lock(place: &Place) -> MutexGuard<'_, VecDeque<Resting>> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The number of this thread among those that ever asked.
fn thread_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static NUMBER: usize = NEXT.fetch_add(1, Ordering::Relaxed);
    }
    NUMBER.with(|number| *number)
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("connections", &self.connections())
            .finish_non_exhaustive()
    }
}
