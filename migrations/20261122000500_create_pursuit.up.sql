-- The pursuit of one conversation: outreach and its attempts, the interview and its questions, what follows from it.

CREATE TABLE outreach (
    owner_id            uuid        NOT NULL,
    id                  uuid        NOT NULL,
    version             integer     NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    contact_id          uuid        NOT NULL,
    theme_id            uuid,
    methodology_id      uuid        NOT NULL,
    notes               text,
    -- Follows from the attempts by the methodology; the domain computes it with every attempt. Kept so that lists and
    -- the agenda are one indexed statement.
    state               text        NOT NULL,
    next_action         text,
    next_action_from    timestamptz,
    next_action_until   timestamptz,
    recontact_on        date,
    CONSTRAINT outreach_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT outreach_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT outreach_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT outreach_theme_id_fkey FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id),
    CONSTRAINT outreach_methodology_id_fkey FOREIGN KEY (methodology_id) REFERENCES methodology (id),
    CONSTRAINT outreach_version_check CHECK (version > 0),
    CONSTRAINT outreach_notes_check CHECK (char_length(notes) BETWEEN 1 AND 20000),
    CONSTRAINT outreach_state_check CHECK (state IN (
        'planned', 'awaiting_reply', 'in_conversation', 'meeting_agreed', 'deferred', 'declined', 'closed')),
    CONSTRAINT outreach_next_action_check CHECK (
        (next_action IS NULL) = (next_action_from IS NULL) AND (next_action IS NULL) = (next_action_until IS NULL)
        AND next_action_from <= next_action_until),
    CONSTRAINT outreach_next_action_length_check CHECK (char_length(next_action) BETWEEN 1 AND 50)
);
-- A person pursues one contact once at a time.
CREATE UNIQUE INDEX outreach_open_contact_id_key ON outreach (owner_id, contact_id)
    WHERE state IN ('planned', 'awaiting_reply', 'in_conversation', 'meeting_agreed', 'deferred');
CREATE INDEX outreach_created_at_idx ON outreach (owner_id, created_at, id);
CREATE INDEX outreach_updated_at_idx ON outreach (owner_id, updated_at, id);
CREATE INDEX outreach_next_action_until_idx ON outreach (owner_id, next_action_until, id) WHERE next_action IS NOT NULL;
CREATE INDEX outreach_contact_id_idx ON outreach (owner_id, contact_id, id);
CREATE INDEX outreach_theme_id_idx ON outreach (owner_id, theme_id, id);
CREATE INDEX outreach_methodology_id_idx ON outreach (methodology_id);
SELECT watch_workspace_table('outreach');

