CREATE OR REPLACE VIEW searchable_interview AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, concat_ws(E'\n', place, link, notes, end_reason) AS body
FROM interview;
ALTER TABLE interview
    DROP COLUMN talk_share_percent,
    DROP COLUMN confidence_after,
    DROP COLUMN confidence_before,
    DROP COLUMN stay_in_touch,
    DROP COLUMN extended_minutes;
ALTER TABLE interview_question DROP CONSTRAINT interview_question_state_check;
UPDATE interview_question SET state = 'planned', marked_at = NULL WHERE state IN ('already_known', 'skipped');
ALTER TABLE interview_question ADD CONSTRAINT interview_question_state_check
    CHECK (state IN ('planned', 'asked', 'answered_unprompted', 'deferred'));
DROP TABLE session_event CASCADE;
DELETE FROM search_entry WHERE resource = 'session_event';
