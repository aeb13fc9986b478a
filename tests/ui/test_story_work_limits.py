"""Every rule has its term (C32): what came after 2017/18 acts there only where the school says so."""

from datetime import date

import pytest

from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.settings.rule_names import ALWAYS, NEVER, NO, YES, RuleName
from ejournal_tui.domain.settings.rules import Rule, Rulebook
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.work_limits import ShowWorkLimits
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.rules import rulebook, shipped
from ejournal_tui.services.settings.deciding import ShowEffect
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.ui.dialogs.choose import Choose
from tests.people import account_with_role, lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_on_paper import at_grid
from tests.ui.test_story_people import deed

SUBJECT, YEAR, LATER = "Русский язык", date(2017, 9, 1), date(2021, 9, 1)
OTHER = {
    RuleName.AVERAGE: "plain", RuleName.ROUNDING: "4650 3650 2650", RuleName.HOMEWORK_NORM: "60 90 120 180",
    RuleName.TEACHERS_GIVE_REASONS: YES, RuleName.OVER_HOLIDAYS: YES, RuleName.WORK_LIMITS: NEVER,
}  # fmt: skip


def kind(home: Home, code: str = "control") -> int:
    """A kind of work."""
    return int(home.school.db.sql("SELECT id FROM work_kind WHERE code=?", code)[0][0])


def announced(home: Home, subject: str, day: str) -> LessonId:
    """A lesson of a subject for which a control work is announced."""
    lesson = lesson_on(home, subject, day)
    session_of(home, teacher_of(home, subject)).do(DeclareWork(lesson, kind(home)))
    return lesson


async def test_c32_limits_of_2021_warn_of_no_work_in_2018_until_the_school_lets_them_act(sit: Sit, home: Home) -> None:
    announced(home, "Физика", "2018-01-22")
    deputy = session_of(home, account_with_role(home, "deputy"))

    async def announce() -> str:
        async with sit() as person:
            await at_grid(person, home, "русский")
            grid = person.grid.grid
            assert grid is not None
            person.grid.move_to(0, next(n for n, one in enumerate(grid.columns) if one.day == date(2018, 1, 22)))
            await person.settle()
            await person.press("у")
            await person.until(lambda: isinstance(person.app.screen, Choose), "no question")
            await deed(person, "Контрольная работа")
            await person.sees("declared.")
            said = person.status
            await person.press("ctrl+z")
            await person.sees("Taken back")
            return said

    assert "already" not in await announce()
    deputy.do(PutRule(Rule(RuleName.WORK_LIMITS, ALWAYS, YEAR, date(2018, 5, 25))))
    assert "The class writes К/р in Физика on this day already." in await announce()


def test_c32_a_day_17_days_a_tenth_and_the_edges_of_the_day_are_told(home: Home) -> None:
    teacher, deputy = session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))
    first, second = announced(home, SUBJECT, "2018-01-17"), announced(home, SUBJECT, "2018-01-24")
    assert teacher.ask(ShowWorkLimits(second)) == ()
    deputy.do(PutRule(Rule(RuleName.WORK_LIMITS, ALWAYS, YEAR)))
    assert any(words.startswith("Less than 17 days to К/р of 17.01") for words in teacher.ask(ShowWorkLimits(second)))
    assert teacher.ask(ShowWorkLimits(lesson_on(home, SUBJECT, "2018-01-18"))) == ()
    ((number, most),) = home.school.db.sql(
        "SELECT l.number, (SELECT MAX(o.number) FROM lesson o WHERE o.day=l.day AND o.state IN ('planned','held'))"
        " FROM lesson l WHERE l.id=?", first,
    )  # fmt: skip
    edge = "It is the first or the last lesson of the day." in teacher.ask(ShowWorkLimits(first))
    assert edge == (number in (1, most))
    for day in ("2018-01-31", "2018-02-07", "2018-02-14", "2018-02-21", "2018-02-28", "2018-03-07", "2018-03-14",
                "2018-03-21", "2018-04-04", "2018-04-11", "2018-04-18", "2018-05-16"):  # fmt: skip
        announced(home, SUBJECT, day)
    told = teacher.ask(ShowWorkLimits(second))
    assert any("more than 10 %" in words for words in told), told
    # the school may end it again; what is told in the settings counts the works to come
    never = PutRule(Rule(RuleName.WORK_LIMITS, NEVER, YEAR, None, 7, 7))
    assert deputy.ask(ShowEffect(never))[0].endswith("14 now, 0 then.")
    deputy.do(never)
    assert teacher.ask(ShowWorkLimits(second)) == ()


@pytest.mark.parametrize("name", RuleName)
def test_c32_every_rule_acts_from_its_first_day_to_its_last_and_not_in_2018(name: RuleName) -> None:
    value = OTHER.get(name, shipped()[name])
    book = Rulebook((Rule(name, value, LATER, date(2025, 8, 31)),), shipped())
    assert book.value(name, date(2018, 1, 15), 7, 1) == shipped()[name]
    assert {book.value(name, day, 7, 1) for day in (LATER, date(2025, 8, 31))} == {value}
    assert book.value(name, date(2025, 9, 1), 7, 1) == shipped()[name]


def test_c32_norms_of_2025_limits_of_2021_and_the_order_on_certificates_stand_outside_2017_18(home: Home) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    deputy.do(PutRule(Rule(RuleName.HOMEWORK_NORM, "60 90 120 180", date(2025, 9, 1))))
    book = rulebook(home.school)
    for day, norm, limits, together in (
        (date(2018, 1, 15), 150, False, False), (date(2022, 5, 20), 150, True, True),
        (date(2026, 5, 20), 120, True, True),
    ):  # fmt: skip
        assert (book.homework_norm(day, 7), book.limits_works(day, 7), book.maths_together(day, 9)) == (
            norm, limits, together,
        )  # fmt: skip
    assert book.value(RuleName.OVER_HOLIDAYS, date(2018, 1, 15), 7) == NO
