"""What does a large town hold? People, ideas, messages, a survey with its responses and a sending, written by PostgreSQL itself."""

from __future__ import annotations

from collections.abc import Mapping

import asyncpg
from sqlalchemy import text

from bot.console.role import Role
from storage.unit import Unit
from tests.unit.console.office import Office
from tests.unit.console.surveys.pages import Editor

#: the survey that people answered
SURVEY = "le-bus-de-nuit"
PASTED = """Avez-vous pris le bus de nuit ?
- Souvent
- Jamais

Recommandez-vous le bus ? (0-10)

Un mot de plus ? (facultatif)"""

#: `:people` and so on are how many of each
FILL = (
    # ids hold the time, as those of the service do
    "CREATE FUNCTION pg_temp.person(n bigint) RETURNS text LANGUAGE sql STABLE AS $$ SELECT"
    " lpad(to_hex((extract(epoch FROM now() - n * interval '1 minute') * 1000)::bigint), 12, '0') || right(md5(n::text), 20) $$",
    "INSERT INTO participants (id, reference, language, introduced_at, created_at, last_seen_at, district)"
    " SELECT pg_temp.person(n), 'P' || n, 'fr', t, t, t, (ARRAY['centre','gare',NULL])[1 + n % 3]"
    " FROM (SELECT n, now() - n * interval '1 minute' AS t FROM generate_series(1, :people) n) s",
    "INSERT INTO addresses (id, participant_id, channel, value, state, created_at)"
    " SELECT md5('a' || n), pg_temp.person(n), 'simulator', 'sms-' || n, 'reachable', now()"
    " FROM generate_series(1, :people) n",
    "INSERT INTO consents (participant_id, purpose, given, at, channel, wording, how)"
    " SELECT pg_temp.person(n), purpose, true, now(), 'sms', 'x', 'keyword' FROM generate_series(1, :people) n,"
    " (VALUES ('news'), ('questions')) AS wanted (purpose)",
    "INSERT INTO ideas (id, number, reference, participant_id, theme, state, created_at, language, district)"
    " SELECT md5('i' || n), n, 'MOBI-' || n, pg_temp.person(1 + n % :people), (ARRAY['mobilite','nature','ecole'])[1 + n % 3],"
    " (ARRAY['submitted','published','published','refused','done'])[1 + n % 5], now() - (:ideas - n) * interval '1 minute',"
    " 'fr', (ARRAY['centre','gare',NULL])[1 + n % 3] FROM generate_series(1, :ideas) n",
    "INSERT INTO idea_versions (idea_id, n, title, solution, problem, benefit, photos, at, folded)"
    " SELECT md5('i' || n), 1, 'Un abri à vélos ' || n, 'Un abri fermé devant la gare numéro ' || n, 'les vols', 'venir à vélo',"
    " '[]', now(), 'un abri a velos ' || n || ' ferme devant la gare' FROM generate_series(1, :ideas) n",
    "INSERT INTO inbound (channel, address, provider_id, received_at, payload, status, handled_at, attempts)"
    " SELECT (ARRAY['sms','telegram','whatsapp'])[1 + p % 3], p::text, 'm' || n, t, '{\"text\":\"Bonjour\"}', 'handled', t, 1"
    " FROM (SELECT n, 1 + n % :people AS p, now() - (:messages - n) * interval '10 seconds' AS t"
    " FROM generate_series(1, :messages / 2) n) s",
    "INSERT INTO outbox (inbound_id, n, participant_id, channel, address, content, language, priority, status, due_at, attempt, skip,"
    " created_at, sent_at)"
    " SELECT n, 0, pg_temp.person(p), (ARRAY['sms','telegram','whatsapp'])[1 + p % 3], p::text, '{\"text\":\"Merci\"}', 'fr', 0,"
    " CASE WHEN n % 500 = 0 THEN 'failed' ELSE 'sent' END, t, 1, 0, t, t"
    " FROM (SELECT n, 1 + n % :people AS p, now() - (:messages - n) * interval '10 seconds' AS t"
    " FROM generate_series(1, :messages / 2) n) s",
    "INSERT INTO responses (session_id, survey_id, participant_id, version, channel, language, district, state, step, skipped, counts,"
    " started_at, touched_at) SELECT md5('r' || n) || '.' || s.dialogue, s.id, pg_temp.person(n), s.version,"
    " (ARRAY['sms','telegram','whatsapp'])[1 + n % 3], 'fr', (ARRAY['centre','gare',NULL])[1 + n % 3],"
    " CASE WHEN n % 20 = 0 THEN 'open' ELSE 'done' END, '', '[]', true, now(), now() FROM generate_series(1, :responses) n, surveys s"
    " WHERE s.slug = 'le-bus-de-nuit'",
    "INSERT INTO answers (session_id, participant_id, dialogue, version, step, type, value, text, how, at)"
    " SELECT r.session_id, r.participant_id, s.dialogue, r.version, q.step, q.type, CASE q.type"
    " WHEN 'choice' THEN (CASE WHEN r.channel = 'sms' THEN '\"souvent\"' ELSE '\"jamais\"' END)"
    " WHEN 'scale' THEN (length(replace(r.session_id, 'a', '')) % 11)::text ELSE '\"Un mot\"' END::json::jsonb, 'Un mot', 'said', now()"
    " FROM responses r JOIN surveys s ON s.id = r.survey_id, (VALUES ('pris_bus_nuit', 'choice'), ('recommandez_bus', 'scale'),"
    " ('mot_plus', 'text')) AS q (step, type)",
    "INSERT INTO broadcasts (id, slug, texts, survey, dialogue, purpose, segment, channels, pilot, state, due_at, lasts, created_by,"
    " created_at, fired_at) SELECT md5('b'), 'bus', '{}', slug, dialogue, 'questions', '{\"segment\": \"everyone\"}', '[]', 0, 'sending',"
    " now(), 72, 'bench', now(), now() - interval '1 hour' FROM surveys WHERE slug = 'le-bus-de-nuit'",
    "INSERT INTO broadcast_recipients (broadcast_id, participant_id, channel, address, language, introduced, wave, state, cause,"
    " changed_at) SELECT md5('b'), pg_temp.person(n), 'simulator', 'sms-' || n, 'fr', true, 1,"
    " (ARRAY['sent','sent','waiting'])[1 + n % 3], '', now() FROM generate_series(1, :people) n",
    "INSERT INTO outbox (n, recipient_id, participant_id, channel, address, content, language, priority, status, due_at, attempt, skip,"
    " created_at, sent_at)"
    " SELECT 0, id, participant_id, channel, address, '{\"text\":\"?\"}', 'fr', 1, (ARRAY['sent','delivered'])[1 + id % 2], now(), 1, 0,"
    " now() - interval '3 days', now() - interval '3 days' FROM broadcast_recipients WHERE state = 'sent'",
    "UPDATE broadcast_recipients SET delivered = true WHERE id IN (SELECT recipient_id FROM outbox WHERE status = 'delivered')",
    "INSERT INTO audit (at, actor, action, subject, detail)"
    " SELECT now() - n * interval '30 seconds', (ARRAY['participant','operator','staff:x'])[1 + n % 3],"
    " (ARRAY['idea submitted','idea filed','signed in'])[1 + n % 3], 'idea:' || md5('i' || n), '{}' FROM generate_series(1, :ideas) n",
)


async def fill(office: Office, sizes: Mapping[str, int]) -> None:
    """Fill the town, then let the database look after what it holds, as a server does by itself."""
    editor = Editor(office, await office.as_(Role.EDITOR))
    await editor.begin(pasted=PASTED)
    await editor.send(f"/surveys/{SURVEY}/publish", 303, falls_back="yes")

    def work(unit: Unit) -> None:
        for statement in FILL:
            bound = text(statement)
            unit.connection.execute(bound, {name: sizes[name] for name in bound.compile().params})

    await office.service.database.transact(work)
    connection = await asyncpg.connect(office.url)
    try:
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
