-- Sets of questions to be planned together: those that ship with Rapport, the same for everybody, and each person's own.

CREATE TABLE bank_set (
    id          uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    number      integer     NOT NULL,
    name        text        NOT NULL,
    description text,
    kind        text,
    purpose     text,
    CONSTRAINT bank_set_pkey PRIMARY KEY (id),
    CONSTRAINT bank_set_number_key UNIQUE (number),
    CONSTRAINT bank_set_number_check CHECK (number > 0),
    CONSTRAINT bank_set_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT bank_set_description_check CHECK (char_length(description) BETWEEN 1 AND 1000),
    CONSTRAINT bank_set_kind_check CHECK (kind IN ('exploratory', 'mutual_fit', 'practice')),
    CONSTRAINT bank_set_purpose_check CHECK (purpose IN ('starter', 'closing', 'training_programme', 'reverse'))
);

CREATE TABLE bank_set_question (
    bank_set_id      uuid     NOT NULL,
    position         smallint NOT NULL,
    bank_question_id uuid     NOT NULL,
    priority         text     NOT NULL,
    CONSTRAINT bank_set_question_pkey PRIMARY KEY (bank_set_id, position),
    CONSTRAINT bank_set_question_bank_set_id_fkey FOREIGN KEY (bank_set_id) REFERENCES bank_set (id),
    CONSTRAINT bank_set_question_bank_question_id_fkey FOREIGN KEY (bank_question_id) REFERENCES bank_question (id),
    CONSTRAINT bank_set_question_position_check CHECK (position BETWEEN 1 AND 50),
    CONSTRAINT bank_set_question_priority_check CHECK (priority IN ('must', 'should', 'could'))
);
CREATE INDEX bank_set_question_bank_question_id_idx ON bank_set_question (bank_question_id);

CREATE TABLE question_set (
    owner_id    uuid        NOT NULL,
    id          uuid        NOT NULL,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    name        text        NOT NULL,
    description text,
    kind        text,
    purpose     text,
    CONSTRAINT question_set_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT question_set_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT question_set_version_check CHECK (version > 0),
    CONSTRAINT question_set_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT question_set_description_check CHECK (char_length(description) BETWEEN 1 AND 1000),
    CONSTRAINT question_set_kind_check CHECK (kind IN ('exploratory', 'mutual_fit', 'practice')),
    CONSTRAINT question_set_purpose_check CHECK (purpose IN ('starter', 'closing', 'training_programme', 'reverse'))
);
CREATE INDEX question_set_created_at_idx ON question_set (owner_id, created_at, id);
SELECT watch_workspace_table('question_set');

CREATE VIEW searchable_question_set AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, name AS title, coalesce(description, '') AS body
FROM question_set;
SELECT follow_in_search('question_set', 'question_set');

-- A question deleted from the person's collection leaves their sets.
CREATE TABLE question_set_item (
    owner_id         uuid     NOT NULL,
    id               uuid     NOT NULL,
    version          integer  NOT NULL DEFAULT 1,
    question_set_id  uuid     NOT NULL,
    position         smallint NOT NULL,
    question_id      uuid,
    bank_question_id uuid,
    priority         text     NOT NULL,
    CONSTRAINT question_set_item_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT question_set_item_question_set_id_fkey
        FOREIGN KEY (owner_id, question_set_id) REFERENCES question_set (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT question_set_item_question_id_fkey
        FOREIGN KEY (owner_id, question_id) REFERENCES question (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT question_set_item_bank_question_id_fkey FOREIGN KEY (bank_question_id) REFERENCES bank_question (id),
    CONSTRAINT question_set_item_question_set_id_position_key UNIQUE (owner_id, question_set_id, position),
    CONSTRAINT question_set_item_version_check CHECK (version > 0),
    CONSTRAINT question_set_item_position_check CHECK (position BETWEEN 0 AND 49),
    CONSTRAINT question_set_item_origin_check CHECK (num_nonnulls(question_id, bank_question_id) = 1),
    CONSTRAINT question_set_item_priority_check CHECK (priority IN ('must', 'should', 'could'))
);
CREATE INDEX question_set_item_question_id_idx ON question_set_item (owner_id, question_id);
CREATE INDEX question_set_item_bank_question_id_idx ON question_set_item (bank_question_id);
SELECT watch_workspace_table('question_set_item');
