"""The end of the year of the demo class: everybody has marks of the year, the periods are closed."""

from collections.abc import Mapping

from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.log.audit import Ledger


def class_of_demo(home: Home) -> ClassId:
    """7А."""
    rows = home.school.db.sql("SELECT id FROM study_group WHERE kind='class' AND grade=7 AND letter='А'")
    return ClassId(rows[0][0])


def class_list(home: Home, school_class: ClassId) -> list[tuple[PupilId, str]]:
    """The pupils of a class by name, as lists show them."""
    rows = home.school.db.sql(
        "SELECT p.id, p.surname, p.given, p.patronymic FROM membership m JOIN pupil p ON p.id=m.pupil"
        " WHERE m.study_group=? ORDER BY p.search_key", school_class,
    )  # fmt: skip
    return [(PupilId(key), Name(*name).short) for key, *name in rows]


def subject_of(home: Home, name: str) -> int:
    """A subject."""
    return int(home.school.db.sql("SELECT id FROM subject WHERE name=?", name)[0][0])


def year_marks(
    home: Home, school_class: ClassId, but: Mapping[PupilId, Mapping[int, Value | None]], usual: Value = Value.FOUR
) -> None:
    """Everybody of a class gets the usual mark of the year in every subject; some have others, or none."""
    subjects = home.school.db.sql(
        "SELECT DISTINCT m.pupil, c.subject FROM membership k JOIN membership m ON m.pupil=k.pupil"
        " JOIN course c ON c.study_group=m.study_group JOIN subject s ON s.id=c.subject"
        " WHERE k.study_group=? AND s.markless=0 ORDER BY m.pupil, c.subject", school_class,
    )  # fmt: skip

    def deed(ledger: Ledger) -> None:
        for pupil, subject in subjects:
            value = but.get(pupil, {}).get(subject, usual)
            if value is not None:
                ledger.insert(
                    "result", pupil=pupil, subject=subject, year=home.school.year(), kind="year", scheme="", number=0,
                    value=int(value), source="journal", certificate=None, author=0, at=1527000000000, proposed=None,
                    reason=None,
                )  # fmt: skip
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)


def close_periods(home: Home, school_class: ClassId, grade: int) -> None:
    """Every study period of a class is closed."""
    periods = [period.id for period in home.school.calendar().periods_of(grade, school_class)]

    def deed(ledger: Ledger) -> None:
        for period in periods:
            ledger.insert(
                "period_closing", period=period, school_class=school_class, closed=1, why="", author=0,
                at=1527000000000,
            )  # fmt: skip
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)
