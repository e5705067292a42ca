//! Hashing passwords: slow on purpose, so only a few at a time, away from the threads that serve everybody else.

use std::{fmt, num::NonZeroUsize, sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher, PasswordVerifier, phc},
};
use domain::password::PasswordHash;
use secrecy::{ExposeSecret, SecretString};
use tokio::{sync::Semaphore, task, time};

use super::secret::{self, NoRandomness};

const SALT_BYTES: usize = 16;

/// What one hash costs whoever computes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// KiB.
    pub memory: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Default for Cost {
    /// The least that OWASP's cheat sheet on password storage recommends for argon2id.
    fn default() -> Self {
        Self {
            memory: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// Hashes and verifies passwords with argon2id.
pub struct Hasher {
    argon2: Argon2<'static>,
    permits: Arc<Semaphore>,
    patience: Duration,
    /// Of a password that nobody knows.
    decoy: PasswordHash,
}

/// What a comparison of a password with a hash showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, and hashed at another cost than today's: worth hashing anew.
    Outdated,
}

/// Why there is no hash or verdict.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many are waiting already.
    #[error("too many passwords are being hashed")]
    Busy,
    #[error("the cost of hashing is out of range: {0}")]
    Cost(argon2::Error),
    #[error("hashing failed: {0}")]
    Failed(password_hash::Error),
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    #[error("hashing was interrupted: {0}")]
    Interrupted(#[from] task::JoinError),
}

impl From<password_hash::Error> for HashError {
    fn from(error: password_hash::Error) -> Self {
        Self::Failed(error)
    }
}

impl Hasher {
    /// Hashes at most `parallel` passwords at a time; whoever waits longer than `patience` is told to come back.
    ///
    /// # Errors
    /// A cost that argon2 does not allow.
    pub fn new(cost: Cost, parallel: NonZeroUsize, patience: Duration) -> Result<Self, HashError> {
        let Cost {
            memory,
            passes,
            lanes,
        } = cost;
        let params = Params::new(memory, passes, lanes, None).map_err(HashError::Cost)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &secret::random::<SALT_BYTES>()?)?;
        Ok(Self {
            argon2,
            permits: Arc::new(Semaphore::new(parallel.get())),
            patience,
            decoy,
        })
    }

    /// Hashes a password under a new salt.
    ///
    /// # Errors
    /// [`HashError::Busy`], or a failure of the machine.
    pub async fn hash(&self, password: SecretString) -> Result<PasswordHash, HashError> {
        let argon2 = self.argon2.clone();
        self.run(move || hash(&argon2, password.expose_secret().as_bytes()))
            .await
    }

    /// Compares a password with a hash. Without one it works as long, so that nobody learns who has an account.
    ///
    /// # Errors
    /// [`HashError::Busy`], or a hash that cannot be read.
    pub async fn verify(
        &self,
        password: SecretString,
        hash: Option<PasswordHash>,
    ) -> Result<Verdict, HashError> {
        let argon2 = self.argon2.clone();
        let is_decoy = hash.is_none();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        let verdict = self
            .run(move || verify(&argon2, password.expose_secret().as_bytes(), &hash))
            .await?;
        Ok(if is_decoy { Verdict::Wrong } else { verdict })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let permit = time::timeout(self.patience, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else {
            return Err(HashError::Busy);
        };
        // The permit goes along: a client that hangs up must not make room while its hash is still being computed.
        task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        })
        .await?
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher")
            .field("params", self.argon2.params())
            .field("permits", &self.permits.available_permits())
            .finish_non_exhaustive()
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8]) -> Result<PasswordHash, HashError> {
    let salt = secret::random::<SALT_BYTES>()?;
    let hash: phc::PasswordHash = argon2.hash_password_with_salt(password, &salt)?;
    Ok(PasswordHash::new(hash.to_string()))
}

