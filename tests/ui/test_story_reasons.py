"""The reasons of absence are a list of the school: the deputy keeps it, the class teacher's paper gives one."""

from ejournal_tui.services.operations.home import Home
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.attendance.attendance import AttendanceScreen
from ejournal_tui.ui.screens.mornings.own_class import OwnClassScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import gone
from tests.people import account_with_role, class_teacher
from tests.ui.conftest import Sit
from tests.ui.test_story_settings import at_topic, confirm, fill, line


async def test_a_reason_of_absence_of_the_school_is_chosen_for_a_paper_and_stays_while_the_paper_does(
    sit: Sit, home: Home
) -> None:
    deputy = account_with_role(home, "deputy")
    # A school from before the list: it goes on with the shipped one, which becomes its own with the first change.
    for (key,) in home.school.db.sql("SELECT id FROM absence_reason"):
        gone(home, "absence_reason", key)
    async with sit() as person:
        await at_topic(person, deputy, "Reasons of absence")
        await person.sees("болезнь", "карантин")
        await person.press("insert")
        await fill(person, "ледоход", "н")
        await person.sees("б ill or п excused")
        await fill(person, None, "п")
        await person.sees("Papers entered from now on can give it.")
        await confirm(person)
        await person.sees("ледоход")
        names = [row[0] for row in person.rows.rows]
        assert len(names) == len(set(names)) == home.school.db.sql("SELECT COUNT(*) FROM absence_reason")[0][0] > 5
    async with sit() as person:
        await person.enter(class_teacher(home))
        await person.comes_to(TodayScreen)
        await person.press("м")
        await person.comes_to(OwnClassScreen)
        await person.press("п")
        await person.comes_to(AttendanceScreen)
        await person.press("f2")
        await person.comes_to(Choose)
        (place,) = [n for n, row in enumerate(person.rows.rows) if row[1] == "ледоход"]
        await person.press(*["down"] * place, "enter")
        form = await person.comes_to(Form)
        assert form.values[0] == "statement"
        await person.press(*["enter"] * 5)
        await person.comes_to(AttendanceScreen)
    assert home.school.db.sql("SELECT reason, letter FROM absence_paper") == [("ледоход", "п")]
    async with sit() as person:
        await at_topic(person, deputy, "Reasons of absence")
        await line(person, "ледоход")
        await person.press("delete")
        await person.until(lambda: "Papers give this reason" in person.status, "not refused")
        await person.press("f2")
        await fill(person, "паводок", "п")
        await person.sees("1 paper keeps its words and its letter.")
        await confirm(person)
        await person.sees("паводок")
        await person.press("ctrl+z")
        await person.sees("ледоход")
