"""The sheet of changes on the wall and the register for pay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.papers.papers import Stamp
from ...domain.people.people import Actor
from ...domain.settings.rules import Rulebook
from ...domain.text.words import short_date, weekday_short
from ...domain.timetable.substitution_papers import Register, RegisterLine, WallLine, WallSheet
from ...domain.timetable.substitutions import Kind
from ...i18n import N_, _
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed
from ..rules import rulebook
from ..session import Change, Query, Session


def _stamp(actor: Actor, school: School) -> Stamp:
    return Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)


class _Names:
    """The teachers of lessons as papers call them, and what is held in their place."""

    def __init__(self, school: School, lessons: list[Placed]) -> None:
        self._school = school
        self._instead = {
            lesson.id: other
            for lesson in lessons
            if lesson.order and lesson.order.kind is Kind.OTHER_SUBJECT and lesson.order.moved_to
            for other in [store.one(school, lesson.order.moved_to)]
            if other is not None
        }
        known = [*lessons, *self._instead.values()]
        self._of = store.names(school, (staff for x in known for staff in (*x.teachers, *x.keepers)))

    def held(self, lesson: Placed) -> Placed:
        """What is held at a lesson's place: itself, or another subject."""
        return self._instead.get(lesson.id, lesson)

    def teachers(self, lesson: Placed) -> str:
        """Those of the timetable."""
        return ", ".join(self._of[staff] for staff in lesson.teachers)

    def keeper(self, lesson: Placed) -> str:
        """Who keeps it."""
        return ", ".join(self._of[staff] for staff in lesson.keepers)

    def fate(self, lesson: Placed) -> str:
        """What became of a lesson that is not held at its place, "" where it is."""
        order = lesson.order
        if order is None or order.kind not in (Kind.CANCELLED, Kind.MOVED):
            return ""
        moved = store.one(self._school, order.moved_to) if order.moved_to else None
        if moved is None:
            return order.kind.words
        return _("moved to {weekday} {day}, lesson {number}").format(
            weekday=weekday_short(moved.day), day=short_date(moved.day), number=moved.number
        )


@dataclass(frozen=True)
class ShowWallSheet(Query[WallSheet]):
    """The changes of a day: lesson, class, instead of what, what will be, where."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher, who leads the school, the console."""
        return policy.may_read_substitutions(actor)

    def answer(self, actor: Actor, school: School) -> WallSheet:
        """In the order of the lessons and classes."""
        absent = store.away(school, self.day)
        arrived = store.moved_to(school, self.day)
        here = {lesson.id: left for lesson, left in arrived}
        whole_day = store.of_day(school, self.day)
        found = [
            lesson
            for lesson in whole_day
            if lesson.order is not None or lesson.id in here or lesson.has_no_teacher(absent)
        ]
        names = _Names(school, found)
        lines = []
        for lesson in found:
            instead = f"{lesson.subject_name}, {names.teachers(lesson)}"
            held = names.held(lesson)
            becomes, room = f"{held.subject_name}, {names.keeper(held)}", held.room
            if (host := _host(lesson, whole_day)) is not None:
                becomes, room = _("{lesson}, together with {group}").format(
                    lesson=becomes, group=host.group_title
                ), host.room or room
            if held.has_no_teacher(absent):
                becomes = _("no teacher yet")
            if lesson.order is not None and lesson.order.kind is Kind.EXTRA:
                instead = ""
            if (left := here.get(lesson.id)) is not None:
                instead = ""
                becomes += " " + _("(from {day}, lesson {number})").format(
                    day=short_date(left.day), number=left.number
                )
            fate = names.fate(lesson) or (names.fate(held) if held is not lesson else "")
            lines.append(
                WallLine(
                    lesson.number, f"{lesson.starts}–{lesson.ends}" if lesson.starts else "", lesson.group_title,
                    instead, fate or becomes, "" if fate else room,
                )
            )  # fmt: skip
        return WallSheet(school.setting("name"), self.day, tuple(lines), _stamp(actor, school))


