-- Short answers to what they may ask in return (F104 to F107, F164): one to each question, and one more for each theme.

CREATE TABLE prepared_answer (
    owner_id         uuid        NOT NULL,
    id               uuid        NOT NULL,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    question_id      uuid,
    bank_question_id uuid,
    theme_id         uuid,
    answer           text        NOT NULL,
    by_heart         boolean     NOT NULL,
    CONSTRAINT prepared_answer_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT prepared_answer_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT prepared_answer_question_id_fkey
        FOREIGN KEY (owner_id, question_id) REFERENCES question (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT prepared_answer_bank_question_id_fkey FOREIGN KEY (bank_question_id) REFERENCES bank_question (id),
    -- It would be the answer for any theme otherwise, beside one that may be there.
    CONSTRAINT prepared_answer_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT prepared_answer_question_theme_key
        UNIQUE NULLS NOT DISTINCT (owner_id, question_id, bank_question_id, theme_id),
    CONSTRAINT prepared_answer_version_check CHECK (version > 0),
    CONSTRAINT prepared_answer_question_check CHECK (num_nonnulls(question_id, bank_question_id) = 1),
    CONSTRAINT prepared_answer_answer_check CHECK (char_length(answer) BETWEEN 1 AND 1000)
);
CREATE INDEX prepared_answer_created_at_idx ON prepared_answer (owner_id, created_at, id);
CREATE INDEX prepared_answer_updated_at_idx ON prepared_answer (owner_id, updated_at, id);
CREATE INDEX prepared_answer_bank_question_id_idx ON prepared_answer (bank_question_id);
CREATE INDEX prepared_answer_theme_id_idx ON prepared_answer (owner_id, theme_id, id);
SELECT watch_workspace_table('prepared_answer');

CREATE VIEW searchable_prepared_answer AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, NULL AS title, answer AS body
FROM prepared_answer;
SELECT follow_in_search('prepared_answer', 'prepared_answer');
