"""The least that the work costs: the journey's statements on bare asyncpg and aiohttp, with no engine between them.

`python -m bench.floor` is one process, as `palabre serve` is: grouped inserts into `inbound`, batches claimed and written in
one transaction, an outbox that is claimed, sent, recorded. A reply is looked up by how far its chat is.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import signal
import uuid
from datetime import UTC, datetime
from typing import Any

import aiohttp
import asyncpg
import orjson
from aiohttp import web

from bench.webhook.caller import SECRET
from storage.migrations import upgrade

#: Most messages of one batch, as the service has it.
BATCH = 50

#: What answers each line of the play; the first line has two messages.
REPLIES = (("Bonjour, ici l'assistant.", "1/3 Votre solution ?"), ("2/3 Quel problème ?",), ("3/3 Quel bénéfice ?",),
           ("Où ?",), ("Votre solution : envoyer ?",), ("Merci !",))  # fmt: skip

STORE = """INSERT INTO inbound (channel, address, provider_id, received_at, payload, status, attempts)
    SELECT 'telegram', a, p, $4, t, 'pending', 0 FROM unnest($1::text[], $2::text[], $3::text[]) AS new (a, p, t)
    ON CONFLICT (channel, provider_id) DO NOTHING"""
CLAIM = """SELECT DISTINCT ON (address) id, address, payload FROM inbound WHERE id = ANY(ARRAY(
    SELECT i.id FROM inbound i WHERE status = 'pending' AND NOT EXISTS (SELECT FROM inbound o WHERE o.status = 'pending'
    AND o.channel = i.channel AND o.address = i.address AND o.id < i.id) ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))"""
PEOPLE = """INSERT INTO participants (id, created_at, last_seen_at, introduced_at) SELECT p, $2, $2, $2
    FROM unnest($1::text[]) AS new (p) ON CONFLICT DO NOTHING"""
ADDRESSES = """INSERT INTO addresses (id, participant_id, channel, value, state, created_at) SELECT p, p, 'telegram', v,
    'reachable', $3 FROM unnest($1::text[], $2::text[]) AS new (p, v) ON CONFLICT DO NOTHING"""
LOAD = "SELECT id, data FROM sessions WHERE participant_id = ANY($1::text[]) AND position IS NOT NULL"
SAVE = """INSERT INTO sessions (id, participant_id, dialogue, version, state, position, data, touched_at)
    SELECT p, p, 'idea', '1', 'open', 0, d, $3 FROM unnest($1::text[], $2::text[]) AS new (p, d)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data, touched_at = excluded.touched_at"""
ANSWER = """INSERT INTO answers (session_id, participant_id, dialogue, version, step, type, value, text, how, at)
    SELECT p, p, 'idea', '1', s, 'text', t, t, 'said', $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS new (p, s, t)"""
IDEA = """INSERT INTO ideas (id, number, reference, participant_id, state, created_at) SELECT p, n, p, p, 'submitted', $3
    FROM unnest($1::text[], $2::int[]) AS new (p, n)"""
SAY = """INSERT INTO outbox (inbound_id, n, participant_id, channel, address, content, language, priority, status, due_at,
    attempt, skip, created_at) SELECT i, n, p, 'telegram', a, c, 'fr', 0, 'waiting', $6, 0, 0, $6
    FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[]) AS new (i, n, p, a, c)
    ON CONFLICT DO NOTHING"""
HANDLED = "UPDATE inbound SET status = 'handled', handled_at = $2 WHERE id = ANY($1::bigint[])"
TAKE = """UPDATE outbox SET status = 'sending', attempt = attempt + 1, owner = 'floor', claimed_at = $1 WHERE id = ANY(ARRAY(
    SELECT o.id FROM outbox o WHERE status = 'waiting' AND channel = 'telegram' AND priority = 0 AND due_at <= $1
    AND (SELECT e.id FROM outbox e WHERE e.channel = o.channel AND e.address = o.address AND e.priority = 0 AND e.id < o.id
    AND e.status IN ('waiting', 'sending') LIMIT 1) IS NULL ORDER BY due_at, id LIMIT 100 FOR UPDATE SKIP LOCKED))
    RETURNING id, address, content"""
SENT = """UPDATE outbox SET status = 'sent', provider_id = p, sent_at = $3
    FROM unnest($1::bigint[], $2::text[]) AS new (i, p) WHERE outbox.id = i"""


class Floor:
    """One process."""

    def __init__(self, pool: asyncpg.Pool, api: str, session: aiohttp.ClientSession) -> None:
        self._pool, self._api, self._session = pool, api, session
        self._arrived: list[tuple[str, str, str, asyncio.Future[None]]] = []
        self._here, self._in, self._out = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._ideas = 0

    async def receive(self, request: web.Request) -> web.Response:
        """Answer once the update is stored."""
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), SECRET):
            return web.Response(status=403)
        update = orjson.loads(await request.read())
        message = update.get("message") or update["callback_query"]
        text, stored = (
            message.get("text") or message.get("caption") or message.get("data"),
            asyncio.Future[None](),
        )
        payload = orjson.dumps({"text": text}).decode()
        self._arrived.append((str(message["from"]["id"]), str(update["update_id"]), payload, stored))
        self._here.set()
        await stored
        return web.Response()

    async def store(self) -> None:
        """Store what arrived, all that waits at once."""
        while await self._here.wait():
            self._here.clear()
            arrived, self._arrived = self._arrived, []
            addresses, ids, texts, futures = (list(column) for column in zip(*arrived, strict=True))
            await self._pool.execute(STORE, addresses, ids, texts, datetime.now(UTC))
            for future in futures:
                future.set_result(None)
            self._in.set()

    async def handle(self) -> None:
        """Handle batches in one transaction each."""
        while True:
            async with self._pool.acquire() as connection, connection.transaction():
                rows = await connection.fetch(CLAIM, BATCH)
                if rows:
                    await self._handle(connection, rows, datetime.now(UTC))
            if rows:
                self._out.set()
            else:
                await self._in.wait()
                self._in.clear()

    async def _handle(self, connection: Any, rows: list[Any], now: datetime) -> None:
        people = [f"p{row['address']}" for row in rows]
        await connection.execute(PEOPLE, people, now)
        await connection.execute(ADDRESSES, people, [row["address"] for row in rows], now)
        known = {row["id"]: orjson.loads(row["data"]) for row in await connection.fetch(LOAD, people)}
        given = [
            [*known.get(p, []), orjson.loads(row["payload"])["text"]]
            for p, row in zip(people, rows, strict=True)
        ]
        await connection.execute(SAVE, people, [orjson.dumps(one).decode() for one in given], now)
        await connection.execute(ANSWER, people, [str(len(g)) for g in given], [g[-1] for g in given], now)
        said = [
            (row["id"], n, p, row["address"], orjson.dumps({"text": text}).decode())
            for p, row, one in zip(people, rows, given, strict=True)
            for n, text in enumerate(REPLIES[len(one) - 1])
        ]
        await connection.execute(SAY, *(list(column) for column in zip(*said, strict=True)), now)
        done = [p for p, one in zip(people, given, strict=True) if len(one) == len(REPLIES)]
        numbers = list(range(self._ideas + 1, self._ideas + len(done) + 1))
        self._ideas += len(done)
        await connection.execute(IDEA, done, numbers, now)
        await connection.execute(HANDLED, [row["id"] for row in rows], now)

    async def send(self) -> None:
        """Send what waits: claimed, the transaction closed, sent, recorded."""
        while True:
            rows = await self._pool.fetch(TAKE, datetime.now(UTC))
            if not rows:
                await self._out.wait()
                self._out.clear()
                continue
            names = await asyncio.gather(*(self._call(row["address"], row["content"]) for row in rows))
            await self._pool.execute(SENT, [row["id"] for row in rows], names, datetime.now(UTC))

    async def _call(self, chat: str, content: str) -> str:
        body = orjson.dumps({"chat_id": int(chat), "text": orjson.loads(content)["text"]})
        async with self._session.post(
            self._api, data=body, headers={"Content-Type": "application/json"}
        ) as response:
            return str(orjson.loads(await response.read())["result"]["message_id"])


async def run() -> None:
    """Serve until SIGTERM."""
    url, token = os.environ["PALABRE_DATABASE_URL"], os.environ["PALABRE_TELEGRAM_TOKEN"]
    await upgrade(url)
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    options = {
        "plan_cache_mode": "force_custom_plan",
        "jit": "off",
        "application_name": f"floor {uuid.uuid4().hex}",
    }
    api = f"{os.environ['PALABRE_TELEGRAM_API_URL']}/bot{token}/sendMessage"
    async with (
        asyncpg.create_pool(url, min_size=4, max_size=8, server_settings=options) as pool,
        aiohttp.ClientSession() as session,
    ):
        floor = Floor(pool, api, session)
        loops = [asyncio.create_task(loop()) for loop in (floor.store, floor.handle, floor.send)]
        runner = await _listen(floor)
        await asyncio.wait(
            [asyncio.create_task(stopping.wait()), *loops], return_when=asyncio.FIRST_COMPLETED
        )
        for loop in loops:
            if loop.done():
                loop.result()
            loop.cancel()
        await runner.cleanup()


async def _listen(floor: Floor) -> web.AppRunner:
    app = web.Application()
    app.router.add_post("/webhooks/telegram", floor.receive)
    app.router.add_get("/health/ready", _ready)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PALABRE_PORT"])).start()
    return runner


async def _ready(_request: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    asyncio.run(run())
