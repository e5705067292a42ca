//! Delivering: whatever is due, to many endpoints at a time and to each of them one message after the other.
//!
//! A message is delivered at least once: who delivers it may die between the answer and the note of it; then it is sent
//! again under the same `webhook-id`. It is never lost: how far an endpoint was told is noted in the transaction that makes
//! the messages.

use std::time::Duration;

use actix_web::web::Data;
use chrono::TimeDelta;
use domain::{
    Stored,
    webhook::{DeliveryOutcome, WebhookAttempt, WebhookEndpoint, WebhookMessage, settle},
};
use persistence::{
    Error, Transaction,
    webhook::{self, Claim},
    workspace,
};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};
use tracing::warn;

use super::{
    secret::SigningSecret,
    sending::{Heard, send},
};
use crate::{state::State, work::Mail};

/// How often a worker looks for what is due: one look at one index.
const LOOKED_EVERY: Duration = Duration::from_secs(1);
/// After how long without a sign of life others take over an endpoint. Longer than one message can take.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// Changes that one transaction makes messages of.
const MADE_AT_ONCE: usize = 200;
/// Messages of an endpoint that are delivered before the others have their turn.
const IN_A_ROW: u64 = 20;

/// Delivers until it is stopped.
#[derive(Debug)]
pub(crate) struct Courier {
    state: Data<State>,
    stopped: watch::Sender<bool>,
}

impl Courier {
    pub(crate) fn new(state: Data<State>) -> Self {
        Self {
            state,
            stopped: watch::Sender::new(false),
        }
    }

    /// Delivers until [`Courier::stop`]; then every message that is on its way may arrive.
    pub(crate) async fn run(&self) {
        let most = self.state.config.webhooks.parallel;
        let (mut ticks, mut stopped) = (interval(LOOKED_EVERY), self.stopped.subscribe());
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut turns = JoinSet::new();
        while !*stopped.borrow_and_update() {
            tokio::select! {
                _ = stopped.changed() => continue,
                _ = ticks.tick() => {}
                Some(_) = turns.join_next() => {}
            }
            match self.claim(most.saturating_sub(turns.len())).await {
                Ok(claims) => claims
                    .into_iter()
                    .for_each(|claim| self.begin(&mut turns, claim)),
                Err(error) => warn!(%error, "no webhook is delivered"),
            }
        }
        while turns.join_next().await.is_some() {}
    }

    /// Delivers what is due now; whether there was anything.
    pub(crate) async fn run_once(&self) -> Result<bool, Error> {
        let (db, now) = (&self.state.db, self.state.clock.now());
        webhook::mark_due(db, None, now).await?;
        let mut found = false;
        loop {
            let claims = self.claim(self.state.config.webhooks.parallel).await?;
            if claims.is_empty() {
                return Ok(found);
            }
            found = true;
            let mut turns = JoinSet::new();
            for claim in claims {
                self.begin(&mut turns, claim);
            }
            while turns.join_next().await.is_some() {}
        }
    }

    pub(crate) fn stop(&self) {
        self.stopped.send_replace(true);
    }

    async fn claim(&self, most: usize) -> Result<Vec<Claim>, Error> {
        if most == 0 {
            return Ok(Vec::new());
        }
        let now = self.state.clock.now();
        webhook::claim(&self.state.db, now, now + LEASE, most).await
    }

    fn begin(&self, turns: &mut JoinSet<()>, claim: Claim) {
        let turn = Turn {
            state: self.state.clone(),
            stopped: self.stopped.subscribe(),
            claim,
        };
        turns.spawn(async move {
            // Whatever was not noted, the next one at the endpoint does when the lease has run out.
            if let Err(error) = turn.take().await {
                warn!(%error, "an endpoint is left to the next worker");
            }
        });
    }
}

/// What one worker does for one endpoint before it gives it back.
struct Turn {
    state: Data<State>,
    stopped: watch::Receiver<bool>,
    claim: Claim,
}

