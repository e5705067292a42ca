//! The one table of error codes.

use actix_web::http::StatusCode;

macro_rules! codes {
    ($($name:ident = $word:literal, $status:ident, $title:literal;)+) => {
        /// The machine name of a problem; clients switch on it. Published, so never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Code { $($name),+ }

        impl Code {
            pub(crate) const ALL: &[Self] = &[$(Self::$name),+];

            /// Its word, its status and its title.
            pub(crate) const fn facts(self) -> (&'static str, StatusCode, &'static str) {
                match self { $(Self::$name => ($word, StatusCode::$status, $title)),+ }
            }
        }
    };
}

codes! {
    MalformedJson = "malformed_json", BAD_REQUEST, "The body is not JSON";
    MalformedRequest = "malformed_request", BAD_REQUEST, "The request is not well formed";
    InvalidParameter = "invalid_parameter", BAD_REQUEST, "A query parameter is not accepted";
    InvalidHeader = "invalid_header", BAD_REQUEST, "A header is not accepted";
    InvalidCursor = "invalid_cursor", BAD_REQUEST, "The cursor is not one of this list";
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "An access token is needed";
    InvalidToken = "invalid_token", UNAUTHORIZED, "The access token is not valid";
    InvalidCredentials = "invalid_credentials", UNAUTHORIZED, "The credentials are not right";
    InvalidRefreshToken = "invalid_refresh_token", UNAUTHORIZED, "The refresh token is not valid";
    InsufficientScope = "insufficient_scope", FORBIDDEN, "The token does not permit this";
    SessionNeeded = "session_needed", FORBIDDEN, "A person has to be signed in for this";
    NotFound = "not_found", NOT_FOUND, "There is no such resource";
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "The resource does not know this method";
    NotAcceptable = "not_acceptable", NOT_ACCEPTABLE, "The requested media type is not offered";
    RequestTimeout = "request_timeout", REQUEST_TIMEOUT, "The body took too long to arrive";
    InUse = "in_use", CONFLICT, "Other resources refer to it";
    Conflict = "conflict", CONFLICT, "The resource was changed at the same moment";
    EmailTaken = "email_taken", CONFLICT, "An account with this address exists";
    TooManyActiveThemes = "too_many_active_themes", CONFLICT, "Too many themes are explored at a time";
    TooManyTargets = "too_many_targets", CONFLICT, "The target list is full";
    StorageFull = "storage_full", CONFLICT, "There is no room for the file";
    HeadquartersExist = "headquarters_exist", CONFLICT, "The organization has a head office";
    IdempotencyKeyInUse = "idempotency_key_in_use", CONFLICT, "A request with this key is running";
    AlreadySent = "already_sent", CONFLICT, "The message was sent";
    NotSent = "not_sent", CONFLICT, "Such a message is not sent";
    OutreachNeeded = "outreach_needed", CONFLICT, "It is sent as an attempt of an outreach";
    FindingsOpen = "findings_open", CONFLICT, "There is something to look at again";
    LearningNeeded = "learning_needed", CONFLICT, "The thanks name nothing that was new";
    PermissionNeeded = "permission_needed", CONFLICT, "It names somebody without their permission";
    OutreachAlreadyOpen = "outreach_already_open", CONFLICT, "The contact is already being pursued";
    OutreachClosed = "outreach_closed", CONFLICT, "The outreach is over";
    DoNotContact = "do_not_contact", CONFLICT, "The contact does not want to be contacted";
    TooEarly = "too_early", CONFLICT, "It is too early for this attempt";
    AttemptCapReached = "attempt_cap_reached", CONFLICT, "Enough attempts have been made";
    TooManyAttempts = "too_many_attempts", CONFLICT, "The outreach cannot hold more attempts";
    MeetingNotAgreed = "meeting_not_agreed", CONFLICT, "The outreach has not led to a yes";
    InterviewAlreadyOpen = "interview_already_open", CONFLICT, "An interview is already arranged";
    SlotConflict = "slot_conflict", CONFLICT, "The time is taken";
    WrongState = "wrong_state", CONFLICT, "The state does not permit this";
    TooManyDeferred = "too_many_deferred", CONFLICT, "Enough questions are deferred";
    TooManyQuestions = "too_many_questions", CONFLICT, "The interview cannot hold more questions";
    AlreadySettled = "already_settled", CONFLICT, "The follow-up is already settled";
    TooManyRecipients = "too_many_recipients", CONFLICT, "The ask cannot go to more people";
    MeetingExists = "meeting_exists", CONFLICT, "This meeting is already noted";
    LimitReached = "limit_reached", CONFLICT, "There are as many as there can be";
    CustomFieldExists = "custom_field_exists", CONFLICT, "A custom field with this key exists";
    BuiltIn = "built_in", CONFLICT, "It ships with the service";
    MethodologyExists = "methodology_exists", CONFLICT, "A methodology of yours has this key";
    DismissalExists = "dismissal_exists", CONFLICT, "This pair is dismissed already";
    CommonGroundExists = "common_ground_exists", CONFLICT, "This common ground is already recorded";
    PreparedAnswerExists = "prepared_answer_exists", CONFLICT, "The question has an answer for this theme";
    LearningLinkExists = "learning_link_exists", CONFLICT, "These two learnings are linked already";
    ReferralExists = "referral_exists", CONFLICT, "This referral is already recorded";
    AlreadyAQuestion = "already_a_question", CONFLICT, "The gap already became a question";
    AnswerableOnline = "answerable_online", CONFLICT, "A search would answer this";
    CursorExpired = "cursor_expired", GONE, "The cursor is too old";
    IdTaken = "id_taken", CONFLICT, "A resource with this id exists";
    PreconditionFailed = "precondition_failed", PRECONDITION_FAILED, "The resource is not in the expected revision";
    PayloadTooLarge = "payload_too_large", PAYLOAD_TOO_LARGE, "The body is too large";
    UriTooLong = "uri_too_long", URI_TOO_LONG, "The address is too long";
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "The body's media type is not accepted";
    ExpectationFailed = "expectation_failed", EXPECTATION_FAILED, "The expectation cannot be met";
    InvalidBody = "invalid_body", UNPROCESSABLE_ENTITY, "The body does not fit";
    IdempotencyKeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY, "The key belongs to another request";
    QuotaExceeded = "quota_exceeded", TOO_MANY_REQUESTS, "Too many requests";
    TooManyFailures = "too_many_failures", TOO_MANY_REQUESTS, "Too many failed sign-ins";
    AlreadyVerified = "already_verified", CONFLICT, "The address is verified";
    TooSoon = "too_soon", TOO_MANY_REQUESTS, "It was asked for a moment ago";
    HeadersTooLarge = "headers_too_large", REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large";
    InternalError = "internal_error", INTERNAL_SERVER_ERROR, "Something went wrong here";
    MailOff = "mail_off", SERVICE_UNAVAILABLE, "No mail is sent here";
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "The service is not available";
    Busy = "busy", SERVICE_UNAVAILABLE, "The service is busy";
    Timeout = "timeout", SERVICE_UNAVAILABLE, "The request took too long";
}

impl Code {
    pub(crate) const fn word(self) -> &'static str {
        self.facts().0
    }

    pub(crate) const fn status(self) -> StatusCode {
        self.facts().1
    }

    pub(crate) const fn title(self) -> &'static str {
        self.facts().2
    }

    /// Its `type`: a page of this service, but for the one that IANA's registry is to hold.
    pub(crate) fn uri(self, base: &str) -> String {
        if self == Self::QuotaExceeded {
            "https://iana.org/assignments/http-problem-types#quota-exceeded".to_owned()
        } else {
            format!("{base}/problems/{}", self.word())
        }
    }

    /// The general code of a status, for answers that the framework made.
    pub(crate) fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthenticated,
            StatusCode::BAD_REQUEST => Self::MalformedRequest,
            _ => Self::ALL
                .iter()
                .copied()
                .find(|code| code.status() == status)
                .unwrap_or({
                    if status.is_client_error() {
                        Self::MalformedRequest
                    } else {
                        Self::InternalError
                    }
                }),
        }
    }
}
