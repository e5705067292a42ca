//! Bodies that are files: bytes in one of the media types of the document, up to a limit of their own.

use std::{future::Future, marker::PhantomData, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    web::{Bytes, BytesMut},
};
use aws_lc_rs::digest::{SHA256, digest};
use futures_util::StreamExt;

use super::body::{BodyDigest, check_media_type, too_large, too_slow, unreadable};
use crate::{config::Limits, contract::Operation, error::ApiError, state::State};

/// Which limit of the configuration an upload keeps.
pub(crate) trait UploadLimit: 'static {
    /// Bytes at most.
    fn of(limits: &Limits) -> usize;
}

/// An uploaded file. Nothing but its media type and size is checked here.
#[derive(Clone, Debug)]
pub(crate) struct Upload<L> {
    pub(crate) bytes: Bytes,
    /// As the document writes it, without parameters.
    pub(crate) media_type: String,
    /// SHA-256 of the bytes.
    pub(crate) sha256: Vec<u8>,
    limit: PhantomData<L>,
}

impl<L: UploadLimit> FromRequest for Upload<L> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        Box::pin(receive(request.clone(), payload.take()))
    }
}

async fn receive<L: UploadLimit>(
    request: HttpRequest,
    payload: Payload,
) -> Result<Upload<L>, ApiError> {
    let state = State::of(&request)?;
    let media_type = check_media_type(&request, &*Operation::of(&request)?)?;
    let (limits, limit) = (&state.config.limits, L::of(&state.config.limits));
    let patience = Duration::from_secs(limits.upload_seconds);
    let bytes = tokio::time::timeout(patience, collect(payload, limit))
        .await
        .map_err(|_elapsed| too_slow())??;
    let sha256 = digest(&SHA256, &bytes).as_ref().to_vec();
    request.extensions_mut().insert(BodyDigest(sha256.clone()));
    Ok(Upload {
        bytes,
        media_type,
        sha256,
        limit: PhantomData,
    })
}

/// Reads no more than the limit, whatever length was announced.
async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, ApiError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error.into(), limit))?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}
