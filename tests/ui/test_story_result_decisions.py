"""A result above the proposal waits for the deputy head, another is put off until a day; all are signed once (C28)."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.results.standing import Standing
from ejournal_tui.services.accounts.accounts import SetPassword
from ejournal_tui.services.history.deeds import FindDeeds
from ejournal_tui.services.journal.lessons import SetTopic
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.results.closing import ClosePeriod, ShowClosing
from ejournal_tui.services.results.correcting import AskResultCorrection
from ejournal_tui.services.results.deferring import DeferResult
from ejournal_tui.services.results.giving import Given, GiveResults, ShowProposals
from ejournal_tui.services.results.pupil_results import ShowPupilResults
from ejournal_tui.services.results.raising import AnswerRaises, ShowRaises
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.dialogs.sign import Sign
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.journal.corrections import CorrectionsScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.school_day import SchoolDayScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.raises import RaisesScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.people import account_with_role, class_teacher, lesson_on, session_of, teacher_of
from tests.services.test_statements import sent_for
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_closing import trimester
from tests.ui.test_story_entering import PASSWORD, say_who
from tests.ui.test_story_results import SUBJECT, course_of, given, standings_of

DAY = date(2018, 1, 22)


def far_one(stand: dict[PupilId, Standing]) -> tuple[int, PupilId, int]:
    """The line, the pupil and the proposal of somebody far from the next mark."""
    for place, (pupil, one) in enumerate(stand.items()):
        if one.proposed in (3, 4) and one.near is None:
            return place, pupil, one.proposed
    raise AssertionError("nobody")


def raise_of(course: CourseId, pupil: PupilId, value: int, seen: Value | None = None) -> GiveResults:
    """A result above the proposal with its reason."""
    return GiveResults(course, 1, (Given(pupil, Value(value), seen, "олимпиада"),))


def asked(home: Home) -> list[tuple[int, int, str, str]]:
    """The raises: pupil, value, state, answer."""
    rows = home.school.db.sql("SELECT pupil, value, state, answer FROM result_raise ORDER BY id")
    return [(pupil, value, state, answer) for pupil, value, state, answer in rows]


async def at_first_trimester(person: Sitting, home: Home) -> None:
    """The teacher of Russian opens the results of 7А."""
    await person.enter(teacher_of(home, SUBJECT))
    await person.comes_to(TodayScreen)
    await person.press("f2")
    await person.comes_to(LessonGridScreen)
    await person.press("f8")
    await person.comes_to(ResultsScreen)


async def test_c28_a_result_above_the_proposal_waits_for_the_deputy_who_approves_it(sit: Sit, home: Home) -> None:
    place, pupil, proposed = far_one(standings_of(home))
    async with sit(language="ru") as person:
        await at_first_trimester(person, home)
        await person.press(*["down"] * place, str(proposed + 1))
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no question")
        await person.sees("Согласует завуч.")
        await person.type("олимпиада")
        await person.press("enter")
        await person.sees("Вы подписываете:", f", {proposed + 1} (олимпиада)")
        await person.sign()
        await person.sees(f"{proposed + 1} ждёт", "Семья увидит отметку после согласования.")
        assert given(home) == {}
        assert asked(home) == [(pupil, proposed + 1, "asked", "")]
        await person.press("up", "delete")
        await person.until(lambda: asked(home) == [], "not taken back")
        await person.press("ctrl+z")
        await person.until(lambda: len(asked(home)) == 1, "not there again")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.sees(f"Ждёт согласования: {proposed + 1}")
    async with sit(language="ru") as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.sees("1 итог на согласование (Ctrl+G).")
        await person.press("ctrl+g")
        await person.comes_to(RaisesScreen)
        await person.sees("“олимпиада”", "1 ждёт ответа")
        await person.press("delete")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.press("enter")
        await person.sees("Не хватает пояснения.")
        await person.type("мало оснований")
        await person.press("enter")
        await person.sees("Возвращено: учитель прочтёт ваше пояснение.", "возвращено")
        await person.press("ctrl+z")
        await person.sees("ждёт")
        await person.press("enter")
        await person.sign()
        await person.sees(f"Согласовано: {proposed + 1}")
        assert [*given(home)[pupil]] == [proposed + 1, proposed, "олимпиада", "journal"]
        await person.press("enter")
        await person.sees("На это уже ответили")
    ((author,),) = home.school.db.sql("SELECT author FROM result")
    assert author == teacher_of(home, SUBJECT)
    async with sit(language="ru") as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.comes_to(TodayScreen)
        await person.sees(f"Согласовано: {proposed + 1}")
    assert home.console().ask(VerifyAudit()).whole


def test_what_is_asked_and_answered_at_the_same_time_is_told_and_nothing_is_overwritten(home: Home) -> None:
    course, (_place, pupil, proposed) = course_of(home), far_one(standings_of(home))
    teacher, deputy = session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))
    other = next(one for one in standings_of(home) if one != pupil)
    teacher.do(DeferResult(course, other, 1, DAY, "болезнь", None))
    teacher.do(raise_of(course, pupil, proposed + 1))
    found = session_of(home, class_teacher(home)).ask(ShowClassResults(number=1))
    assert f"{proposed + 1}?" in {cell.text for row in found.rows for cell in row.cells if cell is not None}
    teacher.do(GiveResults(course, 1, (Given(pupil, Value(proposed), None, asked=Value(proposed + 1)),)))
    teacher.do(raise_of(course, pupil, proposed + 1, Value(proposed)))
    cells = session_of(home, class_teacher(home)).ask(ShowClassResults(number=1))
    texts = {row.pupil: [cell.text for cell in row.cells if cell is not None] for row in cells.rows}
    assert str(proposed) in texts[pupil]
    assert "off" in texts[other]
    # What was given stays until the answer.
    assert given(home)[pupil][0] == proposed
    with pytest.raises(Conflict, match="waits for the deputy head has changed"):
        teacher.do(raise_of(course, pupil, proposed + 1, Value(proposed)))
    (line,) = deputy.ask(ShowRaises())
    with pytest.raises(Denied):
        teacher.do(AnswerRaises((line.key,), True))
    with pytest.raises(Denied):
        session_of(home, class_teacher(home)).ask(ShowRaises())
    with pytest.raises(Invalid, match="A word is missing"):
        deputy.do(AnswerRaises((line.key,), False, "  "))
    few = sent_for(deputy, ShowRaises())
    deputy.do(AnswerRaises((line.key,), True))
    assert given(home)[pupil][0] == proposed + 1
    with pytest.raises(Conflict, match="taken it back, or it was answered"):
        deputy.do(AnswerRaises((line.key,), False, "нет"))
    with pytest.raises(Conflict, match="Somebody has changed this since"):
        teacher.undo()
    deputy.undo()
    assert given(home)[pupil][0] == proposed
    assert asked(home) == [(pupil, proposed + 1, "asked", "")]
    deputy.do(AnswerRaises((line.key,), False, "мало оснований"))
    stands = teacher.ask(ShowProposals(course, 1)).pending[pupil]
    assert stands.waiting is None
    assert stands.returned is not None
    others = [one for one in standings_of(home) if one not in (pupil, other)][:6]
    for one in others:
        teacher.do(GiveResults(course, 1, (Given(one, Value.FIVE, None, "олимпиада"),)))
    assert sent_for(deputy, ShowRaises()) <= few
    # What is given without a raise lets the answered one go.
    teacher.do(GiveResults(course, 1, (Given(pupil, Value(proposed - 1), Value(proposed)),)))
    assert pupil not in {row[0] for row in asked(home)}


async def test_c28_results_are_signed_with_the_password_once_a_sitting(sit: Sit, home: Home) -> None:
    teacher = teacher_of(home, SUBJECT)
    stand = standings_of(home)
    (login,) = home.school.db.sql("SELECT login FROM account WHERE id=?", teacher)[0]
    hashed = home.hasher.hash_secret(PASSWORD)
    session_of(home, teacher).do(SetPassword(teacher, hashed))
    async with sit() as person:
        await person.until(lambda: isinstance(person.app.screen, SignInScreen), "no door")
        await say_who(person, login, PASSWORD)
        await person.comes_to(TodayScreen)
        person.app.push_screen(ResultsScreen(person.on(TodayScreen).desk, course_of(home), "Teacher", 1))
        await person.comes_to(ResultsScreen)
        # What is typed meanwhile waits for the signature, and nothing of it is lost.
        await person.burst("2", "2")
        await person.until(lambda: isinstance(person.app.screen, Sign), "nothing to sign")
        await person.type("not my password")
        await person.press("enter")
        await person.sees("Wrong password: nothing was signed.")
        assert given(home) == {}
        await person.type(PASSWORD)
        await person.press("enter")
        await person.until(lambda: len(given(home)) == 2, "not given")
        await person.comes_to(ResultsScreen)
        await person.press("2")
        await person.until(lambda: len(given(home)) == 3, "not given")
        assert isinstance(person.app.screen, ResultsScreen)
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await say_who(person, login, PASSWORD)
        await person.comes_to(TodayScreen)
        person.app.push_screen(ResultsScreen(person.on(TodayScreen).desk, course_of(home), "Teacher", 1))
        await person.comes_to(ResultsScreen)
        await person.press("end", "2")
        await person.until(lambda: isinstance(person.app.screen, Sign), "nothing to sign")
        await person.press("escape")
        await person.sees("Nothing was signed, nothing was changed.")
        await person.press("end", "2")
        for _wrong in range(5):
            await person.until(lambda: isinstance(person.app.screen, Sign), "nothing to sign")
            await person.type("x")
            await person.press("enter")
        await person.comes_to(SignInScreen)
        await person.sees("Too many wrong passwords")
    assert len(given(home)) == 3
    assert len(stand) > 3
    signed = home.school.db.sql("SELECT outcome FROM deed WHERE verb='Sign' AND actor=? ORDER BY seq", teacher)
    assert [outcome for (outcome,) in signed][:2] == ["failed", "done"]
    assert {outcome for (outcome,) in signed[2:]} <= {"failed", "throttled"}


async def test_a_result_is_put_off_until_a_day_and_given_through_the_closed_period(
    sit: Sit, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil, other = [*standings_of(home)][:2]
    teacher, deputy = session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))
    async with sit(language="ru") as person:
        await at_first_trimester(person, home)
        await person.press("ctrl+d")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.type("10.01")
        await person.press("enter")
        await person.press("enter")
        await person.sees("можно до любого дня с 15.01")
        await person.press("up", "end", *["backspace"] * 5)
        await person.type("17.01")
        await person.press("enter")
        await person.type("длительная болезнь")
        await person.press("enter")
        await person.sees("отсрочка 17.01", "отсрочка до 17.01")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.sees("Отсрочка до 17.01")
    ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
    ((shown,),) = [line.results for line in session_of(home, account).ask(ShowPupilResults(pupil)).subjects]
    assert shown[1] == "put off until 17.01"
    ((school_class,),) = home.school.db.sql("SELECT MIN(id) FROM study_group WHERE kind='class'")
    closing = deputy.ask(ShowClosing(trimester(home, 1)))
    gaps = {gap.title: gap for line in closing.lines for gap in line.gaps}
    assert gaps[f"7А · {SUBJECT}"].decisions.deferred == 1
    assert gaps[f"7А · {SUBJECT}"].results == len(standings_of(home)) - 1
    deputy.do(ClosePeriod(trimester(home, 1), (school_class,)))
    course = course_of(home)
    with pytest.raises(Denied, match="closed"):
        teacher.do(GiveResults(course, 1, (Given(other, Value.TWO, None),)))
    teacher.do(GiveResults(course, 1, (Given(pupil, Value.TWO, None),)))
    assert given(home)[pupil][0] == 2
    teacher.undo()
    with pytest.raises(Denied, match="closed"):
        teacher.do(DeferResult(course, other, 1, DAY, "болезнь", None))
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-18T10:14")
    later = open_home(home.path, "en")
    teacher = session_of(later, teacher_of(home, SUBJECT))
    deputy = session_of(later, account_with_role(home, "deputy"))
    assert "closed" in (teacher.objection(GiveResults(course, 1, (Given(pupil, Value.TWO, None),))) or "")
    gaps = {gap.title: gap for line in deputy.ask(ShowClosing(trimester(home, 1))).lines for gap in line.gaps}
    later.close()
    assert gaps[f"7А · {SUBJECT}"].decisions.overdue == 1
    async with sit(language="ru") as person:
        await at_first_trimester(person, home)
        await person.sees("истекла 17.01")
        await person.press("escape")
        await person.comes_to(LessonGridScreen)
        await person.press("escape")
        await person.comes_to(TodayScreen)
        await person.sees("Отсрочка истекла 17.01")


async def test_c28_results_of_a_closed_period_are_corrected_by_request(sit: Sit, home: Home) -> None:
    course, pupil = course_of(home), next(iter(standings_of(home)))
    teacher, deputy = session_of(home, teacher_of(home, SUBJECT)), session_of(home, account_with_role(home, "deputy"))
    ((school_class,),) = home.school.db.sql("SELECT MIN(id) FROM study_group WHERE kind='class'")
    with pytest.raises(Invalid, match="are open"):
        teacher.do(AskResultCorrection(course, 1, "описка", DAY))
    teacher.do(GiveResults(course, 1, (Given(pupil, Value.THREE, None),)))
    deputy.do(ClosePeriod(trimester(home, 1), (school_class,)))
    async with sit(language="ru") as person:
        await at_first_trimester(person, home)
        await person.press("2")
        await person.sees("Период закрыт: попросите завуча (F10 → «исправить закрытое»).")
        await person.press("ctrl+r")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.type("не тот ученик")
        await person.press("enter", "enter")
        await person.sees("Просьба отправлена: ответ будет на экране «Сегодня».")
    with pytest.raises(Conflict, match="already"):
        teacher.do(AskResultCorrection(course, 1, "описка", DAY))
    async with sit(language="ru") as person:
        await person.enter(account_with_role(home, "deputy"))
        await person.comes_to(SchoolDayScreen)
        await person.press("ctrl+r")
        await person.comes_to(CorrectionsScreen)
        await person.sees("итоги: I триместр", "“не тот ученик”")
        await person.press("enter")
        await person.until(lambda: isinstance(person.app.screen, Form), "no form")
        await person.press("enter")
        await person.sees("Разрешено до 22.01.")
    # Only the results are open, the lessons of the period are not.
    lesson = lesson_on(home, SUBJECT, "2017-11-30")
    assert "closed" in (teacher.objection(SetTopic(lesson, "Причастие")) or "")
    async with sit(language="ru") as person:
        await at_first_trimester(person, home)
        await person.press("2")
        await person.sign()
        await person.until(lambda: given(home)[pupil][0] == 2, "not corrected")
        await person.press("up", "f4")
        ((number,),) = home.school.db.sql("SELECT id FROM correction")
        await person.sees(f"по разрешению № {number} от 15.01")
    lines = deputy.ask(FindDeeds(kind="results")).lines
    assert any(f"by permission No. {number} of 15.01" in line.told.what for line in lines)
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, "Физика")).do(AskResultCorrection(course, 1, "описка", DAY))
