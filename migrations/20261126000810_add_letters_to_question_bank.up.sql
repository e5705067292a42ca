-- Which of the five things to ask about (trends, insights, advice, resources, assignments) a question of the bank serves; null,
-- none of them in particular.

ALTER TABLE bank_question ADD COLUMN tiara text;
ALTER TABLE bank_question ADD CONSTRAINT bank_question_tiara_check
    CHECK (tiara IN ('trends', 'insights', 'advice', 'resources', 'assignments'));

UPDATE bank_question SET tiara = letter.tiara
FROM (VALUES
    (1, 'insights'),
    (12, 'trends'),
    (13, 'trends'),
    (14, 'trends'),
    (15, 'trends'),
    (16, 'trends'),
    (17, 'insights'),
    (18, 'resources'),
    (28, 'insights'),
    (34, 'advice'),
    (35, 'resources'),
    (41, 'insights'),
    (51, 'resources'),
    (67, 'advice'),
    (68, 'insights'),
    (74, 'advice'),
    (77, 'assignments'),
    (80, 'assignments'),
    (83, 'assignments'),
    (84, 'resources')
) AS letter (number, tiara)
WHERE bank_question.number = letter.number;
