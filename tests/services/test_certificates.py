"""Marks of a certificate: who may correct what, which papers are refused, what is read of what is typed (C17)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.errors import Conflict, Invalid
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.journal.outside import CertificateLine, CertificateMark
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.journal.certificates import PutCertificate, read_marks, read_results
from ejournal_tui.services.operations.home import Home
from tests.people import account_with_role, class_teacher, session_of

SUBJECT = "Русский язык"
DAY = date(2018, 1, 15)


def somebody(home: Home) -> PupilId:
    """The first pupil of 7А."""
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE search_key LIKE 'богданов богдан%'")
    return PupilId(pupil)


def test_c17_two_keepers_and_wrong_papers_are_told_in_words(home: Home) -> None:
    pupil = somebody(home)
    ((subject,),) = home.school.db.sql("SELECT id FROM subject WHERE name=?", SUBJECT)
    ((physics,),) = home.school.db.sql("SELECT id FROM subject WHERE name='Физика'")
    first, second = session_of(home, class_teacher(home)), session_of(home, account_with_role(home, "officer"))
    marks = (CertificateMark(date(2018, 1, 11), Mark(Value.FIVE)),)
    paper = PutCertificate(pupil, subject, "7", date(2018, 1, 12), "школа № 2", marks, ())
    first.do(paper)
    with pytest.raises(Conflict, match=r"11\.01 5"):
        second.do(PutCertificate(pupil, subject, "7", date(2018, 1, 12), "школа № 2", (), ()))
    other = PutCertificate(pupil, physics, "7", date(2018, 1, 12), "школа № 2", marks, ())
    second.do(other)
    with pytest.raises(Conflict, match="More was written"):
        first.undo()
    late = CertificateMark(date(2018, 1, 13), Mark(Value.FIVE))
    for wrong, words in (
        (PutCertificate(pupil, subject, "8", date(2018, 1, 12), "школа", (late,), ()), "not between"),
        (PutCertificate(pupil, 1, "8", date(2018, 1, 12), "школа", marks, ()), "without marks"),
        (PutCertificate(pupil, subject, "8", date(2018, 1, 16), "школа", marks, ()), "lies ahead"),
        (PutCertificate(pupil, subject, "8", date(2018, 1, 12), " ", marks, ()), "still empty"),
        (PutCertificate(pupil, subject, "8", date(2018, 1, 12), "школа", (), ()), "no marks"),
        (PutCertificate(pupil, subject, "8", date(2018, 1, 12), "школа", (), read_results("2=4")), "not over"),
        (PutCertificate(pupil, subject, "8", date(2018, 1, 12), "школа", (), read_results("9=4")), "no such period"),
    ):
        with pytest.raises(Invalid, match=words):
            first.do(wrong)


@pytest.mark.parametrize("typed", ["5 4", "11.01", "11.01 6", "11.01 д", "11.01 н", "32.01 5"])
def test_c17_what_is_no_mark_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_marks(typed, DAY)


def test_c17_days_and_marks_are_read_as_people_write_them() -> None:
    found = read_marks("12.01: 3; 11.01 54 4-".replace(":", ""), DAY)
    assert [(one.day.day, one.mark.text) for one in found] == [(11, "5"), (11, "4"), (11, "4-"), (12, "3")]
    assert [(one.number, int(one.value)) for one in read_results("2 = 5, 1=н/а")] == [(1, 12), (2, 5)]


days_and_marks = st.lists(
    st.tuples(
        st.dates(date(2017, 9, 1), date(2018, 1, 15)), st.sampled_from(list(Value)[:5]), st.sampled_from(("", "+", "-"))
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@given(days_and_marks)
def test_c17_what_a_card_shows_of_a_certificate_is_read_back_as_it_is(
    told: list[tuple[date, Value, str]],
) -> None:
    marks = tuple(sorted((CertificateMark(day, Mark(value, sign)) for day, value, sign in told), key=lambda m: m.day))
    line = CertificateLine(1, "7", DAY, "школа", 1, SUBJECT, marks, ())
    assert read_marks(line.marks_text, DAY) == marks
