"""The staff and who teaches what to whom: handed-in rows into the school."""

from dataclasses import dataclass

from ...domain.accounts.logins import staff_login
from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.people.posts import grants
from ...domain.text.search import key as search_key
from ...domain.text.words import decimal
from ...domain.workbooks.handed_in import LoadRow, StaffRow
from ...i18n import N_, _, ngettext
from ...storage.accounts import accounts as account_store
from ...storage.people import people
from ...storage.school import School
from ...storage.workbooks import handed_in as journal
from .. import reference
from .importing import Import, Tally, day_of

_TAKES = ("room", "phone", "email")
"""What a list may change about somebody on the staff; posts, classes and teachers change with dates."""


def _hours(half: int) -> str:
    return decimal(half * 500, half % 2)


@dataclass(frozen=True)
class ImportStaff(Import):
    """The staff list and who teaches what to whom."""

    TITLE = N_("import of staff")
    staff: tuple[StaffRow, ...]
    loads: tuple[LoadRow, ...]

    def tally(self, school: School, write: bool) -> Tally:
        """People, roles, accounts, classes, subgroups, courses and teaching."""
        tally = Tally(ruling=self.ruling)
        self._people(school, tally, write)
        self._classes(school, tally, write)
        self._courses(school, tally, write)
        return tally

    def _people(self, school: School, tally: Tally, write: bool) -> None:
        present = journal.staff(school)
        spelled = {search_key(name.full): name for name in present}
        led = {name: str(school_class) for school_class, name in journal.leaders(school, day_of(school)).items()}
        taken = account_store.logins(school)
        for row in self.staff:
            facts = present.get(row.name)
            if facts:
                stands = {"post": facts.post, "room": facts.room, "phone": facts.phone, "email": facts.email}
                found = {"post": row.post, "room": row.room, "phone": row.phone, "email": row.email}
                if row.name in led:
                    stands["leads"], found["leads"] = led[row.name], str(row.leads or "")
                agreed = tally.compare(N_("staff"), row.place, row.name.initials, stands, found, _TAKES)
                if write and agreed:
                    school.ledger.update("staff", facts.key, **{fact: found[fact] for fact in agreed})
            elif like := spelled.get(search_key(row.name.full)):
                tally.contradict(*_spelled(row.place.of("name"), like.full, row.name.full))
            else:
                tally.add(N_("staff"))
                if write:
                    self._member(school, row, taken)

    def _member(self, school: School, row: StaffRow, taken: set[str]) -> None:
        key = school.ledger.insert(
            "staff", surname=row.name.surname, given=row.name.given, patronymic=row.name.patronymic,
            search_key=search_key(row.name.full), post=row.post, room=row.room, phone=row.phone, email=row.email,
        )  # fmt: skip
        # Plans are written and the timetable is made before the first bell.
        starts = min(school.clock.today(), school.calendar().starts)
        for grant in grants(row.post, reference.posts()):
            school.ledger.insert(
                "staff_role", staff=key, role=grant.role.value, first_grade=grant.first_grade,
                last_grade=grant.last_grade, starts=starts.isoformat(), ends=None,
            )  # fmt: skip
        login = staff_login(row.name, taken)
        taken.add(login)
        school.ledger.insert("account", login=login, staff=key, disabled=0)

    def _classes(self, school: School, tally: Tally, write: bool) -> None:
        present = people.class_ids(school)
        named = {row.school_class for row in self.loads} | {row.leads for row in self.staff if row.leads}
        for name in sorted(named):
            if name in present:
                tally.keep(N_("classes"))
                continue
            tally.add(N_("classes"))
            if write:
                present[name] = school.ledger.insert(
                    "study_group", year=school.year(), kind="class", name=str(name), grade=name.grade,
                    letter=name.letter, of_class=None,
                )  # fmt: skip
        self._leaders(school, present, tally, write)

    def _leaders(self, school: School, classes: dict[ClassName, int], tally: Tally, write: bool) -> None:
        stand = journal.leaders(school, day_of(school))
        leaders = dict(stand)
        staff = people.staff_by_name(school)
        for row in self.staff:
            if not row.leads:
                continue
            if leaders.setdefault(row.leads, row.name) != row.name:
                tally.contradict(
                    _("{address}: {name} is led by {stands} already, here by {found}.").format(
                        address=row.place.of("leads"), name=row.leads, stands=leaders[row.leads].initials,
                        found=row.name.initials,
                    ),
                    row.place.of("leads"),
                )  # fmt: skip
            elif row.leads not in stand:
                tally.add(N_("class teachers"))
                if write:
                    school.ledger.insert(
                        "class_teacher", school_class=classes[row.leads], staff=staff[row.name],
                        starts=school.calendar().starts.isoformat(), ends=None,
                    )  # fmt: skip

    def _courses(self, school: School, tally: Tally, write: bool) -> None:
        staff = people.staff_by_name(school)
        known = set(staff) | {row.name for row in self.staff}
        courses = journal.courses(school, day_of(school))
        subjects, classes = people.subject_ids(school), people.class_ids(school)
        spelled = {search_key(name): name for name in subjects}
        strangers: dict[Name, list[str]] = {}
        for row in self.loads:
            course = courses.get((row.school_class, row.subject, row.group))
            if row.teacher not in known:
                strangers.setdefault(row.teacher, []).append(row.place.of("teacher"))
            elif course:
                agreed = tally.compare(
                    N_("courses"), row.place, f"{row.school_class} {row.subject} {row.group}".strip(),
                    {"hours": _hours(course.half_hours), "teacher": ", ".join(t.full for t in course.teachers)},
                    {"hours": _hours(row.half_hours), "teacher": row.teacher.full},
                    ("hours",),
                )  # fmt: skip
                if write and agreed:
                    school.ledger.update("course", course.key, half_hours=row.half_hours)
            elif (like := spelled.setdefault(search_key(row.subject), row.subject)) != row.subject:
                tally.contradict(*_spelled(row.place.of("subject"), like, row.subject))
            else:
                self._subject(school, row, subjects, tally, write)
                tally.add(N_("courses"))
                tally.add(N_("subgroups"), int(bool(row.group)))
                if write:
                    self._course(school, row, subjects[row.subject], classes[row.school_class], staff[row.teacher])
        tally.gather(strangers, _no_teacher)

    def _subject(self, school: School, row: LoadRow, subjects: dict[str, int], tally: Tally, write: bool) -> None:
        if row.subject in subjects:
            return
        found = reference.subject(row.subject)
        tally.add(N_("subjects"))
        if found is None:
            tally.fresh.append(
                _("{address}: “{subject}” is a new subject that is in no list of subjects.").format(
                    address=row.place.of("subject"), subject=row.subject
                )
            )
        subjects[row.subject] = 0
        if write:
            subjects[row.subject] = school.ledger.insert(
                "subject", name=row.subject, short=found.short if found else row.subject,
                markless=int(found.markless) if found else 0,
            )  # fmt: skip

    def _course(self, school: School, row: LoadRow, subject: int, school_class: int, teacher: int) -> None:
        group = school_class
        if row.group:
            group = school.ledger.insert(
                "study_group", year=school.year(), kind="subgroup", name=row.group, grade=row.school_class.grade,
                letter=row.school_class.letter, of_class=school_class,
            )  # fmt: skip
        course = school.ledger.insert("course", subject=subject, study_group=group, half_hours=row.half_hours)
        starts = school.calendar().starts.isoformat()
        school.ledger.insert("teaching", course=course, staff=teacher, starts=starts, ends=None)


def _spelled(address: str, stands: str, found: str) -> tuple[str, str]:
    """What is said of another spelling, and where it stands."""
    return _("{address}: the journal writes “{stands}”, the file “{found}”.").format(
        address=address, stands=stands, found=found
    ), address


def _no_teacher(name: Name, rows: int) -> str:
    return ngettext(
        "{name} is not on the staff list, but teaches in {count} row.",
        "{name} is not on the staff list, but teaches in {count} rows.",
        rows,
    ).format(name=name.full, count=rows)
