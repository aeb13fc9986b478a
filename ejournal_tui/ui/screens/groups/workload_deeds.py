"""What can be done to a course of the workload: what is asked, and the change that follows from the answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ....domain.errors import Invalid
from ....domain.groups.workload import CourseLoad, TeacherSpan, hours_words
from ....domain.people.people import ClassId, Name, StaffId
from ....domain.text.words import full_date
from ....i18n import _
from ....services.groups.course_teachers import AddTeacher, EndTeaching, HandOver, NameSigner, SwapTeachers
from ....services.groups.workload import AddCourse, ChangeHours
from ....services.groups.workload_view import LoadChoices
from ....services.typed import read_day
from ...dialogs.form import Field
from ..people.people_deeds import Deed

GRADES = range(1, 12)


def read_hours(typed: str) -> int:
    """Hours a week as typed, in half hours; raises Invalid."""
    text = typed.strip().replace(",", ".")
    whole, _dot, part = text.partition(".")
    if not whole.isdecimal() or len(whole) > 2 or part not in ("", "0", "5"):
        raise Invalid(_("“{typed}” is no number of hours.").format(typed=typed.strip()[:20]),
                      _("Write the hours like 4 or 0.5."))  # fmt: skip
    return 2 * int(whole) + (part == "5")


def read_grade(typed: str) -> int:
    """A grade as typed; raises Invalid."""
    text = typed.strip()
    if not text.isdecimal() or len(text) > 2 or int(text) not in GRADES:
        raise Invalid(_("“{typed}” is no grade.").format(typed=text[:20]), _("Write a number from 1 to 11."))
    return int(text)


class LoadDeeds:
    """The deeds of a day, with these teachers to choose from."""

    def __init__(self, today: date, choices: LoadChoices, loads: Sequence[CourseLoad]) -> None:
        self._today = today
        self._choices = choices
        self._loads = tuple(loads)

    def _day(self, typed: str) -> date:
        return read_day(typed, self._today)

    def _teachers(self, subject: int) -> list[tuple[StaffId, Name, str]]:
        """Those who teach the subject already first."""
        found = sorted(self._choices.staff, key=lambda one: subject not in one[3])
        return [(key, name, post) for key, name, post, _subjects in found]

    def of(self, load: CourseLoad) -> list[Deed]:
        """What can be done to a course."""
        lasting = load.lasting(self._today)
        return [
            *(self._hand_over(load, one) for one in lasting), self._add(load), *(self._end(load, o) for o in lasting),
            self._hours(load), *([self._signer(load, lasting)] if len(lasting) > 1 else []), *self._swaps(load),
        ]  # fmt: skip

    def _hand_over(self, load: CourseLoad, one: TeacherSpan) -> Deed:
        staff = [other for other in self._teachers(load.subject) if other[0] != one.staff]
        after = one.span.ends
        change = HandOver(load.course, one.key, one.staff, self._today, after)
        return Deed(
            f"hand:{one.key}", _("Hand over from {name}…").format(name=one.name), change,
            (Field(_("New teacher from"), full_date(load.vacant or self._today)),),
            lambda n, v: replace(change, staff=staff[n][0], day=self._day(v[0])),
            tuple(f"{name.initials}  {post}" for _key, name, post in staff),
        )  # fmt: skip

    def _add(self, load: CourseLoad) -> Deed:
        staff = self._teachers(load.subject)
        change = AddTeacher(load.course, StaffId(0), self._today)
        lasting = load.lasting(self._today)
        words = _("Second teacher…") if lasting and load.vacant is None else _("Teacher…")
        return Deed(
            f"teacher:{load.course}", words, change, (Field(_("From"), full_date(load.vacant or self._today)),),
            lambda n, v: replace(change, staff=staff[n][0], day=self._day(v[0])),
            tuple(f"{name.initials}  {post}" for _key, name, post in staff),
        )  # fmt: skip

    def _end(self, load: CourseLoad, one: TeacherSpan) -> Deed:
        change = EndTeaching(load.course, one.key, self._today, one.span.ends)
        return Deed(
            f"end:{one.key}", _("{name}: last day…").format(name=one.name), change,
            (Field(_("Last day"), full_date(self._today)),), lambda _n, v: replace(change, day=self._day(v[0])),
        )  # fmt: skip

    def _hours(self, load: CourseLoad) -> Deed:
        change = ChangeHours(load.course, load.half_hours, load.half_hours)
        return Deed(
            f"hours:{load.course}", _("Hours a week (for the whole year)…"), change,
            (Field(_("Hours a week"), hours_words(load.half_hours)),),
            lambda _n, v: replace(change, half_hours=read_hours(v[0])),
        )  # fmt: skip

    def _signer(self, load: CourseLoad, lasting: Sequence[TeacherSpan]) -> Deed:
        named = next((one.staff for one in load.teachers if one.signs), None)
        return Deed(
            f"signer:{load.course}", _("Who signs the results…"), NameSigner(load.course, lasting[0].staff, named), (),
            lambda n, _v: NameSigner(load.course, lasting[n].staff, named), tuple(one.name for one in lasting),
        )  # fmt: skip

    def _swaps(self, load: CourseLoad) -> list[Deed]:
        others = [
            one for one in self._loads
            if load.divided and load.school_class is not None and one.divided and one.course != load.course
            and (one.school_class, one.subject) == (load.school_class, load.subject)
        ]  # fmt: skip
        return [self._swap(load, other) for other in others]

    def _swap(self, load: CourseLoad, other: CourseLoad) -> Deed:
        words = _("Swap teachers and rooms with {group}…").format(group=other.title)

        def made(day: date) -> SwapTeachers:
            seen = tuple(tuple(sorted(one.staff for one in each.on(day))) for each in (load, other))
            return SwapTeachers(load.course, other.course, day, (seen[0], seen[1]))

        return Deed(
            f"swap:{load.course}:{other.course}", words, made(self._today),
            (Field(_("From"), full_date(self._today)),), lambda _n, v: made(self._day(v[0])),
        )  # fmt: skip

    def new(self, school_class: ClassId | None, title: str, subject: int, words: str) -> Deed:
        """A new course of a class, or of a new group of several classes."""
        staff = self._teachers(subject)
        change = AddCourse(school_class, subject, 0, StaffId(0), self._today)
        group = () if school_class is not None else (
            Field(_("Name of the group"), hint=_("like: Robotics 7")), Field(_("Grade"), hint="7"),
        )  # fmt: skip
        fields = (Field(_("Hours a week")), Field(_("From"), full_date(self._today)), *group)

        def read(n: int, v: tuple[str, ...]) -> AddCourse:
            made = replace(change, half_hours=read_hours(v[0]), staff=staff[n][0], day=self._day(v[1]))
            return made if school_class is not None else replace(made, name=v[2], grade=read_grade(v[3]))

        names = tuple(f"{name.initials}  {post}" for _key, name, post in staff)
        return Deed(f"course:{title}:{subject}", f"{title}: {words}", change, fields, read, names)
