-- The person says that the time is up (F168): an event of its own, about no question.

ALTER TABLE session_event DROP CONSTRAINT session_event_kind_check;
ALTER TABLE session_event ADD CONSTRAINT session_event_kind_check CHECK (kind IN (
    'asked', 'answered', 'answered_unprompted', 'already_known', 'skipped', 'deferred', 'taken_back', 'extension_offered',
    'time_announced', 'note'));
ALTER TABLE session_event DROP CONSTRAINT session_event_question_check;
ALTER TABLE session_event ADD CONSTRAINT session_event_question_check
    CHECK ((kind IN ('extension_offered', 'time_announced', 'note')) = (interview_question_id IS NULL));
