"""Workbooks beside a journal that holds something already: unchanged, new, or told cell by cell; nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import load_workbook

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.people.people import Name
from ejournal_tui.domain.timetable.timetable import Weeks
from ejournal_tui.domain.workbooks.handed_in import GuardianRow, LoadRow, Place, PupilRow, StaffRow
from ejournal_tui.domain.workbooks.handed_out import Kind
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.workbooks.exporting import export_workbook
from ejournal_tui.services.workbooks.importing import Import, PreviewImport, Tally
from ejournal_tui.services.workbooks.importing_people import ImportGroups, ImportPupils
from ejournal_tui.services.workbooks.importing_staff import ImportStaff
from ejournal_tui.services.workbooks.importing_timetable import ImportTimetable
from ejournal_tui.services.workbooks.workbooks import prepare

DEMO = Path(__file__).parents[2] / "data" / "demo"
HANDED_IN = Path(__file__).parents[1] / "exchange" / "samples" / "class-7A-as-handed-in.xlsx"
YEAR = date(2017, 9, 1)
CLASS = ClassName(7, "А")

Row = TypeVar("Row")


@pytest.fixture(scope="session")
def handed() -> dict[str, Import]:
    """The sample workbooks as imports."""
    kinds = ("staff", "pupils", "groups", "timetable")
    return {kind: prepare(kind, DEMO / f"school-{kind}.xlsx", YEAR).readable for kind in kinds}


@pytest.fixture
def staff(handed: dict[str, Import]) -> ImportStaff:
    found = handed["staff"]
    assert isinstance(found, ImportStaff)
    return replace(found, loads=tuple(row for row in found.loads if row.school_class == CLASS))


@pytest.fixture
def pupils(handed: dict[str, Import]) -> ImportPupils:
    found = handed["pupils"]
    assert isinstance(found, ImportPupils)
    return ImportPupils(tuple(row for row in found.pupils if row.school_class == CLASS))


@pytest.fixture
def groups(handed: dict[str, Import]) -> ImportGroups:
    found = handed["groups"]
    assert isinstance(found, ImportGroups)
    return ImportGroups(tuple(row for row in found.rows if row.school_class == CLASS))


@pytest.fixture
def wall(handed: dict[str, Import]) -> ImportTimetable:
    found = handed["timetable"]
    assert isinstance(found, ImportTimetable)
    return replace(found, slots=tuple(row for row in found.slots if row.school_class == CLASS))


def looked(home: Home, change: Import) -> Tally:
    return home.console().ask(PreviewImport(change))


def with_row(rows: tuple[Row, ...], change: Callable[[Row], Row], which: int = 0) -> tuple[Row, ...]:
    """The rows with one of them changed."""
    return tuple(change(row) if place == which else row for place, row in enumerate(rows))


def only_conflict(home: Home, change: Import) -> str:
    """The one contradiction of an import; doing it is refused with it and changes nothing."""
    (told,) = looked(home, change).conflicts
    before = home.school.head()
    with pytest.raises(Refusal) as refused:
        home.console().do(change)
    assert refused.value.advice == told
    assert home.school.head() == before
    return told


def leader(row: StaffRow) -> bool:
    return row.leads == CLASS


# ----- what stands already


def test_the_same_workbooks_again_are_unchanged(
    home: Home, staff: ImportStaff, pupils: ImportPupils, groups: ImportGroups, wall: ImportTimetable
) -> None:
    alone = replace(staff, staff=tuple(row if leader(row) else replace(row, leads=None) for row in staff.staff))
    for change in (alone, pupils, groups, wall):
        found = looked(home, change)
        assert (found.conflicts, found.added) == ([], {}), type(change).__name__
        assert found.unchanged
    assert looked(home, pupils).unchanged == {"pupils": 27, "guardians": 40}


# ----- staff and workload


@pytest.mark.parametrize(
    ("change", "fact", "column"),
    [
        ({"post": "завхоз"}, "post is “директор” in the journal and “завхоз”", "C2"),
        ({"room": "9"}, "room is “—” in the journal and “9”", "F2"),
        ({"phone": ""}, "phone is “+7 976 181-83-00” in the journal and “—”", "G2"),
        ({"email": "k@pochta.example"}, "e-mail is “—” in the journal and “k@pochta.example”", "H2"),
    ],
)
def test_other_facts_of_the_staff_are_conflicts_at_their_cells(
    home: Home, staff: ImportStaff, change: dict[str, str], fact: str, column: str
) -> None:
    told = only_conflict(home, replace(staff, staff=with_row(staff.staff, lambda row: replace(row, **change))))
    assert told.startswith(f"Сотрудники!{column}: Куликова К. О.: {fact}")


def test_a_workbook_says_nothing_of_what_it_has_no_column_for(home: Home, staff: ImportStaff) -> None:
    bare = tuple(
        replace(row, room="", phone="", email="", leads=None, place=Place("Сотрудники", 2, {"name": "A", "post": "B"}))
        for row in staff.staff
    )
    found = looked(home, replace(staff, staff=bare))
    assert (found.conflicts, found.unchanged["staff"]) == ([], 57)


def test_another_class_teacher_is_a_conflict(home: Home, staff: ImportStaff) -> None:
    def turned(row: StaffRow) -> StaffRow:
        return replace(row, leads=CLASS if row is staff.staff[0] else None)

    found = looked(home, replace(staff, staff=tuple(turned(row) for row in staff.staff)))
    (led,) = [line for line in found.conflicts if line.startswith("Сотрудники!E2: 7А is led by")]
    assert led.endswith("here by Куликова К. О..")
    assert [line for line in found.conflicts if "class led is “7А” in the journal and “—”" in line]


def test_a_name_spelled_with_another_letter_is_no_second_person(home: Home, staff: ImportStaff) -> None:
    where = next(n for n, row in enumerate(staff.staff) if "ё" in row.name.surname)
    name = staff.staff[where].name
    other = replace(name, surname=name.surname.replace("ё", "е"))
    rows = with_row(staff.staff, lambda row: replace(row, name=other), where)
    told = [line for line in looked(home, replace(staff, staff=rows)).conflicts if "the journal writes" in line]
    assert [f"“{name.full}”" in line and f"“{other.full}”" in line for line in told] == [True]


def test_other_hours_and_another_teacher_are_conflicts(home: Home, staff: ImportStaff) -> None:
    def other(row: LoadRow) -> LoadRow:
        return replace(row, half_hours=row.half_hours + 1, teacher=staff.staff[0].name)

    row = staff.loads[0]
    hours, teacher = looked(home, replace(staff, loads=with_row(staff.loads, other))).conflicts
    assert hours.startswith(f"{row.place.of('hours')}: 7А {row.subject}: hours a week is ")
    assert f"“{row.half_hours // 2}” in the journal and “{row.half_hours // 2}.5”" in hours
    assert teacher.startswith(f"{row.place.of('teacher')}: 7А {row.subject}: teacher is “{row.teacher.full}”")
    assert teacher.endswith("and “Куликова Кира Олеговна” in the file.")


def test_a_teacher_nobody_knows_is_told_once(home: Home, staff: ImportStaff) -> None:
    stranger = Name("Никто", "Нина", "Ниловна")
    loads = tuple(replace(row, teacher=stranger) for row in staff.loads)
    told = only_conflict(home, replace(staff, loads=loads))
    assert told.startswith(loads[0].place.of("teacher"))
    assert f"teaches in {len(loads)} rows" in told


def test_a_subject_of_the_schools_own_is_pointed_out_and_spelled_in_one_way(home: Home, staff: ImportStaff) -> None:
    def own(subject: str) -> ImportStaff:
        row = replace(staff.loads[0], subject=subject)
        return replace(staff, loads=(row,))

    found = looked(home, own("Лего-студия"))
    assert (found.added["subjects"], "Лего-студия" in found.fresh[0]) == (1, True)
    home.console().do(own("Лего-студия"))
    assert "the journal writes “Лего-студия”" in only_conflict(home, own("лего студия"))


def test_what_a_new_workload_makes_is_counted(home: Home, handed: dict[str, Import]) -> None:
    change = handed["staff"]
    added = looked(home, change).added
    home.console().do(change)
    assert looked(home, change).added == {}
    ((courses, subgroups),) = home.school.db.sql(
        "SELECT COUNT(*), SUM(CASE g.kind WHEN 'subgroup' THEN 1 ELSE 0 END) FROM course c"
        " JOIN study_group g ON g.id=c.study_group"
    )
    assert (courses, subgroups) == (432, 114)
    assert added["courses"] < courses
    assert 0 < added["subgroups"] < subgroups
    assert (added["classes"], added["class teachers"]) == (30, 30)


# ----- pupils and guardians


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"sex": "f"}, "sex is “male” in the journal and “female”"),
        ({"file_number": "Б-9999"}, "file number is"),
        ({"enrolled": date(2016, 9, 1)}, "enrolment date is “01.09.2011” in the journal and “01.09.2016”"),
        ({"language": "немецкий"}, "foreign language is “английский” in the journal and “немецкий”"),
        ({"education_form": "на дому"}, "form of education is “очная” in the journal and “на дому”"),
        ({"phone": "+7 900 000-00-00"}, "phone is"),
        ({"birth": date(2003, 9, 1)}, "birth date is “01.09.2004” in the journal and “01.09.2003”"),
    ],
)
def test_other_facts_of_a_pupil_are_conflicts_at_their_cells(
    home: Home, pupils: ImportPupils, change: dict[str, object], fact: str
) -> None:
    def other(row: PupilRow) -> PupilRow:
        return replace(row, **change)  # type: ignore[arg-type]

    told = only_conflict(home, ImportPupils(with_row(pupils.pupils, other)))
    (key,) = change
    column = {"education_form": "form"}.get(key, key)
    assert told.startswith(f"{pupils.pupils[0].place.of(column)}: Богданов Богдан: {fact}")


def test_another_class_is_a_conflict(home: Home, pupils: ImportPupils, staff: ImportStaff) -> None:
    elsewhere = ClassName(7, "Б")
    home.console().do(replace(staff, loads=(replace(staff.loads[0], school_class=elsewhere),)))
    told = only_conflict(
        home, ImportPupils(with_row(pupils.pupils, lambda row: replace(row, school_class=elsewhere)))
    )
    assert "class is “7А” in the journal and “7Б” in the file" in told


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"relation": "опекун"}, "relation is “мать” in the journal and “опекун”"),
        ({"phone": "+7 900 000-00-00"}, "phone is “+7 948 989-15-21” in the journal and “+7 900 000-00-00”"),
        ({"email": ""}, "e-mail is “bogdanova.zlata66@pochta.example” in the journal and “—”"),
        ({"on_paper": True}, "way of informing is “electronically” in the journal and “on paper”"),
    ],
)
def test_other_facts_of_a_guardian_are_conflicts_at_their_cells(
    home: Home, pupils: ImportPupils, change: dict[str, object], fact: str
) -> None:
    def other(row: PupilRow) -> PupilRow:
        return replace(row, guardians=(replace(row.guardians[0], **change), *row.guardians[1:]))  # type: ignore[arg-type]

    told = only_conflict(home, ImportPupils(with_row(pupils.pupils, other)))
    (key,) = change
    column = {"on_paper": "informing"}.get(key, key)
    where = pupils.pupils[0].guardians[0].place.of(column)
    assert told.startswith(f"{where}: Богданов Богдан, Богданова З. А.: {fact}")


def test_a_guardian_more_and_a_guardian_less_are_conflicts(home: Home, pupils: ImportPupils) -> None:
    row = pupils.pupils[0]
    other = replace(row.guardians[0], name=Name("Богданова", "Анна", "Антоновна"))
    for guardians, said in (
        ((), ["is a guardian of Богданов Богдан in the journal and not in the file"]),
        ((*row.guardians, other), ["Богданова Анна Антоновна is no guardian of Богданов Богдан in the journal"]),
    ):
        change = ImportPupils((replace(row, guardians=guardians),))
        assert [words in line for line, words in zip(looked(home, change).conflicts, said, strict=True)] == [True]


def test_a_list_without_guardians_takes_nobodys_guardians_away(home: Home, pupils: ImportPupils) -> None:
    row = pupils.pupils[0]
    columns = {key: column for key, column in row.place.columns.items() if key != "guardian"}
    bare = replace(row, guardians=(), place=replace(row.place, columns=columns))
    assert looked(home, ImportPupils((bare,))).conflicts == []


def newcomer(pupils: ImportPupils, *guardians: GuardianRow) -> PupilRow:
    row = pupils.pupils[0]
    name = Name("Чижов", "Чеслав", "Янович")
    return replace(row, name=name, birth=date(2004, 3, 3), guardians=guardians or row.guardians)


def test_a_guardian_twice_in_a_row_is_told_before_anything_is_written(home: Home, pupils: ImportPupils) -> None:
    guardian = pupils.pupils[0].guardians[0]
    twice = ImportPupils((newcomer(pupils, guardian, guardian),))
    assert "is a guardian of Чижов Чеслав twice in the file" in only_conflict(home, twice)


def test_a_pupil_twice_in_the_file_is_told_before_anything_is_written(home: Home, pupils: ImportPupils) -> None:
    row = newcomer(pupils)
    assert "stands in the file twice" in only_conflict(home, ImportPupils((row, row)))


def test_a_guardian_with_two_addresses_is_told(home: Home, pupils: ImportPupils) -> None:
    guardian = replace(pupils.pupils[0].guardians[0], email="other@pochta.example")
    told = only_conflict(home, ImportPupils((newcomer(pupils, guardian),)))
    assert "has the e-mail “bogdanova.zlata66@pochta.example” with another child" in told


def test_siblings_share_a_guardian_whom_name_and_phone_tell_and_namesakes_do_not(
    home: Home, pupils: ImportPupils
) -> None:
    sibling, guardian = newcomer(pupils), pupils.pupils[0].guardians[0]
    assert looked(home, ImportPupils((sibling,))).added == {"pupils": 1}
    unknown = replace(guardian, phone="", email="")
    other = replace(sibling, name=Name("Щукин", "Щедр", "Янович"))
    both = ImportPupils((replace(sibling, guardians=(unknown,)), replace(other, guardians=(unknown,))))
    assert looked(home, both).added == {"pupils": 2, "guardians": 2}
    home.console().do(both)
    assert looked(home, both).added == {}


def test_the_day_of_enrolment_is_kept_and_the_class_begins_with_the_year(home: Home, pupils: ImportPupils) -> None:
    late, early = newcomer(pupils), pupils.pupils[0]
    home.console().do(ImportPupils((replace(late, enrolled=date(2018, 1, 10)),)))
    kept = {
        surname: (enrolled, starts)
        for surname, enrolled, starts in home.school.db.sql(
            "SELECT p.surname, p.enrolled, m.starts FROM pupil p JOIN membership m ON m.pupil=p.id"
            " JOIN study_group g ON g.id=m.study_group WHERE g.kind='class'"
        )
    }
    assert early.enrolled == date(2011, 9, 1)
    assert kept[early.name.surname] == ("2011-09-01", "2017-09-01")
    assert kept["Чижов"] == ("2018-01-10", "2018-01-10")
    assert looked(home, ImportPupils((replace(late, enrolled=date(2018, 1, 10)),))).unchanged["pupils"] == 1


def test_a_newcomer_is_pointed_out_in_a_class_that_has_pupils(home: Home, pupils: ImportPupils) -> None:
    row = newcomer(pupils)
    found = looked(home, ImportPupils((*pupils.pupils, row)))
    assert (found.conflicts, found.added) == ([], {"pupils": 1})
    assert found.fresh == [f"{row.place.of('name')}: Чижов Чеслав Янович is new in 7А."]


@pytest.mark.parametrize(
    "name", [Name("Никитина-Лебедева", "Ангелина", "Вадимовна"), Name("Никитина", "Ангелина"),
             Name("НИКИТИНА", "Ангелина", "Вадимовна")],
)  # fmt: skip
def test_a_pupil_under_another_name_is_no_newcomer(home: Home, pupils: ImportPupils, name: Name) -> None:
    where = next(n for n, row in enumerate(pupils.pupils) if row.name.surname == "Никитина")
    told = only_conflict(home, ImportPupils(with_row(pupils.pupils, lambda row: replace(row, name=name), where)))
    assert f"name is “Никитина Ангелина Вадимовна” in the journal and “{name.full}” in the file" in told


def test_a_twin_is_a_newcomer(home: Home, pupils: ImportPupils) -> None:
    row = pupils.pupils[0]
    twin = replace(row, name=replace(row.name, given="Борис"))
    found = looked(home, ImportPupils((*pupils.pupils, twin)))
    assert (found.conflicts, found.added) == ([], {"pupils": 1})


def test_a_class_that_is_not_there_is_told_once_for_all_its_rows(home: Home, handed: dict[str, Import]) -> None:
    found = looked(home, handed["pupils"]).conflicts
    assert len(found) == 30
    assert found[0].startswith("Ученики!G2: the journal has no class 1А, which 24 rows name.")


def test_the_list_as_handed_in_is_laid_beside_the_journal(home: Home) -> None:
    prepared = prepare("pupils", HANDED_IN, YEAR)
    assert prepared.change is None
    found = looked(home, prepared.readable)
    assert [line.partition(":")[0] for line in found.conflicts] == [
        "7А!B13", "7А!H14", "7А!H15", "7А!H16", "7А!C19", "7А!B22", "7А!B23"
    ]  # fmt: skip
    assert found.fresh == ["7А!B7: Герасимов Максим Артёмович is new in 7А."]


# ----- subgroups


def test_a_pupil_of_another_subgroup_stays_there(home: Home, groups: ImportGroups) -> None:
    row = groups.rows[0]
    other = next(g.group for g in groups.rows if g.subject == row.subject and g.group != row.group)
    moved = ImportGroups(with_row(groups.rows, lambda found: replace(found, group=other)))
    assert f"is in {row.group} of {row.subject} in the journal and in {other} in the file" in only_conflict(home, moved)


def test_a_pupil_in_two_subgroups_of_a_subject_is_a_conflict(home: Home, groups: ImportGroups) -> None:
    row = groups.rows[0]
    other = next(g.group for g in groups.rows if g.subject == row.subject and g.group != row.group)
    twice = ImportGroups((*groups.rows, replace(row, group=other)))
    assert f"is in two subgroups of {row.subject}" in only_conflict(home, twice)


def test_a_subgroup_that_was_left_is_not_entered_again(home: Home, groups: ImportGroups) -> None:
    row = groups.rows[0]
    ((key,),) = home.school.db.sql(
        "SELECT m.id FROM membership m JOIN study_group g ON g.id=m.study_group JOIN course c ON c.study_group=g.id"
        " JOIN subject s ON s.id=c.subject JOIN pupil p ON p.id=m.pupil"
        " WHERE s.name=? AND g.name=? AND p.surname=? AND p.given=?",
        row.subject, row.group, row.pupil.surname, row.pupil.given,
    )  # fmt: skip

    home.school.write(0, "test", lambda ledger: ledger.update("membership", key, ends="2017-12-31"))
    assert f"has left {row.group} of {row.subject}" in only_conflict(home, ImportGroups((row,)))


def test_namesakes_in_a_class_are_not_taken_for_each_other(
    home: Home, groups: ImportGroups, pupils: ImportPupils
) -> None:
    row = groups.rows[0]
    namesake = replace(newcomer(pupils), name=row.pupil)
    home.console().do(ImportPupils((*pupils.pupils, namesake)))
    told = only_conflict(home, ImportGroups((row,)))
    assert told.startswith(f"{row.place.of('surname')}: several pupils of class 7А are called {row.pupil.full}")


def test_a_pupil_a_group_and_a_class_that_are_not_there_are_told(home: Home, groups: ImportGroups) -> None:
    row = groups.rows[0]
    nobody = replace(row, pupil=Name("Никто", "Нина", "Ниловна"))
    nowhere = replace(row, group="гр. 9")
    away = replace(row, school_class=ClassName(8, "Б"))
    found = looked(home, ImportGroups((nobody, nowhere, nowhere, away))).conflicts
    assert len(found) == 3
    assert "no class 8Б, which 1 row names" in found[0]
    assert f"no гр. 9 of {row.subject} in 7А, which 2 rows name" in found[1]
    assert "Никто Нина Ниловна is not in class 7А" in found[2]


# ----- the timetable


def test_another_timetable_is_told_with_how_much_of_it_differs(home: Home, wall: ImportTimetable) -> None:
    slots = with_row(wall.slots, lambda row: replace(row, weekday=6))
    differs, missing = looked(home, replace(wall, slots=slots)).conflicts
    assert differs.startswith(f"{wall.slots[0].address}: the journal has a timetable already, and in 1 cell")
    assert "has 1 lesson a week that the file has not" in missing
    told = only_conflict(home, replace(wall, starts=date(2018, 1, 11)))
    assert told == "The timetable begins on 01.09.2017 in the journal and on 11.01.2018 in the file."


def test_a_timetable_without_some_lessons_is_another_one(home: Home, wall: ImportTimetable) -> None:
    assert "lesson" in only_conflict(home, replace(wall, slots=wall.slots[1:]))


def test_other_bells_are_conflicts_at_their_cells(home: Home, wall: ImportTimetable) -> None:
    told = only_conflict(home, replace(wall, bells=with_row(wall.bells, lambda bell: replace(bell, starts="8:00"))))
    assert told == "Звонки!A2: lesson 1 is 8:30–9:15 in the journal and 8:00–9:15 in the file."


def test_a_cell_that_no_course_fits_is_a_conflict(home: Home, wall: ImportTimetable) -> None:
    row = wall.slots[0]
    slots = with_row(wall.slots, lambda found: replace(found, subject="Астрономия"))
    told = only_conflict(home, replace(wall, slots=slots))
    assert told.startswith(f"{row.address}: the workload has no Астрономия in 7А")


def test_a_timetable_of_another_year_is_a_conflict(home: Home, wall: ImportTimetable) -> None:
    assert "after the last day of the study year" in only_conflict(home, replace(wall, starts=date(2018, 9, 1)))


def test_the_lessons_that_a_timetable_makes_are_counted_before_they_are_made(home: Home, wall: ImportTimetable) -> None:
    ((lessons,),) = home.school.db.sql("SELECT COUNT(*) FROM lesson")
    ((slots,),) = home.school.db.sql("SELECT COUNT(*) FROM slot")
    for table in ("substitution", "absence", "mark", "homework", "work", "lesson", "slot", "timetable", "bell"):
        home.school.write(
            0, "test",
            lambda ledger, table=table: [
                ledger.delete(table, key) for (key,) in home.school.db.sql(f"SELECT id FROM {table}")
            ],
        )  # fmt: skip
    expected = {"bells": 8, "slots": slots, "lessons": lessons}
    assert looked(home, wall).added == expected
    home.console().do(wall)
    assert home.school.db.sql("SELECT COUNT(*) FROM lesson") == [(lessons,)]


def test_another_timetable_comes_in_from_the_day_that_is_named(home: Home, wall: ImportTimetable) -> None:
    from_then = replace(wall, starts=date(2018, 1, 22), anew=True)
    assert looked(home, from_then).added == {}
    moved = replace(from_then, slots=with_row(wall.slots, lambda row: replace(row, weekday=5, number=8)))
    ((before,),) = home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day<'2018-01-22'")
    found = looked(home, moved)
    assert found.conflicts == []
    assert [words.partition(" lesson")[2] for words in found.fresh] == [
        "s are added", "s still to be held are taken away"
    ]  # fmt: skip
    days = {date.fromisoformat(day) for (day,) in home.school.db.sql("SELECT DISTINCT day FROM lesson")}
    assert found.added["lessons"] == sum(day >= date(2018, 1, 22) and day.isoweekday() == 5 for day in days)
    home.console().do(moved)
    assert home.school.db.sql("SELECT starts FROM timetable ORDER BY starts") == [("2017-09-01",), ("2018-01-22",)]
    assert home.school.db.sql("SELECT COUNT(*) FROM lesson WHERE day<'2018-01-22'") == [(before,)]
    assert looked(home, moved).added == {}
    assert "the file differs" in looked(home, from_then).conflicts[0]


def test_lessons_of_odd_and_even_weeks_share_a_cell_of_the_wall_and_go_out_as_they_came_in(
    home: Home, wall: ImportTimetable, tmp_path: Path
) -> None:
    music = next(row for row in wall.slots if row.subject == "Музыка")
    art = next(row for row in wall.slots if row.subject == "Изобразительное искусство")
    others = tuple(row for row in wall.slots if row not in (music, art))
    beside = replace(art, weekday=music.weekday, number=music.number, weeks=Weeks.EVEN)
    turns = (replace(music, weeks=Weeks.ODD), beside)
    change = replace(wall, slots=(*others, *turns), starts=date(2018, 1, 22), anew=True)
    home.console().do(change)
    made = export_workbook(home.console(), Kind.TIMETABLE, starts=date(2018, 1, 22))
    assert made.left_out == ()
    path = tmp_path / "timetable.xlsx"
    path.write_bytes(made.xlsx)
    sheet = load_workbook(path)["Расписание"]
    words = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell and "(нечёт.)" in str(cell)]
    assert words == [f"ИЗО {art.rooms[0]} (чёт.); Музыка {music.rooms[0]} (нечёт.)"]
    again = prepare("timetable", path, YEAR)
    assert again.problems == ()
    found = looked(home, again.readable)
    assert (found.added, found.conflicts) == ({}, [])
