"""Whatever the owner of the database does to the log is found with its place, on either engine."""

from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.anchors import RecordAnchor, anchor_log, kept_anchors, verdict_told
from ejournal_tui.services.operations.home import CONFIGURATION, Home
from ejournal_tui.services.operations.operations import RecordBackup, ShowHealth, VerifyAudit
from ejournal_tui.storage.log.anchors import CUT, FILE, REWRITTEN, Anchor, append, read_anchor, read_file
from ejournal_tui.storage.log.proof import verify
from ejournal_tui.storage.log.verdict import CHAIN, MISSING, STATE, TAIL, Verdict
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.storage.tampering import master, rechained, unguarded

SUBJECT = "Русский язык"
Row = tuple[object, ...]


def line_at(home: Home, share: float) -> tuple[str, int, Row]:
    """A line of the log, the table it is in and all that stands in it."""
    seq = max(1, int(home.school.head() * share))
    for table in ("deed", "trace"):
        if rows := home.school.db.sql(f"SELECT * FROM {table} WHERE seq=?", seq):
            return table, seq, tuple(rows[0])
    raise AssertionError(seq)


def put_back(table: str, row: Row) -> tuple[object, ...]:
    return (f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", *row)


def broken_at(home: Home) -> tuple[str, int]:
    verdict = verify(home.school.db)
    return verdict.fault, verdict.at_line


def test_a_line_changed_taken_out_replaced_or_moved_is_found_with_its_place(home: Home) -> None:
    column = {"deed": "actor", "trace": "entity_id"}
    for share in (0.0, 0.3, 0.7, 1.0):
        table, seq, row = line_at(home, share)
        gone = (f"DELETE FROM {table} WHERE seq=?", seq)
        name = column[table]
        master(home, (f"UPDATE {table} SET {name}={name}+1 WHERE seq=?", seq))
        assert broken_at(home) == (CHAIN, seq)
        master(home, gone)
        assert broken_at(home) == ((TAIL, seq - 1) if share == 1 else (MISSING, seq))
        other = ("deed", "SignIn") if table == "deed" else ("trace", "setting")
        master(home, put_back(table, row), (f"UPDATE {table} SET {'verb' if table == 'deed' else 'entity'}=? "
                                            "WHERE seq=?", other[1], seq))  # fmt: skip
        assert broken_at(home) == (CHAIN, seq)
        master(home, gone, put_back(table, row))
        assert verify(home.school.db).whole
    (first,), (second,) = home.school.db.sql("SELECT seq FROM trace ORDER BY seq LIMIT 2")
    swap = "UPDATE trace SET seq=? WHERE seq=?"
    master(home, (swap, -1, first), (swap, first, second), (swap, second, -1))
    assert broken_at(home) == (CHAIN, first)


def test_the_place_is_told_by_line_deed_and_date(home: Home) -> None:
    ((line, deed),) = home.school.db.sql("SELECT seq, deed FROM trace WHERE entity='mark' ORDER BY seq LIMIT 1")
    master(home, ("UPDATE trace SET data=? WHERE seq=?", '{"value":5}', line))
    verdict = home.console().ask(VerifyAudit())
    assert (verdict.fault, verdict.at_line, verdict.deed) == (CHAIN, line, deed)
    told = verdict_told(home.clock, verdict)
    assert told[0] == f"The log does not hold: a line was altered, line {line}."
    assert f"deed No. {deed} “" in told[1]
    assert f"{home.clock.local(verdict.at):%d.%m.%Y}" in told[1]


def mark(home: Home, value: Value, pupil: int = 0) -> int:
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    session = session_of(home, teacher_of(home, SUBJECT))
    return session.do(PutMarks(lesson, pupils_of(home, lesson)[pupil], (Mark(value),), ())).deed


def anchored(home: Home) -> Anchor:
    return anchor_log(home.console(), ()).anchor


def test_a_log_written_anew_proves_itself_and_fails_at_the_anchor_that_came_after(home: Home) -> None:
    before = anchored(home)
    deed = mark(home, Value.TWO)
    after = anchored(home)
    ((place,),) = home.school.db.sql("SELECT seq FROM trace WHERE deed=? AND entity='mark'", deed)
    ((data,),) = home.school.db.sql("SELECT data FROM trace WHERE seq=?", place)
    db = home.school.db
    if not db.postgres:
        unguarded(home, "mark")
    master(home, ("UPDATE trace SET data=? WHERE seq=?", data.replace('"value":2', '"value":5'), place),
           ("UPDATE mark SET value=5 WHERE id=?", place))  # fmt: skip
    rechained(home)
    assert verify(db).whole
    assert verify(db, [before]).whole
    verdict = verify(db, [after, before])
    assert (verdict.fault, verdict.after_line, verdict.at_line) == (REWRITTEN, before.line, after.line)
    told = " ".join(verdict_told(home.clock, verdict))
    assert f"between line {before.line}, which holds, and line {after.line}, anchored on 2018-01-15" in told


def test_a_log_cut_short_with_its_head_is_found_by_the_anchor(home: Home) -> None:
    home.console().do(RecordBackup(1))
    last = home.school.head()
    anchor = anchored(home)
    master(home, ("DELETE FROM deed WHERE seq>=?", last))
    rechained(home)
    # Nothing but deeds that changed no entity is gone: without the anchor nobody could tell.
    assert verify(home.school.db).whole
    verdict = verify(home.school.db, [anchor])
    assert (verdict.fault, verdict.at_line, verdict.lines) == (CUT, last, last - 1)
    assert f"It ends with line {last - 1}; line {last} was anchored on" in " ".join(verdict_told(home.clock, verdict))
    # A log that grew over the cut since does not pass either.
    home.console().do(RecordBackup(2))
    assert verify(home.school.db, [anchor]).fault == REWRITTEN


def test_a_row_put_in_past_the_program_belongs_to_no_deed(home: Home) -> None:
    told = verdict_told(home.clock, Verdict(10, STATE, 99))
    assert "put in past the program" in " ".join(told)


def test_anchors_lie_on_another_medium_one_line_each_and_are_read_from_there(home: Home, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    first = anchor_log(home.console(), [disk, tmp_path / "none"])
    assert first.paths == (disk / FILE,)
    assert [failure.folder for failure in first.failures] == [tmp_path / "none"]
    # What a failing medium has torn spoils no other line.
    with (disk / FILE).open("a", encoding="utf8") as file:
        file.write("2018-01-15 10:1")
    second = anchor_log(home.console(), [disk])
    assert read_file(disk / FILE) == ((first.anchor, second.anchor), (2,))
    (home.path / CONFIGURATION).write_text(
        (home.path / CONFIGURATION).read_text(encoding="utf8") + f'\n[audit]\nanchors = "{disk}"\n', encoding="utf8"
    )
    typed = f"{first.anchor.line}: {first.anchor.groups.upper()}"
    kept = kept_anchors(home.path, lines=[typed])
    assert len(kept.anchors) == 3
    assert kept.notes == (f"Line 2 of {disk / FILE} is no anchor.",)
    verdict = home.console().ask(VerifyAudit(kept.anchors))
    assert (verdict.whole, verdict.anchors) == (True, 3)
    with pytest.raises(Invalid, match="no line of an anchor"):
        kept_anchors(home.path, lines=["ab12 cd34"])


def test_an_anchor_is_read_as_it_is_written() -> None:
    anchor = Anchor(1_234_567, "0123456789abcdef" * 2, "2018-01-15 10:14")
    assert anchor.text == "2018-01-15 10:14 1234567 0123 4567 89ab cdef 0123 4567 89ab cdef"
    assert read_anchor(anchor.text) == anchor
    for text in ("", "1234567", "12 0123", anchor.text + " 0", anchor.text.replace("ab", "zz"), "-1 " + anchor.groups):
        assert read_anchor(text) is None


def test_a_link_is_no_place_for_an_anchor(home: Home, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("")
    (tmp_path / FILE).symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match="symbolic"):
        append(tmp_path, Anchor(1, "0" * 32))
    assert anchor_log(home.console(), [tmp_path]).paths == ()
    assert (tmp_path / "victim").read_text() == ""


def test_the_doctor_asks_for_an_anchor_until_there_is_one(home: Home) -> None:
    def said() -> list[str]:
        findings = home.console().ask(ShowHealth(home.path)).findings
        return [f"{one.level} {one.what}" for one in findings if "anchored" in one.what]

    assert said() == ["warning The log was never anchored: whoever can write the file could write it anew."]
    line = anchored(home).line
    assert said() == [f"ok The log was anchored on 15.01.2018 10:14, line {line}."]
    ((facts,),) = home.school.db.sql("SELECT facts FROM deed WHERE verb=?", RecordAnchor.__name__)
    assert facts == f'{{"line":{line},"files":0}}'
