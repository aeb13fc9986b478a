"""What the school decides acts where it should, is told beforehand, and is taken back whole."""

from datetime import date, timedelta

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import Notice
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.homework import Terms
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.domain.settings.reference import AbsenceReasonRef
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.domain.timetable.bells import BellUse
from ejournal_tui.domain.years.year import CalendarSpan, DayKind, Scheme
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.attendance.notices import SayAbsent
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.gradebook import ShowGrid, ShowLesson
from ejournal_tui.services.journal.lessons import DeclareWork, SetTopic
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.class_results import ShowClassResults
from ejournal_tui.services.session import Session
from ejournal_tui.services.settings.absence_reasons import PutAbsenceReason
from ejournal_tui.services.settings.calendar import PutSpan, PutWeek, PutYear
from ejournal_tui.services.settings.deciding import Decision, ShowEffect
from ejournal_tui.services.settings.kinds import LessonKindFacts, PutLessonKind, PutWorkKind, WorkKindFacts
from ejournal_tui.services.settings.periods import PutPeriodEnd, PutScheme
from ejournal_tui.services.settings.ringing import BellSetFacts, PutBells, PutBellSet, PutBellUse
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.services.settings.subjects import PutSubject, SubjectFacts
from ejournal_tui.services.settings.terms import homework_until
from ejournal_tui.services.settings.wording import NameSchool, PutPhrase
from tests.changing import changed, made
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of

MONDAY = date(2018, 1, 15)
YEAR = date(2017, 9, 1)
RUSSIAN = "Русский язык"
TABLES = (
    "rule", "bell", "bell_set", "own_scheme", "calendar_day", "study_year", "study_period", "grade_scheme", "subject",
    "work_kind", "lesson_kind", "topic_phrase", "absence_reason", "setting",
)  # fmt: skip
LESSONS = "SELECT course, day, number, room, state, topic FROM lesson ORDER BY course, day, number"
SHORT = BellSetFacts("сокращённый день", {n: (f"{8 + n}:00", f"{8 + n}:30") for n in range(1, 10)})
FROST = CalendarSpan(DayKind.HOLIDAY, date(2018, 1, 22), date(2018, 1, 26), "Мороз")


@pytest.fixture
def deputy(home: Home) -> Session:
    """The deputy head's door."""
    return session_of(home, account_with_role(home, "deputy"))


