"""What is the least that the work costs? The journey's statements on bare asyncpg and aiohttp, no engine between them.

`python -m bench.floor` is one process, as `palabre serve` is: every kind of statement that the service sends in the
dialogue of `bench webhook`, in batches of the same size, and every call of the Bot API. What is written is as long as
what the service writes; a reply is looked up by how far its chat is.
"""
