-- Templates and messages.
INSERT INTO message_template (owner_id, id, created_at, updated_at, kind, name, subject, body, locale)
VALUES (owner, (stem || 'e0')::uuid, now, now, 'email', 'My own', 'A question', 'Dear {{ contact.name }}', 'en');
INSERT INTO message (owner_id, id, version, created_at, updated_at, contact_id, outreach_id, message_template_id, kind, subject,
                     body, language, requested_minutes, window_from, window_to, window_place, learnings, is_resume_asked_for,
                     state)
VALUES (owner, (stem || 'e1')::uuid, 2, now, now, (stem || '22')::uuid, (stem || '30')::uuid, (stem || 'e0')::uuid, 'update',
        'News', 'Dear Somebody 22, I followed your advice.', 'en', 20, '2026-10-10', '2026-10-15', 'Baltimore',
        '{"Most of the day goes into reports"}', false, 'draft');
INSERT INTO message (owner_id, id, created_at, updated_at, contact_id, outreach_id, system_template_id, kind, channel, subject,
                     body, language, window_from, window_to, learnings, is_resume_asked_for, state, sent_at, attempt_id,
                     override_reason)
VALUES (owner, (stem || 'e2')::uuid, now, now, (stem || '22')::uuid, (stem || '30')::uuid,
        '01a21000-8800-7000-8000-000000000101', 'letter', 'letter', NULL, 'Dear Somebody 22, would you have 20 minutes?',
        'en', '2026-10-10', '2026-10-15', '{}', false, 'sent', now, (stem || '31')::uuid, 'There was no time');
INSERT INTO message_attachment (owner_id, id, message_id, position, document_id)
VALUES (owner, (stem || 'e3')::uuid, (stem || 'e1')::uuid, 0, (stem || 'b0')::uuid);
INSERT INTO message_version (owner_id, id, created_at, updated_at, message_id, revision, subject, body)
VALUES (owner, (stem || 'e4')::uuid, now, now, (stem || 'e1')::uuid, 1, 'Something', 'Dear Somebody');