def state(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Everything a decision may touch, without ids and versions."""
    sql = home.school.db.sql
    found = {
        table: sorted((row[2:] for row in sql(f"SELECT * FROM {table}")), key=repr) for table in TABLES
    }
    found["lessons"] = sql(LESSONS)
    found["dues"] = sql("SELECT id, due FROM homework ORDER BY id")
    found["uses"] = sql(
        "SELECT s.name, u.starts, u.ends, u.weekday, u.school_class FROM bell_use u JOIN bell_set s ON s.id=u.bell_set"
        " ORDER BY s.name, u.starts"
    )
    return found


def course_of(home: Home, subject: str) -> CourseId:
    """The course of a subject in the demo class."""
    return CourseId(
        home.school.db.sql(
            "SELECT c.id FROM course c JOIN subject s ON s.id=c.subject WHERE s.name=? ORDER BY c.id", subject
        )[0][0]
    )


def class_of(home: Home) -> ClassId:
    """7А."""
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


def decisions(home: Home) -> list[Decision]:
    """One of each kind."""
    ringing, calendar = home.school.ringing(), home.school.calendar()
    later = {**ringing.plain, 1: ("8:20", "9:05"), 9: ("16:10", "16:55")}
    seen = (calendar.starts, calendar.ends)
    return [
        PutRule(Rule(RuleName.ROUNDING, "4650 3650 2650", MONDAY)),
        PutBells(later, ringing.plain),
        PutBellSet(SHORT),
        PutBellUse(BellUse(SHORT.name, MONDAY, MONDAY)),
        PutSpan(FROST),
        PutSpan(None, next(span for span in calendar.spans if span.starts == date(2018, 3, 24))),
        PutSpan(CalendarSpan(DayKind.WORKING, date(2018, 2, 17), date(2018, 2, 17), "за 08.03", 7, 7, 4)),
        PutWeek((5,) * 6 + (6,) * 5, (5,) * 11),
        PutYear(YEAR, date(2018, 5, 31), seen),
        PutPeriodEnd(Scheme.TRIMESTER, 1, date(2017, 11, 24), date(2017, 11, 30)),
        PutScheme(Scheme.QUARTER, Scheme.TRIMESTER, 7),
        PutScheme(Scheme.HALF_YEAR, None, 7, class_of(home)),
        PutScheme(Scheme.HALF_YEAR, None, 7, class_of(home), course_of(home, "География")),
        PutSubject(SubjectFacts("Шахматы", "Шахматы", True)),
        PutSubject(SubjectFacts("Русский язык и речь", "Русский", False), SubjectFacts(RUSSIAN, "Русский яз.")),
        PutWorkKind(WorkKindFacts("own:портфолио", "Портфолио", "Порт", 2)),
        PutWorkKind(WorkKindFacts("control", "Контрольная работа", "К/р", 5, 7, True),
                    WorkKindFacts("control", "Контрольная работа", "К/р", 4, 7, True)),
        PutLessonKind(LessonKindFacts("own:квест", "Квест")),
        PutPhrase("Час чтения"),
        PutAbsenceReason(AbsenceReasonRef("own:ледоход", "ледоход", Absence.EXCUSED)),
        PutAbsenceReason(None, AbsenceReasonRef("transport", "транспорт", Absence.EXCUSED)),
        PutPhrase("Инструктаж по технике безопасности", "Инструктаж по ТБ"),
    ]  # fmt: skip


def test_every_decision_is_told_done_taken_back_and_done_again(home: Home, deputy: Session) -> None:
    ((short,),) = home.school.db.sql("SELECT short FROM subject WHERE name=?", RUSSIAN)
    states = [state(home)]
    for change in decisions(home):
        if isinstance(change, PutSubject) and change.expects:
            change = PutSubject(change.wanted, SubjectFacts(RUSSIAN, short))
        assert all(deputy.ask(ShowEffect(change)))
        assert state(home) == states[-1]
        deputy.do(change)
        states.append(state(home))
        assert states[-1] != states[-2], change
    for before in reversed(states[:-1]):
        deputy.undo()
        assert state(home) == before
    for after in states[1:]:
        deputy.redo()
        assert state(home) == after
    assert home.console().ask(VerifyAudit()).whole


def test_the_days_off_take_the_lessons_they_were_said_to_take_and_homework_moves_on(
    home: Home, deputy: Session
) -> None:
    teacher, lesson = session_of(home, teacher_of(home, RUSSIAN)), lesson_on(home, RUSSIAN, "2018-01-15")
    last_before = home.school.db.sql(
        "SELECT MAX(day) FROM lesson WHERE course=? AND day<'2018-01-22'", course_of(home, RUSSIAN)
    )[0][0]
    due_in = home.school.db.sql(
        "SELECT MIN(day) FROM lesson WHERE course=? AND day>=?", course_of(home, RUSSIAN), "2018-01-22"
    )[0][0]
    teacher.do(SetHomework(lesson, "§ 42", terms=Terms(date.fromisoformat(due_in))))
    assert last_before < due_in
    kept = lesson_on(home, RUSSIAN, due_in)
    before = len(home.school.db.sql(LESSONS))
    told = deputy.ask(ShowEffect(PutSpan(FROST)))
    deputy.do(PutSpan(FROST))
    gone = before - len(home.school.db.sql(LESSONS))
    assert told[0].startswith(f"{gone} lessons still to be held are taken away")
    assert "1 homework moves" in told[1]
    following = home.school.db.sql(
        "SELECT MIN(day) FROM lesson WHERE course=? AND day>'2018-01-21'", course_of(home, RUSSIAN)
    )[0][0]
    assert str(teacher.ask(ShowLesson(lesson)).homework_for) == following > "2018-01-26"
    assert not home.school.db.sql("SELECT 1 FROM lesson WHERE id=?", kept)
    deputy.undo()
    assert str(teacher.ask(ShowLesson(lesson)).homework_for) == due_in
    assert len(home.school.db.sql(LESSONS)) == before


def test_days_off_that_are_taken_away_again_bring_the_homework_back_to_its_day(home: Home, deputy: Session) -> None:
    teacher, lesson = session_of(home, teacher_of(home, RUSSIAN)), lesson_on(home, RUSSIAN, "2018-01-15")
    due_in = home.school.db.sql(
        "SELECT MIN(day) FROM lesson WHERE course=? AND day>=?", course_of(home, RUSSIAN), "2018-01-22"
    )[0][0]
    teacher.do(SetHomework(lesson, "§ 42", terms=Terms(date.fromisoformat(due_in))))
    deputy.do(PutSpan(FROST))
    assert str(teacher.ask(ShowLesson(lesson)).homework_for) > due_in
    assert "1 homework moves" in deputy.ask(ShowEffect(PutSpan(None, FROST)))[1]
    deputy.do(PutSpan(None, FROST))
    assert str(teacher.ask(ShowLesson(lesson)).homework_for) == due_in


def test_what_is_written_stays_when_its_day_becomes_free_and_is_told(home: Home, deputy: Session) -> None:
    lesson = lesson_on(home, RUSSIAN, "2018-01-22")
    session_of(home, teacher_of(home, RUSSIAN)).do(SetHomework(lesson, "повторить § 40"))
    assert "1 lesson with homework stays" in deputy.ask(ShowEffect(PutSpan(FROST)))[0]
    deputy.do(PutSpan(FROST))
    assert home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day='2018-01-22'") == [(1,)]


def test_a_decision_never_overwrites_another_one_unseen(home: Home, deputy: Session) -> None:
    other = session_of(home, account_with_role(home, "dispatcher"))
    deputy.do(PutSpan(FROST))
    longer = CalendarSpan(DayKind.HOLIDAY, FROST.starts, date(2018, 1, 29), "Мороз")
    other.do(PutSpan(longer, FROST))
    with pytest.raises(Conflict, match="changed this meanwhile"):
        deputy.undo()
    with pytest.raises(Conflict):
        deputy.do(PutSpan(None, FROST))
    with pytest.raises(Conflict):
        deputy.do(PutBells({1: ("8:00", "8:45")}, {1: ("7:00", "7:45")}))
    assert longer in home.school.calendar().spans


def test_taking_days_off_back_leaves_those_free_that_somebody_has_freed_since(home: Home, deputy: Session) -> None:
    asked = "SELECT day, COUNT(*) FROM lesson WHERE day LIKE '2018-01-2%' GROUP BY day ORDER BY day"
    before = home.school.db.sql(asked)
    deputy.do(PutSpan(FROST))
    wednesday = CalendarSpan(DayKind.DAY_OFF, date(2018, 1, 24), date(2018, 1, 24), "Поход", 7, 7)
    session_of(home, account_with_role(home, "dispatcher")).do(PutSpan(wednesday))
    deputy.undo()
    assert home.school.db.sql(asked) == [(day, count) for day, count in before if day != "2018-01-24"]


def test_another_rounding_proposes_other_marks_and_says_how_many(home: Home, deputy: Session) -> None:
    teacher = session_of(home, teacher_of(home, RUSSIAN))
    course = course_of(home, RUSSIAN)

    def proposed() -> list[int | None]:
        return [row.forecast for row in teacher.ask(ShowGrid(course, MONDAY)).rows]

    before = proposed()
    ((subject,),) = home.school.db.sql("SELECT subject FROM course WHERE id=?", course)
    rule = PutRule(Rule(RuleName.ROUNDING, "4900 3900 2900", MONDAY, None, 5, 9, subject))
    told = deputy.ask(ShowEffect(rule))
    deputy.do(rule)
    after = proposed()
    lower = sum((a or 0) < (b or 0) for b, a in zip(before, after, strict=True))
    assert lower > 0
    assert told[0].endswith(f"higher 0, lower {lower}.")
    deputy.undo()
    assert proposed() == before


def test_a_plain_average_counts_every_mark_once(home: Home, deputy: Session) -> None:
    teacher, lesson = session_of(home, teacher_of(home, RUSSIAN)), lesson_on(home, RUSSIAN, "2018-01-15")
    pupil = pupils_of(home, lesson)[0]
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    teacher.do(DeclareWork(lesson, kind))
    teacher.do(PutMarks(lesson, pupil, (Mark(Value.TWO),), (), "control"))
    course = course_of(home, RUSSIAN)

    def average() -> int | None:
        return next(r.average for r in teacher.ask(ShowGrid(course, MONDAY)).rows if r.pupil == pupil)

    marks = home.school.db.sql(
        "SELECT m.value, w.weight FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " WHERE m.pupil=? AND l.course=? AND l.day>='2017-12-01' AND m.value<=5 AND w.weight>0", pupil, course,
    )  # fmt: skip
    points, weights = sum(v * w for v, w in marks), sum(w for _v, w in marks)
    values, count = sum(v for v, _w in marks), len(marks)
    assert average() == (2000 * points + weights) // (2 * weights)
    deputy.do(PutRule(Rule(RuleName.AVERAGE, "plain", MONDAY)))
    assert average() == (2000 * values + count) // (2 * count)


def test_fewer_marks_suffice_where_the_school_says_so(home: Home, deputy: Session) -> None:
    few = PutRule(Rule(RuleName.MINIMUM_TRIMESTER, "1 1 1", MONDAY))
    many = PutRule(Rule(RuleName.MINIMUM_TRIMESTER, "50 50 50", MONDAY))
    assert deputy.ask(ShowEffect(few))[0].endswith(" 0 then.")
    ((subjects,),) = home.school.db.sql(
        "SELECT COUNT(*) FROM (SELECT DISTINCT m.pupil, c.subject FROM mark m JOIN work w ON w.id=m.work"
        " JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE l.day>='2017-12-01' AND m.value<=5 AND s.markless=0 AND w.weight>0) x"
    )
    assert deputy.ask(ShowEffect(many))[0].endswith(f" {subjects} then.")


def test_homework_is_due_when_the_rule_and_the_bells_of_the_day_say(home: Home, deputy: Session) -> None:
    course = course_of(home, RUSSIAN)

    def until() -> str:
        return homework_until(home.school, MONDAY, {course: 7})[course]

    assert until() == "17:05"
    deputy.do(PutRule(Rule(RuleName.HOMEWORK_HOURS, "3", MONDAY, None, 7, 7)))
    assert until() == "18:05"
    deputy.do(PutBellSet(SHORT))
    deputy.do(PutBellUse(BellUse(SHORT.name, MONDAY, MONDAY, None, 7, 7)))
    ((last,),) = home.school.db.sql("SELECT MAX(number) FROM lesson WHERE day='2018-01-15'")
    assert until() == f"{8 + last + 3}:30"


def test_a_shortened_day_rings_for_those_it_is_about_wherever_times_are_shown(home: Home, deputy: Session) -> None:
    teacher = session_of(home, teacher_of(home, RUSSIAN))
    lesson = lesson_on(home, RUSSIAN, "2018-01-15")
    plain = teacher.ask(ShowLesson(lesson))
    deputy.do(PutBellSet(SHORT))
    use = BellUse(SHORT.name, MONDAY, MONDAY + timedelta(days=6), 1, 7, 7, class_of(home))
    assert "other time" in deputy.ask(ShowEffect(PutBellUse(use)))[0].replace("another time", "other time")
    deputy.do(PutBellUse(use))
    page = teacher.ask(ShowLesson(lesson))
    assert (page.starts, page.ends) == SHORT.times[page.number] != (plain.starts, plain.ends)
    line = next(line for line in teacher.ask(MyDay(MONDAY)).lines if line.lesson == lesson)
    assert (line.starts, line.ends) == (page.starts, page.ends)
    tuesday = teacher.ask(MyDay(MONDAY + timedelta(days=1))).lines
    assert all((line.starts, line.ends) == home.school.ringing().plain[line.number] for line in tuesday)
    with pytest.raises(Invalid, match="hold on some days"):
        deputy.do(PutBellSet(None, SHORT))


def test_after_the_term_a_lesson_takes_no_entries_but_reasons_by_document(home: Home, deputy: Session) -> None:
    teacher = session_of(home, teacher_of(home, RUSSIAN))
    old = lesson_on(home, RUSSIAN, "2017-12-18")
    pupil = pupils_of(home, old)[0]
    ((topic,),) = home.school.db.sql("SELECT topic FROM lesson WHERE id=?", old)
    rule = PutRule(Rule(RuleName.EDIT_DAYS, "7", date(2017, 12, 1)))
    assert "take no entries any more" in deputy.ask(ShowEffect(rule))[0]
    deputy.do(rule)
    with pytest.raises(Denied, match=r"until 25\.12"):
        teacher.do(SetTopic(old, "Другая тема", expects=topic))
    with pytest.raises(Denied, match=r"until 25\.12"):
        teacher.do(PutMarks(old, pupil, (Mark(Value.FIVE),), ()))
    leader = session_of(home, class_teacher(home))
    free = next(
        one for one in pupils_of(home, old)
        if not home.school.db.sql("SELECT 1 FROM absence WHERE lesson=? AND pupil=?", old, one)
        and not home.school.db.sql(
            "SELECT 1 FROM mark m JOIN work w ON w.id=m.work WHERE w.lesson=? AND m.pupil=?", old, one
        )
    )  # fmt: skip
    leader.do(PutAbsence(old, free, Absence.ILL))
    deputy.undo()
    teacher.do(SetTopic(old, "Другая тема", expects=topic))


def test_c10_teachers_enter_reasons_only_where_the_school_lets_them(home: Home, deputy: Session) -> None:
    teacher, lesson = session_of(home, teacher_of(home, RUSSIAN)), lesson_on(home, RUSSIAN, "2018-01-15")
    pupil = pupils_of(home, lesson)[0]
    if home.school.db.sql("SELECT 1 FROM class_teacher t JOIN account a ON a.staff=t.staff WHERE a.id=?",
                          teacher_of(home, RUSSIAN)):  # fmt: skip
        raise AssertionError("the teacher of the story is no class teacher")
    teacher.do(CallRoll(lesson))
    with pytest.raises(Denied, match="class teacher"):
        teacher.do(PutAbsence(lesson, pupil, Absence.ILL))
    deputy.do(PutRule(Rule(RuleName.TEACHERS_GIVE_REASONS, "yes", MONDAY, None, 5, 9)))
    teacher.do(PutAbsence(lesson, pupil, Absence.ILL))
    assert home.school.db.sql("SELECT letter FROM absence WHERE lesson=? AND pupil=?", lesson, pupil) == [("б",)]


def test_which_days_a_family_announces_is_for_the_school_to_say(home: Home, deputy: Session) -> None:
    ((pupil, account),) = home.school.db.sql(
        "SELECT k.pupil, a.id FROM guardianship k JOIN account a ON a.guardian=k.guardian ORDER BY k.id LIMIT 1"
    )
    family, class_7 = session_of(home, account), (None, 7, 7)

    def away(first: date, last: date) -> SayAbsent:
        return SayAbsent(Notice(pupil, "illness", "болезнь", Absence.ILL, first, last))

    week = timedelta(days=7)
    family.do(away(MONDAY, MONDAY + week))
    narrow = PutRule(Rule(RuleName.NOTICE_DAYS, "0 5 3", MONDAY, *class_7))
    assert deputy.ask(ShowEffect(narrow))[0].endswith("so many would be refused: 1.")
    deputy.do(narrow)
    for days, words in (
        ((MONDAY - timedelta(days=1), MONDAY), "back 0 days"), ((MONDAY + week, MONDAY + week), "ahead 5 days"),
        ((MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)), "of 3 days at most"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            family.do(away(*days))
    with pytest.raises(Invalid, match="0 is not from 1 to 366"):
        deputy.do(PutRule(Rule(RuleName.NOTICE_DAYS, "7 60 0", MONDAY)))
    deputy.undo()
    family.do(away(MONDAY + 2 * week, MONDAY + 2 * week))


def test_what_a_two_weighs_in_the_degree_of_learning_is_for_the_school_to_say(home: Home, deputy: Session) -> None:
    pupil = pupils_of(home, lesson_on(home, RUSSIAN, "2018-01-15"))[0]
    ((subject, year),) = home.school.db.sql("SELECT s.id, y.id FROM subject s, study_year y WHERE s.name=?", RUSSIAN)
    made(home, "result", pupil=pupil, subject=subject, year=year, kind="period", scheme="trimester", number=1,
         value=2, source="journal", certificate=None, author=0, at=0, proposed=None, reason=None)  # fmt: skip
    rule = PutRule(Rule(RuleName.DEGREE, "14 0", YEAR))
    assert deputy.ask(ShowEffect(rule))[0].startswith("1 result of this year weighs")
    later = PutRule(Rule(RuleName.DEGREE, "14 0", date(2018, 5, 31)))
    assert deputy.ask(ShowEffect(later)) == ("No result of this year weighs otherwise by it.",)

    def degree() -> int | None:
        found = deputy.ask(ShowClassResults(class_of(home), 1))
        return next(
            one.figures.degree for n, one in enumerate(found.subjects)
            if any(row.pupil == pupil and row.values[n] is Value.TWO for row in found.rows)
        )  # fmt: skip

    before = degree()
    deputy.do(rule)
    after = degree()
    assert before is not None
    assert after is not None
    assert after < before
    deputy.undo()
    assert degree() == before


def test_c29_a_course_of_one_hour_is_counted_by_half_years(home: Home, deputy: Session) -> None:
    course = course_of(home, RUSSIAN)
    teacher = session_of(home, teacher_of(home, RUSSIAN))
    assert teacher.ask(ShowGrid(course, date(2017, 12, 15))).period.number == 2
    deputy.do(PutScheme(Scheme.HALF_YEAR, None, 7, class_of(home), course))
    period = teacher.ask(ShowGrid(course, date(2017, 12, 15))).period
    assert (period.scheme, period.number) == (Scheme.HALF_YEAR, 1)
    # What is told of a rule counts the course by its own half-year: it began in January.
    least = PutRule(Rule(RuleName.MINIMUM_HALF_YEAR, "1 1 1", YEAR))
    marked = home.school.db.sql(
        "SELECT COUNT(DISTINCT m.pupil) FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " WHERE l.course=? AND l.day>='2018-01-01' AND m.value<=5 AND w.weight>0", course,
    )[0][0]  # fmt: skip
    told = [int(word) for word in deputy.ask(ShowEffect(least))[0].split() if word.isdecimal()]
    assert told[0] - told[1] == marked > 0
    days = home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE course=? AND day BETWEEN '2017-12-01' AND '2017-12-31'"
                              " AND state='held'", course)[0][0]  # fmt: skip
    shut = PutRule(Rule(RuleName.EDIT_DAYS, "1", YEAR))
    before = int(deputy.ask(ShowEffect(shut))[0].split()[0])
    deputy.undo()
    assert int(deputy.ask(ShowEffect(shut))[0].split()[0]) == before + days
    deputy.redo()
    other = course_of(home, "География")
    geography = session_of(home, teacher_of(home, "География"))
    assert geography.ask(ShowGrid(other, date(2017, 12, 15))).period.scheme is Scheme.TRIMESTER


def test_closed_periods_keep_their_days_and_lessons(home: Home, deputy: Session) -> None:
    ((period,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=1")
    changed(home, "study_period", period, closed_at=1)
    autumn = next(span for span in home.school.calendar().spans if span.starts == date(2017, 10, 30))
    for change in (
        PutPeriodEnd(Scheme.TRIMESTER, 1, date(2017, 11, 24), date(2017, 11, 30)),
        PutSpan(None, autumn),
        PutScheme(Scheme.QUARTER, Scheme.TRIMESTER, 7),
        PutYear(date(2017, 9, 4), date(2018, 5, 25), (YEAR, date(2018, 5, 25))),
    ):
        with pytest.raises(Invalid, match="closed"):
            deputy.do(change)


def test_the_next_period_begins_the_day_after_and_lessons_follow_it(home: Home, deputy: Session) -> None:
    change = PutPeriodEnd(Scheme.TRIMESTER, 1, date(2017, 12, 8), date(2017, 11, 30))
    ((lessons,),) = home.school.db.sql(
        "SELECT COUNT(*) FROM lesson WHERE state='held' AND day BETWEEN '2017-12-01' AND '2017-12-08'"
    )
    assert deputy.ask(ShowEffect(change))[0].startswith(f"{lessons} lessons with ")
    deputy.do(change)
    assert home.school.calendar().period_of(date(2017, 12, 8), 7).number == 1
    assert home.school.calendar().period_of(date(2017, 12, 9), 7).number == 2
    for wanted in (date(2017, 9, 1), date(2018, 2, 28), date(2019, 1, 1)):
        with pytest.raises(Invalid, match="lies between"):
            deputy.do(PutPeriodEnd(Scheme.TRIMESTER, 1, wanted, date(2017, 12, 8)))


def test_new_works_weigh_as_the_list_says_and_old_ones_keep_their_weight(home: Home, deputy: Session) -> None:
    stands = WorkKindFacts("control", "Контрольная работа", "К/р", 4, 7, True)
    heavier = WorkKindFacts("control", "Контрольная работа", "К/р", 6, 7, True)
    before = home.school.db.sql("SELECT SUM(weight) FROM work")
    ((works,),) = home.school.db.sql("SELECT COUNT(*) FROM work w JOIN work_kind k ON k.id=w.kind WHERE code='control'")
    assert deputy.ask(ShowEffect(PutWorkKind(heavier, stands)))[0].startswith(f"{works} works that stand")
    deputy.do(PutWorkKind(heavier, stands))
    assert home.school.db.sql("SELECT SUM(weight) FROM work") == before
    lesson = lesson_on(home, RUSSIAN, "2018-01-15")
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    session_of(home, teacher_of(home, RUSSIAN)).do(DeclareWork(lesson, kind))
    assert home.school.db.sql("SELECT weight FROM work WHERE lesson=? AND kind=?", lesson, kind) == [(6,)]
    with pytest.raises(Invalid, match="stays in the list"):
        deputy.do(PutWorkKind(None, heavier))


def test_what_is_used_stays_in_its_list_and_names_are_told_apart(home: Home, deputy: Session) -> None:
    (name, short, markless) = home.school.db.sql("SELECT name, short, markless FROM subject WHERE name=?", RUSSIAN)[0]
    russian = SubjectFacts(name, short, bool(markless))
    with pytest.raises(Invalid, match="it stays"):
        deputy.do(PutSubject(None, russian))
    with pytest.raises(Invalid, match="in the list already"):
        deputy.do(PutSubject(SubjectFacts("русский ЯЗЫК", "Р")))
    with pytest.raises(Invalid, match="in the list already"):
        deputy.do(PutSubject(SubjectFacts("Родной язык", short)))
    with pytest.raises(Invalid, match="at most"):
        deputy.do(PutSubject(SubjectFacts("Ш" * 81, "Ш")))
    with pytest.raises(Invalid, match="needs a name"):
        deputy.do(PutSubject(SubjectFacts(" ", "Ш")))
    with pytest.raises(Invalid, match="exists in every lesson"):
        deputy.do(PutWorkKind(None, WorkKindFacts("answer", "Ответ на уроке", "отв", 1)))
    ((code, kind),) = home.school.db.sql("SELECT code, name FROM lesson_kind ORDER BY id LIMIT 1")
    with pytest.raises(Invalid, match="stays in the list"):
        deputy.do(PutLessonKind(None, LessonKindFacts(code, kind)))


def test_a_subject_without_marks_takes_none_and_keeps_those_given(home: Home, deputy: Session) -> None:
    (name, short) = home.school.db.sql("SELECT name, short FROM subject WHERE name=?", RUSSIAN)[0]
    before = home.school.db.sql("SELECT COUNT(*) FROM mark")
    deputy.do(PutSubject(SubjectFacts(name, short, True), SubjectFacts(name, short)))
    lesson = lesson_on(home, RUSSIAN, "2018-01-15")
    with pytest.raises(Invalid, match="without marks"):
        session_of(home, teacher_of(home, RUSSIAN)).do(
            PutMarks(lesson, pupils_of(home, lesson)[0], (Mark(Value.FIVE),), ())
        )
    assert home.school.db.sql("SELECT COUNT(*) FROM mark") == before


def test_the_officer_names_the_school_and_decides_on_no_marks(home: Home) -> None:
    officer = session_of(home, account_with_role(home, "officer"))
    stands = home.school.setting("name")
    officer.do(NameSchool("Лицей № 1", stands))
    assert home.school.setting("name") == "Лицей № 1"
    officer.undo()
    assert home.school.setting("name") == stands
    with pytest.raises(Conflict):
        officer.do(NameSchool("Лицей № 2", "Лицей № 1"))
    with pytest.raises(Denied, match="deputy head"):
        officer.do(PutRule(Rule(RuleName.EDIT_DAYS, "7", MONDAY)))


def test_rules_that_would_both_act_on_a_day_are_refused(home: Home, deputy: Session) -> None:
    deputy.do(PutRule(Rule(RuleName.EDIT_DAYS, "7", MONDAY, date(2018, 2, 1))))
    with pytest.raises(Invalid, match="holds already"):
        deputy.do(PutRule(Rule(RuleName.EDIT_DAYS, "9", date(2018, 2, 1))))
    deputy.do(PutRule(Rule(RuleName.EDIT_DAYS, "9", date(2018, 2, 2))))
    deputy.do(PutRule(Rule(RuleName.EDIT_DAYS, "9", MONDAY, None, 5, 9)))
    with pytest.raises(Conflict, match="not in the list"):
        deputy.do(PutRule(Rule(RuleName.AVERAGE, "plain", MONDAY, subject=999999)))


def test_days_that_no_calendar_has_are_refused(home: Home, deputy: Session) -> None:
    day = date(2018, 2, 3)
    for span, why in (
        (CalendarSpan(DayKind.HOLIDAY, day, day - timedelta(days=1), "x"), "before the first"),
        (CalendarSpan(DayKind.HOLIDAY, day, date(2018, 6, 1), "x"), "study year goes"),
        (CalendarSpan(DayKind.HOLIDAY, day, day, ""), "need a name"),
        (CalendarSpan(DayKind.HOLIDAY, day, day, "x", 5, 12), "Grades go"),
        (CalendarSpan(DayKind.WORKING, day, day, "x"), "timetable of a weekday"),
    ):
        with pytest.raises(Invalid, match=why):
            deputy.do(PutSpan(span))
    deputy.do(PutSpan(FROST))
    with pytest.raises(Invalid, match="already"):
        deputy.do(PutSpan(FROST))
    with pytest.raises(Invalid, match="200 days"):
        deputy.do(PutYear(YEAR, date(2018, 1, 31), (YEAR, date(2018, 5, 25))))


@pytest.mark.parametrize(
    ("rule", "why", "allowed"),
    [
        (Rule(RuleName.FREE_TRIES, "2", MONDAY), "from 3 to 10", Rule(RuleName.FREE_TRIES, "5", MONDAY)),
        (Rule(RuleName.ACCOUNT_GUARD, "51", MONDAY), "from 10 to 50", Rule(RuleName.ACCOUNT_GUARD, "10", MONDAY)),
        (Rule(RuleName.ACCOUNT_LOCK, "101", MONDAY), "from 30 to 100", Rule(RuleName.ACCOUNT_LOCK, "30", MONDAY)),
        (
            Rule(RuleName.ACCOUNT_LOCK, "50", MONDAY, None, 5, 9), "same for the whole school",
            Rule(RuleName.ACCOUNT_LOCK, "50", MONDAY),
        ),
    ],
)  # fmt: skip
def test_how_often_one_may_fail_to_sign_in_is_decided_within_bounds_for_the_whole_school(
    deputy: Session, rule: Rule, why: str, allowed: Rule
) -> None:
    with pytest.raises(Invalid, match=why):
        deputy.do(PutRule(rule))
    assert all(deputy.ask(ShowEffect(PutRule(allowed))))
    deputy.do(PutRule(allowed))
