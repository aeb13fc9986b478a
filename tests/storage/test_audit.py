"""The log proves the journal, names what was tampered with, and carries nobody's name."""

import functools
import json
import re
import sqlite3
from collections import defaultdict
from datetime import date

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.history.cells import CellLife
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Change, Session
from ejournal_tui.storage.journal import marks as mark_store
from ejournal_tui.storage.log.audit import PERSONAL_KEY, Ledger
from ejournal_tui.storage.log.proof import verify
from ejournal_tui.storage.log.verdict import CHAIN, MISSING, STATE, TAIL, TEXT, Verdict
from ejournal_tui.storage.tables import ENTITIES
from tests.people import lesson_on, pupils_of, session_of, teacher_of
from tests.storage.tampering import outside, unguarded

SUBJECT = "Русский язык"
DAYS = ("2018-01-11", "2018-01-15", "2018-01-16")


def told(home: Home) -> dict[str, dict[int, dict[str, object]]]:
    """What the log says of every table: a plain second telling of the fold that the proof makes."""
    state: dict[str, dict[int, dict[str, object]]] = defaultdict(dict)
    for entity, key, act, data in home.school.db.sql("SELECT entity, entity_id, act, data FROM trace ORDER BY seq"):
        if act == "d":
            del state[entity][key]
            continue
        changes = json.loads(data)
        row = state[entity].setdefault(key, {})
        row.update({c: v if act == "c" or c == PERSONAL_KEY else v[1] for c, v in changes.items()})
    return state


def standing(home: Home, entity: str, columns: list[str]) -> dict[int, dict[str, object]]:
    rows = home.school.db.sql(f"SELECT id,{','.join([*columns, '1'])} FROM {entity}")
    return {key: {c: v for c, v in zip(columns, rest, strict=True) if v not in (None, "")} for key, *rest, _one in rows}


def assert_the_journal_is_what_was_told(home: Home) -> None:
    verdict = verify(home.school.db)
    assert verdict.whole, verdict
    state = told(home)
    for entity, model in ENTITIES.items():
        columns = [c for c in model._meta.sorted_field_names if c not in ("id", "version", *model.PERSONAL)]
        folded = {
            key: {c: v for c, v in row.items() if c in columns and v not in (None, "")}
            for key, row in state.get(entity, {}).items()
        }
        assert standing(home, entity, columns) == folded, entity


def test_the_demo_is_what_its_log_says(home: Home) -> None:
    assert_the_journal_is_what_was_told(home)


def deed(home: Home, kind: str, day: str, who: int, value: int) -> Change:
    """Some change of a lesson, with what is seen there as its expectation or a wrong one."""
    lesson = lesson_on(home, SUBJECT, day)
    pupil = pupils_of(home, lesson)[who]
    if kind == "mark":
        present = [mark for _key, mark, *_r in _answers(home, lesson, pupil)]
        marks = tuple(Mark(Value(2 + (value + n) % 4)) for n in range(value % 3))
        return PutMarks(lesson, pupil, marks, tuple(present) if value % 5 else (Mark(Value.FIVE),))
    if kind == "absence":
        found = mark_store.absence_at(home.school, lesson, pupil)
        letter = (None, Absence.ABSENT, Absence.LATE, Absence.ILL)[value % 4]
        return PutAbsence(lesson, pupil, letter, found[1] if found else None)
    if kind == "homework":
        rows = home.school.db.sql("SELECT text FROM homework WHERE lesson=?", lesson)
        text = ("", "§ 7 \\ \"а\"\n\t", "упр. 12")[value % 3]
        return SetHomework(lesson, text, value % 2 == 0, expects=rows[0][0] if rows else "")
    return CallRoll(lesson)


def _answers(home: Home, lesson: int, pupil: int) -> list[tuple[int, Mark, str, int, int]]:
    rows = home.school.db.sql(
        "SELECT w.id FROM work w JOIN work_kind k ON k.id=w.kind WHERE w.lesson=? AND k.code='answer' ORDER BY w.id",
        lesson,
    )
    return mark_store.cell_marks(home.school, rows[0][0], pupil) if rows else []


