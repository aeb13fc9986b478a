"""The journal as it stood on an evening: shown, titled so, and never written."""

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.history.past import PastGridScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.people import teacher_of
from tests.ui.conftest import Sit


async def test_a_teacher_looks_at_the_journal_of_an_evening_and_can_write_nothing_there(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.comes_to(TodayScreen)
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("5")
        row, column = 0, person.cell[1]
        ((deeds,),) = home.school.db.sql("SELECT COUNT(*) FROM mark")
        await person.press("в")
        await person.sees("As it stood at the end of the day")
        await person.press(*"12.01", "enter")
        await person.comes_to(PastGridScreen)
        await person.until(lambda: person.lines[0].startswith("AS IT STOOD ON"))
        grid = person.grid.grid
        assert grid is not None
        assert grid.rows[row].cells[column].text == ""
        await person.press("4")
        await person.sees("it is read only")
        await person.press("f7")
        await person.sees("The paper is ready: journal-")
        (paper,) = (home.path / "outbox").glob("journal-*-2018-01-12*.pdf")
        assert paper.read_bytes().startswith(b"%PDF")
        ((verb, facts),) = home.school.db.sql("SELECT verb, facts FROM deed ORDER BY seq DESC LIMIT 1")
        assert verb == "RecordPastJournal"
        assert "2018-01-12" in facts
        await person.press("delete", "ctrl+z")
        assert "it is read only" in person.status
        assert home.school.db.sql("SELECT COUNT(*) FROM mark") == [(deeds,)]
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        grid = person.grid.grid
        assert grid is not None
        assert grid.rows[row].cells[column].text == "5"


async def test_a_day_without_a_journal_is_refused_in_the_words_of_the_screen(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("в", "ctrl+u", *"30.02", "enter")
        await person.sees("is not a day")
        await person.press("ctrl+u", *"20.01", "enter")
        await person.sees("20.01 is yet to come.")
        person.on(LessonGridScreen)
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.press("в", *"15.01", "enter")
        await person.sees("results as they stood on Mo 15.01")
