"""A subject that is passed or not passed: no digits in the grid, no average, «зач» as a result (domain rules 1.1)."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowWeeklySheets
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.forecasts import ExplainForecast, PupilForecasts
from ejournal_tui.services.settings.deciding import ShowEffect
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.ui.conftest import Sit
from tests.ui.test_story_results import SUBJECT, course_of, given

MONDAY = date(2018, 1, 15)
PASS, FAIL = (Mark(Value.PASS),), (Mark(Value.FAIL),)


def decided(home: Home, starts: date) -> PutRule:
    """The deputy head has decided that Russian is passed or not passed."""
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", SUBJECT)
    rule = PutRule(Rule(RuleName.SCALE, "passes", starts, subject=subject))
    session_of(home, account_with_role(home, "deputy")).do(rule)
    return rule


def stand(home: Home) -> list[int]:
    """The marks of Monday's lesson, by the order of the list."""
    lesson = lesson_on(home, SUBJECT, MONDAY.isoformat())
    found = dict(home.school.db.sql(
        "SELECT m.pupil, m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=?", lesson
    ))  # fmt: skip
    return [found[pupil] for pupil in pupils_of(home, lesson) if pupil in found]


async def test_a_subject_that_is_passed_takes_signs_for_digits_and_its_results_are_passes(
    sit: Sit, home: Home
) -> None:
    decided(home, date(2017, 9, 1))
    teacher, autumn = session_of(home, teacher_of(home, SUBJECT)), lesson_on(home, SUBJECT, "2017-10-02")
    away = {pupil for (pupil,) in home.school.db.sql("SELECT pupil FROM absence WHERE lesson=?", autumn)}
    pupils = pupils_of(home, autumn)
    good, bad = [n for n, pupil in enumerate(pupils) if pupil not in away][:2]
    for place, marks in ((good, PASS), (bad, FAIL)):
        seen = tuple(Mark(Value(v), s) for v, s in home.school.db.sql(
            "SELECT m.value, m.sign FROM mark m JOIN work w ON w.id=m.work JOIN work_kind k ON k.id=w.kind"
            " WHERE w.lesson=? AND k.code='answer' AND m.pupil=? ORDER BY m.place", autumn, pupils[place]))  # fmt: skip
        teacher.do(PutMarks(autumn, pupils[place], marks, seen, reason="error"))
    async with sit(language="ru") as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.sees("+ зач - нз н о д")
        await person.press("5")
        await person.sees("«5» здесь не ставят: по предмету ставят зачёт или незачёт.", "Нажмите + (зачёт)")
        assert (stand(home), person.cell[0]) == ([], 0)
        await person.press("+", "-", "+")
        await person.until(lambda: stand(home) == [10, 11, 10], "not written")
        assert person.cell[0] == 3
        await person.press("ctrl+z")
        await person.until(lambda: stand(home) == [10, 11], "not taken back")
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.sees("[I триместр]")
        await person.press("home", "f5")
        await person.until(lambda: isinstance(person.app.screen, Tick), "no preview")
        assert len(person.rows.rows) == 1
        assert ": зач" in str(person.rows.rows[0])
        await person.press("space", "enter")
        await person.sign()
        await person.until(lambda: pupils[good] in given(home), "not given")
        assert given(home)[pupils[good]][:2] == [10, 10]
        # Not passed is the teacher's to say, passed against the works has to be explained; digits are refused.
        await person.press("home", *["down"] * bad, "4")
        await person.sees("«4» здесь не ставят")
        await person.press("+")
        await person.until(lambda: isinstance(person.app.screen, FillIn), "not asked")
        await person.press("escape", "-")
        await person.until(lambda: pupils[bad] in given(home), "not given")
        assert given(home)[pupils[bad]][0] == 11
    whole = session_of(home, class_teacher(home)).ask(ShowClassResults(number=1))
    place = next(n for n, one in enumerate(whole.subjects) if one.name == SUBJECT)
    texts = [cell.text for row in whole.rows if (cell := row.cells[place]) is not None and cell.result]
    assert sorted(texts) == ["зач", "нз"]
    assert whole.subjects[place].figures.average is None
    assert home.console().ask(VerifyAudit()).whole


def test_what_was_given_before_the_day_stays_and_counts_nowhere_after_it(home: Home) -> None:
    course, lesson = course_of(home), lesson_on(home, SUBJECT, MONDAY.isoformat())
    teacher, deputy = session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))
    friday, pupil = lesson_on(home, SUBJECT, "2018-01-12"), pupils_of(home, lesson)[0]
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", SUBJECT)
    ((digits,),) = home.school.db.sql(
        "SELECT COUNT(*) FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " WHERE l.course=? AND l.day>='2017-12-01' AND m.value<=5", course,
    )  # fmt: skip
    rule = PutRule(Rule(RuleName.SCALE, "passes", MONDAY, subject=subject))
    told = " ".join(deputy.ask(ShowEffect(rule)))
    assert "1 course is marked otherwise" in told
    assert f"{digits} marks of the running period stay" in told
    before = teacher.ask(ShowGrid(course, MONDAY))
    assert any(row.average for row in before.rows)
    deputy.do(rule)
    after = teacher.ask(ShowGrid(course, MONDAY))
    assert [[cell.text for cell in row.cells] for row in before.rows] == [
        [cell.text for cell in row.cells] for row in after.rows
    ]
    assert {(row.average, row.forecast) for row in after.rows} == {(None, None)}
    assert [column.passes for column in after.columns] == [column.day >= MONDAY for column in after.columns]
    with pytest.raises(Invalid, match="Nothing is foreseen here"):
        teacher.ask(ExplainForecast(course, pupil, MONDAY))
    family = session_of(home, class_teacher(home)).ask(PupilForecasts(pupil, MONDAY))
    assert SUBJECT not in {one.subject for one in family}
    # Friday is still of five points, Monday is not.
    free = next(row for row in after.rows if not any(
        cell.text for cell, column in zip(row.cells, after.columns, strict=True) if column.lesson in (friday, lesson)
    ))  # fmt: skip
    teacher.do(PutMarks(friday, free.pupil, (Mark(Value.FIVE),), ()))
    with pytest.raises(Invalid, match="is not given here"):
        teacher.do(PutMarks(lesson, free.pupil, (Mark(Value.FIVE),), ()))
    teacher.do(PutMarks(lesson, free.pupil, PASS, ()))
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    sheets = session_of(home, class_teacher(home)).ask(ShowWeeklySheets(school_class, MONDAY, True))
    week = next(one for one in sheets.pupils if one.name.startswith(free.name.split()[0]) and any(
        line.marks == ("зач",) for line in one.days[0]
    ))  # fmt: skip
    short = home.school.db.sql("SELECT short FROM subject WHERE id=?", subject)[0][0]
    (told,) = [one for one in week.subjects if one.subject == short]
    assert (told.average, told.count, told.forecast, told.risk) == (None, 1, None, False)
    teacher.undo()
    deputy.undo()
    assert teacher.ask(ShowGrid(course, MONDAY)).rows != after.rows
    teacher.do(PutMarks(lesson, free.pupil, (Mark(Value.FIVE),), ()))
