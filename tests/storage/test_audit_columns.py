"""Whatever single value of an audited table a stranger changes, the proof finds it; its guards are looked after."""

from collections.abc import Iterator

import peewee
import pytest

from ejournal_tui.domain.errors import Damaged, Refusal
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import ShowHealth, VerifyAudit
from ejournal_tui.storage.log.audit import Ledger
from ejournal_tui.storage.log.proof import verify
from ejournal_tui.storage.log.verdict import GUARDS, STATE, TEXT, Verdict
from ejournal_tui.storage.tables import ENTITIES
from tests.changing import made
from tests.storage.tampering import unguarded


class TakenBack(Exception):
    """Ends a change that must not stay."""


def verdict_after(home: Home, table: str, column: str, value: object, key: int) -> Verdict | None:
    """What the proof says once a value is changed, which is then taken back; None where the engine refuses it."""
    db = home.school.db
    found: list[Verdict] = []

    def tamper() -> None:
        if db.postgres:
            db.sql("SET LOCAL session_replication_role = replica")
        db.sql(f"UPDATE {table} SET {column}=? WHERE id=?", value, key)
        found.append(verify(db))
        raise TakenBack

    if not db.postgres:
        db.peewee.pragma("foreign_keys", 0)
    with pytest.raises((TakenBack, peewee.DatabaseError, Refusal)):
        home.school.write_aside(tamper)
    return found[0] if found else None


def others(now: object, whole_number: bool, in_use: list[object]) -> Iterator[object]:
    """Values that a stranger might put in place of this one."""
    yield None
    if whole_number:
        number = int(str(now or 0))
        yield from (0, 1, number + 1, number - 1)
    else:
        yield from ("", f"{now or ''}x", "+", str(now or "").swapcase())
    yield from in_use


def rows_to_change(home: Home, table: str, column: str) -> list[tuple[int, object]]:
    """A row never changed since its first line and one that was, each with the column empty and filled."""
    keys = home.school.db.sql(f"SELECT MIN(id) FROM {table} GROUP BY version>1, {column} IS NULL")
    return [
        (key, home.school.db.sql(f"SELECT {column} FROM {table} WHERE id=?", key)[0][0]) for (key,) in keys
    ]


ELSEWHERE = ("certificate", "certificate_mark", "result")


