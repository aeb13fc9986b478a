"""A trimester is closed by the deputy head once nothing is missing, and opened again with a reason, by keys alone."""

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.years.year import PeriodId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.closing import ClosePeriod, OpenPeriod, ShowClosing
from ejournal_tui.services.results.giving import Given, GiveResults
from ejournal_tui.services.settings.periods import PutPeriodEnd
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.screens.results.closing import ClosingScreen
from tests.classes import Classes, more_classes
from tests.people import account_with_role, lesson_on, pupils_of, session_of, teacher_of
from tests.services.test_statements import sent_for
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_roles import choose

SUBJECT = "Русский язык"


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б and 3А beside 7А."""
    return more_classes(home)


def trimester(home: Home, number: int) -> PeriodId:
    """A trimester of the year."""
    return PeriodId(
        home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=?", number)[0][0]
    )


async def at_closing(person: Sitting, home: Home, role: str = "deputy", words: str = "Closing of periods") -> None:
    """Somebody who leads the school opens the closing of periods."""
    await person.enter(account_with_role(home, role))
    await choose(person, words)
    await person.comes_to(ClosingScreen)


async def test_c28_the_deputy_sees_what_is_missing_closes_and_opens_again(
    sit: Sit, home: Home, classes: Classes
) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    course = lessons.lesson(home.school, lesson).course
    pupil = pupils_of(home, lesson)[0]
    teacher = session_of(home, teacher_of(home, SUBJECT))
    give = GiveResults(course, 1, (Given(pupil, Value.TWO, None),))
    assert teacher.objection(give) is None
    async with sit() as person:
        await at_closing(person, home)
        await person.sees("Closing · trimester I", "without a result")
        await person.until(lambda: any(row[0] == "7А" for row in person.rows.rows), "no 7А")
        place = next(n for n, row in enumerate(person.rows.rows) if row[0] == "7А")
        await person.press("home", *["down"] * place, "enter")
        await person.until(lambda: isinstance(person.app.screen, ShowText), "no list")
        await person.sees("pupils without a result", SUBJECT)
        await person.press("escape")
        await person.comes_to(ClosingScreen)
        await person.press("f6")
        await person.sees("Close trimester I: nobody enters anything there then", "class 7А – missing:")
        await person.press("1")
        await person.sign()
        await person.sees("Closed for 1 class.")
        assert teacher.objection(give) == "The period is closed: ask the deputy head (F10, “ask to correct”)."
        row = person.rows.rows[place]
        assert row[-1] == "is closed"
        seven_b = next(one for one in person.rows.rows if one[0] == "7Б")
        assert seven_b[-1] == "is open"
        await person.press("delete", "1")
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no question")
        await person.press("enter")
        await person.sees("A period is opened again with a reason.")
        await person.press("delete", "1")
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no question")
        await person.type("описка")
        await person.press("enter")
        await person.sees("Open again for 1 class.")
        assert teacher.objection(give) is None
        await person.press("end", "home", *["down"] * place)
        await person.sees("opened again", "(описка)")
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert teacher.objection(give) is not None
        await person.press("ctrl+z")
        await person.until(lambda: teacher.objection(give) is None, "not taken back")
        await person.press("right", "f6", "1")
        await person.sees("trimester II is not over yet: it ends on 28.02.")
    assert home.console().ask(VerifyAudit()).whole


async def test_the_director_reads_and_closes_nothing_in_russian(sit: Sit, home: Home) -> None:
    async with sit(language="ru") as person:
        await at_closing(person, home, "director", "Закрытие периодов")
        await person.sees("Закрытие · I триместр")
        await person.press("f6")
        await person.sees("Период закрывает заместитель директора.")
        assert home.school.db.sql("SELECT 1 FROM period_closing") == []


def test_a_closed_class_leaves_the_others_open_and_keeps_the_days_of_the_period(home: Home, classes: Classes) -> None:
    deputy, key = session_of(home, account_with_role(home, "deputy")), trimester(home, 1)
    deputy.do(ClosePeriod(key, (classes.seven_a,)))
    calendar = home.school.calendar()

    def closed(school_class: object, grade: int = 7) -> bool:
        return calendar.periods_of(grade, school_class)[0].closed  # type: ignore[arg-type]

    assert closed(classes.seven_a)
    assert not closed(classes.seven_b)
    assert not closed(None)
    period = calendar.periods_of(7)[0]
    with pytest.raises(Invalid, match="its results stand"):
        deputy.do(PutPeriodEnd(period.scheme, 1, period.ends.replace(day=29), period.ends))
    deputy.do(ClosePeriod(key, (classes.seven_b,)))
    calendar = home.school.calendar()
    assert closed(None), "a group of several classes closes with the last class of its grade"
    assert not closed(classes.three_a, 3)


def test_who_closes_what_is_closed_and_who_may_not_is_told_so(home: Home, classes: Classes) -> None:
    first, second = (session_of(home, account_with_role(home, "deputy")) for _n in range(2))
    key = trimester(home, 1)
    first.do(ClosePeriod(key, (classes.seven_a,)))
    with pytest.raises(Conflict, match="closed already"):
        second.do(ClosePeriod(key, (classes.seven_a,)))
    second.do(OpenPeriod(key, (classes.seven_a,), "описка"))
    with pytest.raises(Conflict, match="Somebody has changed this since"):
        first.undo()
    with pytest.raises(Conflict, match="open already"):
        first.do(OpenPeriod(key, (classes.seven_a,), "ещё раз"))
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, SUBJECT)).do(ClosePeriod(key, (classes.seven_a,)))


def test_the_closing_of_the_school_costs_the_same_questions_however_many_classes_there_are(home: Home) -> None:
    deputy = session_of(home, account_with_role(home, "deputy"))
    few = sent_for(deputy, ShowClosing())
    classes = more_classes(home)
    deputy.do(ClosePeriod(trimester(home, 1), (classes.seven_a, classes.seven_b)))
    assert sent_for(deputy, ShowClosing()) <= few + 1