def _host(lesson: Placed, whole_day: list[Placed]) -> Placed | None:
    """The lesson that a joint one is held together with: the pupils go there (C08)."""
    if lesson.order is None or lesson.order.kind is not Kind.JOINT:
        return None
    return next((one for one in whole_day if one.number == lesson.number and lesson.substitute in one.teachers), None)


@dataclass(frozen=True)
class ShowRegister(Query[Register]):
    """The register of missed and substituted lessons of a stretch of days."""

    first: date
    last: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher, who leads the school, the console."""
        return policy.may_read_substitutions(actor)

    def answer(self, actor: Actor, school: School) -> Register:
        """Day by day, lesson by lesson; a joint lesson is paid by the rule of its day."""
        found = store.ordered(school, self.first, self.last)
        names = _Names(school, found)
        rules = rulebook(school)
        lines = tuple(self._line(lesson, names, rules) for lesson in found)
        return Register(school.setting("name"), self.first, self.last, lines, _stamp(actor, school))

    def _line(self, lesson: Placed, names: _Names, rules: Rulebook) -> RegisterLine:
        order = lesson.order
        assert order is not None
        reason = order.reason.words
        if order.number:
            reason = _("{reason}, order {number}").format(reason=reason, number=order.number)
        held = names.held(lesson)
        fate = names.fate(lesson) or (names.fate(held) if held is not lesson else "")
        keeper = fate or names.keeper(held)
        if order.is_claim:
            keeper = _("{name} (not confirmed)").format(name=keeper)
        extra = order.kind is Kind.EXTRA
        kept = held.subject_name
        if order.kind is Kind.JOINT:
            kept = _("{subject}, joint lesson").format(subject=kept)
        share = order.kind.share
        if order.kind is Kind.JOINT:
            share = rules.joint_share(lesson.day, lesson.grade)
        return RegisterLine(
            lesson.day, lesson.number, "" if extra else names.teachers(lesson),
            order.kind.words if extra else lesson.subject_name, lesson.group_title, reason, keeper,
            "" if fate else kept, None if fate or order.is_claim else share,
        )  # fmt: skip


@dataclass(frozen=True)
class RecordSubstitutionsPrint(Change):
    """Note that a paper about substitutions was made; its number is the copy's number."""

    TITLE = N_("print of substitutions")
    QUIET = True
    TAKES_OUT = True
    first: date
    last: date
    lines: int
    wall: bool

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read them."""
        return policy.may_read_substitutions(actor)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""

    def facts(self) -> Mapping[str, object]:
        """Which days, how many lines."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), "lines": self.lines, "wall": self.wall}


@dataclass(frozen=True)
class PrintedLines:
    """A finished paper about substitutions."""

    pdf: bytes
    lines: int
    copy: int


def print_wall_sheet(session: Session, day: date) -> PrintedLines:
    """The PDF of a day's changes, noted in the log before it is drawn; raises Refusal."""
    from ...reports.substitutions import wall_sheet_pdf

    sheet = session.ask(ShowWallSheet(day))
    receipt = session.do(RecordSubstitutionsPrint(day, day, len(sheet.lines), True))
    sheet = replace(sheet, stamp=replace(sheet.stamp, copy=receipt.deed))
    return PrintedLines(wall_sheet_pdf(sheet), len(sheet.lines), receipt.deed)


def print_register(session: Session, first: date, last: date) -> PrintedLines:
    """The PDF of the register of a stretch of days, noted in the log before it is drawn; raises Refusal."""
    from ...reports.substitutions import register_pdf

    register = session.ask(ShowRegister(first, last))
    receipt = session.do(RecordSubstitutionsPrint(first, last, len(register.lines), False))
    register = replace(register, stamp=replace(register.stamp, copy=receipt.deed))
    return PrintedLines(register_pdf(register), len(register.lines), receipt.deed)
