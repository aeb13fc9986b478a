"""C30: exams by protocol with the moment of receipt, olympiads; deputy and class teacher enter, families read."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.domain.results.exams import Exam
from ejournal_tui.services.mornings.own_class import MyClassMorning
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.people.people import ShowPupilCard
from ejournal_tui.services.results.exams import GiveExamResults, PutExam, ShowExams
from ejournal_tui.services.results.giving import Given
from ejournal_tui.services.results.pupil_results import ShowPupilResults
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.dialogs.text import ShowText
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.results.exam_results import ExamScreen
from ejournal_tui.ui.screens.results.exams import ExamsScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent
from tests.ui.conftest import Sit
from tests.ui.test_story_roles import choose

RUSSIAN = "Русский язык"


@pytest.fixture
def home(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Class 7А on the last day of its year, a Friday."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-05-25T13:00")
    opened = open_home(home_folder, "en")
    yield opened
    opened.close()


def class_and_pupils(home: Home) -> tuple[ClassId, list[PupilId]]:
    """7А."""
    ((key,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    return ClassId(key), pupils_of(home, lesson_on(home, RUSSIAN, "2018-01-15"))


def exam_of(home: Home, received: datetime, pupils: list[PupilId], protocol: str = "7") -> Exam:
    """A protocol of Russian in 7А."""
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", RUSSIAN)
    return Exam(class_and_pupils(home)[0], subject, protocol, received, tuple(sorted(pupils)))


def given(home: Home) -> dict[int, int]:
    """Exam results by pupil."""
    return dict(home.school.db.sql("SELECT pupil, value FROM result WHERE kind='exam'"))


async def test_c30_the_deputy_enters_an_exam_late_and_the_family_sees_it_at_once(sit: Sit, home: Home) -> None:
    _class, pupils = class_and_pupils(home)
    async with sit() as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.press("ctrl+e")
        await person.comes_to(ExamsScreen)
        await person.sees("Nothing is written down yet")
        await person.press("insert")
        await person.comes_to(Choose)
        await person.type("русск")
        await person.press("enter")
        await person.comes_to(FillIn)
        await person.type("12")
        await person.press("tab")
        # A day that lies ahead is refused with what was typed kept, at the end of the steps.
        await person.press(*["backspace"] * 10)
        await person.type("24.05")
        await person.press("tab", *["backspace"] * 5)
        await person.type("25")
        await person.press("enter")
        await person.sees("“25” is not an hour.")
        await person.press(*["backspace"] * 2)
        await person.type("10:00")
        await person.press("enter")
        await person.comes_to(Tick)
        # The last of the list did not take it.
        await person.press("end", "space", "enter")
        await person.sees("Written down", f"0 of {len(pupils) - 1}")
        await person.press("up", "enter")
        await person.comes_to(ExamScreen)
        await person.press("5", "4", "down", "up")
        await person.until(lambda: given(home) == {pupils[0]: 5, pupils[1]: 4}, "not entered")
        await person.sees("entered after the term", "overdue since 25.05 10:00")
        await person.press("ctrl+z")
        await person.sees("Taken back: exam result")
        assert given(home) == {pupils[0]: 5}
        await person.press("escape", "escape")
        await person.sees(f"{len(pupils) - 2} exam results to enter (Ctrl+E). Their term is over.")
    ((child,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupils[0])
    async with sit() as person:
        await person.enter(child)
        await person.comes_to(DiaryScreen)
        await person.press("и")
        await person.comes_to(ShowText)
        await person.sees("Русский язык", "exam 5")
    assert home.console().ask(VerifyAudit()).whole


async def test_c30_the_class_teacher_enters_an_olympiad_that_the_family_and_the_card_show(
    sit: Sit, home: Home
) -> None:
    _class, pupils = class_and_pupils(home)
    leader = class_teacher(home)
    async with sit(language="ru") as person:
        await person.enter(leader)
        await choose(person, "Экзамены и конкурсы")
        await person.comes_to(ExamsScreen)
        await person.press("j")  # «о» of the other layout
        await person.comes_to(Choose)
        await person.press("enter")
        await person.until(lambda: "уровень" in person.text, "no levels")
        await person.press("2")
        await person.comes_to(Form)
        for text, wipe in (("Олимпиада по физике", 0), ("призёр", 0), ("мун", 13), ("20.03", 10)):
            await person.press(*["backspace"] * wipe)
            await person.type(text)
            await person.press("enter")
        await person.press("enter", "enter")
        await person.sees("Сохранено")
        rows = home.school.db.sql("SELECT pupil, name, level, place, day FROM contest")
        assert rows == [(pupils[0], "Олимпиада по физике", "municipal", "призёр", "2018-03-20")]
        await person.press("delete")
        await person.until(lambda: not home.school.db.sql("SELECT 1 FROM contest"), "not taken out")
        await person.press("ctrl+z")
        await person.until(lambda: bool(home.school.db.sql("SELECT 1 FROM contest")), "not brought back")
    ((guardian,),) = home.school.db.sql(
        "SELECT a.id FROM account a JOIN guardianship g ON g.guardian=a.guardian WHERE g.pupil=? ORDER BY a.id LIMIT 1",
        pupils[0],
    )
    (won,) = session_of(home, guardian).ask(ShowPupilResults(pupils[0])).contests
    assert won == "Олимпиада по физике (municipal): призёр, 20.03.2018"
    (card,) = session_of(home, leader).ask(ShowPupilCard(pupils[0])).contests
    assert card.words == won
    with pytest.raises(Denied):
        session_of(home, guardian).ask(ShowPupilResults(pupils[1]))


def test_c30_an_exam_is_refused_where_it_cannot_be_and_conflicts_are_told(home: Home) -> None:
    school_class, pupils = class_and_pupils(home)
    leader, deputy = session_of(home, class_teacher(home)), session_of(home, account_with_role(home, "deputy"))
    for moment, words in ((datetime(2018, 5, 26, 9), "lies ahead"), (datetime(2017, 8, 1, 9), "before this study")):
        with pytest.raises(Invalid, match=words):
            leader.do(PutExam(exam_of(home, moment, pupils)))
    received = datetime(2018, 5, 25, 9)
    for wrong, words in (
        (exam_of(home, received, []), "Nobody is ticked"), (exam_of(home, received, pupils, " "), "number"),
        (exam_of(home, received, [PupilId(1)]), "not in this class"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            leader.do(PutExam(wrong))
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, RUSSIAN)).do(PutExam(exam_of(home, received, pupils)))
    leader.do(PutExam(exam_of(home, received, pupils[:2])))
    with pytest.raises(Conflict, match="written down already"):
        deputy.do(PutExam(exam_of(home, received, pupils)))
    (line,) = deputy.ask(ShowExams(school_class)).exams
    assert (line.missing, line.due) == (2, datetime(2018, 5, 26, 9))
    told = [one.words for one in leader.ask(MyClassMorning(home.school.clock.today())).lines if "exam" in one.what]
    assert told == ["2 results to enter, to be entered until 26.05 09:00"]
    key = line.exam.key
    leader.do(GiveExamResults(school_class, key, (Given(pupils[0], Value.FIVE, None),)))
    with pytest.raises(Conflict, match="“5” stands here already"):
        deputy.do(GiveExamResults(school_class, key, (Given(pupils[0], Value.FOUR, None),)))
    with pytest.raises(Invalid, match="not in the protocol"):
        deputy.do(GiveExamResults(school_class, key, (Given(pupils[5], Value.FOUR, None),)))
    with pytest.raises(Invalid, match="results already"):
        deputy.do(PutExam(None, line.exam))
    with pytest.raises(Conflict, match="stands here now"):
        deputy.do(PutExam(
            Exam(school_class, line.exam.subject, "7", received, line.exam.pupils, key),
            Exam(school_class, line.exam.subject, "8", received, line.exam.pupils, key),
        ))  # fmt: skip
    # Undo meets what somebody else did meanwhile.
    deputy.do(GiveExamResults(school_class, key, (Given(pupils[0], Value.FOUR, Value.FIVE),)))
    with pytest.raises(Conflict):
        leader.undo()
    assert given(home) == {pupils[0]: 4}
    with statements_sent() as sent:
        deputy.ask(ShowExams(school_class))
    assert len(sent) <= 14
