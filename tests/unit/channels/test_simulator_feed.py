"""Does the feed reach every reader, and let slow ones go?"""

from __future__ import annotations

from bot.channels.simulator.feed import PENDING, Feed, Notice


async def test_every_reader_is_told_in_order() -> None:
    feed = Feed()
    with feed.subscribe() as first, feed.subscribe() as second:
        feed.publish("sms-lea", {"id": 1})
        feed.publish("sms-lea", {}, "turn")
        expected = [Notice("sms-lea", "message", {"id": 1}), Notice("sms-lea", "turn", {})]
        assert [await first.next(), await first.next()] == expected
        assert [await second.next(), await second.next()] == expected


async def test_slow_reader_is_ended_alone() -> None:
    feed = Feed()
    with feed.subscribe() as slow, feed.subscribe() as quick:
        for n in range(PENDING + 1):
            feed.publish("sms-lea", {"id": n})
            assert await quick.next() == Notice("sms-lea", "message", {"id": n})
        assert await slow.next() is None
        feed.publish("sms-lea", {"id": "later"})
        assert await quick.next() == Notice("sms-lea", "message", {"id": "later"})


async def test_closing_ends_every_reader() -> None:
    feed = Feed()
    with feed.subscribe() as reader:
        feed.publish("sms-lea", {"id": 1})
        feed.close()
        assert await reader.next() is None


async def test_reader_that_left_is_forgotten() -> None:
    feed = Feed()
    with feed.subscribe() as reader:
        pass
    feed.publish("sms-lea", {"id": 1})
    assert reader.offer(Notice("sms-lea", "turn", {}))
    assert await reader.next() == Notice("sms-lea", "turn", {})
