"""The week as families read it: who has one, which lessons stand in it, what is said of free days."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.papers.papers import SheetLesson, WeeklySheets
from ejournal_tui.domain.people.people import ClassId, PupilId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import (
    NoLessons,
    ShowDiary,
    ShowWeeklySheets,
    WeeklyQueue,
    print_weekly_sheets,
    sheets_due,
)
from tests.changing import changed, made
from tests.people import account_with_role, session_of

FIRST_WEEK = date(2017, 8, 28)
WEEK = date(2018, 1, 15)
ENGLISH = "Англ. язык"


def the_class(home: Home) -> ClassId:
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class' ORDER BY id LIMIT 1")[0][0])


def stays_of(home: Home, pupil: int) -> dict[int, int]:
    """The memberships of a pupil by group."""
    return dict(home.school.db.sql("SELECT study_group, id FROM membership WHERE pupil=? AND ends IS NULL", pupil))


def pupil_of(home: Home, group: int) -> PupilId:
    return PupilId(home.school.db.sql("SELECT MIN(pupil) FROM membership WHERE study_group=?", group)[0][0])


def groups_of(home: Home, subject: str) -> list[int]:
    rows = home.school.db.sql(
        "SELECT c.study_group FROM course c JOIN subject s ON s.id=c.subject WHERE s.short=? ORDER BY c.id", subject
    )
    return [group for (group,) in rows]


def move(home: Home, pupil: int, there: int, day: date, *left: int) -> None:
    """Take a pupil out of groups on the day before, and into another."""
    stays = stays_of(home, pupil)
    for group in left:
        changed(home, "membership", stays[group], ends=day.replace(day=day.day - 1).isoformat())
    made(home, "membership", study_group=there, pupil=pupil, starts=day.isoformat(), ends=None, order_number="")


def deputy(home: Home, week: date, pupil: int) -> WeeklySheets:
    return session_of(home, account_with_role(home, "deputy")).ask(ShowDiary(pupil, week))


def counts(home: Home, week: date) -> list[tuple[str, int, int]]:
    queue = session_of(home, account_with_role(home, "deputy")).ask(WeeklyQueue(week))
    return [(line.name, line.pupils, line.on_paper) for line in queue.lines]


def sheets(home: Home, week: date, school_class: ClassId, everybody: bool = True) -> WeeklySheets:
    return home.console().ask(ShowWeeklySheets(school_class, week, everybody))


def lessons_of_days(found: WeeklySheets, name: str = "") -> list[tuple[SheetLesson, ...]]:
    week = next(p for p in found.pupils if name in p.name)
    return list(week.days)


def test_the_first_week_of_school_has_everybody_in_queue_batch_and_diary(home: Home) -> None:
    found = sheets(home, FIRST_WEEK, the_class(home), everybody=False)
    assert counts(home, FIRST_WEEK) == [("7А", 27, 4)]
    assert len(found.pupils) == 4
    pupil = pupil_of(home, the_class(home))
    diary = deputy(home, FIRST_WEEK, pupil)
    assert [len(day) for day in diary.pupils[0].days] == [0, 0, 0, 0, 6]
    assert [day.free_because for day in diary.days] == ["outside the study year"] * 4 + [""]


def test_any_day_of_the_week_asks_for_the_same_week(home: Home) -> None:
    assert counts(home, date(2017, 9, 1)) == counts(home, FIRST_WEEK)
    pupil = pupil_of(home, the_class(home))
    assert deputy(home, date(2018, 1, 18), pupil).days == deputy(home, WEEK, pupil).days


def test_a_pupil_enrolled_on_wednesday_has_a_week_from_wednesday_on(home: Home) -> None:
    key = made(
        home, "pupil", surname="Яшин", given="Лев", patronymic="", search_key="яшин лев", birth="2004-05-06",
        sex="m", file_number="", language="", education_form="", phone="",
    )  # fmt: skip
    made(
        home, "membership", study_group=the_class(home), pupil=key, starts="2018-01-17", ends=None, order_number=""
    )
    assert counts(home, WEEK) == [("7А", 28, 4)]
    assert "Яшин Лев" in [pupil.name for pupil in sheets(home, WEEK, the_class(home)).pupils]
    assert [bool(day) for day in deputy(home, WEEK, key).pupils[0].days] == [False, False, True, True, True]
    with pytest.raises(Refusal, match="in no class that week"):
        deputy(home, date(2018, 1, 8), key)


def test_a_pupil_who_left_on_tuesday_keeps_the_week_up_to_tuesday(home: Home) -> None:
    pupil = pupil_of(home, the_class(home))
    for key in stays_of(home, pupil).values():
        changed(home, "membership", key, ends="2018-01-16")
    assert [bool(day) for day in deputy(home, WEEK, pupil).pupils[0].days] == [True, True, False, False, False]
    assert counts(home, WEEK)[0][1] == 27
    assert counts(home, date(2018, 1, 22))[0][1] == 26
    with pytest.raises(Refusal, match="in no class that week"):
        deputy(home, date(2018, 1, 22), pupil)


def test_a_pupil_moved_between_subgroups_has_each_days_lesson_of_that_days_group(home: Home) -> None:
    one, other = groups_of(home, ENGLISH)
    pupil = pupil_of(home, one)
    move(home, pupil, other, date(2018, 1, 17), one)
    lessons = home.school.db.sql(
        "SELECT l.day, c.study_group, l.id FROM lesson l JOIN course c ON c.id=l.course"
        " WHERE c.study_group IN (?,?) AND l.day BETWEEN '2018-01-15' AND '2018-01-19'",
        one, other,
    )  # fmt: skip
    for day, group, lesson in lessons:
        made(
            home, "homework", lesson=lesson, text=f"{day} {group}", none_set=0, due=None, minutes=None, author=0, at=0
        )
    days = deputy(home, WEEK, pupil).pupils[0].days
    told = [lesson.homework for day in days for lesson in day if lesson.subject == ENGLISH]
    assert told == sorted(f"{day} {group}" for day, group, _l in lessons if (group == one) == (day < "2018-01-17"))
    assert len(told) == 3


def test_a_pupil_moved_between_classes_has_one_whole_week_in_the_new_class(home: Home) -> None:
    old = the_class(home)
    new = ClassId(made(
        home, "study_group", year=home.school.year(), kind="class", name="7Б", grade=7, letter="Б", of_class=None
    ))  # fmt: skip
    pupil = pupil_of(home, old)
    move(home, pupil, new, date(2018, 1, 17), *stays_of(home, pupil))
    assert [line[:2] for line in counts(home, WEEK)] == [("7А", 26), ("7Б", 1)]
    (whole,) = sheets(home, WEEK, new).pupils
    assert [bool(day) for day in whole.days] == [True, True, False, False, False]
    assert len(sheets(home, WEEK, old).pupils) == 26
    assert deputy(home, WEEK, pupil).class_name == "7Б"


def test_standings_are_of_the_pupils_own_courses(home: Home) -> None:
    german = made(home, "subject", name="Немецкий язык", short="Нем. язык", markless=0)
    group = made(
        home, "study_group", year=home.school.year(), kind="subgroup", name="нем.", grade=7, letter="А",
        of_class=the_class(home),
    )  # fmt: skip
    made(home, "course", subject=german, study_group=group, half_hours=4)
    learner = pupil_of(home, the_class(home))
    made(home, "membership", study_group=group, pupil=learner, starts="2017-09-01", ends=None, order_number="")
    found = sheets(home, WEEK, the_class(home))
    with_german = [p.name for p in found.pupils if "Нем. язык" in [s.subject for s in p.subjects]]
    assert with_german == [deputy(home, WEEK, learner).pupils[0].name]
    assert all([s.subject for s in p.subjects] == sorted({s.subject for s in p.subjects}) for p in found.pupils)


def test_a_week_that_begins_in_a_holiday_names_it_and_shows_the_rest(home: Home) -> None:
    found = deputy(home, date(2017, 11, 6), pupil_of(home, the_class(home)))
    assert [day.free_because for day in found.days] == ["Осенние каникулы", "", "", "", ""]
    assert [bool(day) for day in found.pupils[0].days] == [False, True, True, True, True]


def test_a_week_with_a_working_saturday_lasts_until_it_in_sheets_and_queue(home: Home) -> None:
    queue = home.console().ask(WeeklyQueue(date(2018, 4, 23)))
    assert (queue.first, queue.last) == (date(2018, 4, 23), date(2018, 4, 28))
    found = sheets(home, date(2018, 4, 23), the_class(home))
    assert found.days[-1].day == queue.last
    assert all(lessons_of_days(found)[5])
    assert home.console().ask(WeeklyQueue(WEEK)).last == date(2018, 1, 19)


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (date(2017, 8, 21), "outside the study year 2017/2018"), (date(2018, 6, 1), "outside the study year"),
        (date(2018, 1, 22), "has not begun yet"), (date(2018, 5, 23), "has not begun yet"),
    ],
)  # fmt: skip
def test_a_week_outside_the_year_or_ahead_is_not_printed(home: Home, week: date, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        print_weekly_sheets(home.console(), [the_class(home)], week, everybody=True)
    assert home.school.db.sql("SELECT COUNT(*) FROM deed WHERE verb='RecordPrint'") == [(0,)]


def test_a_week_of_holidays_is_not_printed_and_its_queue_says_why(home: Home) -> None:
    (line,) = home.console().ask(WeeklyQueue(date(2018, 1, 3))).lines
    assert line.free == "Зимние каникулы"
    with pytest.raises(NoLessons, match="Зимние каникулы"):
        print_weekly_sheets(home.console(), [the_class(home)], date(2018, 1, 3), everybody=True)


def test_classes_on_holiday_are_left_out_of_the_schools_sheets(home: Home) -> None:
    made(home, "calendar_day", year=home.school.year(), kind="holiday", starts="2018-01-15", ends="2018-01-21",
         title="Дополнительные каникулы", first_grade=1, last_grade=1, as_weekday=None)  # fmt: skip
    first = ClassId(made(
        home, "study_group", year=home.school.year(), kind="class", name="1А", grade=1, letter="А", of_class=None
    ))  # fmt: skip
    due = sheets_due(home.console(), [first, the_class(home)], WEEK)
    assert list(due) == [the_class(home)]
    with pytest.raises(NoLessons, match="Дополнительные каникулы"):
        sheets_due(home.console(), [first], WEEK)


def test_c03_what_is_owed_stands_on_the_sheet_with_its_day_where_one_is_set(home: Home) -> None:
    learner = pupil_of(home, the_class(home))
    works = home.school.db.sql(
        "SELECT MIN(w.id), l.day, s.short FROM work w JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course"
        " JOIN subject s ON s.id=c.subject JOIN membership m ON m.study_group=c.study_group AND m.pupil=?"
        " WHERE l.day BETWEEN '2017-12-04' AND '2017-12-22' AND w.makes_up IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM mark x WHERE x.work=w.id AND x.pupil=?) GROUP BY l.id, l.day, s.short ORDER BY l.id LIMIT 3",
        learner, learner,
    )  # fmt: skip
    for (work, *_rest), day in zip(works, ("2018-01-25", "2018-01-22", None), strict=True):
        if day is not None:
            made(home, "work_date", work=work, pupil=learner, day=day, why="debt", author=0, at=0)
        if day != "2018-01-25":
            made(home, "mark", work=work, pupil=learner, place=0, value=14, sign="", comment="", author=0, at=0)
    (sheet,) = deputy(home, WEEK, learner).pupils
    (_a, far, first), (_b, near, second), (_c, none, third) = works

    def told(day: str) -> str:
        return f"{day[8:]}.{day[5:7]}"

    assert [debt.words for debt in sheet.debts] == [
        f"{second} of {told(near)} — until 22.01", f"{first} of {told(far)} — until 25.01", f"{third} of {told(none)}",
    ]  # fmt: skip
    owed = {one.subject: one.debts for one in sheet.subjects if one.debts}
    assert sum(owed.values()) == 3
    assert set(owed) == {first, second, third}


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_a_lesson_that_does_not_take_place_is_struck_out_with_the_reason(home: Home, state: str) -> None:
    ((key,),) = home.school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.short='География' AND l.day='2018-01-17'"
    )
    changed(home, "lesson", key, state=state)
    days = deputy(home, WEEK, pupil_of(home, the_class(home))).pupils[0].days
    (lesson,) = [lesson for lesson in days[2] if lesson.subject == "География"]
    assert (lesson.cancelled, lesson.note) == (True, state)


def test_months_of_the_chart_never_run_beyond_the_year(home: Home) -> None:
    pupil = pupil_of(home, the_class(home))
    assert deputy(home, FIRST_WEEK, pupil).months == (date(2017, 9, 1),)
    assert deputy(home, date(2018, 6, 11), pupil).months[-1] == date(2018, 5, 1)
