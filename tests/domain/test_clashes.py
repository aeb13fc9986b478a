"""What cannot be held at once in a week, and how lessons change places."""

import pytest

from ejournal_tui.domain.groups.groups import CourseId, GroupKind
from ejournal_tui.domain.people.people import ClassId, StaffId
from ejournal_tui.domain.timetable.clashes import ClashKind, Occupied, clashes
from ejournal_tui.domain.timetable.timetable import Filling, Slot, SlotStep, Weeks, exchanged

CLASS = ClassId(1)


def occupied(
    course: int, group: int, kind: GroupKind = GroupKind.CLASS, of: ClassId | None = CLASS, teacher: int = 0,
    room: str = "", weeks: Weeks = Weeks.EVERY, number: int = 1,
) -> Occupied:  # fmt: skip
    slot = Slot(CourseId(course), 1, number, room or str(course), weeks)
    return Occupied(slot, group, kind, of, frozenset({StaffId(teacher or course)}))


WHOLE = occupied(1, 1)
FIRST, SECOND = occupied(2, 2, GroupKind.SUBGROUP), occupied(3, 3, GroupKind.SUBGROUP)
CROSS = occupied(4, 4, GroupKind.CROSS, None)
AT_HOME = occupied(5, 5, GroupKind.INDIVIDUAL)


@pytest.mark.parametrize(
    ("slots", "sharing", "kinds"),
    [
        ([WHOLE, occupied(6, 1)], {}, [ClashKind.CLASS]),
        ([WHOLE, FIRST], {}, [ClashKind.CLASS]),
        ([FIRST, SECOND], {}, []),
        ([FIRST, SECOND], {2: {3}}, [ClashKind.PUPILS]),
        ([FIRST, occupied(7, 2, GroupKind.SUBGROUP)], {}, [ClashKind.PUPILS]),
        ([WHOLE, CROSS], {1: {4}, 4: {1}}, [ClashKind.PUPILS]),
        ([WHOLE, CROSS], {}, []),
        ([WHOLE, AT_HOME], {1: {5}, 5: {1}}, []),
        ([WHOLE, occupied(8, 9, of=ClassId(9), teacher=1)], {}, [ClashKind.TEACHER]),
        ([WHOLE, occupied(8, 9, of=ClassId(9), room="1")], {}, [ClashKind.ROOM]),
        ([WHOLE, occupied(6, 1, number=2)], {}, []),
        ([occupied(1, 1, weeks=Weeks.ODD), occupied(6, 1, weeks=Weeks.EVEN)], {}, []),
        ([occupied(1, 1, weeks=Weeks.ODD), occupied(6, 1)], {}, [ClashKind.CLASS]),
    ],
)
def test_who_and_what_is_wanted_twice(
    slots: list[Occupied], sharing: dict[int, set[int]], kinds: list[ClashKind]
) -> None:
    assert [clash.kind for clash in clashes(slots, sharing)] == kinds


def test_a_lesson_moves_and_two_change_places_even_of_the_same_course() -> None:
    one, other = Slot(CourseId(1), 1, 1, "12"), Slot(CourseId(2), 2, 2, "14", Weeks.ODD)
    assert exchanged([one], (3, 3)) == (
        SlotStep(CourseId(1), 1, 1, None, Filling("12")), SlotStep(CourseId(1), 3, 3, Filling("12"), None),
    )  # fmt: skip
    assert len(exchanged([one], (2, 2), [other], (1, 1))) == 4
    again = Slot(CourseId(1), 2, 2, "9")
    assert exchanged([one], (2, 2), [again], (1, 1)) == (
        SlotStep(CourseId(1), 1, 1, Filling("9"), Filling("12")),
        SlotStep(CourseId(1), 2, 2, Filling("12"), Filling("9")),
    )
