//! Files that are sent piece by piece while they are read.

use std::io;

use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION},
    web::Bytes,
};
use futures_util::{StreamExt, stream};

use super::answer::Answer;
use crate::error::ApiError;

/// A file under way.
pub(crate) trait Pieces: 'static {
    /// The next piece; `None` after the last.
    async fn next(&mut self) -> Result<Option<Bytes>, ApiError>;
}

/// The file to save under a name of ours, once its first piece is there: what fails until then is a problem. What fails
/// later ends the connection, so that no client takes half a file for a whole one.
pub(crate) async fn to_save<T, P: Pieces>(
    mut pieces: P,
    media_type: &str,
    name: &str,
) -> Result<Answer<T>, ApiError> {
    let first = pieces.next().await?.unwrap_or_default();
    let first = stream::iter([Ok::<_, io::Error>(first)]);
    let disposition = format!("attachment; filename=\"{name}\"; filename*=UTF-8''{name}");
    let rest = (pieces, name.to_owned());
    let rest = stream::try_unfold(rest, async |(mut pieces, name): (P, String)| {
        let piece = pieces.next().await.inspect_err(|error| {
            tracing::error!(cause = error.cause(), name, "an export broke off");
        });
        let piece = piece.map_err(|error| io::Error::other(error.to_string()))?;
        Ok(piece.map(|piece| (piece, (pieces, name))))
    });
    Ok(Answer::of(
        HttpResponse::Ok()
            .content_type(media_type)
            .insert_header((CONTENT_DISPOSITION, disposition))
            .insert_header((CACHE_CONTROL, "no-store"))
            .streaming(first.chain(rest)),
    ))
}
