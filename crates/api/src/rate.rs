//! Rate limits by account, API key or address (GCRA, in memory), told in the draft's two header fields.

use std::{num::NonZeroU32, time::Duration};

use actix_web::{
    HttpMessage,
    dev::ServiceRequest,
    http::header::{HeaderMap, HeaderName, HeaderValue},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use crate::{
    auth::Authentication,
    config::{Rate, Server},
    error::ApiError,
};

type Limiter =
    RateLimiter<String, DashMapStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// The limits of this instance.
#[derive(Debug)]
pub(crate) struct Limits {
    requests: Policy,
    sign_in: Policy,
    trust_forwarded_for: bool,
}

#[derive(Debug)]
struct Policy {
    name: &'static str,
    quota: u32,
    window: u32,
    limiter: Limiter,
}

/// What one request may still do.
pub(crate) struct Verdict<'a> {
    policy: &'a Policy,
    remaining: u32,
    /// How long to wait, when it was too much.
    wait: Option<Duration>,
}

impl Limits {
    pub(crate) fn new(rate: &Rate, server: &Server) -> Result<Self, ApiError> {
        Ok(Self {
            requests: Policy::new("default", rate.requests, rate.window_seconds)?,
            sign_in: Policy::new("sign-in", rate.sign_in_requests, rate.window_seconds)?,
            trust_forwarded_for: server.trust_forwarded_for,
        })
    }

    pub(crate) fn check(&self, request: &ServiceRequest) -> Verdict<'_> {
        let address = self.address(request);
        if request.path().starts_with("/v1/auth/") {
            return self.sign_in.check(&address);
        }
        let key = match request.extensions().get::<Authentication>() {
            Some(Authentication::Token(claims)) => claims.sub.to_string(),
            Some(Authentication::Key(grant)) => format!("{} {}", grant.account, grant.id),
            _ => address,
        };
        self.requests.check(&key)
    }

    fn address(&self, request: &ServiceRequest) -> String {
        // The proxy may have added a line of its own below those that the client sent.
        let forwarded = request
            .headers()
            .get_all("x-forwarded-for")
            .last()
            .filter(|_| self.trust_forwarded_for);
        let last = forwarded
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next());
        last.map(|address| address.trim().to_owned())
            .or_else(|| request.peer_addr().map(|peer| peer.ip().to_string()))
            .unwrap_or_default()
    }

    /// Forgets who has long been quiet.
    pub(crate) fn forget_quiet(&self) {
        self.requests.limiter.retain_recent();
        self.sign_in.limiter.retain_recent();
    }
}

impl Policy {
    fn new(name: &'static str, quota: u32, window: u32) -> Result<Self, ApiError> {
        let burst =
            NonZeroU32::new(quota).ok_or_else(|| ApiError::internal("a rate limit of nothing"))?;
        let quota_per_request = Quota::with_period(Duration::from_secs(u64::from(window)) / quota)
            .ok_or_else(|| ApiError::internal("a rate window of nothing"))?;
        let limiter = RateLimiter::keyed(quota_per_request.allow_burst(burst)).with_middleware();
        Ok(Self {
            name,
            quota,
            window,
            limiter,
        })
    }

    fn check(&self, key: &String) -> Verdict<'_> {
        match self.limiter.check_key(key) {
            Ok(snapshot) => Verdict {
                policy: self,
                remaining: snapshot.remaining_burst_capacity(),
                wait: None,
            },
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                Verdict {
                    policy: self,
                    remaining: 0,
                    wait: Some(wait),
                }
            }
        }
    }
}

impl Verdict<'_> {
    /// The name of the limit.
    pub(crate) fn policy(&self) -> &'static str {
        self.policy.name
    }

    /// Whole seconds, rounded up, until another request is allowed.
    pub(crate) fn seconds(&self) -> Option<u64> {
        self.wait.map(|wait| {
            wait.as_millis()
                .div_ceil(1000)
                .max(1)
                .try_into()
                .unwrap_or(u64::MAX)
        })
    }

    pub(crate) fn tell(&self, headers: &mut HeaderMap) {
        let Policy {
            name,
            quota,
            window,
            ..
        } = self.policy;
        // Seconds until the whole quota is there again.
        let refill =
            (u64::from(quota - self.remaining) * u64::from(*window)).div_ceil(u64::from(*quota));
        let reset = self.seconds().unwrap_or(refill);
        let fields = [
            (
                "ratelimit-policy",
                format!("\"{name}\";q={quota};w={window}"),
            ),
            (
                "ratelimit",
                format!("\"{name}\";r={};t={reset}", self.remaining),
            ),
        ];
        for (field, value) in fields {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(field), value);
            }
        }
    }
}
