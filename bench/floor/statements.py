"""Which statements does the dialogue of the bench need? Those of the service, as PostgreSQL gets them."""

from __future__ import annotations

STORE = """INSERT INTO inbound (channel, address, provider_id, received_at, payload, status, attempts)
    SELECT 'telegram', a, p, $4, t, 'pending', 0 FROM unnest($1::text[], $2::text[], $3::text[]) AS new (a, p, t)
    ON CONFLICT (channel, provider_id) DO NOTHING RETURNING channel, provider_id"""

#: whose turn it is; the rows of those who are known are locked
HOLD = """WITH look AS (SELECT id, channel, address FROM inbound WHERE status = 'pending' ORDER BY id LIMIT 200),
    waiting AS (SELECT look.address, addresses.participant_id, min(look.id) AS oldest FROM look
    LEFT JOIN addresses ON addresses.channel = look.channel AND addresses.value = look.address
    GROUP BY look.address, addresses.participant_id),
    held AS (SELECT participants.id FROM participants JOIN waiting ON waiting.participant_id = participants.id
    ORDER BY waiting.oldest LIMIT $1 FOR NO KEY UPDATE OF participants SKIP LOCKED)
    SELECT address, participant_id, (SELECT count(*) FROM look) AS seen FROM waiting WHERE participant_id IS NULL OR participant_id IN (SELECT id FROM held)
    ORDER BY oldest LIMIT $1"""
PEOPLE = """INSERT INTO participants (id, created_at, last_seen_at)
    SELECT p, $2, $2 FROM unnest($1::text[]) AS new (p)"""
ADDRESSES = """INSERT INTO addresses (id, participant_id, channel, value, state, created_at) SELECT p, p, 'telegram', v,
    'reachable', $3 FROM unnest($1::text[], $2::text[]) AS new (p, v) ON CONFLICT (channel, value) DO NOTHING
    RETURNING participant_id"""
CLAIM = """SELECT inbound.id, inbound.address, addresses.participant_id, inbound.payload, inbound.received_at,
    inbound.attempts FROM inbound JOIN addresses ON addresses.channel = inbound.channel
    AND addresses.value = inbound.address WHERE inbound.id = ANY(ARRAY(SELECT (SELECT later.id FROM inbound later
    WHERE later.channel = addresses.channel AND later.address = addresses.value AND later.status = 'pending'
    ORDER BY later.id LIMIT 1) FROM unnest($1::text[]) AS batch (p) JOIN addresses ON addresses.participant_id = p))
    ORDER BY inbound.id"""
LOAD = """SELECT participants.id, language, introduced_at, stopped_at, last_seen_at, attended_at, sessions.data, position
    FROM unnest($1::text[]) AS batch (id) JOIN participants ON participants.id = batch.id LEFT JOIN sessions
    ON sessions.participant_id = participants.id AND position IS NOT NULL ORDER BY participants.id, position"""
LEARN = """UPDATE participants SET first_name = coalesce(first_name, 'Voisine') WHERE id = ANY($1::text[])"""
SURVEYS = "SELECT count(*), max(changed_at) FROM surveys"
CONSENTS = """SELECT participant_id, purpose, given FROM consents JOIN unnest($1::text[]) AS batch (p)
    ON participant_id = p ORDER BY consents.id"""

_IDEA = """SELECT ideas.*, v.n, v.title, v.solution, v.problem, v.benefit, v.place, v.photos, v.at, v.folded FROM ideas
    JOIN idea_versions v ON v.idea_id = ideas.id
    AND v.n = (SELECT max(n) FROM idea_versions WHERE idea_id = ideas.id)"""
OWN = _IDEA + " JOIN unnest($1::text[]) AS batch (p) ON participant_id = p ORDER BY number"
RECENT = (
    _IDEA
    + " WHERE state IN ('submitted', 'published') AND number > $1 ORDER BY created_at DESC, number DESC LIMIT 500"
)

SAVE = """INSERT INTO sessions (id, participant_id, dialogue, version, state, position, data, touched_at)
    SELECT i, p, 'idea', '1', 'open', 0, d, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS new (i, p, d)
    WHERE EXISTS (SELECT FROM participants WHERE id = p)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data, touched_at = excluded.touched_at"""
