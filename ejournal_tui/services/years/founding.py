"""A new school: its name, language, calendar and the tables every school begins with."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Refusal
from ...domain.people.people import Actor
from ...domain.years.year import Calendar, YearId
from ...i18n import N_, _
from ...storage.log.audit import Ledger
from ...storage.log.records import Record
from ...storage.school import School
from ..session import Change

REAL, DEMO, TRAINING = "real", "demo", "training"
"""What a home is for; only homes for demo and training let a clock be set and people be entered by a key."""
KEY_CHECK = "key_check"
"""The setting that the doctor compares with the key of the home."""


@dataclass(frozen=True)
class FoundSchool(Change):
    """Make an empty home a school's journal."""

    TITLE = N_("founding of the journal")
    QUIET = True
    name: str
    language: str
    zone: str
    calendar: Calendar
    purpose: str = REAL
    clock_offset: int = 0
    """For a demo: seconds between the real clock and the demo's."""
    key_check: str = ""
    """What tells the key of this home's passwords from another one."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The console of the home."""
        return policy.only_console(actor)

    def apply(self, school: School) -> None:
        """Write settings, calendar and reference tables; raises Refusal in a home that has a school."""
        if school.setting("name"):
            raise Refusal(
                _("This home already holds the journal of a school."), _("Choose another folder for a new one.")
            )
        for name, value in self._settings().items():
            school.put_setting(name, value)
        write_calendar(school.ledger, self.calendar)
        self._write_reference(school)

    def facts(self) -> Mapping[str, object]:
        """Codes only."""
        return {"language": self.language, "zone": self.zone, "purpose": self.purpose}

    def _settings(self) -> dict[str, str]:
        found = {"name": self.name, "language": self.language, "zone": self.zone, "purpose": self.purpose}
        told = {"clock_offset": str(self.clock_offset or ""), KEY_CHECK: self.key_check}
        return found | {name: value for name, value in told.items() if value}

    def _write_reference(self, school: School) -> None:
        # Founded once: the sign-in does without the lists that are shipped.
        from .. import reference
        from ..absence_reasons import write_shipped

        school.ledger.insert_many(
            "work_kind",
            ("code", "name", "short", "weight", "due_days", "for_all"),
            [(w.code, w.name, w.short, w.weight, w.due_days, int(w.for_all)) for w in reference.works(self.language)],
        )
        school.ledger.insert_many(
            "lesson_kind", ("code", "name"), [(k.code, k.name) for k in reference.lesson_kinds(self.language)]
        )
        phrases = reference.topic_phrases(self.language)
        school.ledger.insert_many("topic_phrase", ("text",), [(text,) for text in phrases])
        write_shipped(school)


def write_calendar(ledger: Ledger | Record, calendar: Calendar) -> YearId:
    """Write a study year with its calendar and answer its id."""
    year = ledger.insert(
        "study_year", title=calendar.title, starts=calendar.starts.isoformat(), ends=calendar.ends.isoformat(),
        week=calendar.week,
    )  # fmt: skip
    ledger.insert_many(
        "calendar_day",
        ("year", "kind", "starts", "ends", "title", "first_grade", "last_grade", "as_weekday", "school_class"),
        [
            (year, s.kind.value, s.starts.isoformat(), s.ends.isoformat(), s.title, s.first_grade, s.last_grade,
             s.as_weekday, s.school_class)
            for s in calendar.spans
        ],
    )  # fmt: skip
    ledger.insert_many(
        "study_period",
        ("year", "scheme", "number", "starts", "ends"),
        [(year, p.scheme.value, p.number, p.starts.isoformat(), p.ends.isoformat()) for p in calendar.periods],
    )
    ledger.insert_many(
        "grade_scheme", ("year", "grade", "scheme", "week"),
        [(year, grade, scheme.value, calendar.weeks.get(grade)) for grade, scheme in sorted(calendar.schemes.items())],
    )  # fmt: skip
    return YearId(year)


@dataclass(frozen=True)
class FirstOfficer(Change):
    """Name the first person who may sign in: an officer for informatization who enters the rest."""

    TITLE = N_("first account")
    QUIET = True
    login: str

    def objection(self, actor: Actor, school: School) -> str | None:
        """The console of the home."""
        return policy.only_console(actor)

    def apply(self, school: School) -> None:
        """Make the officer of a home without people; raises Refusal in one that has accounts."""
        if school.db.sql("SELECT 1 FROM account LIMIT 1"):
            raise Refusal(_("This journal has accounts already."))
        ledger = school.ledger
        title = _("officer for informatization")
        staff = ledger.insert(
            "staff", surname=title.capitalize(), given="", patronymic="", search_key=title, post=title, room="",
            phone="", email="",
        )  # fmt: skip
        ledger.insert(
            "staff_role", staff=staff, role="officer", first_grade=1, last_grade=11,
            starts=school.calendar().starts.isoformat(), ends=None,
        )  # fmt: skip
        ledger.insert("account", login=self.login, staff=staff, disabled=0)