impl Turn {
    async fn take(mut self) -> Result<(), Error> {
        let Some(tx) = self.hold().await? else {
            return Ok(());
        };
        let Claim {
            owner, endpoint, ..
        } = self.claim;
        let Some(endpoint) = workspace::find::<WebhookEndpoint>(&tx, owner, endpoint).await? else {
            return Ok(());
        };
        let (state, now) = (&self.state, self.state.clock.now());
        let next_id = || state.ids.next();
        let (claim, kind) = (&mut self.claim, &endpoint.value);
        webhook::make_messages(&tx, claim, kind, MADE_AT_ONCE, next_id, now).await?;
        tx.commit().await?;
        let is_resting = claim.health.rest_until.is_some_and(|until| now < until);
        if !is_resting && !self.deliver(&endpoint).await? {
            return Ok(());
        }
        let Some(tx) = self.hold().await? else {
            return Ok(());
        };
        webhook::release(&tx, &self.claim, self.state.clock.now()).await?;
        tx.commit().await
    }

    /// A transaction in which the endpoint is ours; `None` when it no longer is.
    async fn hold(&mut self) -> Result<Option<Transaction>, Error> {
        let tx = self.state.db.begin().await?;
        let until = self.state.clock.now() + LEASE;
        let is_ours = webhook::hold(&tx, &mut self.claim, until).await?;
        if is_ours {
            return Ok(Some(tx));
        }
        // Whoever changed the endpoint is not to wait for us: a transaction that is only dropped ends later.
        tx.rollback().await?;
        Ok(None)
    }

    /// Delivers what is due, as long as it is taken. `false`: the endpoint is no longer ours.
    async fn deliver(&mut self, endpoint: &Stored<WebhookEndpoint>) -> Result<bool, Error> {
        let secrets = self.secrets(&endpoint.value);
        let (db, now) = (&self.state.db, self.state.clock.now());
        for message in webhook::find_due(db, &self.claim, IN_A_ROW, now).await? {
            if *self.stopped.borrow() {
                break;
            }
            let (webhooks, now) = (&self.state.webhooks, self.state.clock.now());
            let url = endpoint.value.url.as_str();
            let heard = send(
                &webhooks.client,
                webhooks.guard,
                url,
                &secrets,
                &message,
                now,
            )
            .await;
            self.state.metrics.tried(heard.outcome);
            let is_taken = heard.outcome == DeliveryOutcome::Succeeded;
            if !self.note(message, heard).await? {
                return Ok(false);
            }
            if !is_taken {
                // The next one would fare no better, and others wait.
                break;
            }
        }
        Ok(true)
    }

    fn secrets(&self, endpoint: &WebhookEndpoint) -> Vec<SigningSecret> {
        let (secrets, claim) = (&self.state.webhooks.secrets, &self.claim);
        let seeds = endpoint.secrets.signing(self.state.clock.now());
        let derived = seeds.map(|seed| secrets.of(claim.owner, claim.endpoint, seed));
        derived.collect()
    }

    /// Notes a try and what follows from it, in one transaction. `false`: the endpoint is no longer ours.
    async fn note(&mut self, message: Stored<WebhookMessage>, heard: Heard) -> Result<bool, Error> {
        let Some(tx) = self.hold().await? else {
            return Ok(false);
        };
        let (owner, now) = (self.claim.owner, self.state.clock.now());
        let Heard {
            outcome,
            status,
            detail,
            retry_after,
            took,
        } = heard;
        let attempt = WebhookAttempt {
            endpoint_id: self.claim.endpoint,
            message_id: message.id,
            outcome,
            status,
            detail,
            took,
        };
        workspace::insert(&tx, owner, self.state.ids.next(), &attempt, now).await?;
        let verdict = settle(
            message.id.uuid(),
            message.value.delivery.tries(),
            self.claim.health,
            outcome,
            status,
            retry_after,
            now,
        );
        let settled = WebhookMessage {
            delivery: verdict.delivery,
            ..message.value.clone()
        };
        // `None`: it was asked for once more meanwhile, and goes out again.
        let _settled = workspace::update(&tx, owner, message.with(settled), now).await?;
        webhook::settle(&tx, &mut self.claim, verdict.health).await?;
        if let Some(reason) = verdict.disable {
            webhook::disable(&tx, &self.claim, reason, now).await?;
            let id = self.claim.endpoint.uuid();
            Mail::WebhookDisabled { id }.leave(&tx, owner).await?;
        }
        tx.commit().await?;
        Ok(verdict.disable.is_none())
    }
}