CREATE TABLE attempt (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    outreach_id     uuid        NOT NULL,
    number          smallint    NOT NULL,
    channel         text        NOT NULL,
    direction       text        NOT NULL,
    outcome         text        NOT NULL,
    at              timestamptz NOT NULL,
    with_whom       text,
    recontact_on    date,
    note            text,
    override_reason text,
    CONSTRAINT attempt_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT attempt_outreach_id_fkey
        FOREIGN KEY (owner_id, outreach_id) REFERENCES outreach (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT attempt_outreach_id_number_key UNIQUE (owner_id, outreach_id, number),
    CONSTRAINT attempt_version_check CHECK (version > 0),
    CONSTRAINT attempt_number_check CHECK (number BETWEEN 1 AND 100),
    CONSTRAINT attempt_channel_check CHECK (channel IN (
        'letter', 'email', 'phone', 'text_message', 'social_network', 'in_person', 'video', 'other')),
    CONSTRAINT attempt_direction_check CHECK (direction IN ('outbound', 'inbound')),
    CONSTRAINT attempt_outcome_check CHECK (outcome IN (
        'sent', 'bounced', 'opened_by_nobody_we_know', 'no_answer', 'busy', 'wrong_number', 'out_of_office',
        'voicemail_left', 'message_left_with', 'reply_interested', 'meeting_agreed', 'declined_meeting',
        'declined_for_now', 'declined_with_referral', 'declined', 'do_not_contact')),
    CONSTRAINT attempt_with_whom_check CHECK (char_length(with_whom) BETWEEN 1 AND 200),
    CONSTRAINT attempt_message_left_with_check CHECK (outcome <> 'message_left_with' OR with_whom IS NOT NULL),
    CONSTRAINT attempt_note_check CHECK (char_length(note) BETWEEN 1 AND 5000),
    CONSTRAINT attempt_override_reason_check CHECK (char_length(override_reason) BETWEEN 1 AND 1000)
);
SELECT watch_workspace_table('attempt');

CREATE TABLE interview (
    owner_id         uuid        NOT NULL,
    id               uuid        NOT NULL,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    outreach_id      uuid        NOT NULL,
    contact_id       uuid        NOT NULL,
    theme_id         uuid,
    kind             text        NOT NULL,
    mode             text        NOT NULL,
    place            text,
    link             text,
    starts_at        timestamptz NOT NULL,
    time_zone        text        NOT NULL,
    planned_minutes  smallint    NOT NULL,
    reschedule_count smallint    NOT NULL DEFAULT 0,
    state            text        NOT NULL,
    started_at       timestamptz,
    completed_at     timestamptz,
    actual_minutes   smallint,
    canceled_by      text,
    end_reason       text,
    notes            text,
    CONSTRAINT interview_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT interview_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT interview_outreach_id_fkey FOREIGN KEY (owner_id, outreach_id) REFERENCES outreach (owner_id, id),
    CONSTRAINT interview_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT interview_theme_id_fkey FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id),
    CONSTRAINT interview_version_check CHECK (version > 0),
    CONSTRAINT interview_kind_check CHECK (kind IN ('exploratory', 'mutual_fit', 'practice')),
    CONSTRAINT interview_mode_check CHECK (mode IN ('in_person', 'phone', 'video')),
    CONSTRAINT interview_place_check CHECK (char_length(place) BETWEEN 1 AND 500),
    CONSTRAINT interview_link_check CHECK (char_length(link) BETWEEN 1 AND 2000),
    CONSTRAINT interview_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 64),
    CONSTRAINT interview_planned_minutes_check CHECK (planned_minutes BETWEEN 5 AND 60),
    CONSTRAINT interview_reschedule_count_check CHECK (reschedule_count >= 0),
    CONSTRAINT interview_state_check CHECK (state IN ('scheduled', 'in_progress', 'completed', 'canceled', 'no_show')),
    CONSTRAINT interview_started_check CHECK ((state IN ('in_progress', 'completed')) = (started_at IS NOT NULL)),
    CONSTRAINT interview_completed_check
        CHECK ((state = 'completed') = (completed_at IS NOT NULL) AND (state = 'completed') = (actual_minutes IS NOT NULL)),
    CONSTRAINT interview_actual_minutes_check CHECK (actual_minutes BETWEEN 1 AND 600),
    CONSTRAINT interview_canceled_check CHECK ((state = 'canceled') = (canceled_by IS NOT NULL)),
    CONSTRAINT interview_canceled_by_check CHECK (canceled_by IN ('me', 'interviewee')),
    CONSTRAINT interview_end_reason_check CHECK (char_length(end_reason) BETWEEN 1 AND 1000),
    CONSTRAINT interview_notes_check CHECK (char_length(notes) BETWEEN 1 AND 20000)
);
CREATE UNIQUE INDEX interview_open_outreach_id_key ON interview (owner_id, outreach_id)
    WHERE state IN ('scheduled', 'in_progress');
CREATE INDEX interview_starts_at_idx ON interview (owner_id, starts_at, id);
CREATE INDEX interview_created_at_idx ON interview (owner_id, created_at, id);
CREATE INDEX interview_updated_at_idx ON interview (owner_id, updated_at, id);
CREATE INDEX interview_outreach_id_idx ON interview (owner_id, outreach_id, id);
CREATE INDEX interview_contact_id_idx ON interview (owner_id, contact_id, id);
CREATE INDEX interview_theme_id_idx ON interview (owner_id, theme_id, id);
SELECT watch_workspace_table('interview');

-- A question planned for one interview: a copy of its words, so that a later edit of the bank changes no history.
CREATE TABLE interview_question (
    owner_id         uuid        NOT NULL,
    id               uuid        NOT NULL,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    interview_id     uuid        NOT NULL,
    position         smallint    NOT NULL,
    question_id      uuid,
    bank_question_id uuid,
    body             text        NOT NULL,
    topic            text        NOT NULL,
    subject          text        NOT NULL,
    minutes          smallint    NOT NULL,
    priority         text        NOT NULL,
    state            text        NOT NULL,
    marked_at        timestamptz,
    answer           text,
    CONSTRAINT interview_question_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT interview_question_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT interview_question_question_id_fkey
        FOREIGN KEY (owner_id, question_id) REFERENCES question (owner_id, id) ON DELETE SET NULL (question_id),
    CONSTRAINT interview_question_bank_question_id_fkey FOREIGN KEY (bank_question_id) REFERENCES bank_question (id),
    CONSTRAINT interview_question_interview_id_position_key UNIQUE (owner_id, interview_id, position),
    CONSTRAINT interview_question_version_check CHECK (version > 0),
    CONSTRAINT interview_question_position_check CHECK (position BETWEEN 1 AND 100),
    CONSTRAINT interview_question_origin_check CHECK (question_id IS NULL OR bank_question_id IS NULL),
    CONSTRAINT interview_question_body_check CHECK (char_length(body) BETWEEN 1 AND 500),
    CONSTRAINT interview_question_topic_check CHECK (topic IN (
        'work_environment', 'industry_trends', 'lifestyle', 'skills_and_qualifications', 'challenges_and_rewards',
        'compensation', 'company_and_field', 'interviewee_path', 'your_chances', 'closing', 'opener', 'asked_of_you',
        'practice')),
    CONSTRAINT interview_question_subject_check CHECK (subject IN ('company_or_field', 'interviewee', 'your_chances')),
    CONSTRAINT interview_question_minutes_check CHECK (minutes BETWEEN 1 AND 60),
    CONSTRAINT interview_question_priority_check CHECK (priority IN ('must', 'should', 'could')),
    CONSTRAINT interview_question_state_check CHECK (state IN ('planned', 'asked', 'answered_unprompted', 'deferred')),
    CONSTRAINT interview_question_marked_check CHECK ((state = 'planned') = (marked_at IS NULL)),
    CONSTRAINT interview_question_answer_check CHECK (char_length(answer) BETWEEN 1 AND 10000)
);
CREATE INDEX interview_question_question_id_idx ON interview_question (owner_id, question_id);
CREATE INDEX interview_question_bank_question_id_idx ON interview_question (bank_question_id);
SELECT watch_workspace_table('interview_question');

