"""Notes of lessons for the families of their pupils."""

from collections.abc import Iterable

from ...domain.journal.conduct import Note
from ...domain.journal.lessons import LessonId
from ...domain.people.people import PupilId
from ..school import School


def notes(school: School, lessons: Iterable[int]) -> dict[tuple[LessonId, PupilId], Note]:
    """The notes of lessons, by lesson and pupil."""
    wanted = list(lessons)
    rows = school.db.sql(
        f"SELECT lesson, pupil, text, praise FROM conduct_note WHERE lesson IN ({','.join('?' * len(wanted))})"
        " ORDER BY lesson, pupil",
        *wanted,
    ) if wanted else []  # fmt: skip
    return {(LessonId(lesson), PupilId(pupil)): Note(text, bool(praise)) for lesson, pupil, text, praise in rows}


def put_note(school: School, lesson: int, pupil: int, note: Note | None) -> None:
    """Write a note or take it away, inside a deed."""
    ledger = school.ledger
    rows = school.db.sql("SELECT id FROM conduct_note WHERE lesson=? AND pupil=?", lesson, pupil)
    if note is None:
        for (key,) in rows:
            ledger.delete("conduct_note", key)
        return
    values = {"text": note.text, "praise": int(note.praise), "author": ledger.actor, "at": ledger.at}
    if rows:
        ledger.update("conduct_note", rows[0][0], **values)
    else:
        ledger.insert("conduct_note", lesson=lesson, pupil=pupil, **values)
