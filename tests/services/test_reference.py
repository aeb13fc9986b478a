"""The shipped tables against the sample workbooks, the rules and each other."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.results.results import MATHEMATICAL, Thresholds, minimum_marks
from ejournal_tui.domain.settings.reference import DemoWords, spread, stage_of
from ejournal_tui.domain.years.year import DayKind, Scheme
from ejournal_tui.paths import data_folder
from ejournal_tui.services import reference

DEMO = data_folder() / "demo"
WORDS = DemoWords("after", ("again", "once more"))


def _workload() -> set[tuple[str, int, int]]:
    """Subject, grade and hours a week of every line of the demo's workload."""
    sheet = load_workbook(DEMO / "school-staff.xlsx", read_only=True)["Нагрузка"]
    return {
        (str(subject), int(str(name)[:-1]), int(str(hours)))
        for name, subject, _group, hours, _teacher in sheet.iter_rows(min_row=2, values_only=True)
    }


def test_every_subject_of_the_workload_is_known() -> None:
    taught = {subject for subject, _grade, _hours in _workload()}
    assert len(taught) == 22
    assert [name for name in taught if reference.subject(name) is None] == []


def test_every_subject_of_the_wall_timetable_is_understood() -> None:
    sheet = load_workbook(DEMO / "school-timetable.xlsx", read_only=True)["Расписание"]
    cells = [c for row in sheet.iter_rows(min_row=3, min_col=3, values_only=True) for c in row if c]
    assert len(cells) == 837
    written = {str(cell).rpartition(" ")[0].casefold() for cell in cells}
    assert written <= set(reference.aliases())
    assert {reference.aliases()[name] for name in written} == {subject for subject, _g, _h in _workload()}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Физ-ра", "Физическая культура"), ("ИЗО", "Изобразительное искусство"), ("Общество", "Обществознание"),
        ("Окр. мир", "Окружающий мир"), ("Лит. чтение", "Литературное чтение"), ("Русский яз.", "Русский язык"),
        ("Англ. яз.", "Английский язык"),
    ],
)  # fmt: skip
def test_the_wall_timetables_short_forms(written: str, meant: str) -> None:
    assert reference.aliases()[written.casefold()] == meant


def test_no_written_form_means_two_subjects() -> None:
    forms = Counter(
        form
        for subject in reference.subjects()
        for form in {written.casefold() for written in (subject.name, subject.short, *subject.aliases)}
    )
    assert [form for form, count in forms.items() if count > 1] == []


def test_only_subjects_without_marks_are_markless() -> None:
    assert {s.name for s in reference.subjects() if s.markless} == {"ОРКСЭ", "Внеурочная деятельность"}


def test_kinds_of_work_are_those_of_the_grids_header() -> None:
    shorts = [work.short for work in reference.works()]
    assert shorts == [
        "отв", "д/з", "С/р", "П/р", "Л/р", "К/р", "Тест", "Дик", "Сл.д", "МД", "Изл", "Соч", "Пр-т", "Зач", "ВПР",
        "Норм", "РНО",
    ]  # fmt: skip
    assert len({work.code for work in reference.works()}) == len(shorts)
    for work in reference.works():
        assert len(work.short) <= 4
        assert 1 <= work.weight <= 4
        assert work.due_days == 7


def test_the_tables_have_english_names_for_everything() -> None:
    names = [name for one in reference.subjects("en") for name in (one.name, one.short)]
    names += [name for work in reference.works("en") for name in (work.name, work.short)]
    names += [kind.name for kind in reference.lesson_kinds("en")]
    names += [span.title for span in reference.calendar("2017/2018", "en").spans]
    assert [name for name in names if not name.isascii()] == []
    assert all(len(one.short) <= 12 for one in reference.subjects("en"))
    assert all(len(work.short) <= 4 for work in reference.works("en"))
    for russian, english in zip(reference.subjects(), reference.subjects("en"), strict=True):
        assert reference.subject(english.name) == english
        assert reference.demo_topics(english.name, 7) == reference.demo_topics(russian.name, 7)


def test_the_calendar_is_the_one_the_school_decided() -> None:
    year = reference.calendar("2017/2018")

    def free(first: date, last: date, grade: int = 7) -> bool:
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        return all(year.weekday(day, grade) is None for day in days)

    assert (year.starts, year.ends, year.week) == (date(2017, 9, 1), date(2018, 5, 25), 5)
    assert free(date(2017, 10, 30), date(2017, 11, 6))
    assert free(date(2017, 12, 28), date(2018, 1, 10))
    assert free(date(2018, 3, 24), date(2018, 4, 1))
    assert free(date(2018, 2, 5), date(2018, 2, 11), grade=1)
    assert year.weekday(date(2018, 2, 5), 2) == 1
    off = [(2, 23), (3, 8), (3, 9), (4, 30), (5, 1), (5, 2), (5, 9)]
    assert all(free(day, day) for month, number in off for day in [date(2018, month, number)])
    assert year.weekday(date(2018, 4, 28), 7) is not None
    assert [s.starts for s in year.spans if s.kind is DayKind.WORKING] == [date(2018, 4, 28)]
    around = (date(2017, 10, 27), date(2017, 11, 7), date(2017, 12, 27), date(2018, 1, 11), date(2018, 3, 23))
    assert all(year.weekday(day, 7) == day.isoweekday() for day in around)


