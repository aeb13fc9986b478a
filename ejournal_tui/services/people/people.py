"""Looking people up: lists, cards, the papers that changed contacts; and a change of name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...domain import policy
from ...domain.groups.groups import ClassName
from ...domain.people.cards import (
    ClassStay,
    GuardianCard,
    PersonKind,
    PersonLine,
    PupilCard,
    StaffCard,
    Statement,
    stay_on,
)
from ...domain.people.people import Actor, ClassId, GuardianId, Name, PupilId, StaffId
from ...domain.text import search
from ...i18n import N_
from ...storage.attendance import attendance
from ...storage.groups import stays
from ...storage.log.records import Record
from ...storage.people import cards, people
from ...storage.school import School
from .. import reference
from ..groups.class_teachers import leader_of
from ..session import Query
from .personal import PersonalChange, place, places_of, require_seen

RECENT_DAYS = 30
_DAY = 86_400_000


@dataclass(frozen=True)
class FindPeople(Query[tuple[PersonLine, ...]]):
    """People by a part of the name, or one of the school's lists; names with classes and posts only."""

    text: str = ""
    """Searches everybody; without it the list is shown."""
    kind: PersonKind = PersonKind.PUPIL
    school_class: ClassId | None = None
    """The class of the list; pupils without one are those who left."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The staff, but for the lab assistant."""
        return policy.may_find_people(actor)

    def answer(self, actor: Actor, school: School) -> tuple[PersonLine, ...]:
        """Pupils, staff, guardians whose cards the person may read; each by name (е = ё)."""
        walk = _Walk(actor, school)
        if search.key(self.text):
            found = (*walk.pupils(), *walk.staff(), *walk.guardians())
            return tuple(line for words, line in found if search.matches(words, self.text))
        if self.kind is PersonKind.STAFF:
            return tuple(line for _words, line in walk.staff())
        if self.kind is PersonKind.GUARDIAN:
            return tuple(line for _words, line in walk.guardians())
        lines = [line for _words, line in walk.pupils() if walk.is_of(line, self.school_class)]
        if self.school_class is None:
            return tuple(lines)
        numbers = stays.paper_numbers(school, self.school_class, walk.first_day(self.school_class))
        return tuple(replace(line, number=numbers.get(PupilId(line.key))) for line in lines)


class _Walk:
    """One walk over everybody, as one actor may see them."""

    def __init__(self, actor: Actor, school: School) -> None:
        self.actor = actor
        self.school = school
        # Before the first bell the lists are already those of the year.
        self.today = max(school.clock.today(), school.calendar().starts)
        self.stays = stays.everybodys_stays(school)
        self._first_days: dict[ClassId, date] = {}

    def pupils(self) -> list[tuple[str, PersonLine]]:
        return [(found.search_key, self._pupil(found)) for found in cards.pupils(self.school)]

    def _pupil(self, found: cards.Found) -> PersonLine:
        mine = self.stays.get(found.key, [])
        here = stay_on(mine, self.today)
        ended = here.span.ends if here else None
        return PersonLine(
            PersonKind.PUPIL, found.key, found.name, here.title if here else "",
            policy.may_read_pupil(self.actor, PupilId(found.key), place(mine, self.today)) is None,
            ended if ended and ended < self.today else None,
        )  # fmt: skip

    def is_of(self, line: PersonLine, school_class: ClassId | None) -> bool:
        """Whether a pupil stands in a class's list: who is there or is to come; without a class, who has left."""
        if school_class is None:
            return line.left is not None
        day = max(self.today, self.first_day(school_class))
        here = stay_on(self.stays.get(line.key, []), day)
        return line.left is None and here is not None and here.school_class == school_class

    def first_day(self, school_class: ClassId) -> date:
        """The first day of the year of a class."""
        if school_class not in self._first_days:
            year = people.year_of_class(self.school, school_class)
            self._first_days[school_class] = self.school.calendar_of(year).starts
        return self._first_days[school_class]

    def staff(self) -> list[tuple[str, PersonLine]]:
        may = policy.may_read_staff(self.actor) is None
        return [
            (found.search_key, PersonLine(PersonKind.STAFF, found.key, found.name, found.more[0], may, left))
            for found in cards.staff(self.school)
            for left in [found.more[1] if found.more[1] and found.more[1] < self.today else None]
        ]

    def guardians(self) -> list[tuple[str, PersonLine]]:
        """Those whose cards the actor may read: others have nothing to look up there."""
        lines = []
        for found in cards.guardians(self.school):
            families = [self.stays.get(child, []) for child in found.more]
            places = tuple(one for family in families for one in place(family, self.today))
            if policy.may_read_card(self.actor, places) is None:
                lines.append((found.search_key, self._guardian(found, families)))
        return lines

    def _guardian(self, found: cards.Found, families: Sequence[list[ClassStay]]) -> PersonLine:
        classes = dict.fromkeys(cards.title_of(family, self.today) for family in families)
        return PersonLine(PersonKind.GUARDIAN, found.key, found.name, ", ".join(filter(None, classes)), True)


