"""Reading what cards and lists of people show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ...domain.errors import Invalid
from ...domain.people.cards import (
    ClassStay,
    GuardianCard,
    HomeSpan,
    Kin,
    PupilCard,
    RoleSpan,
    StaffCard,
    Statement,
    stay_on,
)
from ...domain.people.people import ClassId, Contact, GuardianId, Name, PupilId, Role, StaffId
from ...i18n import _
from ..groups import groups, individual_plans, stays
from ..journal import outside, own_lessons
from ..journal.marks import authors
from ..results import exams
from ..school import School


@dataclass(frozen=True)
class Found:
    """A person with the words by which one finds them."""

    key: int
    name: Name
    search_key: str
    more: Any
    """What the table adds: post and last day of staff, the children of a guardian."""


def pupils(school: School) -> list[Found]:
    """Every pupil, by name."""
    rows = school.db.sql("SELECT id, surname, given, patronymic, search_key FROM pupil ORDER BY search_key, id")
    return [Found(key, Name(s, g, p), words, None) for key, s, g, p, words in rows]


def staff(school: School) -> list[Found]:
    """Everybody who is or was on the staff, by name."""
    rows = school.db.sql(
        "SELECT id, surname, given, patronymic, search_key, post, dismissed FROM staff ORDER BY search_key, id"
    )
    return [Found(key, Name(s, g, p), words, (post, day(left))) for key, s, g, p, words, post, left in rows]


def guardians(school: School) -> list[Found]:
    """Every guardian with the children, by name."""
    rows = school.db.sql(
        "SELECT u.id, u.surname, u.given, u.patronymic, u.search_key, k.pupil FROM guardian u"
        " LEFT JOIN guardianship k ON k.guardian=u.id ORDER BY u.search_key, u.id, k.id"
    )
    found: dict[int, Found] = {}
    for key, s, g, p, words, child in rows:
        one = found.setdefault(key, Found(key, Name(s, g, p), words, []))
        if child is not None:
            one.more.append(child)
    return list(found.values())


def day(text: str | None) -> date | None:
    """A day as stored, None where there is none."""
    return date.fromisoformat(text) if text else None


def _one(school: School, query: str, key: int) -> tuple[Any, ...]:
    rows = school.db.sql(query, key)
    if not rows:
        raise Invalid(_("There is no such person."), _("Go back and choose again."))
    return tuple(rows[0])


def contact_of(school: School, table: str, key: int) -> Contact:
    """How somebody is reached; a pupil has a phone only."""
    columns = "phone, ''" if table == "pupil" else "phone, email"
    return Contact(*_one(school, f"SELECT {columns} FROM {table} WHERE id=?", key))


def name_of(school: School, table: str, key: int) -> Name:
    """Somebody's name; raises Invalid when there is no such person."""
    return Name(*_one(school, f"SELECT surname, given, patronymic FROM {table} WHERE id=?", key))


def home_spans(school: School, pupil: int) -> list[HomeSpan]:
    """When a pupil was taught at home, past stretches first."""
    rows = school.db.sql(
        "SELECT id, starts, ends, order_number FROM home_tuition WHERE pupil=? ORDER BY starts, id", pupil
    )
    return [HomeSpan(key, stays.span(starts, ends), order) for key, starts, ends, order in rows]


def is_at_home(form: str, words: tuple[str, ...], spans: list[HomeSpan], today: date) -> bool:
    """Whether a pupil is taught at home on a day: by the orders, else by the words of the list that was handed in."""
    return any(home.span.covers(today) for home in spans) if spans else any(w in form.casefold() for w in words)


def form_of(school: School, pupil: int) -> str:
    """The form of education that the list named."""
    return str(_one(school, "SELECT education_form FROM pupil WHERE id=?", pupil)[0])


def pupil_card(school: School, pupil: PupilId, today: date, home_words: tuple[str, ...]) -> PupilCard:
    """Everything held about a pupil; raises Invalid."""
    (s, g, p, birth, sex, phone, number, language, form) = _one(
        school,
        "SELECT surname, given, patronymic, birth, sex, phone, file_number, language, education_form"
        " FROM pupil WHERE id=?",
        pupil,
    )
    found = stays.class_stays(school, pupil)
    here = stay_on(found, today)
    there = here is not None and (here.span.ends is None or here.span.ends >= today)
    spans = home_spans(school, pupil)
    mine = stays.subgroups(school, pupil, max(today, here.span.starts) if here else today)
    split = stays.split_subjects(school, here.school_class) if here and there else []
    have = {subject for subject, _group in mine}
    return PupilCard(
        pupil, Name(s, g, p), day(birth), sex, phone, number, language, form,
        here.school_class if here and there else None, here.title if here else "", tuple(found), tuple(mine),
        tuple(subject for subject in split if subject not in have), tuple(spans),
        is_at_home(form, home_words, spans, today),
        tuple(_kin_of_pupil(school, pupil)), tuple(statements(school, "t.pupil=?", pupil)),
        tuple((key, name) for key, name in outside.subjects_of(school, pupil, today)) if there else (),
        tuple(outside.certificate_lines(school, pupil)), tuple(own_lessons.courses(school, pupil, today)),
        tuple(individual_plans.left_out(school, pupil)),
        tuple((key, name) for key, name in individual_plans.taught_to(school, pupil, today)) if there else (),
        tuple(exams.contests(school, [pupil])),
    )  # fmt: skip


