-- The templates that ship with Rapport: the project's own words, numbered for good. Better words are a template with
-- another number.
-- Ids are fixed, in the shape of a UUIDv7: the day of this migration, then the number in hexadecimal.

INSERT INTO system_template (id, created_at, number, kind, name, subject, body, locale)
SELECT ('01a21000-8800-7000-8000-0000000001' || lpad(to_hex(number), 2, '0'))::uuid, '2026-11-25T00:00:00Z',
    number, kind, name, subject, body, 'en'
FROM (VALUES
(1, 'letter', 'First letter', NULL, $text$Dear {{ contact.name }},

{{ block.who_i_am }}{% if block.referrer %} {{ block.referrer }}{% endif %}{% if block.common_ground %} {{ block.common_ground }}{% endif %}

{{ block.why_you }}

{{ block.ask }} {{ block.not_a_job_request }} I will call your office in the week after this letter reaches you, so you need not write back.

{{ block.thanks }}

{{ me.name }}$text$),
(2, 'email', 'First e-mail', 'May I ask you about {{ theme.name|lower }}?', $text$Dear {{ contact.name }},

{{ block.who_i_am }}{% if block.referrer %} {{ block.referrer }}{% endif %}

{{ block.why_you }}

{{ block.ask }} {{ block.not_a_job_request }}

{{ block.thanks }}

{{ me.name }}$text$),
(3, 'email', 'Short e-mail to somebody you share something with', '{{ common_ground }}, and a question', $text$Dear {{ contact.name }},

{{ block.common_ground }} {{ block.who_i_am }}

{{ block.ask }} {{ block.not_a_job_request }} Your view on {{ theme.name|lower }} is what I hope for.

{{ me.name }}$text$),
(4, 'call_script', 'Call after a letter', NULL, $text$Good morning, is this {{ contact.name }}?

{{ block.who_i_am }} I wrote to you some days ago.{% if block.referrer %} {{ block.referrer }}{% endif %}

{{ block.why_you }}

{{ block.ask }} {{ block.not_a_job_request }}

If they cannot meet: would a phone call suit you better?
If it is a no: thank you all the same. Is there somebody else whose view I should hear?$text$),
(5, 'voicemail', 'What to leave on a machine', NULL, $text$Good morning, {{ contact.name }}, this is {{ me.name }}. I wrote to you about {{ theme.name|lower }}. I hope for {{ ask.minutes }} minutes of your time to hear how you see it, and I am not asking for a job. I will try again in a few days; there is no need to call back. Thank you.$text$),
(6, 'connection_note', 'Note with a request to connect', NULL, $text$Dear {{ contact.name }}, I am exploring {{ theme.name|lower }}{% if common_ground %}, and we share {{ common_ground }}{% endif %}. Would you have {{ ask.minutes }} minutes to tell me how you see your work? I am not looking for a job. {{ me.name }}$text$),
(7, 'thank_you', 'Thanks by the next day', 'Thank you for your time', $text$Dear {{ contact.name }},

Thank you for talking with me. It was new to me that {{ learning }}, and I have been thinking about it since.{% if advice %} I will follow your advice: {{ advice }}.{% endif %}

I will let you know what comes of it.

{{ me.name }}$text$),
(8, 'update', 'What became of their advice', 'What became of your advice', $text$Dear {{ contact.name }},

When we talked you gave me this advice: {{ advice }}. I followed it, and this is what came of it: {{ result }}.

Thank you again. I hope that you are well.

{{ me.name }}$text$),
(9, 'network_ask', 'Asking friends for one person', 'Do you know {{ sought }}?', $text$Hello,

I am exploring {{ theme.name|lower }} and would like to talk with {{ sought }}, to hear how they see their work. I am not looking for a job with them.

Who comes to your mind? A name is enough, and I will mention you only if you allow me to.

Thank you.

{{ me.name }}$text$),
(10, 'availability_announcement', 'Telling friends that you are available', 'I am looking for work in {{ theme.name|lower }}', $text$Hello,

I am available for work in {{ theme.name|lower }}. {{ block.who_i_am }}{% if me.strengths %} What people come to me for: {{ me.strengths }}.{% endif %}

If you hear of {{ sought }}, would you think of me?

Thank you.

{{ me.name }}$text$),
(11, 'decline_courtesy', 'Thanks for a no', 'Thank you all the same', $text$Dear {{ contact.name }},

Thank you for letting me know, and for considering it. I understand that it does not suit, and I wish you all the best with your work.

{{ me.name }}$text$),
(12, 'resume_hand_off', 'Note with a resume to pass on', 'My resume, to pass on if you like', $text$Dear {{ contact.name }},

Thank you for offering to pass on my resume: you find it attached, and I can bring you copies on paper. What speaks for me, in a line: {{ me.headline }}.{% if me.strengths %} I am good at {{ me.strengths }}.{% endif %}

Would you tell me to whom it goes, so that I can thank them?

{{ me.name }}$text$)
) AS shipped (number, kind, name, subject, body);
