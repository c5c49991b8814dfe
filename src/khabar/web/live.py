"""What the page is told while it is open: progress, and that the case has changed."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

__all__ = ["Feed"]

_BEAT_S = 15.0


class Feed:
    """Passes messages from any thread to every open page."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._open: set[tuple[asyncio.AbstractEventLoop, asyncio.Queue[bytes]]] = set()

    def tell(self, message: object) -> None:
        """Tell every open page.

        Args:
            message: What ``Live`` has.
        """
        line = b"data: " + msgspec.json.encode(message) + b"\n\n"
        for loop, queue in list(self._open):
            loop.call_soon_threadsafe(queue.put_nowait, line)

    async def listen(self) -> AsyncIterator[bytes]:
        """Yield what is told from now on, and a beat while there is nothing to tell.

        Yields:
            Lines of a stream of server-sent events.
        """
        mine = asyncio.get_running_loop(), asyncio.Queue[bytes](1_000)
        self._open.add(mine)
        try:
            yield b": open\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(mine[1].get(), timeout=_BEAT_S)
                except TimeoutError:
                    yield b": beat\n\n"
        finally:
            self._open.discard(mine)