def _kin_of_pupil(school: School, pupil: int) -> list[Kin]:
    rows = school.db.sql(
        "SELECT u.id, u.surname, u.given, u.patronymic, k.relation, u.phone, u.email, k.on_paper, k.ends"
        " FROM guardianship k JOIN guardian u ON u.id=k.guardian WHERE k.pupil=? ORDER BY k.id",
        pupil,
    )
    return [
        Kin(key, Name(s, g, p), "", relation, Contact(phone, email), bool(paper), day(ends))
        for key, s, g, p, relation, phone, email, paper, ends in rows
    ]


def guardian_card(school: School, guardian: GuardianId, today: date) -> GuardianCard:
    """Everything held about a guardian; raises Invalid."""
    name = name_of(school, "guardian", guardian)
    places = stays.stays_of_family(school, guardian)
    rows = school.db.sql(
        "SELECT p.id, p.surname, p.given, p.patronymic, k.relation, p.phone, k.on_paper, k.ends FROM guardianship k"
        " JOIN pupil p ON p.id=k.pupil WHERE k.guardian=? ORDER BY p.search_key, p.id",
        guardian,
    )
    children = tuple(
        Kin(key, Name(s, g, p), title_of(places.get(key, []), today), relation, Contact(phone), bool(paper), day(ends))
        for key, s, g, p, relation, phone, paper, ends in rows
    )
    told = tuple(statements(school, "t.guardian=?", guardian))
    return GuardianCard(guardian, name, contact_of(school, "guardian", guardian), children, told)


def title_of(found: list[ClassStay], today: date) -> str:
    """The class of a pupil's data, «7А», "" where there was none."""
    here = stay_on(found, today)
    return here.title if here else ""


def statements(school: School, where: str, *values: object) -> list[Statement]:
    """The papers that changed contacts, the last first."""
    rows = school.db.sql(
        "SELECT t.at, t.author, t.what, t.number, t.stated, COALESCE(u.surname, p.surname),"
        " COALESCE(u.given, p.given), COALESCE(u.patronymic, p.patronymic) FROM contact_statement t"
        f" LEFT JOIN guardian u ON u.id=t.guardian LEFT JOIN pupil p ON p.id=t.pupil WHERE {where} ORDER BY t.id DESC",
        *values,
    )
    names = authors(school, (row[1] for row in rows))
    return [
        Statement(
            at, names.get(author, _("console")), what, number, date.fromisoformat(stated), Name(*name).initials
        )
        for at, author, what, number, stated, *name in rows
    ]


def staff_card(school: School, key: StaffId, today: date) -> StaffCard:
    """Everything held about a member of staff; raises Invalid."""
    (s, g, p, post, room, phone, email, dismissed) = _one(
        school, "SELECT surname, given, patronymic, post, room, phone, email, dismissed FROM staff WHERE id=?", key
    )
    taught = groups.courses_of_staff(school, key, today)
    return StaffCard(
        key, Name(s, g, p), post, room, Contact(phone, email), day(dismissed), tuple(roles(school, key)),
        tuple(leads(school, key)), tuple(f"{course.group_title} {course.subject}" for course in taught),
    )  # fmt: skip


def roles(school: School, staff: int) -> list[RoleSpan]:
    """The roles of somebody with their days, past ones first."""
    rows = school.db.sql(
        "SELECT id, role, first_grade, last_grade, starts, ends FROM staff_role WHERE staff=? ORDER BY starts, id",
        staff,
    )
    return [
        RoleSpan(key, Role(role), first, last, stays.span(starts, ends))
        for key, role, first, last, starts, ends in rows
    ]


def leads(school: School, staff: int) -> list[tuple[ClassId, str, Any]]:
    """The classes that somebody leads or led, past ones first."""
    rows = school.db.sql(
        "SELECT g.id, g.grade, g.letter, t.starts, t.ends FROM class_teacher t JOIN study_group g"
        " ON g.id=t.school_class WHERE t.staff=? ORDER BY t.starts, t.id",
        staff,
    )
    return [(ClassId(k), f"{grade}{letter}", stays.span(starts, ends)) for k, grade, letter, starts, ends in rows]
