"""Groups and teachers change in mid-year; what is exported then comes in again with nothing new."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.groups.division import Division
from ejournal_tui.domain.groups.groups import ClassName, CourseId
from ejournal_tui.domain.people.people import Name, PupilId, StaffId
from ejournal_tui.domain.workbooks.handed_in import GroupRow, Place
from ejournal_tui.domain.workbooks.handed_out import Kind
from ejournal_tui.services.groups.course_teachers import AddTeacher, HandOver
from ejournal_tui.services.groups.grouping import PlaceInGroup, SwapPupils
from ejournal_tui.services.groups.subgroups import DissolveGroup, MakeSubgroup
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.workbooks.exporting import export_workbook
from ejournal_tui.services.workbooks.importing_people import ImportGroups
from ejournal_tui.storage.groups import division as store
from ejournal_tui.storage.groups import workload
from tests.services.test_exporting import cells, taken_in

DAY = date(2018, 1, 15)


@dataclass
class English:
    """The English of 7А."""

    home: Home
    course: CourseId

    @property
    def division(self) -> Division:
        return store.division_of(self.home.school, self.course, DAY)

    def members(self, group: int) -> tuple[PupilId, ...]:
        found = store.stays(self.home.school, [group], DAY)
        return tuple(sorted(stay.pupil for stay in found if stay.span.covers(DAY)))

    def group(self, number: int) -> int:
        return self.division.parts[number].group


@pytest.fixture
def english(home: Home) -> English:
    """The English of 7А."""
    ((course,),) = home.school.db.sql(
        "SELECT MIN(c.id) FROM course c JOIN subject s ON s.id=c.subject WHERE s.name='Английский язык'"
    )
    return English(home, CourseId(course))


def test_after_a_move_and_a_swap_the_exported_groups_come_in_unchanged(
    home: Home, english: English, tmp_path: Path
) -> None:
    one, other = english.group(0), english.group(1)
    before = export_workbook(home.console(), Kind.GROUPS)
    pupil = english.members(one)[0]
    home.console().do(PlaceInGroup(english.course, pupil, other, DAY, (one,)))
    seen = english.members(one), english.members(other)
    home.console().do(SwapPupils(english.course, one, other, DAY, seen))
    done = export_workbook(home.console(), Kind.GROUPS)
    assert sorted(cells(done)) != sorted(cells(before))
    found = taken_in(home, Kind.GROUPS, done.xlsx, tmp_path)
    assert (found.added, found.conflicts, done.left_out) == ({}, [], ())
    older = taken_in(home, Kind.GROUPS, before.xlsx, tmp_path)
    assert older.added == {}
    # The one who was moved and swapped is back; everybody else of both groups stands in the other one.
    assert len(older.conflicts) == len(seen[0]) + len(seen[1]) - 1
    assert all("in the journal and in" in told for told in older.conflicts)


def test_a_subgroup_made_and_one_dissolved_in_mid_year_come_in_as_they_are(
    home: Home, english: English, tmp_path: Path
) -> None:
    home.console().do(MakeSubgroup(english.course, "гр. 3", DAY))
    third = english.group(2)
    for pupil in english.members(english.group(0))[:2]:
        home.console().do(PlaceInGroup(english.course, pupil, third, DAY, (english.group(0),)))
    for kind in (Kind.GROUPS, Kind.STAFF):
        found = taken_in(home, kind, export_workbook(home.console(), kind).xlsx, tmp_path)
        assert (found.added, found.conflicts) == ({}, [])
    for pupil in english.members(third):
        home.console().do(PlaceInGroup(english.course, pupil, english.group(1), date(2018, 1, 16), (third,)))
    home.console().do(DissolveGroup(english.course, third, date(2018, 1, 16)))
    for kind in (Kind.GROUPS, Kind.STAFF):
        found = taken_in(home, kind, export_workbook(home.console(), kind).xlsx, tmp_path)
        assert (found.added, found.conflicts) == ({}, [])


def test_a_course_handed_over_is_exported_with_who_has_it_on_the_day(home: Home, tmp_path: Path) -> None:
    ((course,),) = home.school.db.sql(
        "SELECT c.id FROM course c JOIN subject s ON s.id=c.subject WHERE s.name='Русский язык'"
    )
    (load,) = workload.loads(home.school, DAY, course)
    ((heir, surname),) = home.school.db.sql("SELECT id, surname FROM staff WHERE surname='Яковлев'")
    home.console().do(HandOver(load.course, load.teachers[0].key, StaffId(heir), date(2018, 1, 22)))
    planned = export_workbook(home.console(), Kind.STAFF)
    assert planned.left_out == ()
    assert not any("Русский язык" in row and f"{surname} " in str(row) for row in cells(planned, 1))
    home.console().do(AddTeacher(load.course, StaffId(heir), date(2018, 1, 12), date(2018, 1, 20)))
    shared = export_workbook(home.console(), Kind.STAFF)
    assert len(shared.left_out) == 1
    for done in (planned, shared):
        found = taken_in(home, Kind.STAFF, done.xlsx, tmp_path)
        assert found.added == {}
    assert found.conflicts == []


def test_a_pupil_of_a_dissolved_subgroup_is_taken_into_another_from_the_day_after(
    home: Home, english: English, tmp_path: Path
) -> None:
    home.console().do(MakeSubgroup(english.course, "гр. 3", date(2018, 1, 9)))
    third = english.group(2)
    inside = english.members(english.group(0))
    pupil = next(p for p in inside if store.entries_after(home.school, english.group(0), p, date(2018, 1, 9)) is None)
    home.console().do(PlaceInGroup(english.course, pupil, third, date(2018, 1, 9), (english.group(0),)))
    moved = export_workbook(home.console(), Kind.GROUPS)
    home.console().do(DissolveGroup(english.course, third, date(2018, 1, 12)))
    told = taken_in(home, Kind.GROUPS, moved.xlsx, tmp_path)
    assert ["the workload has no гр. 3" in one for one in told.conflicts] == [True]
    ((name, given, patronymic),) = home.school.db.sql(
        "SELECT surname, given, patronymic FROM pupil WHERE id=?", pupil
    )
    row = GroupRow(ClassName(7, "А"), "Английский язык", "гр. 2", Name(name, given, patronymic), Place("", 1, {}))
    home.console().do(ImportGroups((row,)))
    starts = home.school.db.sql(
        "SELECT starts FROM membership WHERE pupil=? AND study_group=?", pupil, english.group(1)
    )
    assert starts == [("2018-01-12",)]
    assert not store.is_doubled(home.school, pupil)
