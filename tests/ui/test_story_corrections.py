"""A closed lesson is corrected by request: asked by its teacher, allowed by the deputy head, over by itself."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.journal.corrections import CorrectionState
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.services.attendance.attendance import CallRoll
from ejournal_tui.services.journal.corrections import AnswerCorrection, AskCorrection, ShowCorrections
from ejournal_tui.services.journal.lessons import SetTopic
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.storage.journal import lessons
from ejournal_tui.storage.journal.lessons import LessonFacts
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.journal.corrections import CorrectionsScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.services.test_statements import sent_for
from tests.ui.conftest import Sit
from tests.ui.test_story_roles import choose

SUBJECT = "Русский язык"
TODAY = date(2018, 1, 15)
CLOSED = "The period is closed: ask the deputy head (F10, “ask to correct”)."


def close(home: Home) -> None:
    """The trimester in hand is closed."""
    ((period,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=2")
    home.school.write(0, "test", lambda ledger: ledger.update("study_period", period, closed_at=1) and ledger.seal(
        "World", "done", {}
    ))  # fmt: skip


def last_lesson(home: Home) -> LessonFacts:
    """The last lesson of the subject before today."""
    ((key,),) = home.school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name=? AND l.day<? ORDER BY l.day DESC, l.number LIMIT 1", SUBJECT, TODAY.isoformat(),
    )  # fmt: skip
    return lessons.lesson(home.school, key)


def ask(lesson: LessonFacts, until: date = date(2018, 1, 22), why: str = "описка") -> AskCorrection:
    """A request about one lesson."""
    return AskCorrection(lesson.course, lesson.day, lesson.day, why, until)


def request_of(home: Home) -> int:
    """The newest request."""
    return int(home.school.db.sql("SELECT MAX(id) FROM correction")[0][0])


def people(home: Home) -> tuple[Session, Session]:
    """The teacher and the deputy head."""
    return session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))


async def test_a_teacher_is_refused_asks_is_allowed_corrects_and_is_refused_when_the_term_is_over(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(home)
    lesson = lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15"))
    pupil = pupils_of(home, lesson.id)[0]
    teacher, _deputy = people(home)
    mark = PutMarks(lesson.id, pupil, (Mark(Value.FIVE),), ())
    assert teacher.objection(mark) == CLOSED
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        today = await person.comes_to(TodayScreen)
        person.app.push_screen(LessonPageScreen(today.desk, lesson.id, "Учитель"))
        await person.comes_to(LessonPageScreen)
        await person.sees(CLOSED)
        await choose(person, "ask to correct")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.sees("Ask the deputy head to open a closed lesson", "15.01.2018", "22.01.2018")
        await person.press("enter", "enter")
        await person.sees("A word is missing.")
        await person.press("up")
        await person.type("отметка не тому")
        await person.press("enter", "enter")
        await person.sees("Asked: “Today” tells the answer.")
        assert teacher.objection(mark) == CLOSED
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.sees("no answer yet")
    async with sit() as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.sees("1 request to correct (Ctrl+R).")
        await person.press("ctrl+r")
        await person.comes_to(CorrectionsScreen)
        await person.sees(SUBJECT, "waits", "“отметка не тому”")
        await person.press("enter")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.press("end", *["backspace"] * 10)
        await person.type("16.01")
        await person.press("enter")
        await person.sees("Allowed until 16.01.")
        await person.press("ctrl+z")
        await person.sees("Taken back")
        assert teacher.objection(mark) == CLOSED
        await person.press("ctrl+y")
        await person.sees("Done again")
    assert home.school.db.sql("SELECT state, expires FROM correction") == [("allowed", "2018-01-16")]
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        today = await person.comes_to(TodayScreen)
        await person.sees("You may correct", "until 16.01.")
        person.app.push_screen(LessonPageScreen(today.desk, lesson.id, "Учитель"))
        await person.comes_to(LessonPageScreen)
        await person.press("f6")
        await person.comes_to(LessonGridScreen)
        await person.press("5")
        marks = "SELECT m.value FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? AND m.pupil=?"
        await person.until(lambda: (5,) in home.school.db.sql(marks, lesson.id, pupil), "no mark")
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-17T08:00")
    async with sit() as person:
        await person.enter(teacher_of(home, SUBJECT))
        today = await person.comes_to(TodayScreen)
        person.app.push_screen(LessonPageScreen(today.desk, lesson.id, "Учитель"))
        await person.sees(CLOSED)
    assert home.console().ask(VerifyAudit()).whole


async def test_a_request_is_declined_with_a_word_in_russian(sit: Sit, home: Home) -> None:
    close(home)
    teacher, _deputy = people(home)
    teacher.do(ask(last_lesson(home)))
    async with sit(language="ru") as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.sees("1 просьба об исправлении (Ctrl+R).")
        await choose(person, "просьбы об исправлении")
        await person.comes_to(CorrectionsScreen)
        await person.press("delete")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.press("enter")
        await person.sees("Не хватает пояснения.")
        await person.type("результаты сданы")
        await person.press("enter")
        await person.sees("Отклонено: учитель прочтёт ваше пояснение.")
        await person.press("enter")
        await person.sees("На это уже ответили")
    async with sit(language="ru") as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.sees("Исправление отклонено", "результаты сданы")


def test_what_is_allowed_opens_these_lessons_to_this_teacher_and_to_nobody_else(home: Home) -> None:
    close(home)
    teacher, deputy = people(home)
    lesson, today = last_lesson(home), lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15"))
    teacher.do(ask(lesson))
    deputy.do(AnswerCorrection(request_of(home), date(2018, 1, 22), "", CorrectionState.ASKED))
    assert teacher.objection(SetTopic(lesson.id, "Причастие")) is None
    assert teacher.objection(SetTopic(today.id, "Причастие")) == CLOSED
    assert session_of(home, teacher_of(home, "Физика")).objection(SetTopic(lesson.id, "Причастие")) is not None
    deputy.do(AnswerCorrection(request_of(home), None, "исправлено", CorrectionState.ALLOWED))
    assert teacher.objection(SetTopic(lesson.id, "Причастие")) == CLOSED


def test_what_the_rule_has_closed_is_opened_by_request_too(home: Home) -> None:
    teacher, deputy = people(home)
    lesson = last_lesson(home)
    with pytest.raises(Invalid, match="are open"):
        teacher.do(ask(lesson))
    deputy.do(PutRule(Rule(RuleName.EDIT_DAYS, "1", date(2017, 9, 1))))
    assert "Entries were taken until" in (teacher.objection(SetTopic(lesson.id, "Причастие")) or "")
    teacher.do(ask(lesson))
    deputy.do(AnswerCorrection(request_of(home), TODAY, "", CorrectionState.ASKED))
    assert teacher.objection(SetTopic(lesson.id, "Причастие")) is None


def test_a_request_is_made_once_of_the_own_lessons_and_says_why_and_for_how_long(home: Home) -> None:
    close(home)
    teacher, deputy = people(home)
    lesson = last_lesson(home)
    for wrong, words in (
        (ask(lesson, why="  "), "A word is missing"), (ask(lesson, why="а" * 121), "too long"),
        (ask(lesson, date(2018, 1, 14)), "is over"), (ask(lesson, date(2018, 6, 1)), "at most"),
        (AskCorrection(lesson.course, TODAY, lesson.day, "описка", TODAY), "before the first"),
        (AskCorrection(lesson.course, date(2017, 9, 1), TODAY, "описка", TODAY), "at most"),
        (AskCorrection(lesson.course, date(2018, 1, 14), date(2018, 1, 14), "описка", TODAY), "no lessons"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            teacher.do(wrong)
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, "Физика")).do(ask(lesson))
    with pytest.raises(Denied):
        deputy.do(ask(lesson))
    teacher.do(ask(lesson))
    with pytest.raises(Conflict, match="already"):
        teacher.do(ask(lesson))
    teacher.undo()
    assert home.school.db.sql("SELECT 1 FROM correction") == []
    teacher.redo()
    with pytest.raises(Invalid, match="not for longer"):
        deputy.do(AnswerCorrection(request_of(home), date(2018, 1, 23), "", CorrectionState.ASKED))
    second = session_of(home, account_with_role(home, "deputy"))
    second.do(AnswerCorrection(request_of(home), TODAY, "", CorrectionState.ASKED))
    with pytest.raises(Conflict, match="meanwhile"):
        deputy.do(AnswerCorrection(request_of(home), None, "нет", CorrectionState.ASKED))
    with pytest.raises(Conflict, match="Somebody has changed this since"):
        teacher.undo()
    with pytest.raises(Denied):
        teacher.do(AnswerCorrection(request_of(home), TODAY, "", CorrectionState.ALLOWED))


def test_a_class_teacher_calls_the_roll_of_a_closed_lesson_only_where_it_may_be_corrected(home: Home) -> None:
    close(home)
    lesson = last_lesson(home)
    assert "closed" in (session_of(home, class_teacher(home)).objection(CallRoll(lesson.id)) or "")
    teacher, deputy = people(home)
    teacher.do(ask(lesson))
    deputy.do(AnswerCorrection(request_of(home), TODAY, "", CorrectionState.ASKED))
    assert teacher.objection(CallRoll(lesson.id)) is None


def test_the_list_of_requests_costs_the_same_questions_however_many_there_are(home: Home) -> None:
    close(home)
    teacher, deputy = people(home)
    lesson, other = last_lesson(home), lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15"))
    teacher.do(ask(lesson))
    deputy.do(AnswerCorrection(request_of(home), TODAY, "", CorrectionState.ASKED))
    few = sent_for(deputy, ShowCorrections())
    teacher.do(ask(other))
    deputy.do(AnswerCorrection(request_of(home), TODAY, "", CorrectionState.ASKED))
    assert sent_for(deputy, ShowCorrections()) <= few
