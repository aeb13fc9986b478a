"""The session as screens use it: every request goes to the one database thread, the screen stays alive."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from ..clock import Clock
from ..services.accounts.reception import SignedIn
from ..services.session import Change, Guarded, Query, Receipt, Session

Answer = TypeVar("Answer")

PATIENCE = 1.0
"""Seconds before a waiting person is told what the journal waits for."""


NARROWEST = 80
"""The columns of the narrowest terminal."""


class DatabaseThread:
    """The one thread that touches the database; things asked of it are done in order."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self.on_wait: Callable[[], None] = lambda: None
        """Told when something takes longer than a second."""

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Do the work there, in this task's language."""
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._pool, copy_context().run, work)
        done, _pending = await asyncio.wait({future}, timeout=PATIENCE)
        if not done:
            self.on_wait()
        return await future

    def now(self, work: Callable[[], Answer]) -> Answer:
        """Do the work there and wait for it; only before the first screen and after the last."""
        return self._pool.submit(copy_context().run, work).result()

    def stop(self) -> None:
        """End the thread."""
        self._pool.shutdown(wait=True)


class Desk:
    """A signed-in person's way to the door."""

    def __init__(self, thread: DatabaseThread, signed: SignedIn, clock: Clock) -> None:
        self._thread = thread
        self._session: Session = signed.session
        self.clock = clock
        whole = f"{signed.greeting} {signed.deeds}".strip()
        self.greeting = whole if len(whole) < NARROWEST else signed.greeting
        """When one was here last and what was done under one's name since, as far as one line holds it."""
        self.signed = signed
        self._asked_of_one = False
        self.places: dict[str, str] = {}
        """Where the person was last in this sitting, by the name of the screen."""

    def first_one(self) -> bool:
        """Whether this is the first «1» that the person writes in this sitting."""
        first, self._asked_of_one = not self._asked_of_one, True
        return first

    async def ask(self, query: Query[Answer]) -> Answer:
        """Look at something; raises Refusal."""
        return await self._thread.run(lambda: self._session.ask(query))

    async def do(self, change: Change) -> Receipt:
        """Do something; raises Refusal."""
        return await self._thread.run(lambda: self._session.do(change))

    async def undo(self) -> Receipt:
        """Undo the last deed; raises Refusal."""
        return await self._thread.run(self._session.undo)

    async def redo(self) -> Receipt:
        """Repeat what was undone; raises Refusal."""
        return await self._thread.run(self._session.redo)

    async def objections(self, requests: Mapping[str, Guarded]) -> dict[str, str]:
        """Those of the requests that would be refused, with the reasons."""

        def weighed() -> dict[str, str]:
            found = ((name, self._session.objection(request)) for name, request in requests.items())
            return {name: why for name, why in found if why is not None}

        return await self._thread.run(weighed)

    async def head(self) -> int:
        """The number of the log's last line; raises Refusal."""
        return await self._thread.run(self._session.head)

    async def changes_since(self, head: int) -> tuple[int, frozenset[str]]:
        """The number of the log's last line, and what has changed since an earlier one; raises Refusal."""
        return await self._thread.run(lambda: self._session.changes_since(head))

    async def draft(self, place: str) -> str:
        """The unfinished text left at a place."""
        return await self._thread.run(lambda: self._session.draft(place))

    async def keep_draft(self, place: str, text: str) -> None:
        """Keep an unfinished text, or forget it when empty."""
        await self._thread.run(lambda: self._session.keep_draft(place, text))

    async def preference(self, name: str) -> str:
        """What the person chose for the own hand."""
        return await self._thread.run(lambda: self._session.preference(name))

    async def keep_preference(self, name: str, value: str) -> None:
        """Keep what the person chose for the own hand."""
        await self._thread.run(lambda: self._session.keep_preference(name, value))

    async def run(self, work: Callable[[Session], Answer]) -> Answer:
        """Longer work that needs the session itself: printing."""
        return await self._thread.run(lambda: work(self._session))

    @property
    def apart(self) -> bool:
        """Whether what is said here has yet to reach the journal: at the families' own door."""
        return self._session.apart

    async def as_of(self) -> int | None:
        """The instant of which a copy of the journal tells, None for the journal itself."""
        return await self._thread.run(self._session.as_of)

    async def leave(self) -> None:
        """End the sitting."""
        await self._thread.run(self._session.leave)


