-- Resumes and other papers that a person shows or hands out (F178), each version a row of its own.
CREATE TABLE document (
    owner_id      uuid        NOT NULL,
    id            uuid        NOT NULL,
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    name          text        NOT NULL,
    kind          text        NOT NULL,
    version_label text,
    language      text,
    note          text,
    -- What is known of the content, once there is one.
    media_type    text,
    file_name     text,
    size_bytes    integer,
    sha256        bytea,
    uploaded_at   timestamptz,
    CONSTRAINT document_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT document_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT document_version_check CHECK (version > 0),
    CONSTRAINT document_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT document_kind_check CHECK (kind IN (
        'resume', 'cover_letter', 'portfolio', 'transcript', 'certificate', 'other')),
    CONSTRAINT document_version_label_check CHECK (char_length(version_label) BETWEEN 1 AND 50),
    CONSTRAINT document_language_check CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT document_note_check CHECK (char_length(note) BETWEEN 1 AND 5000),
    CONSTRAINT document_media_type_check CHECK (media_type IN (
        'application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.oasis.opendocument.text', 'text/plain', 'text/markdown', 'image/png', 'image/jpeg')),
    CONSTRAINT document_file_name_check CHECK (char_length(file_name) BETWEEN 1 AND 200),
    CONSTRAINT document_size_bytes_check CHECK (size_bytes > 0),
    CONSTRAINT document_sha256_check CHECK (octet_length(sha256) = 32),
    CONSTRAINT document_content_check CHECK (
        num_nulls(media_type, file_name, size_bytes, sha256, uploaded_at) IN (0, 5))
);
CREATE INDEX document_created_at_idx ON document (owner_id, created_at, id);
CREATE INDEX document_updated_at_idx ON document (owner_id, updated_at, id);
CREATE INDEX document_name_idx ON document (owner_id, lower(name), id);
CREATE INDEX document_kind_idx ON document (owner_id, kind, id);
SELECT watch_workspace_table('document');

-- The bytes, apart from what lists read. No id of their own: the document speaks for them, in the change log too.
CREATE TABLE document_content (
    owner_id    uuid  NOT NULL,
    document_id uuid  NOT NULL,
    bytes       bytea NOT NULL,
    CONSTRAINT document_content_pkey PRIMARY KEY (owner_id, document_id),
    CONSTRAINT document_content_document_id_fkey
        FOREIGN KEY (owner_id, document_id) REFERENCES document (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT document_content_bytes_check CHECK (octet_length(bytes) > 0)
);
-- What is stored is compressed already.
ALTER TABLE document_content ALTER COLUMN bytes SET STORAGE EXTERNAL;
