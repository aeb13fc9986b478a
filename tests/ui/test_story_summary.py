"""The summary of absences of a day for who leads the school."""

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.screens.attendance.attendance import AttendanceScreen
from ejournal_tui.ui.screens.attendance.day_summary import DaySummaryScreen
from tests.changing import changed, made
from tests.people import account_with_role, lesson_on
from tests.ui.conftest import Sit


async def test_the_deputy_sees_who_is_away_and_is_warned_where_many_are_ill(sit: Sit, home: Home) -> None:
    lesson = lesson_on(home, "История", "2018-01-15")
    away = home.school.db.sql("SELECT id FROM absence WHERE lesson=? AND letter='н'", lesson)
    async with sit() as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.press("f10")
        row = next(n for n, words in enumerate(person.rows.rows) if words[1] == "Summary of absences")
        await person.press(*["down"] * row, "enter")
        await person.comes_to(DaySummaryScreen)
        line = person.rows.rows[0]
        total, here, gone, ill = line[2:6]
        assert (line[1], int(total) - int(here), gone, ill) == ("7А", len(away), str(len(away)), "·")
        assert line[7] == str(len(away))
        assert "!" not in line[0]
        for (key,) in away:
            changed(home, "absence", key, letter="б")
        ((limit,),) = home.school.db.sql("SELECT COUNT(*) FROM rule")
        changed_rule = {"name": "quarantine_share", "value": "5", "starts": "2018-01-01", "ends": None,
                        "first_grade": 1, "last_grade": 11, "subject": None}  # fmt: skip


        made(home, "rule", **changed_rule)
        assert limit == 0
        await person.press("right")
        await person.sees("no roll call yet")
        await person.press("left")
        await person.until(lambda: person.rows.rows[0][0] == "!", "no alarm")
        assert "Many are ill: 7А" in person.status
        await person.press("enter")
        await person.comes_to(AttendanceScreen)
