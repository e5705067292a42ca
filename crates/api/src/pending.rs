//! Requests that have no whole answer yet, so that a shutdown can wait for them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use actix_web::body::{BodySize, BodyStream, BoxBody, MessageBody};
use futures_util::{StreamExt, stream};
use tokio::time::interval;

const LOOKED_AT_EVERY: Duration = Duration::from_millis(20);

/// Knows of each request until it is answered.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    mark: Arc<()>,
    is_ending: AtomicBool,
}

/// Carried by a request that a shutdown waits for.
#[derive(Debug)]
pub(crate) struct Mark {
    _waited_for: Option<Arc<()>>,
}

impl Pending {
    /// A request has come.
    pub(crate) fn mark(&self) -> Mark {
        let is_waited_for = !self.is_ending.load(Ordering::SeqCst);
        Mark {
            _waited_for: is_waited_for.then(|| Arc::clone(&self.mark)),
        }
    }

    /// Waits for the requests that came until now, and not for others: they may never cease.
    pub(crate) async fn end(&self) {
        self.is_ending.store(true, Ordering::SeqCst);
        let mut looks = interval(LOOKED_AT_EVERY);
        while Arc::strong_count(&self.mark) > 1 {
            looks.tick().await;
        }
    }
}

impl Mark {
    /// An answer that is made while it is sent is waited for to its end. Any other is whole already.
    pub(crate) fn follow(self, body: BoxBody) -> BoxBody {
        if body.size() != BodySize::Stream {
            return body;
        }
        let pieces = stream::unfold((body, self), |(mut body, mark)| async move {
            let next = std::future::poll_fn(|cx| std::pin::Pin::new(&mut body).poll_next(cx));
            let piece = next.await?;
            Some((piece, (body, mark)))
        });
        BoxBody::new(BodyStream::new(pieces.fuse()))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use actix_web::{body::to_bytes, web::Bytes};
    use tokio::time::timeout;

    use super::*;

    async fn is_over(pending: &Pending) -> bool {
        timeout(2 * LOOKED_AT_EVERY, pending.end()).await.is_ok()
    }

    #[tokio::test]
    async fn the_end_waits_for_who_came_before_it() {
        let pending = Pending::default();
        let early = pending.mark();
        assert!(!is_over(&pending).await);
        let _late = pending.mark();
        drop(early);
        assert!(is_over(&pending).await);
    }

    #[tokio::test]
    async fn an_answer_in_pieces_is_waited_for_until_its_last() {
        let pending = Pending::default();
        let pieces = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"a"))]);
        let body = BoxBody::new(BodyStream::new(pieces));
        let body = pending.mark().follow(body);
        drop(pending.mark().follow(BoxBody::new("whole")));
        assert!(!is_over(&pending).await);
        assert_eq!(to_bytes(body).await.unwrap(), "a");
        assert!(is_over(&pending).await);
    }
}
