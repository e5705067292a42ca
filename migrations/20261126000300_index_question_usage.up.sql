-- How often somebody planned a question of the bank, without a look at what others planned.
CREATE INDEX interview_question_owner_id_bank_question_id_idx ON interview_question (owner_id, bank_question_id);
