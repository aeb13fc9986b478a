"""People change: moves, guardians, contacts by statement, the staff; done, refused, taken back."""

from datetime import date

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Ended, Invalid
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.cards import NewGuardian, PersonKind, PersonLine
from ejournal_tui.domain.people.people import Contact, GuardianId, Name, PupilId, Role, StaffId
from ejournal_tui.services.accounts.accounts import ShowHolders
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.groups.class_teachers import LeadClass
from ejournal_tui.services.history.deeds import MyLastDeed, RecentDeeds
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.papers.papers import ShowDiary
from ejournal_tui.services.people.families import AddGuardian, ChangeContact, EndGuardian, SetInforming
from ejournal_tui.services.people.people import (
    ChangeName,
    FindPeople,
    RecentStatements,
    ShowGuardianCard,
    ShowPupilCard,
    ShowStaffCard,
)
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil, SetHomeTuition
from ejournal_tui.services.people.staffing import (
    ChangePost,
    ChangeStaffContact,
    Dismiss,
    EndRole,
    GiveRole,
    HireStaff,
)
from ejournal_tui.services.session import Session
from ejournal_tui.ui.keyboard import other_layout
from tests.changing import changed, made
from tests.classes import Classes, more_classes
from tests.people import account_with_role, class_teacher, session_of, teacher_of

