"""What takes its time is told while a person waits for it, and gives way to what is said next."""

import asyncio
import threading

import pytest
from textual import events

from ejournal_tui.ui import desk
from ejournal_tui.ui.screens.today import TodayScreen
from tests.ui.conftest import Sit

LOOKS = 20_000


async def test_a_person_who_waits_is_told_so_and_then_sees_what_was_asked_for(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        await person.press("1")
        await person.comes_to(TodayScreen)
        monkeypatch.setattr(desk, "PATIENCE", 0)
        free = threading.Event()
        person.app.thread._pool.submit(free.wait)
        person.app.post_message(events.Key("left", None))
        for _look in range(LOOKS):
            if "One moment" in person.status:
                break
            await asyncio.sleep(0)
        assert person.status == "One moment: the journal is at work…"
        assert "Today" in person.lines[0]
        free.set()
        await person.until(lambda: "Day, Su 14.01" in person.lines[0], "the day before never came")
        await person.until(lambda: "One moment" not in person.status, "still waiting")
