"""The demo school: what must be true of every lesson, mark and absence that was invented for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.services.operations.demo import build_demo

pytestmark = pytest.mark.sqlite
"""The demo of a whole school is a file."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """All 31 classes after their first weeks."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    build_demo(folder, "ru", date(2017, 9, 15), False, lambda _done, _total: None).close()
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        yield db


def test_nobody_who_learns_at_home_is_missed_in_a_lesson_of_the_class(school: sqlite3.Connection) -> None:
    count = "SELECT COUNT(*) FROM pupil WHERE education_form='на дому'"
    assert school.execute(count).fetchone() == (17,)
    missed = "SELECT p.education_form, COUNT(*) FROM absence a JOIN pupil p ON p.id=a.pupil GROUP BY 1"
    assert [form for form, _count in school.execute(missed)] == ["очная"]


def test_a_few_marks_bear_a_sign_and_no_two_does(school: sqlite3.Connection) -> None:
    signs = dict(school.execute("SELECT sign, COUNT(*) FROM mark GROUP BY 1").fetchall())
    assert 0.01 < (signs["+"] + signs["-"]) / sum(signs.values()) < 0.05
    assert school.execute("SELECT COUNT(*) FROM mark WHERE value=2 AND sign<>''").fetchone() == (0,)


def test_the_same_day_makes_the_same_school(tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        build_demo(tmp_path / name, "ru", date(2017, 9, 8), True, lambda _done, _total: None).close()
        with closing(sqlite3.connect(tmp_path / name / "journal.db")) as db:
            told.append(db.execute("SELECT work, pupil, value, sign FROM mark ORDER BY id").fetchall())
    assert told[0] == told[1] != []