TODAY = date(2018, 1, 15)
PHONE = Contact("+7 911 123-45-67", "novaya@pochta.example")


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б and 3А beside 7А."""
    return more_classes(home)


@pytest.fixture
def officer(home: Home) -> Session:
    """Keeps grades 6-11 and the staff."""
    return session_of(home, account_with_role(home, "officer"))


@pytest.fixture
def dispatcher(home: Home) -> Session:
    """Keeps grades 1-5."""
    return session_of(home, account_with_role(home, "dispatcher"))


def first_pupil(home: Home) -> PupilId:
    """Богданов Богдан of 7А."""
    return PupilId(home.school.db.sql("SELECT id FROM pupil WHERE surname='Богданов'")[0][0])


def guardian_of(home: Home, pupil: PupilId) -> GuardianId:
    """A guardian of a pupil."""
    return GuardianId(home.school.db.sql("SELECT MIN(guardian) FROM guardianship WHERE pupil=?", pupil)[0][0])


def stays(home: Home, pupil: int) -> list[tuple[object, ...]]:
    """Every stay of a pupil: group, first and last day, the orders."""
    return home.school.db.sql(
        "SELECT study_group, starts, ends, order_number, left_order FROM membership WHERE pupil=? ORDER BY starts,"
        " study_group", pupil,
    )  # fmt: skip


def staff_of(home: Home, account: int) -> StaffId:
    """Whose account it is."""
    return StaffId(home.school.db.sql("SELECT staff FROM account WHERE id=?", account)[0][0])


def found(session: Session, text: str) -> list[PersonLine]:
    return list(session.ask(FindPeople(text)))


def test_a_move_ends_the_stay_and_its_subgroups_and_undo_brings_them_back(
    home: Home, officer: Session, classes: Classes
) -> None:
    pupil = first_pupil(home)
    before = stays(home, pupil)
    officer.do(MovePupil(pupil, classes.seven_b, TODAY, "12", classes.seven_a))
    after = stays(home, pupil)
    assert [stay[2] for stay in after if stay[0] != classes.seven_b] == ["2018-01-14"] * len(before)
    assert after[-1] == (classes.seven_b, "2018-01-15", None, "12", "")
    assert officer.ask(ShowPupilCard(pupil)).lacking == ("Английский язык",)
    officer.undo()
    assert stays(home, pupil) == before
    assert officer.ask(MyLastDeed()) == "pupil moved, Богданов Богдан"
    officer.redo()
    assert stays(home, pupil) == after
    assert home.console().ask(VerifyAudit()).whole


def test_of_two_who_move_a_pupil_the_second_is_told_who_was_first(
    home: Home, officer: Session, classes: Classes
) -> None:
    pupil = first_pupil(home)
    again = session_of(home, account_with_role(home, "officer"))
    officer.do(MovePupil(pupil, classes.seven_b, TODAY, "12", classes.seven_a))
    with pytest.raises(Conflict, match=r"“7Б” stands here now: Шарова К\. Е\., 15\.01 10:1"):
        again.do(MovePupil(pupil, None, TODAY, "13", classes.seven_a))
    again.do(MovePupil(pupil, classes.seven_a, date(2018, 1, 22), "13", classes.seven_b))
    with pytest.raises(Conflict, match="changed this since"):
        officer.undo()
    assert len([stay for stay in stays(home, pupil) if stay[2] is None]) == 1


def test_a_pupil_leaves_with_an_order_and_comes_back_with_another(
    home: Home, officer: Session, classes: Classes
) -> None:
    pupil = first_pupil(home)
    officer.do(MovePupil(pupil, None, TODAY, "12", classes.seven_a))
    assert {stay[2:] for stay in stays(home, pupil)} == {("2018-01-14", "", "12")}
    card = officer.ask(ShowPupilCard(pupil))
    assert (card.school_class, card.of, card.groups) == (None, "7А", ())
    assert [line.key for line in officer.ask(FindPeople())] == [pupil]
    officer.do(MovePupil(pupil, classes.seven_a, date(2018, 2, 1), "20", None))
    assert stays(home, pupil)[-1] == (classes.seven_a, "2018-02-01", None, "20", "")


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2016, 9, 1), "not in the study year"), (date(2017, 9, 1), "cannot be earlier")],
)
def test_a_pupil_does_not_leave_before_having_come(
    home: Home, officer: Session, classes: Classes, day: date, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        officer.do(MovePupil(first_pupil(home), None, day, "12", classes.seven_a))


def test_without_the_number_of_an_order_nobody_moves(home: Home, officer: Session, classes: Classes) -> None:
    with pytest.raises(Invalid, match="number of the paper is missing"):
        officer.do(MovePupil(first_pupil(home), classes.seven_b, TODAY, " ", classes.seven_a))


def test_each_keeper_keeps_the_grades_of_the_order_and_no_others(
    home: Home, officer: Session, dispatcher: Session, classes: Classes
) -> None:
    small, big = classes.little, first_pupil(home)
    assert dispatcher.ask(ShowPupilCard(small)).of == "3А"
    assert officer.ask(ShowPupilCard(big)).of == "7А"
    for session, foreign in ((officer, small), (dispatcher, big)):
        with pytest.raises(Denied, match="Only name and class"):
            session.ask(ShowPupilCard(foreign))
        with pytest.raises(Denied, match="grades 1-5 by the dispatcher, 6-11 by the officer"):
            session.do(MovePupil(foreign, None, TODAY, "12", None))
    with pytest.raises(Denied, match="kept by another"):
        dispatcher.do(MovePupil(small, classes.seven_b, TODAY, "12", classes.three_a))
    assert [line.name.given for line in found(dispatcher, "аксенова") if line.open] == ["Таисия", "Елена"]
    assert PersonKind.GUARDIAN not in {line.kind for line in found(officer, "аксенова")}


def test_a_new_pupil_has_a_place_an_account_and_the_siblings_guardian(
    home: Home, dispatcher: Session, classes: Classes
) -> None:
    mother = NewGuardian(Name("Аксёнова", "Елена", "Руслановна"), "мать", Contact("+7 915 760-42-92"), True)
    name = Name("Аксёнов", "Тимур", "Михайлович")
    enrol = EnrolPupil(name, date(2009, 3, 4), "m", classes.three_a, TODAY, "5", (mother,))
    before = {table: home.school.db.sql(f"SELECT COUNT(*) FROM {table}") for table in ("guardian", "account", "pupil")}
    dispatcher.do(enrol)
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE given='Тимур'")
    assert stays(home, pupil) == [(classes.three_a, "2018-01-15", None, "5", "")]
    assert guardian_of(home, pupil) == classes.mother
    card = dispatcher.ask(ShowGuardianCard(classes.mother))
    assert [(kin.name.given, kin.on_paper) for kin in card.children] == [("Тимур", True), ("Таисия", False)]
    with pytest.raises(Invalid, match="in the journal already"):
        dispatcher.do(enrol)
    dispatcher.undo()
    after = {table: home.school.db.sql(f"SELECT COUNT(*) FROM {table}") for table in before}
    assert after == before
    facts = home.school.db.sql("SELECT facts FROM deed WHERE verb='EnrolPupil'")
    assert {text for (text,) in facts} == {f'{{"school_class":{classes.three_a},"day":"2018-01-15"}}'}


def test_a_new_pupil_with_marks_is_not_taken_back(home: Home, officer: Session, classes: Classes) -> None:
    officer.do(EnrolPupil(Name("Яковлев", "Пётр"), date(2004, 3, 4), "m", classes.seven_a, TODAY, "5"))
    ((pupil,),) = home.school.db.sql("SELECT id FROM pupil WHERE surname='Яковлев' AND given='Пётр'")
    ((work,),) = home.school.db.sql("SELECT MIN(id) FROM work")
    made(home, "mark", work=work, pupil=pupil, place=0, value=5, sign="", comment="", author=1, at=1)
    with pytest.raises(Conflict, match="entries or a code"):
        officer.undo()
    assert stays(home, pupil) != []


def test_a_birth_that_makes_no_pupil_is_refused(home: Home, officer: Session, classes: Classes) -> None:
    with pytest.raises(Invalid, match="3 years of age"):
        officer.do(EnrolPupil(Name("Яковлев", "Пётр"), date(2014, 3, 4), "m", classes.seven_a, TODAY, "5"))


def test_c24_a_guardian_until_a_day_sees_nothing_of_the_child_afterwards(home: Home, officer: Session) -> None:
    pupil = first_pupil(home)
    guardian = guardian_of(home, pupil)
    account = home.school.db.sql("SELECT id FROM account WHERE guardian=?", guardian)[0][0]
    assert session_of(home, account).objection(ShowDiary(pupil, TODAY)) is None
    officer.do(EndGuardian(pupil, guardian, TODAY, None))
    assert session_of(home, account).objection(ShowDiary(pupil, TODAY)) is None
    officer.do(EndGuardian(pupil, guardian, date(2018, 1, 14), TODAY))
    assert session_of(home, account).objection(ShowDiary(pupil, TODAY)) is not None
    kin = officer.ask(ShowPupilCard(pupil)).kin
    again = NewGuardian(kin[0].name, "мать", kin[0].contact)
    officer.do(AddGuardian(pupil, again))
    assert session_of(home, account).objection(ShowDiary(pupil, TODAY)) is None
    with pytest.raises(Invalid, match="guardian of the child already"):
        officer.do(AddGuardian(pupil, again))


def test_c19_a_contact_changes_by_a_statement_and_the_keeper_is_told(home: Home, officer: Session) -> None:
    pupil = first_pupil(home)
    guardian = guardian_of(home, pupil)
    teacher = session_of(home, class_teacher(home))
    stands = teacher.ask(ShowGuardianCard(guardian)).contact
    change = ChangeContact(PersonKind.GUARDIAN, guardian, PHONE, "7", date(2018, 1, 12), stands)
    for wrong, words in (("", "number of the paper"), ("7", "lies ahead")):
        day = date(2018, 1, 12) if not wrong else date(2018, 1, 16)
        with pytest.raises(Invalid, match=words):
            teacher.do(ChangeContact(PersonKind.GUARDIAN, guardian, PHONE, wrong, day, stands))
    teacher.do(change)
    card = officer.ask(ShowGuardianCard(guardian))
    assert card.contact == PHONE
    told = officer.ask(RecentStatements())
    assert [(one.number, one.stated, one.what) for one in told] == [("7", date(2018, 1, 12), "contact")]
    assert told == card.statements
    with pytest.raises(Conflict, match=r"911 123-45-67.*stands here now"):
        officer.do(change)
    teacher.undo()
    assert teacher.ask(ShowGuardianCard(guardian)).contact == stands
    assert officer.ask(RecentStatements()) == ()


def test_what_a_family_changed_is_told_to_its_own_keeper_only(
    home: Home, officer: Session, dispatcher: Session, classes: Classes
) -> None:
    change = ChangeContact(
        PersonKind.GUARDIAN, classes.mother, PHONE, "8", TODAY, Contact("+7 915 760-42-92")
    )
    with pytest.raises(Denied, match="class teacher and the keeper"):
        session_of(home, class_teacher(home)).do(change)
    dispatcher.do(change)
    assert len(dispatcher.ask(RecentStatements())) == 1
    assert officer.ask(RecentStatements()) == ()


def test_c23_the_form_of_informing_is_per_guardian_and_child(home: Home) -> None:
    pupil = first_pupil(home)
    guardian = guardian_of(home, pupil)
    teacher = session_of(home, class_teacher(home))
    (stands,) = [kin.on_paper for kin in teacher.ask(ShowPupilCard(pupil)).kin if kin.key == guardian]
    teacher.do(SetInforming(pupil, guardian, not stands, "9", TODAY, stands))
    card = teacher.ask(ShowPupilCard(pupil))
    assert [kin.on_paper for kin in card.kin if kin.key == guardian] == [not stands]
    assert [one.what for one in card.statements] == ["informing"]
    with pytest.raises(Conflict, match="stands here now"):
        teacher.do(SetInforming(pupil, guardian, not stands, "9", TODAY, stands))


def test_tuition_at_home_begins_and_ends_with_orders(home: Home, officer: Session) -> None:
    pupil = first_pupil(home)
    officer.do(SetHomeTuition(pupil, True, TODAY, "14", False))
    assert officer.ask(ShowPupilCard(pupil)).at_home
    with pytest.raises(Conflict, match="“at home” stands here now"):
        officer.do(SetHomeTuition(pupil, True, TODAY, "14", False))
    officer.do(SetHomeTuition(pupil, False, date(2018, 2, 1), "15", True))
    (span,) = officer.ask(ShowPupilCard(pupil)).home
    assert (span.span.starts, span.span.ends) == (TODAY, date(2018, 1, 31))
    officer.undo()
    officer.undo()
    assert officer.ask(ShowPupilCard(pupil)).home == ()


def test_tuition_at_home_that_a_list_told_ends_on_a_day(home: Home, officer: Session) -> None:
    pupil = first_pupil(home)
    changed(home, "pupil", pupil, education_form="на дому")
    assert officer.ask(ShowPupilCard(pupil)).at_home
    officer.do(SetHomeTuition(pupil, False, TODAY, "15", True))
    card = officer.ask(ShowPupilCard(pupil))
    assert not card.at_home
    assert [(h.span.starts, h.span.ends) for h in card.home] == [(date(2017, 9, 1), date(2018, 1, 14))]


def test_a_change_of_name_is_found_under_the_new_one(home: Home, officer: Session) -> None:
    pupil = first_pupil(home)
    old = officer.ask(ShowPupilCard(pupil)).name
    officer.do(ChangeName(PersonKind.PUPIL, pupil, Name("Щёлоков", "Богдан"), old))
    assert [line.key for line in found(officer, "щелок")] == [pupil]
    with pytest.raises(Conflict, match="“Щёлоков Богдан” stands here now"):
        officer.do(ChangeName(PersonKind.PUPIL, pupil, old, old))


@pytest.mark.parametrize("typed", ["ершов сем", "СЕМЁН ерш", other_layout("ершов сем"), "ёршов"])
def test_anybody_is_found_by_a_part_of_the_name_in_either_layout(home: Home, officer: Session, typed: str) -> None:
    assert "Ершов Семён" in [line.name.short for line in found(officer, typed)]


def test_a_teacher_finds_names_and_classes_and_opens_no_card(home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Физика"))
    (line, *_rest) = found(teacher, "богданов богдан")
    assert (line.of, line.open) == ("7А", False)
    assert {one.kind for one in found(teacher, "богд")} == {PersonKind.PUPIL, PersonKind.STAFF}
    with pytest.raises(Denied, match="Only name and class"):
        teacher.ask(ShowPupilCard(PupilId(line.key)))
    with pytest.raises(Denied, match="looked up by teachers"):
        session_of(home, account_with_role(home, "lab_assistant")).ask(FindPeople("богданов"))


def test_each_reading_of_a_full_card_is_logged_and_looking_for_a_name_is_not(home: Home) -> None:
    pupil = first_pupil(home)
    teacher = session_of(home, class_teacher(home))
    head = home.school.head()
    teacher.ask(FindPeople("богданов"))
    assert home.school.head() == head
    teacher.ask(ShowPupilCard(pupil))
    teacher.ask(ShowPupilCard(pupil))
    rows = home.school.db.sql("SELECT verb, outcome, actor, facts FROM deed WHERE seq>? ORDER BY seq", head)
    assert rows == [("ShowPupilCard", "done", class_teacher(home), f'{{"pupil":{pupil}}}')] * 2
    (told, *_rest) = session_of(home, account_with_role(home, "deputy")).ask(RecentDeeds(1))
    assert told.what == "a pupil's card read"
    assert home.console().ask(VerifyAudit()).whole


def test_somebody_new_has_the_roles_of_the_post_and_an_account(home: Home, officer: Session) -> None:
    officer.do(HireStaff(Name("Зимина", "Таисия", "Львовна"), "учитель, диспетчер", "14", PHONE, TODAY))
    (line,) = found(officer, "зимина таисия")
    card = officer.ask(ShowStaffCard(StaffId(line.key)))
    assert {(r.role, r.first_grade, r.span.starts) for r in card.roles} == {
        (Role.TEACHER, None, TODAY), (Role.DISPATCHER, 1, TODAY),
    }  # fmt: skip
    assert home.school.db.sql("SELECT login FROM account WHERE staff=?", line.key) == [("zimina_tl",)]
    with pytest.raises(Invalid, match="on the staff already"):
        officer.do(HireStaff(Name("Зимина", "Таисия", "Львовна"), "учитель", "", PHONE, TODAY))
    officer.undo()
    assert found(officer, "зимина таисия") == []


def test_another_post_ends_the_roles_it_does_not_give(home: Home, officer: Session) -> None:
    staff = staff_of(home, account_with_role(home, "dispatcher"))
    card = officer.ask(ShowStaffCard(staff))
    officer.do(ChangePost(staff, "лаборант", date(2018, 2, 1), card.post))
    ends = {(r.role, r.span.ends) for r in officer.ask(ShowStaffCard(staff)).roles}
    assert ends >= {(Role.DISPATCHER, date(2018, 1, 31)), (Role.LAB_ASSISTANT, None)}
    with pytest.raises(Conflict, match="“лаборант” stands here now"):
        officer.do(ChangePost(staff, "учитель", TODAY, card.post))
    officer.undo()
    assert officer.ask(ShowStaffCard(staff)) == card


def test_a_role_is_given_for_some_days_and_ended_earlier(home: Home, officer: Session) -> None:
    staff = staff_of(home, teacher_of(home, "Физика"))
    officer.do(GiveRole(staff, Role.DISPATCHER, TODAY, date(2018, 1, 31)))
    assert session_of(home, teacher_of(home, "Физика")).actor().grades == {1, 2, 3, 4, 5}
    with pytest.raises(Invalid, match="held in these days"):
        officer.do(GiveRole(staff, Role.DISPATCHER, date(2018, 1, 31)))
    (given,) = [r for r in officer.ask(ShowStaffCard(staff)).roles if r.role is Role.DISPATCHER]
    officer.do(EndRole(staff, given.key, date(2018, 1, 14), date(2018, 1, 31)))
    assert session_of(home, teacher_of(home, "Физика")).actor().grades == frozenset()


def test_c18_whoever_is_dismissed_keeps_the_authorship_and_loses_the_rest(home: Home, officer: Session) -> None:
    account = teacher_of(home, "Русский язык")
    staff = staff_of(home, account)
    sitting = Reception(home.school, home.hasher, "desk-1").enter(account).session
    written = home.school.db.sql("SELECT COUNT(*) FROM mark WHERE author=?", account)
    officer.do(Dismiss(staff, date(2018, 1, 14)))
    with pytest.raises((Denied, Ended), match="closed"):
        sitting.actor()
    card = officer.ask(ShowStaffCard(staff))
    assert card.courses == ()
    assert all(role.span.ends is not None for role in card.roles)
    assert home.school.db.sql("SELECT COUNT(*) FROM teaching WHERE staff=? AND ends IS NULL", staff) == [(0,)]
    assert home.school.db.sql("SELECT COUNT(*) FROM mark WHERE author=?", account) == written
    assert account not in [holder.account for holder in officer.ask(ShowHolders())]
    officer.undo()
    assert session_of(home, account).actor().staff == staff
    officer.do(Dismiss(staff, date(2018, 1, 31)))
    assert session_of(home, account).actor().is_(Role.TEACHER)


def test_a_substitute_is_not_dismissed_before_the_lessons_are_given_to_others(home: Home, officer: Session) -> None:
    staff = staff_of(home, teacher_of(home, "Физика"))
    ((lesson,),) = home.school.db.sql("SELECT MIN(id) FROM lesson WHERE day='2018-01-17' AND state='planned'")
    changed(home, "lesson", lesson, substitute=staff)
    with pytest.raises(Invalid, match="1 lesson after that day"):
        officer.do(Dismiss(staff, TODAY))


def test_the_school_is_never_left_without_an_officer(home: Home, officer: Session) -> None:
    staff = staff_of(home, account_with_role(home, "officer"))
    card = officer.ask(ShowStaffCard(staff))
    (role,) = [r for r in card.roles if r.role is Role.OFFICER]
    for change in (
        Dismiss(staff, TODAY), ChangePost(staff, "учитель", TODAY, card.post), EndRole(staff, role.key, TODAY, None),
    ):  # fmt: skip
        with pytest.raises(Invalid, match="Nobody would keep the records"):
            officer.do(change)
    officer.do(ChangeStaffContact(staff, "21", PHONE, (card.room, card.contact)))
    assert officer.ask(ShowStaffCard(staff)).contact == PHONE


def test_what_is_taken_back_leaves_somebody_who_keeps_the_staff(home: Home, officer: Session) -> None:
    first = staff_of(home, account_with_role(home, "officer"))
    second = staff_of(home, teacher_of(home, "Физика"))
    officer.do(GiveRole(second, Role.OFFICER, TODAY))
    colleague = session_of(home, teacher_of(home, "Физика"))
    (role,) = [r for r in officer.ask(ShowStaffCard(first)).roles if r.role is Role.OFFICER]
    colleague.do(EndRole(first, role.key, TODAY, None))
    with pytest.raises(Invalid, match="Nobody would keep the records"):
        officer.undo()
    assert Role.OFFICER in [r.role for r in officer.ask(ShowStaffCard(second)).roles]


def test_somebody_new_who_has_approved_or_been_away_is_not_taken_back(home: Home, officer: Session) -> None:
    hired = HireStaff(Name("Ёлкина", "Нина", "Львовна"), "учитель", "", Contact(), TODAY)
    newest = "SELECT MAX(id) FROM staff"
    ((course,),) = home.school.db.sql("SELECT MAX(id) FROM course WHERE id NOT IN (SELECT course FROM plan_approval)")
    traces: list[tuple[str, dict[str, object]]] = [
        ("staff_absence", {"starts": "2018-01-15", "ends": "2018-01-15", "reason": "", "order_number": "1"}),
        ("plan_approval", {"course": course, "at": 1, "digest": "x"}),
    ]
    for entity, values in traces:
        officer.do(hired)
        ((key,),) = home.school.db.sql(newest)
        made(home, entity, staff=key, **values)
        with pytest.raises(Conflict, match="has entries"):
            officer.undo()
        assert home.school.db.sql(newest) == [(key,)]
        changed(home, "staff", key, search_key=f"{entity}")


def test_an_order_with_a_day_ahead_can_be_followed_by_another(
    home: Home, officer: Session, classes: Classes
) -> None:
    pupil, ahead = first_pupil(home), date(2018, 2, 1)
    officer.do(MovePupil(pupil, classes.seven_b, ahead, "12", classes.seven_a))
    card = officer.ask(ShowPupilCard(pupil))
    assert (card.school_class, card.lasting_class) == (classes.seven_a, classes.seven_b)
    officer.do(MovePupil(pupil, classes.seven_a, ahead, "13", card.lasting_class))
    card = officer.ask(ShowPupilCard(pupil))
    assert [stay[0] for stay in stays(home, pupil) if stay[2] is None] == [classes.seven_a] == [card.lasting_class]
    officer.do(MovePupil(pupil, None, date(2018, 3, 1), "14", card.lasting_class))
    card = officer.ask(ShowPupilCard(pupil))
    assert (card.school_class, card.lasting_class) == (classes.seven_a, None)
    officer.do(MovePupil(pupil, classes.seven_b, date(2018, 3, 1), "15", card.lasting_class))
    officer.do(SetHomeTuition(pupil, True, ahead, "16", card.lasting_at_home))
    card = officer.ask(ShowPupilCard(pupil))
    assert (card.at_home, card.lasting_at_home) == (False, True)
    officer.do(SetHomeTuition(pupil, False, date(2018, 3, 1), "17", card.lasting_at_home))


def test_days_of_the_staff_are_days_that_can_be_meant(home: Home, officer: Session, classes: Classes) -> None:
    staff = staff_of(home, teacher_of(home, "Физика"))
    card, far = officer.ask(ShowStaffCard(staff)), date(2081, 1, 15)
    for change in (
        Dismiss(staff, far), ChangePost(staff, "учитель", far, card.post), GiveRole(staff, Role.DEPUTY, TODAY, far),
        EndRole(staff, card.roles[0].key, far, None), HireStaff(Name("Ёлкина", "Нина"), "учитель", "", PHONE, far),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=r"15\.01\.2081 is too far ahead"):
            officer.do(change)
    with pytest.raises(Invalid, match="not in the study year"):
        officer.do(LeadClass(classes.seven_b, staff, far, None))


def test_whoever_leads_a_class_until_a_day_does_not_lead_beside_the_next(
    home: Home, officer: Session, classes: Classes
) -> None:
    before = staff_of(home, class_teacher(home))
    officer.do(Dismiss(before, date(2018, 2, 28)))
    officer.do(LeadClass(classes.seven_a, staff_of(home, teacher_of(home, "Физика")), date(2018, 2, 1), None))
    ends = home.school.db.sql("SELECT ends FROM class_teacher WHERE school_class=? ORDER BY id", classes.seven_a)
    assert ends == [("2018-01-31",), (None,)]


def test_another_class_teacher_leads_from_a_day(home: Home, officer: Session, classes: Classes) -> None:
    before = staff_of(home, class_teacher(home))
    after = staff_of(home, teacher_of(home, "Физика"))
    officer.do(LeadClass(classes.seven_a, after, date(2018, 1, 22), before))
    leads = "SELECT staff, ends FROM class_teacher WHERE school_class=? ORDER BY id"
    assert home.school.db.sql(leads, classes.seven_a) == [(before, "2018-01-21"), (after, None)]
    with pytest.raises(Conflict, match="stands here now"):
        officer.do(LeadClass(classes.seven_a, before, date(2018, 2, 1), before))
    officer.undo()
    assert home.school.db.sql(leads, classes.seven_a) == [(before, None)]


def test_c16_earlier_marks_of_the_subject_come_with_the_pupil(
    home: Home, officer: Session, classes: Classes
) -> None:
    pupil = first_pupil(home)
    ((old,),) = home.school.db.sql(
        "SELECT c.id FROM course c JOIN subject s ON s.id=c.subject WHERE s.name='Русский язык' AND c.study_group=?",
        classes.seven_a,
    )
    teacher = session_of(home, teacher_of(home, "Русский язык"))
    (there,) = [row for row in teacher.ask(ShowGrid(CourseId(old), TODAY)).rows if row.pupil == pupil]
    marks = [w.mark for cell in there.cells for w in cell.marks]
    assert marks
    officer.do(MovePupil(pupil, classes.seven_b, TODAY, "12", classes.seven_a))
    ((new,),) = home.school.db.sql("SELECT id FROM course WHERE study_group=?", classes.seven_b)
    for day in ("2017-12-05", "2017-12-06", "2017-12-07", "2017-12-08", "2018-01-12", "2018-01-15"):
        made(home, "lesson", course=new, day=day, number=1, room="", state="planned", topic="", plan_entry=None,
             kind=None, substitute=None, roll_at=None, held_at=None)  # fmt: skip
    (here,) = teacher.ask(ShowGrid(CourseId(new), TODAY)).rows
    brought = [cell for cell in here.cells if cell.marks]
    assert [w.mark for cell in brought for w in cell.marks] == marks[: len(brought)]
    assert all(not cell.enrolled and cell.origin.startswith("7А ") for cell in brought)
    assert here.cells[-1].enrolled
    assert (here.average, here.forecast) == (there.average, there.forecast)


def test_c20_arrivals_go_to_the_end_and_leavers_keep_their_number(
    home: Home, officer: Session, classes: Classes
) -> None:
    def numbers() -> dict[str, int | None]:
        return {line.name.surname: line.number for line in officer.ask(FindPeople(school_class=classes.seven_a))}

    before = officer.ask(FindPeople(school_class=classes.seven_a))
    assert [line.number for line in before] == list(range(1, 28))
    officer.do(EnrolPupil(Name("Абрамов", "Пётр"), date(2004, 3, 4), "m", classes.seven_a, TODAY, "5"))
    officer.do(MovePupil(PupilId(before[4].key), None, TODAY, "6", classes.seven_a))
    lines = officer.ask(FindPeople(school_class=classes.seven_a))
    assert (lines[0].name.surname, lines[0].number) == ("Абрамов", 28)
    assert 5 not in [line.number for line in lines]
    assert [line.number for line in lines[1:]] == [n for n in range(1, 28) if n != 5]
    assert numbers()["Абрамов"] == 28
