"""The lines of the workload: courses under their class or teacher, those without a teacher first."""

from collections.abc import Iterable
from dataclasses import dataclass

from ....domain.groups.workload import (
    CourseLoad,
    TeacherSpan,
    class_hours,
    hours_words,
    most_hours,
    signer,
    teacher_hours,
)
from ....domain.people.people import ClassId, StaffId
from ....domain.text.words import full_date, short_date
from ....i18n import _, ngettext
from ....services.groups.workload_view import Workload


@dataclass(frozen=True)
class Line:
    """A line of the list: a course, or the heading of those that follow."""

    cells: tuple[str, ...]
    load: CourseLoad | None = None


def lines_of(found: Workload, by_teacher: bool) -> list[Line]:
    """All lines, by teacher or by class."""
    return [*_vacant(found), *(_of_teachers(found) if by_teacher else _of_classes(found))]


def _row(found: Workload, load: CourseLoad) -> Line:
    signs = signer(load.teachers, found.period_ends)
    cells = load.title, load.subject_name, hours_words(load.half_hours), _teachers(found, load)
    return Line((*cells, signs.name if signs else ""), load)


def _teachers(found: Workload, load: CourseLoad) -> str:
    said = ""
    if load.vacant is not None:
        said = _("no teacher from {day}").format(day=short_date(load.vacant))
    if load.vacant is not None and load.vacant <= found.day:
        said = _("no teacher")
    return ", ".join(filter(None, (said, *(_words(one, found) for one in load.lasting(found.day)))))


def _vacant(found: Workload) -> list[Line]:
    vacant = [load for load in found.loads if load.vacant is not None]
    words = _("Without a teacher: {count}").format(count=len(vacant))
    heading = [Line((words,))] if vacant else []
    return [*heading, *(_row(found, load) for load in vacant)]


def _of_classes(found: Workload) -> list[Line]:
    lines: list[Line] = []
    before = ""
    for load in found.loads:
        if load.class_title != before:
            lines.append(_class_heading(found, load))
            before = load.class_title
        lines.append(_row(found, load))
    return lines


def _class_heading(found: Workload, load: CourseLoad) -> Line:
    if load.school_class is None or not found.whole:
        return Line((load.class_title,))
    sum_ = class_hours(found.loads, load.school_class)
    most = 2 * most_hours(load.grade, found.weeks[load.grade - 1])
    words = _("{title} · {hours} h of {most}") if sum_ <= most else _("{title} · {hours} h of {most}: too many!")
    return Line((words.format(title=load.class_title, hours=hours_words(sum_), most=hours_words(most)),))


def _of_teachers(found: Workload) -> list[Line]:
    day = found.day
    by_staff: dict[tuple[str, StaffId], list[CourseLoad]] = {}
    for load in found.loads:
        for one in load.lasting(day):
            mine = by_staff.setdefault((one.name, one.staff), [])
            if load not in mine:
                mine.append(load)
    lines: list[Line] = []
    for (name, staff), loads in sorted(by_staff.items()):
        count = ngettext("{count} course", "{count} courses", len(loads)).format(count=len(loads))
        hours = _("{hours} h").format(hours=hours_words(teacher_hours(loads, staff, day)))
        lines.append(Line((" · ".join((name, hours, count)) if found.whole else name,)))
        lines += [_row(found, load) for load in loads]
    return lines


def state_words(found: Workload) -> str:
    """How many courses there are, how many have no teacher, which classes have too many hours."""
    loads = found.loads
    vacant = sum(load.vacant is not None for load in loads)
    first = ngettext("{count} course", "{count} courses", len(loads)).format(count=len(loads))
    if vacant:
        first += ", " + ngettext(
            "{count} without a teacher", "{count} without a teacher", vacant
        ).format(count=vacant)  # fmt: skip
    over = _too_much(found, loads) if found.whole else []
    if over:
        first += ". " + _("More hours than allowed: {classes}").format(classes=", ".join(over))
    return f"{first}."


def _too_much(found: Workload, loads: Iterable[CourseLoad]) -> list[str]:
    classes: dict[ClassId, CourseLoad] = {}
    for load in loads:
        if load.school_class is not None:
            classes.setdefault(load.school_class, load)
    return [
        one.class_title for key, one in classes.items()
        if class_hours(found.loads, key) > 2 * most_hours(one.grade, found.weeks[one.grade - 1])
    ]  # fmt: skip


def course_lines(load: CourseLoad, found: Workload) -> list[str]:
    """Everything about a course: hours, who taught it from when, who signs the period's results."""
    signs = signer(load.teachers, found.period_ends)
    lines = [
        _("{hours} h a week").format(hours=hours_words(load.half_hours)),
        *(_history(one) for one in load.teachers),
        _("Results of the period up to {day}: signed by {name}").format(
            day=full_date(found.period_ends), name=signs.name if signs else _("nobody")
        ),
    ]
    if load.vacant is not None:
        lines.append(_("Without a teacher from {day}.").format(day=full_date(load.vacant)))
    return lines


def _words(one: TeacherSpan, found: Workload) -> str:
    if one.span.ends is not None:
        return _("{name} until {day}").format(name=one.name, day=short_date(one.span.ends))
    if one.span.starts > found.day:
        return _("{name} from {day}").format(name=one.name, day=short_date(one.span.starts))
    return one.name


def _history(one: TeacherSpan) -> str:
    if one.span.ends is None:
        return _("{name} since {day}").format(name=one.name, day=full_date(one.span.starts))
    return f"{one.name} {full_date(one.span.starts)}–{full_date(one.span.ends)}"
