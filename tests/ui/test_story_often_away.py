"""Who missed more than the school's share of a month without a reason: of a class, of the school."""

from datetime import date

from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.ui.screens.attendance.attendance import AttendanceScreen
from ejournal_tui.ui.screens.attendance.day_summary import DaySummaryScreen
from ejournal_tui.ui.screens.attendance.often_away import OftenAwayScreen
from ejournal_tui.ui.screens.mornings.own_class import OwnClassScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of
from tests.ui.conftest import Sit

PLACE = 3


def _truant(home: Home) -> int:
    """The fourth of the list misses every lesson of January that was held."""
    pupil = pupils_of(home, lesson_on(home, "История", "2018-01-15"))[PLACE]
    lessons = home.school.db.sql(
        "SELECT l.id, (SELECT a.id FROM absence a WHERE a.lesson=l.id AND a.pupil=?) FROM lesson l"
        " WHERE l.state='held' AND l.day BETWEEN '2018-01-01' AND '2018-01-31'", pupil,
    )  # fmt: skip
    for lesson, stands in lessons:
        if stands is None:
            made(home, "absence", lesson=lesson, pupil=pupil, letter="н", minutes=None, author=0, at=0, paper=None)
        else:
            changed(home, "absence", stands, letter="н")
    return pupil


async def test_the_class_teacher_and_the_deputy_see_who_misses_much_without_a_reason(sit: Sit, home: Home) -> None:
    pupil = _truant(home)
    async with sit() as person:
        await person.enter(class_teacher(home))
        await person.comes_to(TodayScreen)
        await person.press("м")
        await person.comes_to(OwnClassScreen)
        await person.press("п")
        await person.comes_to(AttendanceScreen)
        await person.press("ч")
        await person.comes_to(OftenAwayScreen)
        assert "pupils missed more than 30 % of the lessons held" in person.status
        shares = [int(row[4]) for row in person.rows.rows]
        assert shares == sorted(shares, reverse=True)
        assert min(shares) > 30
        ((surname, given),) = home.school.db.sql("SELECT surname, given FROM pupil WHERE id=?", pupil)
        name = f"{surname} {given}"
        row = next(row for row in person.rows.rows if row[1] == name)
        assert row[4] == "100"
        assert (row[0], row[2], row[5:]) == ("7А", row[3], ("·", "·"))
        await person.press("х")
        await person.sees("Nobody in this month")
        await person.press("ъ")
        await person.until(lambda: len(person.rows.rows) == len(shares), "not January")
        place = next(n for n, words in enumerate(person.rows.rows) if words[1] == name)
        await person.press(*["down"] * place, "enter")
        month = await person.comes_to(AttendanceScreen)
        await person.until(lambda: month.pupil() is not None, "no month")
        here = month.pupil()
        assert here is not None
        assert (here.pupil, month.shown_span) == (pupil, (date(2018, 1, 1), date(2018, 1, 31)))
    deputy = account_with_role(home, "deputy")
    lower = PutRule(Rule(RuleName.OFTEN_AWAY_SHARE, "1", date(2018, 1, 1)))
    (told,) = lower.effect(home.school)
    assert told.startswith(f"Pupils often away this month: {len(shares)} now, ")
    session_of(home, deputy).do(lower)
    async with sit() as person:
        await person.enter(deputy)
        await person.press("f10")
        place = next(n for n, words in enumerate(person.rows.rows) if words[1] == "Summary of absences")
        await person.press(*["down"] * place, "enter")
        await person.comes_to(DaySummaryScreen)
        await person.press("ч")
        await person.comes_to(OftenAwayScreen)
        assert "more than 1 % of the lessons" in person.status
        assert person.rows.rows[0][0] == "7А"
        assert told.endswith(f"{len(person.rows.rows)} then.")
        await person.press("escape")
        await person.comes_to(DaySummaryScreen)
