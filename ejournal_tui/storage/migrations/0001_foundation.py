"""The first schema: school, lessons, marks, accounts, and the audit chain that guards them."""

from typing import Any

ENTITY = "id INT NOT NULL PRIMARY KEY, version INT NOT NULL DEFAULT 1"

TABLES = f"""
CREATE TABLE setting({ENTITY}, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE study_year({ENTITY}, title TEXT NOT NULL UNIQUE, starts TEXT NOT NULL, ends TEXT NOT NULL,
  week INT NOT NULL CHECK(week BETWEEN 5 AND 7));
CREATE TABLE calendar_day({ENTITY}, year INT NOT NULL REFERENCES study_year(id),
  kind TEXT NOT NULL CHECK(kind IN ('holiday','day_off','working')), starts TEXT NOT NULL, ends TEXT NOT NULL,
  title TEXT NOT NULL, first_grade INT NOT NULL, last_grade INT NOT NULL, as_weekday INT);
CREATE TABLE study_period({ENTITY}, year INT NOT NULL REFERENCES study_year(id), scheme TEXT NOT NULL,
  number INT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, closed_at INT, UNIQUE(year, scheme, number));
CREATE TABLE grade_scheme({ENTITY}, year INT NOT NULL REFERENCES study_year(id),
  grade INT NOT NULL CHECK(grade BETWEEN 1 AND 11), scheme TEXT NOT NULL, UNIQUE(year, grade));
CREATE TABLE bell({ENTITY}, number INT NOT NULL UNIQUE, starts TEXT NOT NULL, ends TEXT NOT NULL);
CREATE TABLE subject({ENTITY}, name TEXT NOT NULL UNIQUE, short TEXT NOT NULL, markless INT NOT NULL);
CREATE TABLE work_kind({ENTITY}, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, short TEXT NOT NULL,
  weight INT NOT NULL CHECK(weight BETWEEN 0 AND 20), due_days INT NOT NULL, for_all INT NOT NULL);
CREATE TABLE lesson_kind({ENTITY}, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE staff({ENTITY}, surname TEXT NOT NULL, given TEXT NOT NULL, patronymic TEXT NOT NULL,
  search_key TEXT NOT NULL, post TEXT NOT NULL, room TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL);
CREATE TABLE staff_role({ENTITY}, staff INT NOT NULL REFERENCES staff(id), role TEXT NOT NULL, first_grade INT,
  last_grade INT, starts TEXT NOT NULL, ends TEXT);
CREATE INDEX staff_role_staff ON staff_role(staff);
CREATE TABLE pupil({ENTITY}, surname TEXT NOT NULL, given TEXT NOT NULL, patronymic TEXT NOT NULL,
  search_key TEXT NOT NULL, birth TEXT NOT NULL, sex TEXT NOT NULL CHECK(sex IN ('m','f','')),
  file_number TEXT NOT NULL, language TEXT NOT NULL, education_form TEXT NOT NULL, phone TEXT NOT NULL,
  enrolled TEXT);
CREATE INDEX pupil_search ON pupil(search_key);
CREATE TABLE guardian({ENTITY}, surname TEXT NOT NULL, given TEXT NOT NULL, patronymic TEXT NOT NULL,
  search_key TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL);
CREATE TABLE guardianship({ENTITY}, pupil INT NOT NULL REFERENCES pupil(id),
  guardian INT NOT NULL REFERENCES guardian(id), relation TEXT NOT NULL,
  on_paper INT NOT NULL CHECK(on_paper IN (0,1)), ends TEXT, UNIQUE(pupil, guardian));
CREATE INDEX guardianship_guardian ON guardianship(guardian);
CREATE TABLE study_group({ENTITY}, year INT NOT NULL REFERENCES study_year(id),
  kind TEXT NOT NULL CHECK(kind IN ('class','subgroup','cross','individual')), name TEXT NOT NULL,
  grade INT NOT NULL, letter TEXT NOT NULL, of_class INT REFERENCES study_group(id));
CREATE INDEX study_group_class ON study_group(of_class);
CREATE TABLE class_teacher({ENTITY}, school_class INT NOT NULL REFERENCES study_group(id),
  staff INT NOT NULL REFERENCES staff(id), starts TEXT NOT NULL, ends TEXT);
CREATE TABLE membership({ENTITY}, study_group INT NOT NULL REFERENCES study_group(id),
  pupil INT NOT NULL REFERENCES pupil(id), starts TEXT NOT NULL, ends TEXT, order_number TEXT NOT NULL,
  UNIQUE(study_group, pupil, starts));
CREATE INDEX membership_pupil ON membership(pupil, study_group);
CREATE TABLE course({ENTITY}, subject INT NOT NULL REFERENCES subject(id),
  study_group INT NOT NULL REFERENCES study_group(id), half_hours INT NOT NULL, UNIQUE(subject, study_group));
CREATE INDEX course_group ON course(study_group);
CREATE TABLE teaching({ENTITY}, course INT NOT NULL REFERENCES course(id), staff INT NOT NULL REFERENCES staff(id),
  starts TEXT NOT NULL, ends TEXT);
CREATE INDEX teaching_staff ON teaching(staff, course);
CREATE INDEX teaching_course ON teaching(course);
CREATE TABLE timetable({ENTITY}, year INT NOT NULL REFERENCES study_year(id), starts TEXT NOT NULL, ends TEXT,
  title TEXT NOT NULL);
CREATE TABLE slot({ENTITY}, timetable INT NOT NULL REFERENCES timetable(id), course INT NOT NULL REFERENCES course(id),
  weekday INT NOT NULL CHECK(weekday BETWEEN 1 AND 7), number INT NOT NULL CHECK(number BETWEEN 0 AND 12),
  room TEXT NOT NULL, UNIQUE(timetable, course, weekday, number));
CREATE TABLE plan_entry({ENTITY}, course INT NOT NULL REFERENCES course(id), number INT NOT NULL,
  topic TEXT NOT NULL, homework TEXT NOT NULL, work_kind INT REFERENCES work_kind(id), UNIQUE(course, number));
CREATE TABLE lesson({ENTITY}, course INT NOT NULL REFERENCES course(id), day TEXT NOT NULL, number INT NOT NULL,
  room TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('planned','held','cancelled','moved')),
  topic TEXT NOT NULL, plan_entry INT REFERENCES plan_entry(id), kind INT REFERENCES lesson_kind(id),
  substitute INT REFERENCES staff(id), roll_at INT, held_at INT, UNIQUE(course, day, number));
CREATE INDEX lesson_day ON lesson(day, course);
CREATE INDEX lesson_substitute ON lesson(substitute, day) WHERE substitute IS NOT NULL;
CREATE TABLE work({ENTITY}, lesson INT NOT NULL REFERENCES lesson(id), kind INT NOT NULL REFERENCES work_kind(id),
  weight INT NOT NULL, for_all INT NOT NULL);
CREATE UNIQUE INDEX work_once ON work(lesson, kind);
CREATE TABLE mark({ENTITY}, work INT NOT NULL REFERENCES work(id), pupil INT NOT NULL REFERENCES pupil(id),
  place INT NOT NULL, value INT NOT NULL CHECK(value BETWEEN 1 AND 14), sign TEXT NOT NULL CHECK(sign IN ('','+','-')),
  comment TEXT NOT NULL, author INT NOT NULL, at INT NOT NULL);
CREATE UNIQUE INDEX mark_cell ON mark(work, pupil, place);
CREATE INDEX mark_pupil ON mark(pupil, work);
CREATE TABLE absence({ENTITY}, lesson INT NOT NULL REFERENCES lesson(id), pupil INT NOT NULL REFERENCES pupil(id),
  letter TEXT NOT NULL CHECK(letter IN ('н','о','б','п')), minutes INT, author INT NOT NULL, at INT NOT NULL);
CREATE UNIQUE INDEX absence_cell ON absence(lesson, pupil);
CREATE INDEX absence_pupil ON absence(pupil, lesson);
CREATE TABLE homework({ENTITY}, lesson INT NOT NULL UNIQUE REFERENCES lesson(id), text TEXT NOT NULL,
  none_set INT NOT NULL CHECK(none_set IN (0,1)), due TEXT, minutes INT, author INT NOT NULL, at INT NOT NULL);
CREATE TABLE sheet_release({ENTITY}, school_class INT NOT NULL REFERENCES study_group(id), week TEXT NOT NULL);
CREATE UNIQUE INDEX sheet_release_once ON sheet_release(week, school_class);
CREATE TABLE account({ENTITY}, login TEXT NOT NULL UNIQUE, staff INT UNIQUE REFERENCES staff(id),
  pupil INT UNIQUE REFERENCES pupil(id), guardian INT UNIQUE REFERENCES guardian(id), disabled INT NOT NULL);
CREATE TABLE credential(account INT NOT NULL PRIMARY KEY REFERENCES account(id), password TEXT, code TEXT,
  code_until INT, changed_at INT);
CREATE TABLE throttle(kind TEXT NOT NULL, key TEXT NOT NULL, fails INT NOT NULL, last INT NOT NULL,
  not_before INT NOT NULL, PRIMARY KEY(kind, key));
CREATE TABLE sitting(id TEXT NOT NULL PRIMARY KEY, account INT NOT NULL, terminal TEXT NOT NULL, pid INT NOT NULL,
  started INT NOT NULL, last_seen INT NOT NULL, ended INT, reason TEXT);
CREATE TABLE draft(account INT NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL, at INT NOT NULL,
  PRIMARY KEY(account, place));
CREATE TABLE deed(seq INT NOT NULL PRIMARY KEY, at INT NOT NULL, actor INT NOT NULL, terminal TEXT NOT NULL,
  verb TEXT NOT NULL, outcome TEXT NOT NULL, facts TEXT NOT NULL, hash BLOB NOT NULL);
CREATE INDEX deed_actor ON deed(actor, at);
CREATE TABLE trace(seq INT NOT NULL PRIMARY KEY, deed INT NOT NULL, entity TEXT NOT NULL, entity_id INT NOT NULL,
  act TEXT NOT NULL CHECK(act IN ('c','u','d')), data TEXT NOT NULL, hash BLOB NOT NULL);
CREATE INDEX trace_entity ON trace(entity, entity_id);
CREATE INDEX trace_change ON trace(entity, entity_id) WHERE act<>'c';
CREATE TABLE personal(hash TEXT NOT NULL PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE audit_head(id INT NOT NULL PRIMARY KEY CHECK(id=1), seq INT NOT NULL, hash BLOB NOT NULL);
"""

