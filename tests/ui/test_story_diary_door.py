"""A family at a door of its own: reads the copy, says that the child is ill, sees it stand there a moment later."""

from pathlib import Path

from ejournal_tui.services.families.publishing import due, publish
from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.door import set_up
from tests.people import teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_notices import announce, said


async def test_a_family_reads_and_says_at_its_own_door(sit: Sit, home: Home, tmp_path: Path) -> None:
    doors = set_up(home.path, tmp_path)
    publish(home)
    async with sit(doors.families) as person:
        # Nobody of the staff is known at this door.
        assert [row[1] for row in person.rows.rows] == ["pupil", "guardian"]
        await person.press("2")
        await person.comes_to(DiaryScreen)
        await person.sees("as of 10:1")
        await announce(person, "15.01", "17.01", "температура")
        assert person.status == "It is on its way to the school. Within a minute or so it stands in the diary."
        assert said(home) == []
        await person.press("f10")
        menu = (await person.comes_to(Choose)) and {row[0] for row in person.rows.rows}
        assert {"will be away", "History"} <= {words.strip() for words in menu | {r[1] for r in person.rows.rows}}
        await person.press("escape")
        await person.comes_to(DiaryScreen)
        publish(home)
        assert said(home) == [("illness", "температура", "2018-01-15", "2018-01-17", "waiting", "")]
        person.app.screen.run_worker(person.on(DiaryScreen).poll())
        await person.until(lambda: any("not answered yet" in " ".join(row) for row in person.rows.rows), "not there")
        await person.press("f4")
        await person.sees("absence announced by the family")


async def test_what_a_teacher_writes_is_put_out_while_the_program_works(
    sit: Sit, home: Home, tmp_path: Path
) -> None:
    doors = set_up(home.path, tmp_path)
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.comes_to(TodayScreen)
        assert due(home.path)
        person.app.publish()
        await person.until(doors.diary.exists, "not put out")
        await person.app.workers.wait_for_complete()
        assert not due(home.path)
        person.on(TodayScreen)
