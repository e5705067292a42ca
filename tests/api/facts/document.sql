-- Documents and hand-offs.
INSERT INTO document (owner_id, id, created_at, updated_at, name, kind, media_type, file_name, size_bytes, sha256, uploaded_at)
VALUES (owner, (stem || 'b0')::uuid, now, now, 'Resume', 'resume', 'text/plain', 'Resume.txt', 11,
        sha256('hello world'), now);
INSERT INTO document_content (owner_id, document_id, bytes) VALUES (owner, (stem || 'b0')::uuid, 'hello world');
INSERT INTO hand_off (owner_id, id, created_at, updated_at, document_id, contact_id, format, handed_at, sha256, state)
VALUES (owner, (stem || 'b1')::uuid, now, now, (stem || 'b0')::uuid, (stem || '22')::uuid, 'paper', now,
        sha256('hello world'), 'forwarded');
INSERT INTO forwarding (owner_id, id, hand_off_id, position, recipient, how, forwarded_at)
VALUES (owner, (stem || 'b2')::uuid, (stem || 'b1')::uuid, 0, 'The manager', 'hand_delivered', now);
INSERT INTO document (owner_id, id, created_at, updated_at, name, kind)
VALUES (owner, (stem || 'b3')::uuid, now, now, 'Portfolio', 'portfolio');