@pytest.mark.parametrize(
    ("grade", "ends"),
    [
        (1, [date(2017, 11, 30), date(2018, 2, 28), date(2018, 5, 25)]),
        (9, [date(2017, 11, 30), date(2018, 2, 28), date(2018, 5, 25)]),
        (10, [date(2017, 12, 31), date(2018, 5, 25)]),
        (11, [date(2017, 12, 31), date(2018, 5, 25)]),
    ],
)
def test_the_periods_of_the_grades(grade: int, ends: list[date]) -> None:
    assert [period.ends for period in reference.calendar("2017/2018").periods_of(grade)] == ends


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_periods_of_a_scheme_leave_no_day_out(scheme: Scheme) -> None:
    year = reference.calendar("2017/2018")
    mine = [period for period in year.periods if period.scheme is scheme]
    assert (mine[0].starts, mine[-1].ends) == (year.starts, year.ends)
    for number, (one, following) in enumerate(pairwise(mine), start=1):
        assert one.number == number
        assert following.starts == one.ends + timedelta(days=1)


def test_a_year_without_a_shipped_calendar_is_refused_in_words() -> None:
    with pytest.raises(Invalid) as refused:
        reference.calendar("../../1999")
    assert "1999" in refused.value.title


def test_the_bells_follow_each_other() -> None:
    moments = [moment for bell in reference.bells() for moment in (bell.starts, bell.ends)]
    assert [bell.number for bell in reference.bells()] == list(range(1, 9))
    assert moments == sorted(set(moments))


def test_the_shipped_rules_are_those_of_the_domain() -> None:
    rules = reference.rules()
    assert (rules.homework_hours, rules.marks_days, rules.result_hours) == (2, 7, 24)
    mathematical, *stricter = rules.thresholds.values()
    assert mathematical == MATHEMATICAL
    assert stricter == [Thresholds(4650, 3650, 2650), Thresholds(4650, 3600, 2600)]
    for scheme, minimum in rules.minimum_marks.items():
        assert minimum == tuple(minimum_marks(half_hours, scheme) for half_hours in (2, 4, 6))
    assert rules.minimum_marks[Scheme.TRIMESTER] == (3, 5, 7)
    assert {reason.letter.value for reason in rules.absence_reasons} == set("нбп")


def test_every_lesson_of_the_demos_year_has_a_topic() -> None:
    codes = {work.code for work in reference.works()} | {""}
    for subject, grade, hours in _workload():
        plan = reference.demo_topics(subject, grade)
        assert len(plan) >= 34 * hours, (subject, grade)
        assert {lesson.work for lesson in plan} <= codes, (subject, grade)
        assert all(lesson.topic and "{" not in lesson.topic + lesson.homework for lesson in plan)
        assert all(lesson.homework or lesson.work for lesson in plan)


def test_the_big_subjects_have_plans_of_their_own() -> None:
    big = [(subject, grade, hours) for subject, grade, hours in _workload() if hours >= 3 and grade > 1]
    for subject, grade, hours in big:
        plan = reference.demo_topics(subject, grade, 34 * hours)
        assert len(plan) == 34 * hours
        works = sum(bool(lesson.work) for lesson in plan)
        assert 3 <= works <= len(plan) // 3, (subject, grade, works)
    assert reference.demo_topics("Русский язык", 7)[9].topic == "Причастие как особая форма глагола"


@pytest.mark.parametrize(
    ("subject", "topic", "grade"),
    [
        ("Математика", "Периметр многоугольника", 2), ("Музыка", "П. И. Чайковский. Детский альбом", 2),
        ("Химия", "Водород", 8), ("Физика", "Изопроцессы", 10), ("Алгебра", "Теорема Виета", 8),
        ("Литература", "М. Ю. Лермонтов. Бородино", 5), ("История", "Крещение Руси", 6),
    ],
)  # fmt: skip
def test_a_topic_is_taught_in_its_own_grade(subject: str, topic: str, grade: int) -> None:
    taught = {g for name, g, _hours in _workload() if name == subject}
    assert [g for g in sorted(taught) if topic in {t.topic for t in reference.demo_topics(subject, g)}] == [grade]


def test_grades_learn_different_things_except_in_what_is_trained_year_after_year() -> None:
    plans = {(name, grade): {t.topic for t in reference.demo_topics(name, grade)} for name, grade, _h in _workload()}
    alike = {
        name
        for (name, grade), topics in plans.items()
        if len(topics & plans.get((name, grade + 1), set())) > len(topics) // 3
    }
    assert alike == {"Физическая культура", "Технология", "Русский язык", "Английский язык"}


def test_no_physical_exercise_is_a_work_over_mistakes() -> None:
    for grade in range(1, 12):
        said = " ".join(lesson.topic for lesson in reference.demo_topics("Физическая культура", grade, 102))
        assert not any(word in said for word in ("ошибками", "учебником", "упражнений."))
        assert "Совершенствование техники" in said


def test_class_1_writes_no_works() -> None:
    for subject, grade, _hours in _workload():
        if grade == 1:
            assert not any(lesson.work for lesson in reference.demo_topics(subject, 1)), subject


def test_a_subject_the_school_made_up_still_has_a_plan() -> None:
    assert reference.demo_topics("Шахматы", 3, 34)[0].topic
    assert stage_of(("homework", "5-9", "10-11"), 3) is None
    assert stage_of(("homework", "7", "8-9"), 9) == "8-9"


TOPICS = st.lists(st.tuples(st.sampled_from(("a", "b", "c")), st.sampled_from(("", "", "test"))), min_size=1)


@given(TOPICS, st.integers(1, 300))
def test_a_spread_plan_has_a_topic_for_each_lesson_in_the_plans_order(
    topics: list[tuple[str, str]], lessons: int
) -> None:
    found = spread(topics, lessons, WORDS)
    assert len(found) == lessons
    assert found[0] == topics[0]
    if lessons >= len(topics):
        first_times = [line for line in found if "again" not in line[0] and "more" not in line[0]]
        assert [line for line in first_times if line[0] != "after"] == topics
