-- Copies keep their words and lose only the reference.
UPDATE interview_question SET bank_question_id = NULL
WHERE bank_question_id IN (SELECT id FROM bank_question WHERE number BETWEEN 1 AND 103);
UPDATE question SET bank_question_id = NULL
WHERE bank_question_id IN (SELECT id FROM bank_question WHERE number BETWEEN 1 AND 103);
DELETE FROM bank_question WHERE number BETWEEN 1 AND 103;
