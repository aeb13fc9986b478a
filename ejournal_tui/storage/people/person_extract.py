"""Reading everything that is held about one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.groups.groups import group_title
from ...domain.journal.marks import Mark, Value
from ...domain.people.people import Span
from ..groups.stays import span
from ..school import School


@dataclass(frozen=True)
class MarkLine:
    """One mark."""

    day: date
    subject: str
    mark: Mark
    kind: str
    """The kind of work in its short form."""
    comment: str


def marks(school: School, pupil: int) -> list[MarkLine]:
    """Every mark of a pupil, by subject and day."""
    rows = school.db.sql(
        "SELECT l.day, s.name, m.value, m.sign, k.short, m.comment FROM mark m JOIN work w ON w.id=m.work"
        " JOIN work_kind k ON k.id=w.kind JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course"
        " JOIN subject s ON s.id=c.subject WHERE m.pupil=? ORDER BY s.name, l.day, l.number, m.id",
        pupil,
    )
    return [
        MarkLine(date.fromisoformat(day), subject, Mark(Value(value), sign), kind, comment)
        for day, subject, value, sign, kind, comment in rows
    ]


def absences(school: School, pupil: int) -> list[tuple[date, int, str, Absence]]:
    """Every absence of a pupil: day, lesson, subject, letter."""
    rows = school.db.sql(
        "SELECT l.day, l.number, s.short, a.letter FROM absence a JOIN lesson l ON l.id=a.lesson JOIN course c"
        " ON c.id=l.course JOIN subject s ON s.id=c.subject WHERE a.pupil=? ORDER BY l.day, l.number, l.id",
        pupil,
    )
    return [(date.fromisoformat(day), number, subject, Absence(letter)) for day, number, subject, letter in rows]


def memberships(school: School, pupil: int) -> list[tuple[str, str, Span]]:
    """Every group of a pupil that is no class: the group, its subjects, the days."""
    rows = school.db.sql(
        "SELECT m.id, g.kind, g.grade, g.letter, g.name, s.name, m.starts, m.ends FROM membership m JOIN study_group g"
        " ON g.id=m.study_group LEFT JOIN course c ON c.study_group=g.id LEFT JOIN subject s ON s.id=c.subject"
        " WHERE m.pupil=? AND g.kind<>'class' ORDER BY m.starts, s.name, m.id",
        pupil,
    )
    return [
        (group_title(kind, grade, letter, name), subject or "", span(starts, ends))
        for _key, kind, grade, letter, name, subject, starts, ends in rows
    ]


def teaching(school: School, staff: int) -> list[tuple[str, str, Span]]:
    """Everything a member of staff teaches or taught: the group, the subject, the days."""
    rows = school.db.sql(
        "SELECT g.kind, g.grade, g.letter, g.name, s.name, t.starts, t.ends FROM teaching t JOIN course c"
        " ON c.id=t.course JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject WHERE t.staff=?"
        " ORDER BY t.starts, g.grade, g.letter, s.name, t.id",
        staff,
    )
    return [
        (group_title(kind, grade, letter, name), subject, span(starts, ends))
        for kind, grade, letter, name, subject, starts, ends in rows
    ]


def days_away(school: School, staff: int) -> list[tuple[date, date, str, str]]:
    """When a member of staff was away: first and last day, reason, order."""
    rows = school.db.sql(
        "SELECT starts, ends, reason, order_number FROM staff_absence WHERE staff=? ORDER BY starts, id", staff
    )
    return [(date.fromisoformat(a), date.fromisoformat(b), reason, order) for a, b, reason, order in rows]


@dataclass(frozen=True)
class AccountLine:
    """An account as its person may know of it."""

    key: int
    login: str
    closed: bool
    closes: date | None
    has_password: bool


def account(school: School, kind: str, key: int) -> AccountLine | None:
    """The account of a pupil, a guardian or a member of staff."""
    rows = school.db.sql(
        "SELECT a.id, a.login, a.disabled, a.closes, c.password IS NOT NULL FROM account a LEFT JOIN credential c"
        f" ON c.account=a.id WHERE a.{kind}=?",
        key,
    )
    if not rows:
        return None
    number, login, disabled, closes, password = rows[0]
    last = date.fromisoformat(closes) if closes else None
    return AccountLine(number, login, bool(disabled), last, bool(password))


@dataclass(frozen=True)
class DeedLine:
    """A deed of the log."""

    at: int
    actor: int
    terminal: str
    verb: str
    outcome: str


def sign_ins(school: School, account_key: int) -> list[DeedLine]:
    """Every sign-in of an account and every try."""
    return _deeds(
        school,
        "SELECT DISTINCT d.seq, d.at, d.actor, d.terminal, d.verb, d.outcome FROM deed d"
        " WHERE d.verb='SignIn' AND d.actor=? ORDER BY d.seq",
        (account_key,),
    )


def readings(school: School, verbs: Sequence[str], facts: Iterable[str]) -> list[DeedLine]:
    """Who read the card or took it out of the journal."""
    wanted = tuple(facts)
    return _deeds(
        school,
        "SELECT DISTINCT d.seq, d.at, d.actor, d.terminal, d.verb, d.outcome FROM deed d"
        f" WHERE d.outcome='done' AND d.verb IN ({','.join('?' * len(verbs))})"
        f" AND d.facts IN ({','.join('?' * len(wanted))}) ORDER BY d.seq",
        (*verbs, *wanted),
    )


_OWN = {
    "pupil": ("membership", "guardianship", "home_tuition", "individual_plan", "contact_statement", "account"),
    "guardian": ("guardianship", "contact_statement", "account"),
    "staff": ("staff_role", "class_teacher", "teaching", "staff_absence", "account"),
}
"""The tables whose rows are about one person, by what the person is."""


def changes(school: School, kind: str, key: int) -> list[DeedLine]:
    """Every deed that changed what is held about a person, marks and absences left out."""
    rows = [(kind, key)]
    for table in _OWN[kind]:
        rows += [(table, row) for (row,) in school.db.sql(f"SELECT id FROM {table} WHERE {kind}=? ORDER BY id", key)]
    places = " OR ".join("(t.entity=? AND t.entity_id=?)" for _row in rows)
    return _deeds(
        school,
        "SELECT DISTINCT d.seq, d.at, d.actor, d.terminal, d.verb, d.outcome FROM trace t JOIN deed d ON d.seq=t.deed"
        f" WHERE {places} ORDER BY d.seq",
        tuple(value for row in rows for value in row),
    )


def _deeds(school: School, query: str, values: tuple[object, ...]) -> list[DeedLine]:
    return [DeedLine(*row) for _seq, *row in school.db.sql(query, *values)]
