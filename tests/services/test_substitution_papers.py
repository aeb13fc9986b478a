"""A day with every kind of order on the two papers about it: the sheet on the wall and the register for pay."""

from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.domain.settings.rule_names import RuleName
from ejournal_tui.domain.settings.rules import Rule
from ejournal_tui.domain.timetable.substitutions import Away, Reason
from ejournal_tui.i18n import speak
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.settings.ruling import PutRule
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.services.timetable.other_subjects import AddLesson, GiveSubject
from ejournal_tui.services.timetable.substitution_day import ShowSubstitutions
from ejournal_tui.services.timetable.substitution_papers import print_register, print_wall_sheet
from ejournal_tui.services.timetable.substitutions import CallOff, GiveLesson, PutAway
from tests.people import account_with_role, session_of
from tests.reports.poppler import outside, pages
from tests.services.test_other_subjects import DAY, dispatcher, free_number, waiting
from tests.ui.test_story_joint_lessons import joint_pair


@pytest.mark.system
def test_joint_other_extra_moved_and_cancelled_lessons_stand_whole_on_the_wall_and_in_the_register(
    school: Home, tmp_path: Path
) -> None:
    lost, _kept, ill, host = joint_pair(school)
    line, offer = waiting(school)
    desk = dispatcher(school)
    desk.do(GiveSubject(line.lesson, offer.course, Reason.ILLNESS, "12-к"))
    desk.do(AddLesson(offer.course, DAY, free_number(school, line, offer.course), "актовый зал", Reason.EVENT, "15"))
    session_of(school, account_with_role(school, "deputy")).do(PutRule(Rule(RuleName.JOINT_SHARE, "250", DAY)))
    desk.do(PutAway(StaffId(ill), DAY, Away(DAY, DAY, Reason.ILLNESS, "12-к")))
    desk.do(GiveLesson(LessonId(lost), StaffId(host), Reason.ILLNESS, "12-к", joint=True))
    left = [one for one in desk.ask(ShowSubstitutions(DAY)).lines if one.order is None]
    given = next(one for one in left if any(not c.joint for c in one.candidates))
    desk.do(GiveLesson(given.lesson, next(c.staff for c in given.candidates if not c.joint), Reason.EVENT, "7"))
    moved, called_off = [one for one in left if one.lesson != given.lesson][:2]
    desk.do(MoveLesson(moved.lesson, date(2018, 1, 22), 9, "", Reason.OTHER, "16"))
    desk.do(CallOff(DAY, DAY, Reason.FROST, "17", called_off.lesson))
    speak("ru")
    wall = tmp_path / "wall.pdf"
    wall.write_bytes(print_wall_sheet(desk, DAY).pdf)
    (told,) = pages(wall)
    for words in ("Перенесён на пн 22.01, урок 9", "Отменён", "актовый", "вместе с", "124 5А, гр. 2"):
        assert words in " ".join(told.split()), words
    assert "болезнь" not in told
    register = tmp_path / "register.pdf"
    register.write_bytes(print_register(desk, DAY, DAY).pdf)
    (told,) = pages(register)
    for words in (
        "совмещ", "0,25", "доп. урок", "болезнь, приказ №", "отменён", "перенесён на пн 22.01,",
        "уроков 2, к оплате 2,0",
    ):  # fmt: skip
        assert words in " ".join(told.split()), words
    assert [outside(wall), outside(register)] == [[], []]
