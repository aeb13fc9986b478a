"""The end of the year: year marks follow from the periods, the teacher decides, the class sees (C28, domain 1.5, 3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Denied, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.journal.outside import ResultKind
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.class_year import YEAR
from ejournal_tui.services.results.closing import ShowClosing
from ejournal_tui.services.results.giving import Given
from ejournal_tui.services.results.year_giving import GiveYearMarks, ShowYear
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from ejournal_tui.ui.screens.results.year_results import YearResultsScreen
from tests.changing import made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent
from tests.ui.conftest import Sit, Sitting

SUBJECT = "Русский язык"
FIRST = ((5, 4, 5), (4, 4, 4), (4, 12, 4), (3, None, 4))
"""The trimesters of the first four pupils; 12 is «н/а». All others have threes."""


@pytest.fixture
def home(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Class 7А on the last day of its year."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-05-25T13:00")
    opened = open_home(home_folder, "en")
    yield opened
    opened.close()


def with_periods(home: Home) -> tuple[CourseId, list[PupilId]]:
    """Russian in 7А with the results of all trimesters."""
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    pupils = pupils_of(home, lesson)
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", SUBJECT)
    for place, pupil in enumerate(pupils):
        for number, value in enumerate(FIRST[place] if place < len(FIRST) else (3, 3, 3), 1):
            if value is not None:
                made(
                    home, "result", pupil=pupil, subject=subject, year=home.school.year(), kind="period",
                    scheme="trimester", number=number, value=value, source="journal", certificate=None, author=0,
                    at=1527000000000, proposed=None, reason=None,
                )  # fmt: skip
    return lessons.lesson(home.school, lesson).course, pupils


def given(home: Home) -> dict[int, list[object]]:
    """The year marks that stand: value, proposed, reason."""
    rows = home.school.db.sql("SELECT pupil, value, proposed, reason FROM result WHERE kind='year'")
    return {pupil: rest for pupil, *rest in rows}


async def at_year(person: Sitting, home: Home) -> None:
    """The teacher of Russian opens the year of 7А."""
    await person.enter(teacher_of(home, SUBJECT))
    await person.comes_to(TodayScreen)
    await person.press("f2")
    await person.comes_to(LessonGridScreen)
    await person.press("f8")
    await person.comes_to(ResultsScreen)
    await person.press("u")  # the same key of the other layout
    await person.comes_to(YearResultsScreen)


async def test_year_marks_are_proposed_given_raised_with_a_reason_and_taken_back(sit: Sit, home: Home) -> None:
    _course, pupils = with_periods(home)
    async with sit() as person:
        await at_year(person, home)
        await person.sees("7А · Русский язык · marks of the year", "[Year]", "tr. I 5, tr. II 4, tr. III 5: 4.67 → 5")
        # Two of the pupils cannot be computed: they are left to the teacher.
        await person.press("f5")
        await person.comes_to(Tick)
        assert len(person.rows.rows) == len(pupils) - 2
        await person.press("enter")
        await person.sign()
        await person.sees(f"{len(pupils) - 2} marks were given. 2 have no mark.")
        assert [given(home)[pupil] for pupil in pupils[:2]] == [[5, 5, None], [4, 4, None]]
        assert not {*pupils[2:4]} & {*given(home)}
        await person.press("home", "down", "5")
        await person.comes_to(FillIn)
        await person.sees("Why higher than the proposed 4?")
        await person.type("олимпиада")
        await person.press("enter")
        await person.sees("5!", "proposed was 4")
        await person.press("up", "f4")
        await person.sees("“4” was written", "“4” became “5” — олимпиада")
        await person.press("escape", "down")
        await person.press("up", "down")
        await person.sees("tr. II н/а, tr. III 4: the teacher decides")
        await person.press("4")
        await person.comes_to(Choose)
        await person.press("2")
        await person.until(lambda: pupils[2] in given(home), "not given")
        assert given(home)[pupils[2]] == [4, None, "decision of the pedagogical council"]
        await person.press("up", "down")
        await person.sees("no result: tr. II")
        await person.press("3")
        await person.comes_to(Choose)
        await person.press("escape")
        await person.sees("No mark was given.")
        assert pupils[3] not in given(home)
        await person.press("ctrl+z", "ctrl+z", "ctrl+z")
        await person.sees("Taken back: year mark")
        assert given(home) == {}
        await person.press("ctrl+y")
        await person.until(lambda: len(given(home)) == len(pupils) - 2, "not done again")
        await person.press("right")
        await person.sees("[Year]")
    assert set(given(home)) == {*pupils} - {*pupils[2:4]}


async def test_what_another_session_gave_is_not_overwritten(sit: Sit, home: Home) -> None:
    course, pupils = with_periods(home)
    async with sit(language="ru") as person:
        await at_year(person, home)
        await person.sees("[Год]")
        other = session_of(home, teacher_of(home, SUBJECT))
        other.do(GiveYearMarks(course, ResultKind.YEAR, (Given(pupils[0], Value.TWO, None),)))
        await person.press("5")
        await person.sees("Здесь уже стоит «2»")
        assert given(home)[pupils[0]][0] == 2
        await person.press("home", "delete")
        await person.sign()
        await person.until(lambda: given(home) == {}, "not taken out")


def test_the_class_sees_the_year_and_the_closing_what_is_wanting(home: Home) -> None:
    course, pupils = with_periods(home)
    teacher = session_of(home, teacher_of(home, SUBJECT))
    leader = session_of(home, class_teacher(home))
    found = leader.ask(ShowClassResults(number=YEAR))
    assert found.period_title == "marks of the year"
    place = next(n for n, one in enumerate(found.subjects) if one.name == SUBJECT)
    cells = [row.cells[place] for row in found.rows[:4]]
    assert [cell.text for cell in cells if cell] == ["(5)", "(4)", "·", "·"]
    teacher.do(GiveYearMarks(course, ResultKind.YEAR, (Given(pupils[0], Value.FIVE, None),)))
    after = leader.ask(ShowClassResults(number=YEAR)).rows[0].cells[place]
    assert after is not None
    assert after.text == "5"
    with statements_sent() as sent:
        leader.ask(ShowClassResults(number=YEAR))
    assert len(sent) <= 16
    with statements_sent() as sent:
        teacher.ask(ShowYear(course))
    assert len(sent) <= 11
    gaps = session_of(home, account_with_role(home, "deputy")).ask(ShowClosing()).lines[0].gaps
    gap = next(one for one in gaps if one.title.endswith(SUBJECT))
    assert (gap.results, gap.years) == (0, len(pupils) - 1)


def test_in_january_it_is_too_early_and_class_seven_has_no_final_marks(
    home_folder: Path,
) -> None:
    home = open_home(home_folder, "en")
    course = lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15")).course
    pupil = pupils_of(home, lesson_on(home, SUBJECT, "2018-01-15"))[0]
    teacher = session_of(home, teacher_of(home, SUBJECT))
    for kind, words in ((ResultKind.YEAR, "too early for year marks"), (ResultKind.FINAL, "classes 9 and 11")):
        with pytest.raises(Invalid, match=words):
            teacher.do(GiveYearMarks(course, kind, (Given(pupil, Value.FOUR, None, "x"),)))
    with pytest.raises(Denied):
        session_of(home, class_teacher(home)).do(
            GiveYearMarks(course, ResultKind.YEAR, (Given(pupil, Value.FOUR, None, "x"),))
        )
    home.close()
