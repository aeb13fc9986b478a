"""Finding the people, lessons and pupils of the demo class that a story is about."""

from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session


def account_with_role(home: Home, role: str) -> int:
    """The account of somebody of the staff with a role."""
    rows = home.school.db.sql(
        "SELECT a.id FROM account a JOIN staff_role r ON r.staff=a.staff WHERE r.role=? ORDER BY a.id LIMIT 1", role
    )
    return int(rows[0][0])


def teacher_of(home: Home, subject: str) -> int:
    """The account of the teacher of a subject in 7А."""
    rows = home.school.db.sql(
        "SELECT a.id FROM account a JOIN teaching t ON t.staff=a.staff JOIN course c ON c.id=t.course"
        " JOIN subject s ON s.id=c.subject WHERE s.name=? ORDER BY c.id LIMIT 1",
        subject,
    )
    return int(rows[0][0])


def class_teacher(home: Home) -> int:
    """The account of the class teacher of 7А."""
    rows = home.school.db.sql("SELECT a.id FROM account a JOIN class_teacher t ON t.staff=a.staff LIMIT 1")
    return int(rows[0][0])


def session_of(home: Home, account: int) -> Session:
    """The door as somebody sees it, without a sitting."""
    return Session(home.school, account, "test")


def lesson_on(home: Home, subject: str, day: str) -> LessonId:
    """The first lesson of a subject of 7А on a day."""
    rows = home.school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name=? AND l.day=? ORDER BY l.number, c.id LIMIT 1",
        subject, day,
    )  # fmt: skip
    return LessonId(rows[0][0])


def pupils_of(home: Home, lesson: LessonId) -> list[PupilId]:
    """The pupils of a lesson's group, by name."""
    rows = home.school.db.sql(
        "SELECT p.id FROM lesson l JOIN course c ON c.id=l.course JOIN membership m ON m.study_group=c.study_group"
        " JOIN pupil p ON p.id=m.pupil WHERE l.id=? ORDER BY p.search_key",
        lesson,
    )
    return [PupilId(row[0]) for row in rows]