-- Who led to whom (F4, F118). The permission gates the use of the referrer's name (F47).
CREATE TABLE referral (
    owner_id           uuid        NOT NULL,
    id                 uuid        NOT NULL,
    version            integer     NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    referrer_id        uuid        NOT NULL,
    contact_id         uuid        NOT NULL,
    interview_id       uuid,
    permission_to_name text        NOT NULL,
    note               text,
    CONSTRAINT referral_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT referral_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT referral_referrer_id_fkey FOREIGN KEY (owner_id, referrer_id) REFERENCES contact (owner_id, id),
    CONSTRAINT referral_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT referral_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id),
    CONSTRAINT referral_referrer_id_contact_id_key UNIQUE (owner_id, referrer_id, contact_id),
    CONSTRAINT referral_version_check CHECK (version > 0),
    CONSTRAINT referral_self_check CHECK (referrer_id <> contact_id),
    CONSTRAINT referral_permission_to_name_check
        CHECK (permission_to_name IN ('not_asked', 'asked', 'granted', 'denied')),
    CONSTRAINT referral_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX referral_created_at_idx ON referral (owner_id, created_at, id);
CREATE INDEX referral_contact_id_idx ON referral (owner_id, contact_id, id);
CREATE INDEX referral_interview_id_idx ON referral (owner_id, interview_id, id);
SELECT watch_workspace_table('referral');

CREATE TABLE follow_up (
    owner_id      uuid        NOT NULL,
    id            uuid        NOT NULL,
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    contact_id    uuid        NOT NULL,
    interview_id  uuid,
    kind          text        NOT NULL,
    due_at        timestamptz NOT NULL,
    -- Null unless a rule of the methodology made it.
    rule          text,
    reason        text        NOT NULL,
    state         text        NOT NULL,
    snoozed_until timestamptz,
    settled_at    timestamptz,
    skip_reason   text,
    note          text,
    CONSTRAINT follow_up_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT follow_up_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT follow_up_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT follow_up_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT follow_up_version_check CHECK (version > 0),
    CONSTRAINT follow_up_kind_check CHECK (kind IN ('thank_you', 'deferred_questions', 'update', 'other')),
    CONSTRAINT follow_up_rule_check CHECK (char_length(rule) BETWEEN 1 AND 100),
    CONSTRAINT follow_up_reason_check CHECK (char_length(reason) BETWEEN 1 AND 1000),
    CONSTRAINT follow_up_state_check CHECK (state IN ('pending', 'done', 'skipped')),
    CONSTRAINT follow_up_settled_check CHECK ((state = 'pending') = (settled_at IS NULL)),
    CONSTRAINT follow_up_skipped_check CHECK ((state = 'skipped') = (skip_reason IS NOT NULL)),
    CONSTRAINT follow_up_skip_reason_check CHECK (char_length(skip_reason) BETWEEN 1 AND 1000),
    CONSTRAINT follow_up_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
-- A rule makes its follow-up once for an interview.
CREATE UNIQUE INDEX follow_up_interview_id_rule_key ON follow_up (owner_id, interview_id, rule) WHERE rule IS NOT NULL;
CREATE INDEX follow_up_due_at_idx ON follow_up (owner_id, due_at, id);
CREATE INDEX follow_up_pending_idx ON follow_up (owner_id, (GREATEST(due_at, snoozed_until)), id) WHERE state = 'pending';
CREATE INDEX follow_up_created_at_idx ON follow_up (owner_id, created_at, id);
CREATE INDEX follow_up_contact_id_idx ON follow_up (owner_id, contact_id, id);
CREATE INDEX follow_up_interview_id_idx ON follow_up (owner_id, interview_id, id);
SELECT watch_workspace_table('follow_up');
