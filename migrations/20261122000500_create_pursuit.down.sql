DROP TABLE follow_up;
DROP TABLE referral;
DROP TABLE interview_question;
DROP TABLE interview;
DROP TABLE attempt;
DROP TABLE outreach;