fn verify(argon2: &Argon2<'_>, password: &[u8], hash: &PasswordHash) -> Result<Verdict, HashError> {
    let hash = phc::PasswordHash::new(hash.as_str()).map_err(password_hash::Error::from)?;
    match argon2.verify_password(password, &hash) {
        Ok(()) if is_current(argon2, &hash) => Ok(Verdict::Right),
        Ok(()) => Ok(Verdict::Outdated),
        Err(password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
        Err(error) => Err(error.into()),
    }
}

fn is_current(argon2: &Argon2<'_>, hash: &phc::PasswordHash) -> bool {
    let (today, then) = (argon2.params(), Params::try_from(hash));
    let same_cost = then.is_ok_and(|then| {
        (then.m_cost(), then.t_cost(), then.p_cost())
            == (today.m_cost(), today.t_cost(), today.p_cost())
    });
    same_cost && hash.algorithm == Algorithm::Argon2id.ident()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory: 64,
        passes: 1,
        lanes: 1,
    };

    fn hasher(cost: Cost) -> Hasher {
        Hasher::new(cost, NonZeroUsize::MIN, Duration::from_secs(10)).unwrap()
    }

    async fn verdict(hasher: &Hasher, password: &str, hash: &PasswordHash) -> Verdict {
        let verdict = hasher.verify(password.into(), Some(hash.clone())).await;
        verdict.unwrap()
    }

    #[tokio::test]
    async fn a_password_is_recognized_and_another_is_not() {
        let hasher = hasher(CHEAP);
        let hash = hasher.hash("a walk by the canal".into()).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert_eq!(
            verdict(&hasher, "a walk by the canal", &hash).await,
            Verdict::Right
        );
        assert_eq!(
            verdict(&hasher, "a walk by the canal ", &hash).await,
            Verdict::Wrong
        );
        let again = hasher.hash("a walk by the canal".into()).await.unwrap();
        assert_ne!(hash, again);
    }

    #[tokio::test]
    async fn nobody_has_the_decoys_password() {
        let verdict = hasher(CHEAP).verify("anything at all".into(), None).await;
        assert_eq!(verdict.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_outdated() {
        let hash = hasher(CHEAP).hash("a walk by the canal".into()).await;
        let dear = hasher(Cost { passes: 2, ..CHEAP });
        let verdict = verdict(&dear, "a walk by the canal", &hash.unwrap()).await;
        assert_eq!(verdict, Verdict::Outdated);
    }

    #[tokio::test]
    async fn an_unreadable_hash_is_an_error_and_no_verdict() {
        let hash = PasswordHash::new("plain text".to_owned());
        let verdict = hasher(CHEAP).verify("plain text".into(), Some(hash)).await;
        assert!(matches!(verdict, Err(HashError::Failed(_))));
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_to_come_back() {
        let hasher = Hasher::new(CHEAP, NonZeroUsize::MIN, Duration::from_millis(1)).unwrap();
        let held = Arc::clone(&hasher.permits).acquire_owned().await.unwrap();
        let refused = hasher.hash("a walk by the canal".into()).await;
        assert!(matches!(refused, Err(HashError::Busy)));
        drop(held);
        let hasher = Hasher {
            patience: Duration::from_secs(10),
            ..hasher
        };
        assert!(hasher.hash("a walk by the canal".into()).await.is_ok());
    }

    #[tokio::test]
    async fn a_caller_who_hangs_up_frees_no_room_before_the_work_is_done() {
        let hasher = hasher(CHEAP);
        let (started, finish) = (tokio::sync::oneshot::channel(), std::sync::mpsc::channel());
        let work = hasher.run(move || {
            started.0.send(()).unwrap();
            finish.1.recv().unwrap();
            Ok(())
        });
        tokio::select! {
            _ = work => unreachable!("the work waits"),
            _ = started.1 => (),
        }
        assert_eq!(hasher.permits.available_permits(), 0);
        finish.0.send(()).unwrap();
        let waited = Arc::clone(&hasher.permits).acquire_owned().await;
        assert!(waited.is_ok());
    }

    #[test]
    fn a_cost_that_argon2_does_not_know_is_refused() {
        let none = Cost { passes: 0, ..CHEAP };
        let refused = Hasher::new(none, NonZeroUsize::MIN, Duration::ZERO);
        assert!(matches!(refused, Err(HashError::Cost(_))));
    }
}