AUDITED = (
    "setting", "study_year", "calendar_day", "study_period", "grade_scheme", "bell", "subject", "work_kind",
    "lesson_kind", "staff", "staff_role", "pupil", "guardian", "guardianship", "study_group", "class_teacher",
    "membership", "course", "teaching", "timetable", "slot", "plan_entry", "lesson", "work", "mark", "absence",
    "homework", "sheet_release", "account",
)  # fmt: skip

SQLITE_GUARDS = [
    f"CREATE TRIGGER {log}_no_{verb.lower()} BEFORE {verb} ON {log} "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    for log in ("deed", "trace")
    for verb in ("UPDATE", "DELETE")
] + [
    f"CREATE TRIGGER {table}_guard_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT journal_writer(); END"
    for table in AUDITED
    for verb in ("INSERT", "UPDATE", "DELETE")
] + [
    # REPLACE deletes without the triggers above wherever recursive_triggers is off: outside the program.
    f"CREATE TRIGGER {log}_guard_insert BEFORE INSERT ON {log} BEGIN SELECT journal_writer(); END"
    for log in ("deed", "trace", "personal", "audit_head")
]

POSTGRES_GUARDS = [
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    *(
        f"CREATE TRIGGER {log}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {log} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        for log in ("deed", "trace")
    ),
]


def _statements(postgres: bool) -> list[str]:
    tables = []
    for statement in TABLES.strip().split(";\n"):
        text = statement.strip().rstrip(";")
        if postgres:
            text = text.replace(" INT", " BIGINT").replace(" BLOB", " BYTEA")
            # The order of bytes, as SQLite has it, whatever the language of the server.
            text = text.replace(" TEXT", ' TEXT COLLATE "C"')
        elif text.startswith("CREATE TABLE"):
            text = text.replace("id INT NOT NULL PRIMARY KEY", "id INTEGER NOT NULL PRIMARY KEY")
            text = text.replace("seq INT NOT NULL PRIMARY KEY", "seq INTEGER NOT NULL PRIMARY KEY") + " STRICT"
        tables.append(text)
    return tables + (POSTGRES_GUARDS if postgres else SQLITE_GUARDS)


def up(migrator: Any, db: Any) -> None:
    """Make every table, index and guard."""
    postgres = type(migrator).__name__ != "SqliteMigrator"
    for statement in _statements(postgres):
        db.execute_sql(statement)
    head = "INSERT INTO audit_head(id, seq, hash) VALUES (1, 0, " + ("%s)" if postgres else "?)")
    db.execute_sql(head, (bytes(32),))
