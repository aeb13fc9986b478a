"""What the timetable and the calendar ask for, laid on the lessons that stand; entries are never touched."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ...i18n import ngettext
from ..groups.groups import CourseId
from ..journal.lessons import LessonId
from ..years.year import Calendar
from .timetable import CoursePlace, Slot, Version, in_force

LessonKey = tuple[CourseId, date, int]
"""A course at a day and number: where one lesson stands at most."""


class Bears(StrEnum):
    """Why a lesson stays although the timetable does not ask for it any more."""

    NOTHING = ""
    HELD = "held"
    CALLED_OFF = "called_off"
    """Cancelled or moved away."""
    ORDERED = "ordered"
    """A substitution, or moved here by order."""
    HOMEWORK = "homework"
    WRITTEN = "written"


@dataclass(frozen=True)
class Standing:
    """A lesson of the journal, as far as laying asks."""

    id: LessonId
    course: CourseId
    day: date
    number: int
    room: str
    bears: Bears
    follows: bool
    """Whether its room is the timetable's: it is still to be held, at its own place."""

    @property
    def key(self) -> LessonKey:
        """Where it stands."""
        return self.course, self.day, self.number


@dataclass(frozen=True)
class Planned:
    """A lesson that is asked for."""

    course: CourseId
    day: date
    number: int
    room: str

    @property
    def key(self) -> LessonKey:
        """Where it shall stand."""
        return self.course, self.day, self.number


@dataclass(frozen=True)
class Laying:
    """What has to be done so that the lessons are those asked for."""

    missing: tuple[Planned, ...] = ()
    leaving: tuple[Standing, ...] = ()
    """Planned ones that bear nothing and are not asked for."""
    rooms: tuple[tuple[Standing, str], ...] = ()
    """Planned ones with the room that they get."""
    kept: tuple[Standing, ...] = ()
    """Those not asked for that stay, because something is written in them."""

    @property
    def changes(self) -> bool:
        """Whether any lesson changes."""
        return bool(self.missing or self.leaving or self.rooms)

    def sentences(self) -> list[str]:
        """What a person is told of it, before and after."""
        told = [
            (len(self.missing), ngettext("{count} lesson is added", "{count} lessons are added", len(self.missing))),
            (len(self.leaving), ngettext(
                "{count} lesson still to be held is taken away", "{count} lessons still to be held are taken away",
                len(self.leaving),
            )),
            (len(self.rooms), ngettext(
                "{count} lesson gets another room", "{count} lessons get another room", len(self.rooms)
            )),
        ]  # fmt: skip
        stay = Counter(lesson.bears for lesson in self.kept)
        told += [(stay[bears], _stays(bears, stay[bears])) for bears in Bears if stay[bears]]
        return [words.format(count=count) for count, words in told if count]


def _stays(bears: Bears, count: int) -> str:
    if bears is Bears.HELD:
        return ngettext("{count} lesson that was held stays", "{count} lessons that were held stay", count)
    if bears is Bears.CALLED_OFF:
        return ngettext("{count} lesson called off or moved stays", "{count} lessons called off or moved stay", count)
    if bears is Bears.ORDERED:
        return ngettext("{count} lesson with a substitution stays", "{count} lessons with a substitution stay", count)
    if bears is Bears.HOMEWORK:
        return ngettext("{count} lesson with homework stays", "{count} lessons with homework stay", count)
    return ngettext("{count} lesson with entries stays", "{count} lessons with entries stay", count)


def asked(
    versions: Sequence[Version], calendar: Calendar, places: Mapping[CourseId, CoursePlace], first: date, last: date
) -> Iterator[Planned]:
    """The lessons that a stretch of days asks for, day after day, class after class."""
    weeks = {version.id: _by_weekday(version, places) for version in versions}
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        version = in_force(versions, day)
        if version is None:
            continue
        odd = calendar.is_odd(day)
        for place, slots in weeks[version.id]:
            weekday = calendar.weekday(day, place.grade, place.school_class)
            if weekday is not None:
                for slot in slots.get(weekday, ()):
                    if slot.weeks.in_week(odd):
                        yield Planned(slot.course, day, slot.number, slot.room)


def _by_weekday(
    version: Version, places: Mapping[CourseId, CoursePlace]
) -> list[tuple[CoursePlace, dict[int, list[Slot]]]]:
    found: dict[CoursePlace, dict[int, list[Slot]]] = {}
    for slot in sorted(version.slots, key=lambda slot: (slot.number, slot.course)):
        found.setdefault(places[slot.course], {}).setdefault(slot.weekday, []).append(slot)
    return sorted(found.items(), key=lambda item: (item[0].grade, item[0].letter, item[0].school_class or 0))


def lay(
    wanted: Sequence[Planned], standing: Collection[Standing], back: Laying | None = None
) -> Laying:
    """What makes the standing lessons those wanted; `back` is what an earlier laying did, to be undone with it."""
    rooms = {planned.key: planned for planned in wanted}
    if back is not None:
        _as_before(rooms, back)
    stand = {lesson.key: lesson for lesson in standing}
    for kept in back.kept if back is not None else ():
        # What was left alone then is left alone now, in whatever room it is.
        if kept.key in rooms and kept.key in stand:
            rooms[kept.key] = Planned(*kept.key, stand[kept.key].room)
    gone = [lesson for lesson in standing if lesson.key not in rooms]
    return Laying(
        tuple(planned for key, planned in rooms.items() if key not in stand),
        tuple(lesson for lesson in gone if lesson.bears is Bears.NOTHING),
        tuple(
            (lesson, rooms[lesson.key].room)
            for lesson in standing
            if lesson.follows and lesson.key in rooms and rooms[lesson.key].room != lesson.room
        ),
        tuple(lesson for lesson in gone if lesson.bears is not Bears.NOTHING),
    )


def _as_before(rooms: dict[LessonKey, Planned], back: Laying) -> None:
    """Lessons may have stood beside the timetable before it was laid: they come back, and what it added goes."""
    for planned in back.missing:
        rooms.pop(planned.key, None)
    for lesson in (*back.leaving, *(lesson for lesson, _room in back.rooms)):
        rooms[lesson.key] = Planned(*lesson.key, lesson.room)
