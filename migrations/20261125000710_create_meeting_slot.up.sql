-- Times and places proposed for a meeting, of which the interviewee picks one (F54 to F56).

CREATE TABLE meeting_slot (
    owner_id     uuid        NOT NULL,
    id           uuid        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    outreach_id  uuid        NOT NULL,
    visit_id     uuid,
    proposed_by  text        NOT NULL,
    mode         text        NOT NULL,
    place        text,
    link         text,
    starts_at    timestamptz NOT NULL,
    time_zone    text        NOT NULL,
    minutes      smallint    NOT NULL,
    state        text        NOT NULL,
    chosen_by    text,
    -- What was arranged when it was chosen; null once that is deleted.
    interview_id uuid,
    CONSTRAINT meeting_slot_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT meeting_slot_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT meeting_slot_outreach_id_fkey
        FOREIGN KEY (owner_id, outreach_id) REFERENCES outreach (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT meeting_slot_visit_id_fkey
        FOREIGN KEY (owner_id, visit_id) REFERENCES visit (owner_id, id) ON DELETE SET NULL (visit_id),
    CONSTRAINT meeting_slot_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id),
    CONSTRAINT meeting_slot_version_check CHECK (version > 0),
    CONSTRAINT meeting_slot_proposed_by_check CHECK (proposed_by IN ('me', 'interviewee')),
    CONSTRAINT meeting_slot_mode_check CHECK (mode IN ('in_person', 'phone', 'video')),
    CONSTRAINT meeting_slot_place_check CHECK (char_length(place) BETWEEN 1 AND 500),
    CONSTRAINT meeting_slot_link_check CHECK (char_length(link) BETWEEN 1 AND 2000),
    CONSTRAINT meeting_slot_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 64),
    CONSTRAINT meeting_slot_minutes_check CHECK (minutes BETWEEN 5 AND 60),
    CONSTRAINT meeting_slot_state_check CHECK (state IN ('offered', 'chosen', 'declined', 'withdrawn')),
    CONSTRAINT meeting_slot_chosen_by_check CHECK (chosen_by IN ('me', 'interviewee')),
    CONSTRAINT meeting_slot_chosen_check CHECK ((state = 'chosen') = (chosen_by IS NOT NULL)),
    CONSTRAINT meeting_slot_interview_check CHECK (interview_id IS NULL OR state = 'chosen')
);
-- Nobody is offered the same start twice at a time.
CREATE UNIQUE INDEX meeting_slot_offered_outreach_id_starts_at_key
    ON meeting_slot (owner_id, outreach_id, starts_at) WHERE state = 'offered';
CREATE INDEX meeting_slot_starts_at_idx ON meeting_slot (owner_id, outreach_id, starts_at, id);
CREATE INDEX meeting_slot_visit_id_idx ON meeting_slot (owner_id, visit_id, id);
CREATE INDEX meeting_slot_interview_id_idx ON meeting_slot (owner_id, interview_id);
SELECT watch_workspace_table('meeting_slot');