deeds = st.tuples(
    st.sampled_from(["mark", "mark", "mark", "absence", "homework", "roll", "undo", "redo", "stranger"]),
    st.sampled_from(DAYS), st.integers(0, 3), st.integers(0, 11),
)  # fmt: skip


def test_whatever_is_done_undone_or_refused_the_journal_is_what_its_log_says(home: Home) -> None:
    keeper = session_of(home, teacher_of(home, SUBJECT))
    stranger = session_of(home, teacher_of(home, "Физика"))

    def attempt(session: Session, kind: str, day: str, who: int, value: int) -> None:
        try:
            if kind == "undo":
                session.undo()
            elif kind == "redo":
                session.redo()
            else:
                (stranger if kind == "stranger" else session).do(deed(home, kind, day, who, value))
        except Refusal:
            assert not home.school.db.peewee.in_transaction()

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(deeds, min_size=1, max_size=12))
    def live(done: list[tuple[str, str, int, int]]) -> None:
        for kind, day, who, value in done:
            attempt(keeper, kind, day, who, value)
        verdict = verify(home.school.db)
        assert verdict.whole, verdict

    live()
    assert_the_journal_is_what_was_told(home)


def test_a_refused_deed_leaves_not_even_a_number(home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-16")
    before = home.school.head()
    with pytest.raises(Refusal):
        session_of(home, teacher_of(home, SUBJECT)).do(
            PutMarks(lesson, pupils_of(home, lesson)[0], (Mark(Value.FIVE),), ())
        )
    assert home.school.head() == before


def test_outside_the_door_the_engine_itself_takes_no_change(home: Home) -> None:
    for table in (*ENTITIES, "deed", "trace", "credential"):
        with pytest.raises(peewee.DatabaseError, match=r"readonly|read-only"):
            home.school.db.sql(f"DELETE FROM {table}")


def test_the_log_is_append_only_even_inside_the_door(home: Home) -> None:
    for statement in (
        "UPDATE deed SET facts='{}' WHERE seq=1", "DELETE FROM deed WHERE seq=1", "UPDATE trace SET data='{}'",
        "DELETE FROM trace WHERE seq=2",
    ):  # fmt: skip
        with pytest.raises(peewee.DatabaseError, match="append-only"):
            home.school.write_aside(functools.partial(home.school.db.sql, statement))
    assert verify(home.school.db).whole


@pytest.mark.sqlite
def test_a_line_cannot_be_replaced(home: Home) -> None:
    for table in ("deed", "trace"):
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} ORDER BY seq LIMIT 1"
        with pytest.raises(peewee.DatabaseError, match="append-only"):
            home.school.write_aside(functools.partial(home.school.db.sql, statement))
        with pytest.raises(sqlite3.OperationalError, match="no such function: journal_writer"):
            outside(home, statement)