@dataclass(frozen=True)
class ClassLine:
    """A class to choose from."""

    key: ClassId
    name: ClassName
    leader: StaffId | None
    """Who leads it without an end."""
    teacher: str
    ahead: str = ""
    """The year to come, «2018/2019», where it is a class of that one."""
    first: date = date.min
    """The first day of its year."""
    own: bool = False
    """Whether whoever asks is its class teacher or keeps the data of its grade."""
    taught: bool = False
    """Whether whoever asks gives lessons in it."""

    @property
    def title(self) -> str:
        """«7А», «8А (2018/2019)»."""
        return f"{self.name} ({self.ahead})" if self.ahead else str(self.name)


@dataclass(frozen=True)
class ListClasses(Query[tuple[ClassLine, ...]]):
    """The classes of the year; a class teacher's own first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever looks people up."""
        return policy.may_find_people(actor)

    def answer(self, actor: Actor, school: School) -> tuple[ClassLine, ...]:
        """By grade and letter."""
        found = []
        in_hand, taught = school.year(), attendance.classes_taught(school, actor.staff or 0, school.clock.today())
        for year in school.years():
            if year.id != in_hand and year.starts <= school.clock.today():
                continue
            for one in people.classes(school, year.id):
                leader = leader_of(school, one.id)
                ahead = year.title if year.id != in_hand else ""
                line = ClassLine(
                    one.id, one.name, leader[1] if leader else None, one.teacher, ahead, year.starts,
                    own=one.id in actor.classes or one.name.grade in actor.grades, taught=one.id in taught,
                )  # fmt: skip
                place = (ahead, one.id not in actor.classes, one.name.grade not in actor.grades, one.name)
                found.append((*place, line))
        return tuple(line for *_order, line in sorted(found, key=lambda one: one[:4]))


@dataclass(frozen=True)
class ShowPupilCard(Query[PupilCard]):
    """Everything held about a pupil; each reading is logged."""

    TITLE = N_("a pupil's card read")
    AUDITED = True
    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The family, the class teacher, the keeper of the grade's data, the deputy head and the director."""
        return policy.may_read_pupil(actor, self.pupil, places_of(school, PersonKind.PUPIL, self.pupil))

    def answer(self, actor: Actor, school: School) -> PupilCard:
        """The card."""
        return cards.pupil_card(school, self.pupil, school.clock.today(), reference.home_forms())


@dataclass(frozen=True)
class ShowGuardianCard(Query[GuardianCard]):
    """Everything held about a guardian; each reading is logged."""

    TITLE = N_("a guardian's card read")
    AUDITED = True
    guardian: GuardianId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The guardian, and who may read the card of one of the children."""
        if actor.guardian == self.guardian:
            return None
        return policy.may_read_card(actor, places_of(school, PersonKind.GUARDIAN, self.guardian))

    def answer(self, actor: Actor, school: School) -> GuardianCard:
        """The card."""
        return cards.guardian_card(school, self.guardian, school.clock.today())


@dataclass(frozen=True)
class ShowStaffCard(Query[StaffCard]):
    """Everything held about a member of staff; each reading is logged."""

    TITLE = N_("a card of the staff read")
    AUDITED = True
    staff: StaffId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer, the deputy head and the director."""
        return policy.may_read_staff(actor)

    def answer(self, actor: Actor, school: School) -> StaffCard:
        """The card."""
        return cards.staff_card(school, self.staff, school.clock.today())


@dataclass(frozen=True)
class RecentStatements(Query[tuple[Statement, ...]]):
    """What families changed in the last month by paper, for those who keep these data (C19)."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Keepers of data, class teachers, who leads the school; each sees the own part."""
        return policy.may_find_people(actor)

    def answer(self, actor: Actor, school: School) -> tuple[Statement, ...]:
        """The last first."""
        since = school.clock.instant() - timedelta(days=RECENT_DAYS).days * _DAY
        found = []
        rows = school.db.sql("SELECT id, pupil, guardian FROM contact_statement WHERE at>=? ORDER BY id DESC", since)
        for key, pupil, guardian in rows:
            kind, whose = (PersonKind.PUPIL, pupil) if pupil is not None else (PersonKind.GUARDIAN, guardian)
            if policy.may_read_card(actor, places_of(school, kind, whose)) is None:
                found += cards.statements(school, "t.id=?", key)
        return tuple(found)


@dataclass(frozen=True)
class ChangeName(PersonalChange):
    """Write somebody's name anew: it has changed, or was misspelt."""

    TITLE = N_("change of name")
    kind: PersonKind
    key: int
    name: Name
    expects: Name

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the data: of the child's grade, of a child's grade, of the staff."""
        if self.kind is PersonKind.STAFF:
            return policy.may_keep_staff(actor)
        grades = [grade for _class, grade in places_of(school, self.kind, self.key)]
        if any(policy.may_keep_pupils(actor, {grade}) is None for grade in grades):
            return None
        return policy.may_keep_pupils(actor, grades)

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Conflict."""
        table = self.kind.value
        stands = cards.name_of(school, table, self.key)
        require_seen(school, table, self.key, stands, self.expects, stands.full)
        record.update(
            table, self.key, surname=self.name.surname, given=self.name.given, patronymic=self.name.patronymic,
            search_key=search.key(self.name.full),
        )  # fmt: skip

    def facts(self) -> dict[str, object]:
        """Whose."""
        return {self.kind.value: self.key}
