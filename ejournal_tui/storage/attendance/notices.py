"""Notices of families about absences to come."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.attendance.notices import KeptNotice, Notice, NoticeState
from ...domain.people.people import PupilId
from ...domain.settings.reference import AbsenceReasonRef
from ..school import School

COLUMNS = ("pupil", "reason", "word", "starts", "ends", "state", "answer", "said", "author", "at")
_SELECT = "SELECT id, pupil, reason, word, starts, ends, state, answer, said FROM absence_notice"
Reasons = Collection[AbsenceReasonRef]


def _kept(row: tuple[int, int, str, str, str, str, str, str, str], reasons: Reasons) -> KeptNotice:
    key, pupil, code, word, starts, ends, state, answer, said = row
    day = date.fromisoformat
    listed = next((one for one in reasons if one.code == code), AbsenceReasonRef(code, code, Absence.EXCUSED))
    notice = Notice(PupilId(pupil), code, listed.name, listed.letter, day(starts), day(ends), word, listed.said)
    return KeptNotice(key, notice, NoticeState(state), answer, day(said))


def notice(school: School, key: int, reasons: Reasons) -> KeptNotice | None:
    """One notice, None where it was taken back."""
    rows = school.db.sql(f"{_SELECT} WHERE id=?", key)
    return _kept(rows[0], reasons) if rows else None


def of_pupil(school: School, pupil: int, since: date, reasons: Reasons) -> list[KeptNotice]:
    """The notices about a pupil that reach to a day or beyond, by their days."""
    rows = school.db.sql(f"{_SELECT} WHERE pupil=? AND ends>=? ORDER BY starts, id", pupil, since.isoformat())
    return [_kept(row, reasons) for row in rows]


def on_day(school: School, pupils: Collection[int], day: date, reasons: Reasons) -> dict[PupilId, Notice]:
    """What families say of pupils on a day, without the words for the class teacher; nothing that was declined."""
    rows = school.db.sql(
        f"{_SELECT} WHERE pupil IN ({','.join('?' * len(pupils))}) AND starts<=? AND ends>=? AND state<>'declined'"
        " ORDER BY id",
        *pupils, day.isoformat(), day.isoformat(),
    ) if pupils else []  # fmt: skip
    return {PupilId(row[1]): replace(_kept(row, reasons).notice, word="") for row in rows}


def of_lesson(school: School, group: int, day: date, reasons: Reasons) -> dict[PupilId, Notice]:
    """What families say of the pupils of a group on a day, without the words for the class teacher."""
    rows = school.db.sql(
        f"{_SELECT} n WHERE starts<=? AND ends>=? AND state<>'declined' AND EXISTS (SELECT 1 FROM membership m"
        " WHERE m.pupil=n.pupil AND m.study_group=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)) ORDER BY id",
        day.isoformat(), day.isoformat(), group, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return {PupilId(row[1]): replace(_kept(row, reasons).notice, word="") for row in rows}


def waiting(school: School, reasons: Reasons) -> list[KeptNotice]:
    """What nobody has answered yet, the oldest first."""
    return [_kept(row, reasons) for row in school.db.sql(f"{_SELECT} WHERE state='waiting' ORDER BY at, id")]
