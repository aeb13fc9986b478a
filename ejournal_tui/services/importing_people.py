"""Staff with their workload, pupils with their guardians, subgroups: handed-in rows into the school."""

from dataclasses import dataclass

from ..domain.groups import ClassName
from ..domain.handed_in import GroupRow, GuardianRow, LoadRow, PupilRow, StaffRow
from ..domain.logins import family_login, staff_login
from ..domain.people import Name
from ..domain.posts import grants
from ..domain.search import key as search_key
from ..i18n import N_, _
from ..storage import accounts as account_store
from ..storage import people, timetable
from ..storage.school import School
from . import reference
from .importing import Import, Tally


def _year_start(school: School) -> str:
    return school.calendar().starts.isoformat()


@dataclass(frozen=True)
class ImportStaff(Import):
    """The staff list and who teaches what to whom."""

    TITLE = N_("import of staff")
    staff: tuple[StaffRow, ...]
    loads: tuple[LoadRow, ...]

    def tally(self, school: School, write: bool) -> Tally:
        """People, roles, accounts, classes, subgroups, courses and teaching."""
        tally = Tally()
        self._people(school, tally, write)
        self._classes(school, tally, write)
        self._courses(school, tally, write)
        return tally

    def _people(self, school: School, tally: Tally, write: bool) -> None:
        present = people.staff_by_name(school)
        taken = account_store.logins(school)
        words = reference.posts()
        for row in self.staff:
            if row.name in present:
                tally.keep(N_("staff"))
                continue
            tally.add(N_("staff"))
            if not write:
                continue
            key = school.ledger.insert(
                "staff", surname=row.name.surname, given=row.name.given, patronymic=row.name.patronymic,
                search_key=search_key(row.name.full), post=row.post, room=row.room, phone=row.phone, email=row.email,
            )  # fmt: skip
            for grant in grants(row.post, words):
                school.ledger.insert(
                    "staff_role", staff=key, role=grant.role.value, first_grade=grant.first_grade,
                    last_grade=grant.last_grade, starts=_year_start(school), ends=None,
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
        if not write:
            return
        staff = people.staff_by_name(school)
        led = {key for (key,) in school.db.sql("SELECT school_class FROM class_teacher WHERE ends IS NULL")}
        for row in self.staff:
            if row.leads and present[row.leads] not in led:
                school.ledger.insert(
                    "class_teacher", school_class=present[row.leads], staff=staff[row.name],
                    starts=_year_start(school), ends=None,
                )  # fmt: skip

    def _courses(self, school: School, tally: Tally, write: bool) -> None:
        staff = people.staff_by_name(school)
        known = set(staff) | {row.name for row in self.staff}
        courses = timetable.courses(school)
        for row in self.loads:
            if row.teacher not in known:
                tally.conflicts.append(
                    _("{address}: {name} is not on the staff list.").format(address=row.address, name=row.teacher.full)
                )
            elif (row.school_class, row.subject, row.group) in courses:
                tally.keep(N_("courses"))
            else:
                tally.add(N_("courses"))
                if write:
                    self._course(school, row, staff[row.teacher])

    def _course(self, school: School, row: LoadRow, teacher: int) -> None:
        ledger = school.ledger
        subjects = people.subject_ids(school)
        if row.subject not in subjects:
            found = reference.subject(row.subject)
            subjects[row.subject] = ledger.insert(
                "subject", name=row.subject, short=found.short if found else row.subject,
                markless=int(found.markless) if found else 0,
            )  # fmt: skip
        group = people.class_ids(school)[row.school_class]
        if row.group:
            group = ledger.insert(
                "study_group", year=school.year(), kind="subgroup", name=row.group, grade=row.school_class.grade,
                letter=row.school_class.letter, of_class=group,
            )  # fmt: skip
        course = ledger.insert(
            "course", subject=subjects[row.subject], study_group=group, half_hours=row.half_hours
        )
        ledger.insert("teaching", course=course, staff=teacher, starts=_year_start(school), ends=None)


@dataclass(frozen=True)
class ImportPupils(Import):
    """Pupils with their guardians and classes."""

    TITLE = N_("import of pupils")
    pupils: tuple[PupilRow, ...]

    def tally(self, school: School, write: bool) -> Tally:
        """Pupils, enrolments, guardians (siblings share one) and accounts of both."""
        tally = Tally()
        classes = people.class_ids(school)
        present = people.pupils_by_birth(school)
        guardians = people.guardians_by_phone(school)
        taken = account_store.logins(school)
        for row in self.pupils:
            if row.school_class not in classes:
                tally.conflicts.append(
                    _("{address}: the journal has no class {name}. Import the staff and workload first.").format(
                        address=row.address, name=row.school_class
                    )
                )
            elif (row.name, row.birth.isoformat()) in present:
                self._check_class(school, row, present[row.name, row.birth.isoformat()], tally)
            else:
                tally.add(N_("pupils"))
                pupil = self._pupil(school, row, classes[row.school_class], taken) if write else 0
                for guardian in row.guardians:
                    self._guardian(school, guardian, pupil, guardians, taken, tally, write)
        return tally

    def _check_class(self, school: School, row: PupilRow, pupil: int, tally: Tally) -> None:
        now = people.class_of(school, pupil, max(school.clock.today(), school.calendar().starts))
        names = {found.id: found.name for found in people.classes(school)}
        if now is not None and names.get(now) == row.school_class:
            tally.keep(N_("pupils"))
            return
        tally.conflicts.append(
            _("{address}: {name} is in class {stands} in the journal and in {found} in the file.").format(
                address=row.address, name=row.name.short, stands=names.get(now, "—") if now else "—",
                found=row.school_class,
            )
        )

    def _pupil(self, school: School, row: PupilRow, school_class: int, taken: set[str]) -> int:
        ledger = school.ledger
        pupil = ledger.insert(
            "pupil", surname=row.name.surname, given=row.name.given, patronymic=row.name.patronymic,
            search_key=search_key(row.name.full), birth=row.birth.isoformat(), sex=row.sex,
            file_number=row.file_number, language=row.language, education_form=row.education_form, phone=row.phone,
        )  # fmt: skip
        starts = max(row.enrolled, school.calendar().starts).isoformat()
        ledger.insert(
            "membership", study_group=school_class, pupil=pupil, starts=starts, ends=None, order_number=""
        )
        login = family_login(taken)
        taken.add(login)
        ledger.insert("account", login=login, pupil=pupil, disabled=0)
        return pupil

    def _guardian(
        self, school: School, row: GuardianRow, pupil: int, known: dict[tuple[Name, str], int], taken: set[str],
        tally: Tally, write: bool,
    ) -> None:  # fmt: skip
        if (row.name, row.phone) not in known:
            tally.add(N_("guardians"))
            known[row.name, row.phone] = self._new_guardian(school, row, taken) if write else 0
        if write:
            school.ledger.insert(
                "guardianship", pupil=pupil, guardian=known[row.name, row.phone], relation=row.relation,
                on_paper=int(row.on_paper), ends=None,
            )  # fmt: skip

    def _new_guardian(self, school: School, row: GuardianRow, taken: set[str]) -> int:
        key = school.ledger.insert(
            "guardian", surname=row.name.surname, given=row.name.given, patronymic=row.name.patronymic,
            search_key=search_key(row.name.full), phone=row.phone, email=row.email,
        )  # fmt: skip
        login = family_login(taken)
        taken.add(login)
        school.ledger.insert("account", login=login, guardian=key, disabled=0)
        return key


@dataclass(frozen=True)
class ImportGroups(Import):
    """Who is in which subgroup of each split subject."""

    TITLE = N_("import of groups")
    rows: tuple[GroupRow, ...]

    def tally(self, school: School, write: bool) -> Tally:
        """Memberships; a pupil in two subgroups of a subject is a conflict."""
        tally = Tally()
        classes = people.class_ids(school)
        subgroups = people.subgroup_ids(school)
        day = max(school.clock.today(), school.calendar().starts)
        rolls = {
            name: {found: pupil for pupil, found in people.pupils_of_class(school, key, day)}
            for name, key in classes.items()
        }
        stands = set(school.db.sql("SELECT study_group, pupil FROM membership WHERE ends IS NULL"))
        seen: dict[tuple[ClassName, str, Name], str] = {}
        for row in self.rows:
            where = (row.school_class, row.subject, row.pupil)
            group = subgroups.get((classes.get(row.school_class, 0), row.subject, row.group))
            pupil = rolls.get(row.school_class, {}).get(row.pupil)
            if seen.setdefault(where, row.group) != row.group:
                tally.conflicts.append(
                    _("{address}: {name} is in two subgroups of {subject}.").format(
                        address=row.address, name=row.pupil.short, subject=row.subject
                    )
                )
            elif group is None or pupil is None:
                tally.conflicts.append(self._unknown(row, group))
            elif (group, pupil) in stands:
                tally.keep(N_("memberships"))
            else:
                tally.add(N_("memberships"))
                if write:
                    school.ledger.insert(
                        "membership", study_group=group, pupil=pupil, starts=_year_start(school), ends=None,
                        order_number="",
                    )  # fmt: skip
        return tally

    def _unknown(self, row: GroupRow, group: int | None) -> str:
        if group is None:
            return _("{address}: the workload has no {group} of {subject} in {name}.").format(
                address=row.address, group=row.group, subject=row.subject, name=row.school_class
            )
        return _("{address}: {name} is not in class {school_class}.").format(
            address=row.address, name=row.pupil.full, school_class=row.school_class
        )
