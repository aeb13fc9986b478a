"""More of a school beside the demo class: 7Б with a split subject, 3А with one pupil."""

from dataclasses import dataclass

from ejournal_tui.domain.people.people import ClassId, GuardianId, PupilId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.log.audit import Ledger

YEAR = "2017-09-01"


@dataclass(frozen=True)
class Classes:
    """The demo class and those beside it."""

    seven_a: ClassId
    seven_b: ClassId
    three_a: ClassId
    little: PupilId
    """The pupil of 3А."""
    mother: GuardianId
    """Hers."""


def more_classes(home: Home) -> Classes:
    """Make 7Б, where Русский язык is taught and Английский язык is split, and 3А with Аксёнова Таисия."""
    return home.school.write(0, "test", lambda ledger: _make(home, ledger))


def _make(home: Home, ledger: Ledger) -> Classes:
    sql = home.school.db.sql
    ((seven_a,),) = sql("SELECT id FROM study_group WHERE kind='class' AND grade=7 AND letter='А'")
    seven_b, three_a = (_class(home, ledger, grade, letter) for grade, letter in ((7, "Б"), (3, "А")))
    _course(home, ledger, "Русский язык", seven_b)
    for name in ("гр. 1", "гр. 2"):
        group = ledger.insert(
            "study_group", year=home.school.year(), kind="subgroup", name=name, grade=7, letter="Б", of_class=seven_b
        )
        _course(home, ledger, "Английский язык", group)
    little = ledger.insert(
        "pupil", surname="Аксёнова", given="Таисия", patronymic="Михайловна", search_key="аксенова таисия михайловна",
        birth="2008-12-15", sex="f", file_number="", language="", education_form="", phone="", enrolled=YEAR,
    )  # fmt: skip
    ledger.insert("membership", study_group=three_a, pupil=little, starts=YEAR, ends=None, order_number="")
    mother = ledger.insert(
        "guardian", surname="Аксёнова", given="Елена", patronymic="Руслановна",
        search_key="аксенова елена руслановна", phone="+7 915 760-42-92", email="",
    )  # fmt: skip
    ledger.insert("guardianship", pupil=little, guardian=mother, relation="мать", on_paper=0, ends=None)
    ledger.seal("Test", "done", {})
    return Classes(ClassId(seven_a), ClassId(seven_b), ClassId(three_a), PupilId(little), GuardianId(mother))


def _class(home: Home, ledger: Ledger, grade: int, letter: str) -> int:
    return ledger.insert(
        "study_group", year=home.school.year(), kind="class", name=f"{grade}{letter}", grade=grade, letter=letter,
        of_class=None,
    )  # fmt: skip


def _course(home: Home, ledger: Ledger, subject: str, group: int) -> int:
    ((key,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", subject)
    ((teacher,),) = home.school.db.sql(
        "SELECT t.staff FROM teaching t JOIN course c ON c.id=t.course WHERE c.subject=? ORDER BY t.id LIMIT 1", key
    )
    course = ledger.insert("course", subject=key, study_group=group, half_hours=8)
    ledger.insert("teaching", course=course, staff=teacher, starts=YEAR, ends=None)
    return course
