DROP TABLE story;
DROP TABLE reflection_answer;
DROP TABLE reflection_question;
DROP TABLE profile;
