"""Papers about absence at the door: what they cover, what an undo restores, what is refused."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.attendance.absences import Paper, PaperKind
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Conflict, Invalid
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.attendance.class_attendance import ListAttendance, Reach, ShowAttendance
from ejournal_tui.services.attendance.documents import ApplyAbsencePapers, PutAbsencePaper, WithdrawAbsencePaper
from ejournal_tui.services.operations.home import Home
from tests.changing import made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent

DAY = date(2018, 1, 15)


def _class(home: Home) -> ClassId:
    ((key,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class' AND grade=7 AND letter='А'")
    return ClassId(key)


def _state(home: Home) -> list[tuple[object, ...]]:
    return home.school.db.sql("SELECT lesson, pupil, letter, minutes, paper FROM absence ORDER BY lesson, pupil")


def _paper(
    pupil: PupilId, first: date, last: date, number: str = "12", lessons: tuple[int, int] | None = None
) -> Paper:
    return Paper(pupil, PaperKind.CERTIFICATE, "болезнь", Absence.ILL, number, DAY, first, last, lessons)


def _away(home: Home) -> PupilId:
    """Whoever of the class missed most."""
    ((pupil, _count),) = home.school.db.sql(
        "SELECT pupil, COUNT(*) FROM absence WHERE letter='н' GROUP BY pupil ORDER BY 2 DESC, 1 LIMIT 1"
    )
    return PupilId(pupil)


def _missed(home: Home, lesson: LessonId, pupil: PupilId) -> None:
    """Let a pupil have missed a lesson."""
    if not any(row[:2] == (lesson, pupil) for row in _state(home)):
        session_of(home, class_teacher(home)).do(PutAbsence(lesson, pupil, Absence.ABSENT))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2017, 9, 4), DAY), st.integers(0, 20), st.one_of(st.none(), st.just((1, 2)), st.just((3, 3))))
def test_a_paper_and_its_undo_leave_what_stood(
    home: Home, last: date, days: int, lessons: tuple[int, int] | None
) -> None:
    pupil, teacher = _away(home), session_of(home, class_teacher(home))
    before, first = _state(home), max(date(2017, 9, 1), last.fromordinal(last.toordinal() - days))
    teacher.do(PutAbsencePaper(_class(home), _paper(pupil, first, last, lessons=lessons)))
    done = _state(home)
    teacher.undo()
    assert _state(home) == before
    teacher.redo()
    assert [row[:4] for row in _state(home)] == [row[:4] for row in done]
    teacher.undo()
    assert home.school.db.sql("SELECT COUNT(*) FROM absence_paper") == [(0,)]


def test_a_paper_covers_its_lessons_and_the_original_stays_in_the_history(home: Home) -> None:
    pupil, teacher = _away(home), session_of(home, class_teacher(home))
    lesson = lesson_on(home, "История", "2018-01-15")
    _missed(home, lesson, pupil)
    teacher.do(PutAbsencePaper(_class(home), _paper(pupil, DAY, DAY)))
    assert home.school.db.sql("SELECT letter FROM absence WHERE lesson=? AND pupil=?", lesson, pupil) == [("б",)]
    ((key,),) = home.school.db.sql("SELECT id FROM absence WHERE lesson=? AND pupil=?", lesson, pupil)
    changes = home.school.db.sql("SELECT data FROM trace WHERE entity='absence' AND entity_id=? ORDER BY seq", key)
    assert '"н"' in changes[0][0]
    assert '"б"' in changes[-1][0]


def test_a_letter_written_over_a_paper_comes_back_with_its_paper(home: Home) -> None:
    pupil, teacher = _away(home), session_of(home, class_teacher(home))
    lesson = lesson_on(home, "История", "2018-01-15")
    _missed(home, lesson, pupil)
    teacher.do(PutAbsencePaper(_class(home), _paper(pupil, DAY, DAY)))
    before = _state(home)
    teacher.do(PutAbsence(lesson, pupil, Absence.LATE, Absence.ILL))
    assert (lesson, pupil, "о") in {row[:3] for row in _state(home)}
    teacher.undo()
    assert _state(home) == before


def test_later_absences_are_shown_as_covered_and_take_the_letter_in_one_deed(home: Home) -> None:
    school_class, teacher = _class(home), session_of(home, class_teacher(home))
    lesson = lesson_on(home, "История", "2018-01-15")
    pupil = next(
        one for one in pupils_of(home, lesson)
        if not home.school.db.sql(
            "SELECT 1 FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? AND m.pupil=?"
            " UNION SELECT 1 FROM absence WHERE lesson=? AND pupil=?", lesson, one, lesson, one,
        )
    )  # fmt: skip
    teacher.do(PutAbsencePaper(school_class, _paper(pupil, DAY, date(2018, 1, 19))))
    teacher.do(PutAbsence(lesson, pupil, Absence.ABSENT))
    shown = next(one for one in teacher.ask(ShowAttendance(school_class, DAY)).pupils if one.pupil == pupil)
    assert shown.letters[lesson].text == "н→б"
    teacher.do(ApplyAbsencePapers(school_class, DAY, DAY))
    assert (lesson, pupil, "б") in {row[:3] for row in _state(home)}
    with pytest.raises(Invalid, match="No “н” from"):
        teacher.do(ApplyAbsencePapers(school_class, DAY, DAY))
    teacher.undo()
    assert (lesson, pupil, "н") in {row[:3] for row in _state(home)}


def test_a_withdrawn_paper_gives_back_only_what_came_by_it(home: Home) -> None:
    school_class, teacher, pupil = _class(home), session_of(home, class_teacher(home)), _away(home)
    first = date(2017, 12, 1)
    letters = [row[:3] for row in _state(home)]
    teacher.do(PutAbsencePaper(school_class, _paper(pupil, first, DAY)))
    (kept,) = teacher.ask(ShowAttendance(school_class, DAY, Reach.PERIOD)).papers
    teacher.do(WithdrawAbsencePaper(school_class, kept))
    assert [row[:3] for row in _state(home)] == letters
    with pytest.raises(Conflict, match="withdrawn meanwhile"):
        teacher.do(WithdrawAbsencePaper(school_class, kept))
    teacher.undo()
    assert teacher.ask(ShowAttendance(school_class, DAY, Reach.PERIOD)).papers[0].paper == kept.paper


def test_a_changed_paper_covers_its_new_days_and_no_others(home: Home) -> None:
    school_class, teacher, pupil = _class(home), session_of(home, class_teacher(home)), _away(home)
    teacher.do(PutAbsencePaper(school_class, _paper(pupil, date(2017, 12, 1), DAY)))
    (kept,) = teacher.ask(ShowAttendance(school_class, DAY, Reach.PERIOD)).papers
    narrower = _paper(pupil, DAY, DAY, "13")
    teacher.do(PutAbsencePaper(school_class, narrower, kept))
    ill = home.school.db.sql(
        "SELECT DISTINCT l.day FROM absence a JOIN lesson l ON l.id=a.lesson WHERE a.paper IS NOT NULL"
    )
    assert ill in ([("2018-01-15",)], [])
    with pytest.raises(Conflict, match="changed meanwhile"):
        teacher.do(PutAbsencePaper(school_class, _paper(pupil, DAY, DAY, "14"), kept))
    with pytest.raises(Invalid, match="entered already"):
        teacher.do(PutAbsencePaper(school_class, narrower))


def test_a_paper_about_a_stranger_or_of_tomorrow_is_refused(home: Home) -> None:
    school_class, teacher = _class(home), session_of(home, class_teacher(home))
    stranger = PupilId(made(
        home, "pupil", surname="Зимин", given="Олег", patronymic="", search_key="зимин олег", birth="2005-01-01",
        sex="m", file_number="", language="", education_form="", phone="", enrolled="2017-09-01",
    ))  # fmt: skip
    with pytest.raises(Invalid, match="not in the class"):
        teacher.do(PutAbsencePaper(school_class, _paper(stranger, DAY, DAY)))
    ahead = Paper(_away(home), PaperKind.ORDER, "болезнь", Absence.ILL, "", date(2018, 1, 16), DAY, DAY)
    with pytest.raises(Invalid, match="lies ahead"):
        teacher.do(PutAbsencePaper(school_class, ahead))


def test_a_teacher_is_answered_the_own_lessons_alone_and_no_papers(home: Home) -> None:
    school_class, pupil = _class(home), _away(home)
    session_of(home, class_teacher(home)).do(PutAbsencePaper(school_class, _paper(pupil, DAY, DAY)))
    found = session_of(home, teacher_of(home, "Физика")).ask(ShowAttendance(school_class, DAY, Reach.MONTH))
    assert {lesson.subject_name for lesson in found.lessons} == {"Физика"}
    assert not found.papers
    assert not found.whole
    deputy = session_of(home, account_with_role(home, "deputy"))
    assert len(deputy.ask(ShowAttendance(school_class, DAY, Reach.MONTH)).lessons) > len(found.lessons)
    assert [one.title for one in deputy.ask(ListAttendance())] == ["7А"]


def test_the_attendance_of_a_period_takes_as_many_queries_as_that_of_a_day(home: Home) -> None:
    school_class, teacher = _class(home), session_of(home, class_teacher(home))
    asked = []
    for reach in Reach:
        with statements_sent() as sent:
            teacher.ask(ShowAttendance(school_class, DAY, reach))
        asked.append(len(sent))
    assert asked[1] == asked[2] <= asked[0]
