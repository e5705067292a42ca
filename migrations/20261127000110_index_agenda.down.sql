DROP INDEX interview_completed_at_idx;
DROP INDEX contact_going_cold_idx;
DROP INDEX promise_waiting_idx;
DROP INDEX hand_off_waiting_idx;