@pytest.mark.sqlite
def test_another_program_cannot_write_what_the_audit_watches(home: Home) -> None:
    for table in ENTITIES:
        for statement in (f"UPDATE {table} SET version=9", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.OperationalError, match="no such function: journal_writer"):
                outside(home, "PRAGMA foreign_keys=0", statement, f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")
    assert verify(home.school.db).whole


LAST = "(SELECT MAX(seq) FROM trace)"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("table", "statement", "fault"),
    [
        ("mark", "UPDATE mark SET value=5 WHERE id=(SELECT MIN(id) FROM mark WHERE value<5)", STATE),
        ("mark", "UPDATE mark SET comment='исправлено' WHERE id=(SELECT MIN(id) FROM mark)", TEXT),
        ("mark", "DELETE FROM mark WHERE id=(SELECT MAX(id) FROM mark)", STATE),
        ("mark", "DELETE FROM mark WHERE id=(SELECT MIN(id) FROM mark)", STATE),
        ("mark", "UPDATE mark SET id=id+1000000 WHERE id=(SELECT MAX(id) FROM mark)", STATE),
        ("lesson", "UPDATE lesson SET room='каб. 1' WHERE state='held'", STATE),
        ("lesson", "UPDATE lesson SET version=1, state='planned', held_at=NULL, roll_at=NULL, plan_entry=NULL,"
         " kind=NULL, topic='' WHERE id=(SELECT MIN(id) FROM lesson)", STATE),
        ("lesson", "UPDATE lesson SET topic='Другая' WHERE id=(SELECT MIN(id) FROM lesson)", STATE),
        ("pupil", "UPDATE pupil SET surname='Иванова' WHERE id=(SELECT MIN(id) FROM pupil)", STATE),
        ("pupil", "UPDATE pupil SET sex='' WHERE id=(SELECT MIN(id) FROM pupil)", STATE),
        ("guardian", "UPDATE guardian SET phone='' WHERE id=(SELECT MIN(id) FROM guardian)", STATE),
        ("account", "INSERT INTO account(id,version,login,disabled) VALUES (999999,1,'nobody',0)", STATE),
        ("trace", f"UPDATE trace SET data=replace(data,'5','4') WHERE seq={LAST}", CHAIN),
        ("trace", "DELETE FROM trace WHERE seq=(SELECT MIN(seq) FROM trace)", MISSING),
        ("trace", f"DELETE FROM trace WHERE seq={LAST}", TAIL),
        ("trace", "UPDATE trace SET hash=zeroblob(32) WHERE seq=(SELECT MIN(seq) FROM trace)", CHAIN),
        ("deed", "UPDATE deed SET actor=actor+1 WHERE seq=(SELECT MAX(seq) FROM deed)", CHAIN),
        ("deed", "UPDATE deed SET facts='{\"lessons\":1}' WHERE seq=(SELECT MAX(seq) FROM deed)", CHAIN),
        ("audit_head", "UPDATE audit_head SET seq=seq+1", TAIL),
        ("personal", "UPDATE personal SET text=text||' ' WHERE hash=(SELECT MIN(hash) FROM personal)", TEXT),
    ],
)  # fmt: skip
def test_what_a_stranger_alters_is_found_and_named(home: Home, table: str, statement: str, fault: str) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    session_of(home, teacher_of(home, SUBJECT)).do(
        PutMarks(lesson, pupils_of(home, lesson)[0], (Mark(Value.FIVE),), ())
    )
    assert verify(home.school.db).whole
    unguarded(home, table, "PRAGMA foreign_keys=0", statement)
    verdict = verify(home.school.db)
    assert (verdict.fault, verdict.whole) == (fault, False)