def fill(home: Home, table: str) -> None:
    """Rows of a table that the demo leaves empty."""
    ((pupil, guardian),) = home.school.db.sql("SELECT pupil, guardian FROM guardianship ORDER BY id LIMIT 1")
    ((teacher,),) = home.school.db.sql("SELECT staff FROM teaching ORDER BY id LIMIT 1")
    paper = {"author": 1, "at": 1, "stated": "2018-01-12"}
    ((subject, course),) = home.school.db.sql("SELECT subject, id FROM course ORDER BY id LIMIT 1")
    ((school_class,),) = home.school.db.sql("SELECT MIN(id) FROM study_group WHERE kind='class'")
    bells = made(home, "bell_set", name="shift", times="1 14:00–14:45") if table == "bell_use" else 0
    ((subject, other),) = home.school.db.sql("SELECT MIN(id), MAX(id) FROM subject")
    bill = {"pupil": pupil, "number": "7", "issued": "2018-01-12", "author": 1, "at": 1}
    result = {"pupil": pupil, "year": home.school.year(), "kind": "period", "scheme": "trimester", "number": 1,
              "value": 4, "author": 1, "at": 1}  # fmt: skip
    certificate = made(home, "certificate", **bill, place="школа № 2") if table in ELSEWHERE else None
    rows: dict[str, list[dict[str, object]]] = {
        "certificate": [{**bill, "number": "8", "place": "санаторий"}],
        "period_closing": [{"period": period, "school_class": school_class, "closed": c, "why": why, "author": 1,
                            "at": 1} for (period,), c, why in zip(
                                home.school.db.sql("SELECT id FROM study_period ORDER BY id LIMIT 2"), (1, 0),
                                ("", "описка"), strict=True)],
        "certificate_mark": [{"certificate": certificate, "subject": subject, "day": "2018-01-10", "place": 0,
                              "value": 5, "sign": ""}],
        "correction": [
            {"course": course, "staff": teacher, "starts": "2018-01-15", "ends": "2018-01-16", "why": "описка",
             "expires": "2018-01-22", "state": state, "answer": answer, "asked_at": 1, "answered_by": by,
             "answered_at": by, "result_kind": kind, "number": number}
            for state, answer, by, kind, number in (
                ("asked", "", None, None, None), ("declined", "поздно", 1, "period", 1)
            )
        ],
        "result": [
            {**result, "subject": subject, "source": "certificate", "certificate": certificate},
            {**result, "subject": other, "kind": "year", "source": "paper", "certificate": None},
            {**result, "subject": subject, "number": 2, "source": "journal", "certificate": None, "proposed": 3,
             "reason": "конкурс"},
        ],
        "result_raise": [
            {"pupil": pupil, "subject": one, "year": home.school.year(), "scheme": "trimester", "number": 1,
             "course": course, "value": 5, "proposed": proposed, "reason": "конкурс", "state": state, "author": 1,
             "at": 1, "answer": answer, "answered_by": by, "answered_at": by}
            for one, proposed, state, answer, by in (
                (subject, 4, "asked", "", None), (other, None, "returned", "рано", 1)
            )
        ],
        "result_deferral": [
            {"pupil": pupil, "subject": subject, "year": home.school.year(), "scheme": "trimester", "number": 1,
             "course": course, "until": "2018-01-22", "why": "болезнь", "author": 1, "at": 1}
        ],
        "home_tuition": [{"pupil": pupil, "starts": "2018-01-15", "ends": e, "order_number": "7"} for e in
                         (None, "2018-02-01")],
        "terminal": [
            {"source": f"ssh:10.1.0.{n}", "name": f"кабинет {n}", "room": "12", "zone": zone, "tested": tested,
             "faults": faults}
            for n, (zone, tested, faults) in enumerate((("class", None, None), ("pupil", "2018-01-15", "keys")))
        ],
        "individual_plan": [
            {"pupil": pupil, "subject": subject, "starts": "2018-01-15", "ends": e, "number": "7",
             "stated": "2018-01-12", "author": 1, "at": 1} for e in (None, "2018-02-01")
        ],
        "contact_proposal": [{"guardian": guardian, "phone": "+7 911 123-45-67", "email": "", "refused": "", "at": 1}],
        "absence_notice": [
            {"pupil": pupil, "reason": "illness", "word": w, "starts": "2018-01-16", "ends": "2018-01-17",
             "state": "waiting", "answer": "", "said": "2018-01-15", "author": 1, "at": 1} for w in ("", "насморк")
        ],
        "absence_paper": [
            {"pupil": pupil, "kind": "certificate", "reason": "болезнь", "letter": "б", "number": "12",
             "stated": "2018-01-15", "starts": "2018-01-15", "ends": "2018-01-19", "first_lesson": f,
             "last_lesson": f, "author": 1, "at": 1} for f in (None, 2)
        ],
        "contact_statement": [
            {"what": "contact", "pupil": None, "guardian": guardian, "number": "3", **paper},
            {"what": "informing", "pupil": pupil, "guardian": None, "number": "4", **paper},
        ],
        "membership": [
            {"study_group": school_class, "pupil": pupil, "starts": f"2018-05-{day}", "ends": f"2018-05-{day}",
             "order_number": "", "left_order": "", "standing": standing}
            for day, standing in (("14", "repeats"), ("15", "conditional"))
        ],
        "rule": [
            {"name": "rounding", "value": "4650 3650 2650", "starts": "2018-01-15", "ends": e, "first_grade": 5,
             "last_grade": 9, "subject": s} for e, s in ((None, None), ("2018-02-01", subject))
        ],
        "bell_set": [{"name": "short", "times": "1 8:30–9:00"}],
        "bell_use": [
            {"bell_set": bells, "starts": "2018-01-15", "ends": "2018-01-15", "weekday": w, "first_grade": 1,
             "last_grade": 11, "school_class": c} for w, c in ((None, None), (1, school_class))
        ],
        "own_scheme": [
            {"school_class": school_class, "course": None, "scheme": "quarter"},
            {"school_class": None, "course": course, "scheme": "half_year"},
        ],
        "conduct_note": [
            {"lesson": lesson, "pupil": pupil, "praise": n, "text": "мешал", "author": 1, "at": 1}
            for n, (lesson,) in enumerate(home.school.db.sql("SELECT id FROM lesson ORDER BY id LIMIT 2"))
        ],
        "work_date": [
            {"work": work, "pupil": pupil, "day": "2018-01-22", "why": why, "author": 1, "at": 1}
            for (work,), why in zip(home.school.db.sql("SELECT id FROM work ORDER BY id LIMIT 2"), ("debt", "later"),
                                    strict=True)
        ],
        "exam": [
            {"year": home.school.year(), "school_class": school_class, "subject": subject, "protocol": str(n),
             "received": 1529132400000 + n, "author": 1, "at": 1} for n in (1, 2)
        ],
        "contest": [
            {"pupil": pupil, "name": "Олимпиада по физике", "level": level, "place": place, "day": "2018-02-01",
             "received": 1517500000000, "author": 1, "at": 1}
            for level, place in (("municipal", "призёр"), ("school", "победитель"))
        ],
        "council_decision": [
            {"pupil": pupil, "year": home.school.year(), "school_class": school_class, "matter": matter, "kind": kind,
             "protocol": "7", "day": "2018-05-25", "word": word, "author": 1, "at": 1}
            for matter, kind, word in (("outcome", "promoted", ""), ("award", "praised", "за учёбу"))
        ],
        "debt_attempt": [
            {"pupil": pupil, "subject": subject, "year": home.school.year(), "number": n, "day": f"2018-06-1{n}",
             "value": value, "word": word, "author": 1, "at": 1} for n, value, word in ((1, 2, ""), (2, None, "болел"))
        ],
        "account_unlock": [
            {"account": account, "reason": reason, "fails": 100, "author": 1, "at": 1}
            for (account,), reason in zip(home.school.db.sql("SELECT id FROM account ORDER BY id LIMIT 2"),
                                          ("забыла пароль", ""), strict=True)
        ],
        "split_proposal": [
            {"course": course, "pupil": pupil, "starts": "2018-01-15", "staff": teacher, "state": "open",
             "answer": "", "answered_by": None, "answered_at": None},
            {"course": course, "pupil": pupil, "starts": "2018-01-15", "staff": teacher, "state": "refused",
             "answer": "нет", "answered_by": 1, "answered_at": 1},
        ],
    }  # fmt: skip
    if table in ("homework", "homework_pupil", "personal_homework"):
        fill_homework(home, table, pupil)
    if table == "examinee":
        for row in rows["exam"]:
            made(home, "examinee", exam=made(home, "exam", **row), pupil=pupil)
    for row in rows.get(table, []):
        made(home, table, **row)


