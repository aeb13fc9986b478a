"""What can be done to the groups of a division: swap two, make one, dissolve one."""

from collections.abc import Callable
from datetime import date
from itertools import combinations

from ....domain.groups.division import Part
from ....domain.groups.groups import CourseId
from ....domain.people.people import PupilId
from ....domain.text.words import full_date
from ....i18n import _
from ....services.groups.grouping import SwapPupils
from ....services.groups.groups_view import DivisionPage
from ....services.groups.subgroups import DissolveGroup, MakeSubgroup
from ....services.session import Change, Together
from ....services.typed import read_day
from ...dialogs.form import Field
from ..people.people_deeds import Deed, Values


def names_and_day(names: str, today: date) -> tuple[Field, ...]:
    """What is asked about new subgroups."""
    return Field(_("Names, by commas"), names), Field(_("From"), full_date(today))


def subgroups_made(course: CourseId, values: Values, today: date) -> Change:
    """The change that makes subgroups of these names; raises Refusal."""
    day = read_day(values[1], today)
    names = [name for name in values[0].split(",") if name.strip()] or [""]
    return Together(tuple(MakeSubgroup(course, name.strip(), day) for name in names))


def deeds_of(page: DivisionPage, course: CourseId, today: date) -> list[Deed]:
    """What can be done to a division as it is seen."""
    parts = page.division.parts
    dissolved = [_dissolve(page, course, part, today) for part in parts]
    if page.division.crosses:
        return dissolved
    name = _("gr. {number}").format(number=len(parts) + 1)
    another = Deed(
        f"subgroup:{course}", _("Another subgroup…"), MakeSubgroup(course, "", today),
        names_and_day(name, page.day), lambda _n, v: subgroups_made(course, v, today),
    )  # fmt: skip
    swaps = [_swap(page, course, one, other, today) for one, other in combinations(parts, 2)]
    return [*swaps, another, *dissolved]


def _deed(
    page: DivisionPage, key: str, words: str, label: str, today: date, made: Callable[[date], Change]
) -> Deed:
    field = Field(label, full_date(page.day))
    return Deed(key, words, made(page.day), (field,), lambda _n, v: made(read_day(v[0], today)))


def _swap(page: DivisionPage, course: CourseId, one: Part, other: Part, today: date) -> Deed:
    seen = (_members(page, one), _members(page, other))
    words = _("{one} and {other} change places…").format(one=one.name, other=other.name)
    return _deed(
        page, f"swap:{one.group}:{other.group}", words, _("From"), today,
        lambda day: SwapPupils(course, one.group, other.group, day, seen),
    )  # fmt: skip


def _members(page: DivisionPage, part: Part) -> tuple[PupilId, ...]:
    return tuple(sorted(o.pupil for o in page.pupils for stay in o.stays if stay.group == part.group))


def _dissolve(page: DivisionPage, course: CourseId, part: Part, today: date) -> Deed:
    return _deed(
        page, f"dissolve:{part.group}", _("Dissolve {group}…").format(group=part.name), _("First day without it"),
        today, lambda day: DissolveGroup(course, part.group, day, part.span.ends),
    )  # fmt: skip