CLOSE = "UPDATE sessions SET state = 'done', position = NULL WHERE id = ANY($1::text[])"
SEEN = """UPDATE participants SET language = 'fr', introduced_at = coalesce(introduced_at, $2), last_seen_at = $2
    WHERE id = ANY($1::text[])"""
ANSWER = """WITH replaced AS (UPDATE answers SET replaced_at = $4 WHERE id = ANY(ARRAY(SELECT (SELECT id FROM answers e
    WHERE e.session_id = p AND e.step = s AND e.replaced_at IS NULL LIMIT 1) FROM unnest($1::text[], $2::text[]) AS a (p, s))))
    INSERT INTO answers (session_id, participant_id, dialogue, version, step, type, value, text, how, at)
    SELECT p, p, 'idea', '1', s, 'text', t, t, 'said', $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS new (p, s, t)"""
NUMBER = """INSERT INTO counters (name, value) VALUES ('ideas', $1)
    ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value"""
IDEA = """INSERT INTO ideas (id, number, reference, participant_id, state, created_at, language) SELECT p, n, p, p,
    'submitted', $3, 'fr' FROM unnest($1::text[], $2::int[]) AS new (p, n)"""
VERSION = """INSERT INTO idea_versions (idea_id, n, title, solution, problem, benefit, photos, at, folded)
    SELECT p, 1, left(s, 90), s, q, b, '[]', $5, s || q || b
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (p, s, q, b)"""
AUDIT = """INSERT INTO audit (at, actor, action, subject, detail)
    SELECT $2, p, 'idea_submitted', p, '{}' FROM unnest($1::text[]) AS new (p)"""
FILE = """INSERT INTO media (inbound_id, n, participant_id, channel, reference, status, due_at, attempt, created_at)
    SELECT i, 0, p, 'telegram', r, 'waiting', $4, 0, $4 FROM unnest($1::bigint[], $2::text[], $3::text[]) AS new (i, p, r)
    ON CONFLICT (inbound_id, n) DO NOTHING"""
SAY = """INSERT INTO outbox (inbound_id, n, participant_id, channel, address, content, language, priority, status, due_at,
    attempt, skip, created_at) SELECT i, n, p, 'telegram', a, c, 'fr', 0, 'waiting', $6, 0, 0, $6
    FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[]) AS new (i, n, p, a, c)
    ON CONFLICT (inbound_id, n) DO NOTHING"""
HANDLED = "UPDATE inbound SET status = 'handled', handled_at = $2 WHERE id = ANY($1::bigint[])"

TAKE = """UPDATE outbox SET status = 'sending', attempt = attempt + 1, owner = 'floor', claimed_at = $1 WHERE id = ANY(ARRAY(
    SELECT o.id FROM outbox o WHERE status = 'waiting' AND channel = 'telegram' AND priority = 0 AND due_at <= $1
    AND (SELECT e.id FROM outbox e WHERE e.channel = o.channel AND e.address = o.address AND e.priority = 0 AND e.id < o.id
    AND e.status IN ('waiting', 'sending') AND (e.status = 'sending' OR e.attempt > 0 OR e.due_at <= $1) LIMIT 1) IS NULL
    ORDER BY due_at, id LIMIT 100 FOR UPDATE SKIP LOCKED))
    RETURNING id, address, content, (SELECT stopped_at FROM participants p WHERE p.id = outbox.participant_id),
    (SELECT window_until FROM addresses a WHERE a.channel = outbox.channel AND a.value = outbox.address)"""
SENT = """UPDATE outbox SET status = 'sent', provider_id = p, sent_at = $3
    FROM unnest($1::bigint[], $2::text[]) AS new (i, p) WHERE outbox.id = i RETURNING (outbox.address = '' OR EXISTS (
    SELECT 1 FROM outbox AS later WHERE later.channel = outbox.channel AND later.address = outbox.address
    AND later.priority = outbox.priority AND later.status IN ('waiting', 'sending') AND later.id > outbox.id)) AS followed"""

FILES = """UPDATE media SET due_at = $2, attempt = attempt + 1 WHERE id = ANY(ARRAY(SELECT id FROM media
    WHERE status = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT 8 FOR UPDATE SKIP LOCKED))
    RETURNING id, reference"""
FETCHED = "UPDATE media SET status = 'gone', error_code = 'strange' WHERE id = ANY($1::bigint[]) RETURNING id"