def fill_homework(home: Home, table: str, pupil: int) -> None:
    """Homework for days as such, and of some pupils."""
    lessons = home.school.db.sql("SELECT id FROM lesson WHERE state='planned' ORDER BY id DESC LIMIT 2")
    said: dict[str, object] = {"text": "§ 3", "author": 1, "at": 1}
    terms: list[dict[str, object]] = [
        {"due": None, "on_day": None, "minutes": None}, {"due": "2018-05-20", "on_day": 1, "minutes": 20},
    ]  # fmt: skip
    for (lesson,), chosen in zip(lessons, terms, strict=True):
        row = {"lesson": lesson, **said, **chosen}
        if table == "homework":
            made(home, "homework", **row, none_set=0)
            continue
        key = made(home, "personal_homework", **row, place=0)
        if table == "homework_pupil":
            made(home, "homework_pupil", homework=key, pupil=pupil)


@pytest.mark.parametrize("table", ENTITIES)
def test_no_value_of_an_audited_table_is_changed_unseen(home: Home, table: str) -> None:
    fill(home, table)
    assert verify(home.school.db).whole
    unseen, untried = [], []
    for field in ENTITIES[table]._meta.sorted_fields:
        if field.name == "id":
            continue
        in_use = [v for (v,) in home.school.db.sql(f"SELECT DISTINCT {field.name} FROM {table} LIMIT 3")]
        tried = 0
        for key, now in rows_to_change(home, table, field.name):
            for value in others(now, field.field_type == "INT", in_use):
                if value == now or (verdict := verdict_after(home, table, field.name, value, key)) is None:
                    continue
                tried += 1
                if verdict.fault not in (STATE, TEXT):
                    unseen.append(f"{field.name}: {now!r} -> {value!r}")
        if not tried:
            untried.append(field.name)
    assert unseen == []
    # Every grade of a year has its scheme: the engine refuses a second one.
    assert untried == (["grade"] if table == "grade_scheme" else [])
    assert verify(home.school.db).whole


