"""A family says that the child will be away; the roll call is told, the class teacher answers, the family reads it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import Notice, NoticeState
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.domain.settings.reference import AbsenceReasonRef
from ejournal_tui.i18n import speak
from ejournal_tui.services.attendance.notices import (
    AcceptNotice,
    DeclineNotice,
    ReasonsToSay,
    SayAbsent,
    ShowNotices,
    TakeBackNotice,
    WaitingNotices,
)
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.settings.absence_reasons import PutAbsenceReason
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.form import Form
from ejournal_tui.ui.screens.attendance.attendance import AttendanceScreen
from ejournal_tui.ui.screens.families.diary import DiaryScreen
from ejournal_tui.ui.screens.journal.lesson_page import LessonPageScreen
from ejournal_tui.ui.screens.mornings.own_class import OwnClassScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.people import account_with_role, class_teacher, lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

TODAY = date(2018, 1, 15)


def family(home: Home) -> tuple[int, PupilId, str]:
    """The guardian whom the demo lets enter, the child and its surname."""
    ((account, pupil, surname),) = home.school.db.sql(
        "SELECT a.id, p.id, p.surname FROM pupil p JOIN guardianship k ON k.pupil=p.id JOIN account a ON"
        " a.guardian=k.guardian WHERE p.id=(SELECT id FROM pupil ORDER BY search_key LIMIT 1)"
        " ORDER BY k.guardian LIMIT 1"
    )
    return account, PupilId(pupil), surname


def said(home: Home) -> list[tuple[object, ...]]:
    return home.school.db.sql("SELECT reason, word, starts, ends, state, answer FROM absence_notice ORDER BY id")


def papers(home: Home) -> list[tuple[object, ...]]:
    return home.school.db.sql("SELECT kind, reason, letter, starts, ends FROM absence_paper")


def ill(home: Home, first: date = TODAY, last: date | None = None, word: str = "") -> Notice:
    return Notice(family(home)[1], "illness", "болезнь", Absence.ILL, first, last or first, word)


def class_of(home: Home) -> ClassId:
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


async def announce(person: Sitting, first: str, last: str, word: str = "") -> None:
    """Say in the diary that the child is ill."""
    await person.press("з")
    await person.comes_to(Choose)
    await person.press("1")
    form = await person.comes_to(Form)
    assert form.values == ("16.01.2018", "", "")
    if first:
        await person.press("end", *["backspace"] * 12)
        await person.type(first)
    await person.press("enter")
    await person.type(last)
    await person.press("enter")
    await person.type(word)
    await person.press("enter")
    await person.comes_to(DiaryScreen)


async def open_own_class(person: Sitting, home: Home) -> None:
    """The class teacher at the line of what a family announces."""
    await person.enter(class_teacher(home))
    await person.comes_to(TodayScreen)
    await person.press("м")
    await person.comes_to(OwnClassScreen)
    row = next(n for n, words in enumerate(person.rows.rows) if words[1].startswith("Announced: "))
    await person.press("home", *["down"] * row, "enter")
    await person.comes_to(Choose)


async def test_c10_what_a_family_announces_is_told_at_the_roll_call_and_accepted_as_a_statement(
    sit: Sit, home: Home
) -> None:
    _account, pupil, surname = family(home)
    lesson = lesson_on(home, "Русский язык", TODAY.isoformat())
    async with sit() as person:
        await person.press("8")
        await person.comes_to(DiaryScreen)
        await announce(person, "15.01", "17.01", "температура")
        assert said(home) == [("illness", "температура", "2018-01-15", "2018-01-17", "waiting", "")]
        assert any("not answered yet" in " ".join(row) for row in person.rows.rows)
        await person.press("ctrl+z")
        await person.until(lambda: said(home) == [], "not taken back")
        await person.press("ctrl+y")
        await person.until(lambda: len(said(home)) == 1, "not said again")
    async with sit() as person:
        await person.enter(teacher_of(home, "Русский язык"))
        await person.comes_to(TodayScreen)
        number = home.school.db.sql("SELECT number FROM lesson WHERE id=?", lesson)[0][0]
        row = next(n for n, words in enumerate(person.rows.rows) if str(number) in words[0] + words[1])
        await person.press("home", *["down"] * row, "enter")
        await person.comes_to(LessonPageScreen)
        await person.sees("the family says away: 1")
        await person.type(surname)
        await person.sees("The family says: болезнь until We 17.01")
        assert "температура" not in person.text
        await person.press("enter")
        await person.until(
            lambda: home.school.db.sql("SELECT letter FROM absence WHERE lesson=? AND pupil=?", lesson, pupil)
            == [("н",)], "not marked",
        )  # fmt: skip
        await person.sees("is missing now! The family says: болезнь until We 17.01")
    letter = "SELECT letter FROM absence WHERE lesson=? AND pupil=?"
    async with sit() as person:
        await open_own_class(person, home)
        await person.press("1")
        await person.until(lambda: home.school.db.sql(letter, lesson, pupil) == [("б",)], "not covered")
        assert papers(home) == [("statement", "болезнь", "б", "2018-01-15", "2018-01-17")]
        await person.press("ctrl+z")
        await person.until(lambda: home.school.db.sql(letter, lesson, pupil) == [("н",)], "not put back")
        assert papers(home) == []
        assert said(home)[0][4] == "waiting"
        await person.press("ctrl+y")
        await person.until(lambda: said(home)[0][4] == "accepted", "not accepted again")
        await person.press("п")
        await person.comes_to(AttendanceScreen)
        await person.sees("the family says so: 1")
    async with sit() as person:
        await person.press("8")
        await person.comes_to(DiaryScreen)
        assert any("accepted" in " ".join(row) for row in person.rows.rows)


async def test_c10_a_declined_notice_is_answered_with_a_word_and_an_open_one_is_taken_back(
    sit: Sit, home: Home
) -> None:
    async with sit() as person:
        await person.press("8")
        await person.comes_to(DiaryScreen)
        # Pressed once too often it asks once, and what was asked before is answered too.
        await person.burst("з", "з")
        await person.comes_to(Choose)
        await person.press("escape")
        person.on(DiaryScreen)
        await announce(person, "", "")
        assert said(home)[0][2:4] == ("2018-01-16", "2018-01-16")
        await person.press("з")
        await person.comes_to(Choose)
        await person.press("1")
        await person.until(lambda: said(home) == [], "not taken back")
        await person.press("ctrl+z")
        await person.until(lambda: len(said(home)) == 1, "not brought back")
    async with sit() as person:
        await open_own_class(person, home)
        await person.press("2")
        await person.comes_to(FillIn)
        await person.type("Нужна справка")
        await person.press("enter")
        await person.until(lambda: said(home)[0][4:] == ("declined", "Нужна справка"), "not declined")
        assert not any(words[1].startswith("Announced: ") for words in person.rows.rows)
    async with sit() as person:
        await person.press("8")
        await person.comes_to(DiaryScreen)
        await person.sees("declined: Нужна справка")


async def test_a_pupil_announces_nothing(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await person.press("7")
        await person.comes_to(DiaryScreen)
        await person.press("з")
        person.on(DiaryScreen)
        assert "Only a guardian" in person.status
        await person.press("f10")
        assert "will be away" not in {row[1] for row in person.rows.rows}
    assert said(home) == []


WRONG = {
    "the last before the first": (0, -1, "illness", "", "The last day lies before the first.", "раньше"),
    "too long ago": (-8, 0, "illness", "", "A notice reaches back 7 days at most.", "за 7 дней назад"),
    "too far ahead": (61, 61, "illness", "", "A notice reaches ahead 60 days at most.", "на 60 дней вперёд"),
    "too long": (0, 30, "illness", "", "A notice speaks of 30 days at most.", "о 30 днях"),
    "no such reason": (0, 0, "unexcused", "", "This reason is not in the list.", "нет в списке"),
    "a novel": (0, 0, "illness", "ы" * 201, "at most 200 characters", "200"),
    "said already": (2, 5, "family", "", "These days are announced already", "уже сообщено"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_notice_is_refused_in_the_words_of_both_languages(home: Home, name: str) -> None:
    first, last, code, word, english, russian = WRONG[name]
    mother = session_of(home, family(home)[0])
    if name == "said already":
        mother.do(SayAbsent(ill(home, TODAY, TODAY + timedelta(days=2))))
    before = said(home)
    wrong = replace(ill(home, TODAY + timedelta(days=first), TODAY + timedelta(days=last), word), code=code)
    for language, words in (("en", english), ("ru", russian)):
        speak(language)
        try:
            with pytest.raises(Invalid, match=words):
                mother.do(SayAbsent(wrong))
        finally:
            speak("en")
    assert said(home) == before


def test_the_edges_of_the_days_are_taken(home: Home) -> None:
    mother = session_of(home, family(home)[0])
    for first, last in ((-7, 0), (1, 30)):
        mother.do(SayAbsent(ill(home, TODAY + timedelta(days=first), TODAY + timedelta(days=last))))
    assert len(said(home)) == 2


def test_a_guardian_announces_only_of_the_own_child(home: Home) -> None:
    ((other,),) = home.school.db.sql("SELECT MAX(id) FROM pupil")
    with pytest.raises(Denied):
        session_of(home, family(home)[0]).do(SayAbsent(replace(ill(home), pupil=PupilId(other))))


def test_an_answer_meets_what_was_seen(home: Home) -> None:
    mother, leader = session_of(home, family(home)[0]), session_of(home, class_teacher(home))
    mother.do(SayAbsent(ill(home, word="температура \x1b[2J")))
    (seen,) = leader.ask(WaitingNotices())
    assert seen.kept.notice.word == "температура [2J"
    mother.undo()
    for late in (AcceptNotice(class_of(home), seen.kept), DeclineNotice(class_of(home), seen.kept, "нет")):
        with pytest.raises(Conflict, match="taken this back"):
            leader.do(late)
    mother.redo()
    (seen,) = leader.ask(WaitingNotices())
    with pytest.raises(Invalid, match="word for the family"):
        leader.do(DeclineNotice(class_of(home), seen.kept, " \u200b "))
    leader.do(AcceptNotice(class_of(home), seen.kept))
    with pytest.raises(Conflict):
        mother.undo()
    with pytest.raises(Conflict, match="answered meanwhile"):
        mother.do(TakeBackNotice(seen.kept))
    with pytest.raises(Conflict):
        leader.do(DeclineNotice(class_of(home), seen.kept, "нет"))
    assert [one.state for one in mother.ask(ShowNotices(family(home)[1]))] == [NoticeState.ACCEPTED]
    assert papers(home) != []


def test_a_family_gives_the_reasons_of_the_schools_list_in_the_schools_words(home: Home) -> None:
    account, pupil, _surname = family(home)
    parent, deputy = session_of(home, account), session_of(home, account_with_role(home, "deputy"))

    def offered() -> list[str]:
        return [one.spoken for one in parent.ask(ReasonsToSay(pupil))]

    assert offered()[:2] == ["болезнь", "семейные обстоятельства"]
    assert "карантин" not in offered()
    flood = AbsenceReasonRef("own:ледоход", "ледоход", Absence.EXCUSED)
    deputy.do(PutAbsenceReason(flood))
    shipped = next(one for one in parent.ask(ReasonsToSay(pupil)) if one.code == "family")
    deputy.do(PutAbsenceReason(AbsenceReasonRef("family", "по просьбе семьи", shipped.letter), shipped))
    assert offered()[1] == "по просьбе семьи"
    assert offered()[-1] == "ледоход"
    parent.do(SayAbsent(Notice(pupil, flood.code, flood.name, flood.letter, TODAY, TODAY)))
    (kept,) = parent.ask(ShowNotices(pupil))
    assert kept.notice.words == "15.01: ледоход"
    with pytest.raises(Invalid, match="Families have given this reason"):
        deputy.do(PutAbsenceReason(None, flood))
    session_of(home, class_teacher(home)).do(AcceptNotice(class_of(home), kept))
    assert papers(home) == [("statement", "ледоход", "п", "2018-01-15", "2018-01-15")]
    deputy.undo()
    assert offered()[1] == "семейные обстоятельства"
