"""Accounts: whose codes somebody may hand out, and what a password of one's own must be."""

from itertools import pairwise
from pathlib import Path

import pytest

from ejournal_tui.clock import Clock
from ejournal_tui.domain.errors import Denied, Invalid, Refusal
from ejournal_tui.domain.people.people import AccountId, ClassId, Role
from ejournal_tui.i18n import speak
from ejournal_tui.services import reference
from ejournal_tui.services.accounts.accounts import CODE_DAYS, IssueCodes, SetPassword, ShowHolders, issue_codes
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.operations.home import Home, create_home, name_first_officer
from ejournal_tui.storage.log.audit import Ledger
from tests.people import account_with_role, class_teacher, session_of, teacher_of

PASSWORD = "тропа-месяц-крыша-чайник"


def reception(home: Home) -> Reception:
    return Reception(home.school, home.hasher, "desk-1")


def a_class(home: Home) -> ClassId:
    return ClassId(home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")[0][0])


def a_family(home: Home) -> tuple[int, int]:
    """The accounts of a pupil and of a guardian of that pupil."""
    ((pupil, guardian),) = home.school.db.sql(
        "SELECT a.id, b.id FROM guardianship g JOIN account a ON a.pupil=g.pupil"
        " JOIN account b ON b.guardian=g.guardian ORDER BY g.id LIMIT 1"
    )
    return pupil, guardian


def refusal_of(home: Home, account: int, password: str) -> str:
    signed = reception(home).enter(account)
    with pytest.raises(Invalid) as refused:
        reception(home).set_password(signed, password, password)
    signed.session.leave()
    return refused.value.title


@pytest.mark.parametrize(("password", "why"), [
    ("чайник-утёс", "at least 12 characters"),
    ("", "at least 12 characters"),
    ("ю" * 257, "longer than 256"),
    ("йцукенгшщзхъ", "row of keys"),
    ("парольпароль", "first that anyone would try|repeats itself"),
    ("зимазимазимазима", "repeats itself|first that anyone would try"),
])  # fmt: skip
def test_a_password_of_staff_that_is_easy_to_guess_is_refused(home: Home, password: str, why: str) -> None:
    teacher = teacher_of(home, "Физика")
    title = refusal_of(home, teacher, password)
    assert any(part in title for part in why.split("|")), title
    assert home.school.db.sql("SELECT password FROM credential WHERE account=?", teacher) in ([], [(None,)])


def test_a_password_made_of_ones_own_name_or_login_is_refused(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    ((login, surname, given),) = home.school.db.sql(
        "SELECT a.login, s.surname, s.given FROM account a JOIN staff s ON s.id=a.staff WHERE a.id=?", teacher
    )
    for password in (f"{surname}{given}1985", f"{given.upper()} {surname} 12", f"{login}{login}12"):
        assert "what others know" in refusal_of(home, teacher, password)


def test_a_pupils_birthday_is_no_password(home: Home) -> None:
    pupil, _guardian = a_family(home)
    ((birth, surname),) = home.school.db.sql(
        "SELECT p.birth, p.surname FROM account a JOIN pupil p ON p.id=a.pupil WHERE a.id=?", pupil
    )
    year, month, day = birth.split("-")
    for password in (f"{day}.{month}.{year}", f"{surname}{day}{month}"):
        assert "what others know" in refusal_of(home, pupil, password)


def passwords_made_of(given: str, patronymic: str, birth: str) -> list[str]:
    year, month, day = birth.split("-")
    return [
        f"{given}{day}{month}{year}", f"{given}{patronymic}", f"{given}2005", f"{given}{given}",
        f"{day}.{month}.{year}", f"{day}{month}{year[2:]}{given}", f"{given.lower()}-{year}!",
    ]  # fmt: skip


def test_nothing_made_of_a_child_is_a_password_of_a_guardian_nor_of_a_brother(home: Home) -> None:
    _pupil, guardian = a_family(home)
    ((child, given, patronymic, birth, parent),) = home.school.db.sql(
        "SELECT p.id, p.given, p.patronymic, p.birth, g.guardian FROM account a JOIN guardianship g"
        " ON g.guardian=a.guardian JOIN pupil p ON p.id=g.pupil WHERE a.id=?",
        guardian,
    )
    for password in passwords_made_of(given, patronymic, birth):
        assert "what others know" in refusal_of(home, guardian, password.ljust(8, "!")), password

    ((brother, account),) = home.school.db.sql(
        "SELECT a.pupil, a.id FROM account a WHERE a.pupil IS NOT NULL AND a.pupil<>? AND NOT EXISTS"
        " (SELECT 1 FROM guardianship g WHERE g.pupil=a.pupil AND g.guardian=?) ORDER BY a.id LIMIT 1",
        child, parent,
    )  # fmt: skip

    def kinship(ledger: Ledger) -> None:
        ledger.insert("guardianship", pupil=brother, guardian=parent, relation="", on_paper=0, ends=None)
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", kinship)
    for password in passwords_made_of(given, patronymic, birth):
        assert "what others know" in refusal_of(home, account, password.ljust(8, "!")), password


def test_nothing_made_of_a_parents_name_is_a_password_of_a_pupil(home: Home) -> None:
    pupil, _guardian = a_family(home)
    rows = home.school.db.sql(
        "SELECT q.given, q.patronymic, q.surname FROM account a JOIN guardianship g ON g.pupil=a.pupil"
        " JOIN guardian q ON q.id=g.guardian WHERE a.id=?",
        pupil,
    )
    for given, patronymic, surname in rows:
        for password in (f"{given}{patronymic}", f"{patronymic}1980", f"{given}{surname}"):
            assert "what others know" in refusal_of(home, pupil, password)


def test_neither_post_nor_subject_nor_class_is_a_password(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    ((post,),) = home.school.db.sql(
        "SELECT s.post FROM account a JOIN staff s ON s.id=a.staff WHERE a.id=?", teacher
    )
    deputy = account_with_role(home, "deputy")
    ((led,),) = home.school.db.sql("SELECT s.post FROM account a JOIN staff s ON s.id=a.staff WHERE a.id=?", deputy)
    speak("ru")
    made = [(teacher, f"{post}2018".ljust(12, "!")), (deputy, f"{led}2018".ljust(12, "!"))]
    made += [(teacher, word) for word in (
        "учительматематики", "русскийязык7а", "Русский язык 7А", "русскогоязыка7", "класс7Ажурнал", "физика-7а-2018",
    )]  # fmt: skip
    for account, password in made:
        signed = reception(home).enter(account)
        with pytest.raises(Invalid):
            reception(home).set_password(signed, password, password)
    reception(home).set_password(reception(home).enter(teacher), PASSWORD, PASSWORD)


def test_families_need_eight_characters_and_staff_twelve(home: Home) -> None:
    pupil, guardian = a_family(home)
    for account in (pupil, guardian):
        assert "at least 8 characters" in refusal_of(home, account, "утёс-ёж")
        reception(home).set_password(reception(home).enter(account), "утёс-ёжик", "утёс-ёжик")
    assert "at least 12 characters" in refusal_of(home, teacher_of(home, "Физика"), "утёс-ёжик")


def test_the_password_is_typed_twice_alike(home: Home) -> None:
    signed = reception(home).enter(teacher_of(home, "Физика"))
    with pytest.raises(Invalid, match="two passwords differ"):
        reception(home).set_password(signed, PASSWORD, PASSWORD + " ")


def test_a_password_refused_leaves_the_code_in_force(home: Home) -> None:
    teacher = teacher_of(home, "Физика")
    ((login,),) = home.school.db.sql("SELECT login FROM account WHERE id=?", teacher)
    officer = session_of(home, account_with_role(home, "officer"))
    (slip,) = issue_codes(officer, home.hasher, home.clock.instant(), None, frozenset({login}))
    signed = reception(home).sign_in(login, slip.code, by_code=True)
    with pytest.raises(Invalid):
        reception(home).set_password(signed, "короткий", "короткий")
    assert reception(home).sign_in(login, slip.code, by_code=True).must_change


def test_nobody_sets_the_password_of_another(home: Home) -> None:
    mine, other = teacher_of(home, "Физика"), teacher_of(home, "История")
    with pytest.raises(Denied, match="another person"):
        session_of(home, mine).do(SetPassword(AccountId(other), "1$hash"))
    with pytest.raises(Denied, match="another person"):
        home.console().do(SetPassword(AccountId(0), "1$hash"))


def test_a_class_teacher_gets_the_pupils_with_their_guardians_behind_each(home: Home) -> None:
    holders = session_of(home, class_teacher(home)).ask(ShowHolders(a_class(home)))
    ((accounts,),) = home.school.db.sql("SELECT COUNT(*) FROM account WHERE staff IS NULL")
    assert len(holders) == len({h.account for h in holders}) == accounts
    assert holders[0].role == "pupil"
    pupils = [h.name.short for h in holders if h.role == "pupil"]
    assert len(pupils) == 27
    for before, holder in pairwise(holders):
        assert holder.of == "7А"
        if holder.role == "guardian":
            assert holder.children == ((before.name.short,) if before.role == "pupil" else before.children)


def test_codes_go_to_those_named_and_the_log_names_the_accounts_only(home: Home) -> None:
    pupil, guardian = a_family(home)
    rows = home.school.db.sql("SELECT login FROM account WHERE id IN (?,?)", pupil, guardian)
    logins = frozenset(row[0] for row in rows)
    session = session_of(home, class_teacher(home))
    slips = issue_codes(session, home.hasher, home.clock.instant(), a_class(home), logins)
    assert {slip.login for slip in slips} == logins
    assert {slip.role for slip in slips} == {"pupil", "guardian"}
    assert len({slip.code for slip in slips}) == 2
    ((verb, facts),) = home.school.db.sql("SELECT verb, facts FROM deed ORDER BY seq DESC LIMIT 1")
    assert verb == "IssueCodes"
    assert facts == f'{{"accounts":[{pupil},{guardian}],"until":{slips[0].until}}}'


def test_a_stranger_in_the_list_stops_all_codes(home: Home) -> None:
    pupil, _guardian = a_family(home)
    stranger = teacher_of(home, "Физика")
    session = session_of(home, class_teacher(home))
    with pytest.raises(Invalid, match="belongs elsewhere"):
        session.do(IssueCodes(((AccountId(pupil), "1$a"), (AccountId(stranger), "1$b")), 1, a_class(home)))
    with pytest.raises(Invalid, match="belongs elsewhere"):
        session_of(home, account_with_role(home, "officer")).do(IssueCodes(((AccountId(pupil), "1$a"),), 1))
    assert home.school.db.sql("SELECT * FROM credential") == []


def test_a_login_that_nobody_has_issues_nothing(home: Home) -> None:
    session = session_of(home, class_teacher(home))
    with pytest.raises(Refusal, match="nobody to issue codes to"):
        issue_codes(session, home.hasher, home.clock.instant(), a_class(home), frozenset({"000000"}))


def add_child(home: Home, guardian: int, pupil: int) -> None:
    """Give a guardian another child, both by account."""

    def deed(ledger: Ledger) -> None:
        ((child, parent),) = home.school.db.sql(
            "SELECT a.pupil, b.guardian FROM account a, account b WHERE a.id=? AND b.id=?", pupil, guardian
        )
        ledger.insert("guardianship", pupil=child, guardian=parent, relation="", on_paper=0, ends=None)
        ledger.seal("Test", "done", {})

    home.school.write(0, "test", deed)


def test_a_guardian_of_two_children_in_a_class_gets_one_slip_that_works(home: Home) -> None:
    _pupil, guardian = a_family(home)
    ((other,),) = home.school.db.sql("SELECT MAX(id) FROM account WHERE pupil IS NOT NULL")
    add_child(home, guardian, other)
    session = session_of(home, class_teacher(home))
    slips = issue_codes(session, home.hasher, home.clock.instant(), a_class(home))
    ((login,),) = home.school.db.sql("SELECT login FROM account WHERE id=?", guardian)
    (slip,) = [slip for slip in slips if slip.login == login]
    assert len(slip.children) == 2
    assert reception(home).sign_in(login, slip.code, by_code=True).account == guardian


def test_a_batch_leaves_alone_whoever_can_sign_in_already(home: Home) -> None:
    pupil, guardian = a_family(home)
    hold = home.school.clock
    session = session_of(home, class_teacher(home))
    everybody = session.ask(ShowHolders(a_class(home)))
    login = {h.account: h.login for h in everybody}
    (slip,) = issue_codes(session, home.hasher, hold.instant(), a_class(home), frozenset({login[AccountId(guardian)]}))
    signed = reception(home).enter(pupil)
    reception(home).set_password(signed, "утёс-ёжик", "утёс-ёжик")
    signed.session.leave()
    rest = issue_codes(session, home.hasher, hold.instant(), a_class(home))
    assert {s.login for s in rest} == set(login.values()) - {login[AccountId(pupil)], login[AccountId(guardian)]}
    reception(home).sign_in(slip.login, slip.code, by_code=True).session.leave()
    reception(home).sign_in(login[AccountId(pupil)], "утёс-ёжик").session.leave()
    with pytest.raises(Refusal, match="still works"):
        issue_codes(session, home.hasher, hold.instant(), a_class(home))
    # Once the codes are too old, those who never came get new ones.
    home.school.clock = Clock(hold.zone, lambda: hold.seconds() + CODE_DAYS * 86400 + 1)
    late = issue_codes(session, home.hasher, home.clock.instant(), a_class(home))
    assert {s.login for s in late} == set(login.values()) - {login[AccountId(pupil)]}
    again = issue_codes(session, home.hasher, home.clock.instant(), a_class(home), again=True)
    assert {s.login for s in again} == set(login.values())


def test_a_demo_lets_a_person_of_every_role_in_by_a_key(home: Home) -> None:
    people = reception(home).people_to_enter()
    roles = {person.role: reception(home).enter(person.account).session.actor().roles for person in people}
    assert list(roles) == [
        "teacher", "class teacher", "deputy head", "dispatcher", "officer for informatization", "lab assistant",
        "pupil", "guardian", "director",
    ]  # fmt: skip
    wanted = (Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DISPATCHER, Role.OFFICER, Role.LAB_ASSISTANT,
              Role.PUPIL, Role.GUARDIAN, Role.DIRECTOR)  # fmt: skip
    assert all(role in held for role, held in zip(wanted, roles.values(), strict=True))


def test_a_real_home_begins_with_an_officers_code_and_lets_nobody_in_by_a_key(tmp_path: Path) -> None:
    calendar = reference.calendar("2017/2018")
    home = create_home(tmp_path / "real", "Школа № 1", "en", "Europe/Moscow", calendar)
    name_first_officer(home)
    (slip,) = issue_codes(home.console(), home.hasher, home.clock.instant(), None)
    assert slip.login == "officer"
    signed = reception(home).sign_in("officer", slip.code, by_code=True)
    reception(home).set_password(signed, PASSWORD, PASSWORD)
    assert reception(home).sign_in("officer", PASSWORD).account == signed.account
    assert reception(home).people_to_enter() == ()
    with pytest.raises(Denied, match="only in a demo"):
        reception(home).enter(signed.account)
    with pytest.raises(Refusal, match="accounts already"):
        name_first_officer(home, "second")
    home.close()