@pytest.mark.sqlite
def test_the_last_line_cut_off_with_its_head_still_shows_in_the_journal(home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    teacher = session_of(home, teacher_of(home, SUBJECT))
    teacher.do(PutMarks(lesson, pupils_of(home, lesson)[0], (Mark(Value.FIVE),), ()))
    unguarded(home, "trace", f"DELETE FROM trace WHERE seq={LAST}")
    unguarded(
        home, "audit_head",
        "UPDATE audit_head SET seq=(SELECT MAX(seq) FROM trace),"
        " hash=(SELECT hash FROM trace ORDER BY seq DESC LIMIT 1)",
    )  # fmt: skip
    assert verify(home.school.db).fault == STATE


@pytest.mark.sqlite
def test_one_row_lost_and_one_brought_back_do_not_cancel_out(home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    pupil = pupils_of(home, lesson)[0]
    teacher = session_of(home, teacher_of(home, SUBJECT))
    teacher.do(PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()))
    ((columns,),) = home.school.db.sql("SELECT group_concat(name) FROM pragma_table_info('mark')")
    (row,) = home.school.db.sql(f"SELECT {columns} FROM mark ORDER BY id DESC LIMIT 1")
    teacher.undo()
    assert verify(home.school.db).whole
    values = ",".join({"": "''", None: "NULL"}.get(v, str(v)) for v in row)
    unguarded(
        home, "mark", f"INSERT INTO mark({columns}) VALUES ({values})",
        "DELETE FROM mark WHERE id=(SELECT MIN(id) FROM mark)",
    )  # fmt: skip
    assert verify(home.school.db).fault == STATE


def test_a_person_is_forgotten_and_the_chain_stays_whole(home: Home) -> None:
    school = home.school
    pupil = pupils_of(home, lesson_on(home, SUBJECT, "2018-01-15"))[0]
    ((name,),) = school.db.sql("SELECT surname FROM pupil WHERE id=?", pupil)
    personal = ENTITIES["pupil"].PERSONAL

    def forget(ledger: Ledger) -> int:
        for (data,) in school.db.sql("SELECT data FROM trace WHERE entity='pupil' AND entity_id=?", pupil):
            school.db.sql("DELETE FROM personal WHERE hash=?", json.loads(data)[PERSONAL_KEY])
        ledger.update("pupil", pupil, **dict.fromkeys(personal, ""))
        return ledger.seal("Forget", "done", {"pupil": int(pupil)})

    school.write(0, "test", forget)
    assert verify(school.db).whole
    kept = [text for (text,) in school.db.sql("SELECT text FROM personal")]
    assert kept
    assert not [text for text in kept if json.loads(text).get("surname") == name and "birth" in text]


def test_the_text_of_a_living_row_cannot_be_erased_alone(home: Home) -> None:
    school = home.school
    ((data,),) = school.db.sql("SELECT data FROM trace WHERE entity='pupil' ORDER BY seq LIMIT 1")
    school.write_aside(lambda: school.db.sql("DELETE FROM personal WHERE hash=?", json.loads(data)[PERSONAL_KEY]))
    assert verify(school.db).fault == TEXT


def test_a_line_of_the_log_costs_at_most_two_hundred_bytes(home: Home) -> None:
    ((traces, trace_bytes),) = home.school.db.sql(
        "SELECT COUNT(*), SUM(octet_length(entity)+octet_length(act)+octet_length(data)+octet_length(hash)+3*8)"
        " FROM trace"
    )
    ((headers, header_bytes),) = home.school.db.sql(
        "SELECT COUNT(*), SUM(octet_length(terminal)+octet_length(verb)+octet_length(outcome)+octet_length(facts)"
        "+octet_length(hash)+3*8) FROM deed"
    )
    assert (trace_bytes + header_bytes) / (traces + headers) <= 200


def test_nobodys_name_phone_birthday_or_login_stands_in_the_log(home: Home) -> None:
    sql = home.school.db.sql
    words: set[str] = set()
    for (text,) in [
        *sql("SELECT facts FROM deed"),
        # Plans and the facts of the school are about no pupil, and speak of writers and generals.
        *sql("SELECT data FROM trace WHERE entity NOT IN ('plan_entry','setting','subject')"),
    ]:
        words.update(re.findall(r"[^\W\d_]+|\+?[\d-]{7,}", text.casefold()))
    private: set[str] = set()
    for table in ("staff", "pupil", "guardian"):
        for row in sql(f"SELECT surname, given, patronymic, phone FROM {table}"):
            private.update(value.casefold() for value in row if value)
    private.update(row[0] for row in sql("SELECT birth FROM pupil WHERE birth<>''"))
    assert len(private) > 100
    assert private & words == set()
    logins = {row[0] for row in sql("SELECT login FROM account WHERE staff IS NOT NULL")}
    assert logins
    told_of_accounts = " ".join(row[0] for row in sql("SELECT data FROM trace WHERE entity='account'"))
    assert not [login for login in logins if login in told_of_accounts]


def test_an_empty_journal_is_whole() -> None:
    assert Verdict(0, head="00").whole
    assert not Verdict(1, STATE, 1).whole


def test_the_life_of_a_cell_is_told_from_the_log(home: Home) -> None:
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    pupil = pupils_of(home, lesson)[0]
    teacher = session_of(home, teacher_of(home, SUBJECT))
    teacher.do(PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()))
    teacher.do(PutMarks(lesson, pupil, (), (Mark(Value.FIVE),)))
    assert len(teacher.ask(CellLife(lesson, pupil))) == 2
    assert home.clock.today() == date(2018, 1, 15)


@pytest.mark.sqlite
@pytest.mark.parametrize("torn", ["ALTER TABLE staff DROP COLUMN room", "DROP TABLE homework"])
def test_a_column_or_a_table_torn_out_is_found(home: Home, torn: str) -> None:
    outside(home, torn)
    assert verify(home.school.db).fault == STATE