def test_of_many_rows_written_at_once_those_that_stay_the_same_are_left_alone(home: Home) -> None:
    rows = home.school.db.sql("SELECT id, room, version FROM lesson ORDER BY id LIMIT 2")
    (same, room, version), (other, *_rest) = rows

    def deed(ledger: Ledger) -> None:
        ledger.update_many("lesson", ("room",), [(same, room), (other, "каб. 99")])
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)
    assert home.school.db.sql("SELECT version FROM lesson WHERE id=?", same) == [(version,)]
    assert verify(home.school.db).whole


def test_a_log_without_its_head_is_told_in_words(home: Home) -> None:
    home.school.write_aside(lambda: home.school.db.sql("DELETE FROM audit_head"))
    with pytest.raises(Damaged, match="lost its head"):
        home.console().ask(VerifyAudit())
    with pytest.raises(Damaged, match="lost its head"):
        home.school.write(0, "test", lambda ledger: ledger.seal("Test", "done", {}))


@pytest.mark.sqlite
def test_guards_removed_by_a_stranger_are_told(home: Home) -> None:
    assert home.console().ask(VerifyAudit()).whole
    unguarded(home, "mark")
    assert home.console().ask(VerifyAudit()).fault == GUARDS
    health = home.console().ask(ShowHealth(home.path))
    assert health.broken
    assert any("mark_guard_update" in finding.what for finding in health.findings)


@pytest.mark.sqlite
def test_a_guard_that_lets_everything_through_is_no_guard(home: Home) -> None:
    unguarded(home, "mark", *(
        f"CREATE TRIGGER mark_guard_{verb} BEFORE {verb.upper()} ON mark BEGIN SELECT 1; END"
        for verb in ("insert", "update", "delete")
    ))  # fmt: skip
    assert home.console().ask(VerifyAudit()).fault == GUARDS


@pytest.mark.postgres
@pytest.mark.parametrize("statement", [
    "DROP TRIGGER trace_append_only ON trace", "ALTER TABLE deed DISABLE TRIGGER deed_append_only",
    "CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RETURN NULL; END $$",
])  # fmt: skip
def test_guards_removed_on_a_server_are_told(home: Home, statement: str) -> None:
    assert home.console().ask(VerifyAudit()).whole
    with home.school.db.schema_change():
        home.school.db.sql(statement)
    assert home.console().ask(VerifyAudit()).fault == GUARDS
    assert home.console().ask(ShowHealth(home.path)).broken
