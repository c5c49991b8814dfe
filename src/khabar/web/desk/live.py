"""What the page is told while it is open: progress, and that the case has changed."""

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec
from starlette.concurrency import run_in_threadpool

__all__ = ["Feed"]

_BEAT_S = 15.0
_LOOK_S = 1.0


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

    async def listen(self, *, look: Callable[[], None]) -> AsyncIterator[bytes]:
        """Yield what is told from now on, and a beat while there is nothing to tell.

        Args:
            look: Called again and again meanwhile, off the event loop: sees what others have
                changed, and tells it.

        Yields:
            Lines of a stream of server-sent events.
        """
        mine = asyncio.get_running_loop(), asyncio.Queue[bytes](1_000)
        self._open.add(mine)
        quiet_s = 0.0
        try:
            yield b": open\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(mine[1].get(), timeout=_LOOK_S)
                    quiet_s = 0.0
                except TimeoutError:
                    await run_in_threadpool(look)
                    quiet_s += _LOOK_S
                    if quiet_s >= _BEAT_S:
                        quiet_s = 0.0
                        yield b": beat\n\n"
        finally:
            self._open.discard(mine)
