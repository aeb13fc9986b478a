"""A real installation is looked at: users, owners, rights, launcher, keys, environment, sshd; the faults are named."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ejournal_tui.cli.commands import run
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.attendance.notices import Notice
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.attendance.notices import SayAbsent
from ejournal_tui.services.families.door import open_entrance
from ejournal_tui.services.families.publishing import publish
from ejournal_tui.services.operations.home import open_home
from ejournal_tui.services.papers.papers import MyChildren, ShowDiary
from tests.security.installation import FAMILY, STAFF, Installation, install, open_folder, sshd_configuration, users

pytestmark = [pytest.mark.system, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def private() -> Iterator[None]:
    """What the program writes is for its user alone, as where it is begun by its command."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture(scope="module")
def installed(class_home_in_a_file: Path, private: None) -> Iterator[Installation]:
    """Both doors, installed as the README says."""
    with users() as (staff, family), open_folder() as root, pytest.MonkeyPatch.context() as patch:
        patch.setenv("EJOURNAL_NOW", "2018-01-15T10:14")
        # A Python that is root's all the way up, which the one of a developer need not be.
        python = root / "usr/lib/ejournal/python"
        made = install(root, class_home_in_a_file, staff, family, str(python))
        python.write_text("#!/bin/sh\n", encoding="utf8")
        python.chmod(0o755)
        made.keys.write_text('restrict,pty,from="127.0.0.1,10.1.0.0/16" ssh-ed25519 AAAA room-12\n', encoding="utf8")
        key = root / "etc/ssh/host"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=30)
        sshd_configuration(made, {"HostKey": str(key), "AcceptEnv": "LANG LC_*"}, STAFF, FAMILY)
        home = open_home(made.home, "en")
        try:
            publish(home)
        finally:
            home.close()
        made.own()
        yield made


def looked_at(made: Installation, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit code, and the faults by their words."""
    code = run(["--lang", "en", "--json", "deploy", "check", "--root", str(made.root), "--staff", STAFF, "--families",
                FAMILY, "--sshd-config", str(made.root / "etc/ssh/sshd_config")])  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    return code, [one["what"] for one in answer["findings"] if one["level"] != "ok"]


def test_a_good_installation_is_found_good(installed: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    assert looked_at(installed, capsys) == (0, [])


def _rights(path: Callable[[Installation], Path], mode: int) -> Callable[[Installation], Callable[[], None]]:
    def spoil(made: Installation) -> Callable[[], None]:
        place = path(made)
        before = place.stat().st_mode & 0o7777
        place.chmod(mode)
        return lambda: place.chmod(before)

    return spoil


def _text(path: Callable[[Installation], Path], old: str, new: str) -> Callable[[Installation], Callable[[], None]]:
    def spoil(made: Installation) -> Callable[[], None]:
        place = path(made)
        before = place.read_text(encoding="utf8") if place.exists() else None
        place.write_text((before or "").replace(old, new) if old else new, encoding="utf8")
        return lambda: place.unlink() if before is None else place.write_text(before, encoding="utf8") and None

    return spoil


def _shell(made: Installation) -> Callable[[], None]:
    subprocess.run(["usermod", "--shell", "/bin/bash", FAMILY], check=True, timeout=30)
    return lambda: subprocess.run(["usermod", "--shell", "/bin/sh", FAMILY], check=True, timeout=30) and None


def _old(made: Installation) -> Callable[[], None]:
    diary = made.folder / "diary.db"
    os.utime(diary, (1, 1))
    return lambda: os.utime(diary)


def _given_away(made: Installation) -> Callable[[], None]:
    os.chown(made.home / "journal.db", made.family.pw_uid, -1)
    return lambda: os.chown(made.home / "journal.db", made.staff.pw_uid, -1)


def sshd(made: Installation) -> Path:
    return made.root / "etc/ssh/50-ejournal.conf"


SPOILT = {
    "var/lib/ejournal has the rights 0755": _rights(lambda made: made.home, 0o755),
    "pepper.key has the rights 0644": _rights(lambda made: made.home / "pepper.key", 0o644),
    f"journal.db does not belong to {STAFF}": _given_away,
    "ejournal-pub has the rights 2755": _rights(lambda made: made.folder, 0o2755),
    "diary.db has the rights 0644": _rights(lambda made: made.folder / "diary.db", 0o644),
    "ejournal-in has the rights 1777": _rights(lambda made: made.spool, 0o1777),
    "nothing puts it out": _old,
    "dnevnik has the rights 0711": _rights(lambda made: made.diary, 0o711),
    "not name the same folders": _text(lambda made: made.diary / "ejournal.toml", "ejournal-in", "elsewhere"),
    "enter has the rights 0777": _rights(lambda made: made.launcher, 0o777),
    "is not the launcher of this version": _text(lambda made: made.launcher, "env -i", "env"),
    "The launcher opens other homes": _text(lambda made: made.launcher, "lib/dnevnik", "lib/ejournal"),
    "may change": _rights(lambda made: made.launcher.parent, 0o777),
    "line 1: the key may more than a terminal": _text(lambda made: made.keys, "restrict,", ""),
    "sets PYTHONPATH": _text(lambda made: made.root / "etc/environment", "", "PYTHONPATH=/tmp\n"),
    f"The shell of {FAMILY} is /bin/bash": _shell,
    "disableforwarding is “no”": _text(sshd, "DisableForwarding yes", "DisableForwarding no"),
    "forcecommand is “none”": _text(sshd, f"Match User {FAMILY}", "Match User somebody"),
    "acceptenv": _text(sshd, "AcceptEnv NONE_AT_ALL", "AcceptEnv *"),
}


def test_each_fault_is_named_and_a_mended_one_is_not(
    installed: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, spoil in SPOILT.items():
        mend = spoil(installed)
        try:
            code, faults = looked_at(installed, capsys)
        finally:
            mend()
        assert code == 1, words
        assert any(words in fault for fault in faults), (words, faults)
    assert looked_at(installed, capsys) == (0, [])


def as_user(made: Installation, work: Callable[[], object]) -> str:
    """What a process of the families' user tells of its work: the answer, or the refusal of the system."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        told = "it died"
        try:
            os.setgroups([])
            os.setgid(made.family.pw_gid)
            os.setuid(made.family.pw_uid)
            told = f"uid {os.getuid()}: {work()}"
        except OSError as error:
            told = f"uid {os.getuid()}: {type(error).__name__} errno {error.errno}"
        except Refusal as refusal:
            told = f"uid {os.getuid()}: {refusal.title}"
        finally:
            os.write(writing, told.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf8") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def test_the_families_user_reads_the_diary_and_opens_nothing_of_the_journal(installed: Installation) -> None:
    made, who = installed, f"uid {installed.family.pw_uid}"
    home = open_home(made.home, "en")
    ((account, pupil),) = home.school.db.sql(
        "SELECT a.id, k.pupil FROM guardianship k JOIN account a ON a.guardian=k.guardian ORDER BY a.id LIMIT 1"
    )
    denied = f"{who}: PermissionError errno 13"
    for path in (made.home / "journal.db", made.home / "journal.db-wal", made.home / "pepper.key", made.home):
        assert as_user(made, lambda path=path: os.open(path, os.O_RDONLY)) == denied, path
    for work in (
        lambda: os.open(made.folder / "diary.db", os.O_RDWR),
        lambda: os.rename(made.folder / "diary.db", made.folder / "other.db"),
        lambda: os.open(made.folder / "new.db", os.O_CREAT | os.O_WRONLY),
        lambda: os.listdir(made.spool),
    ):
        assert as_user(made, work) == denied

    def at_the_door() -> str:
        there = open_entrance(made.diary, "en")
        signed = Reception(there.school, there.hasher, "ssh:10.1.0.7").enter(account)
        read = signed.session.ask(ShowDiary(PupilId(pupil), there.clock.today()))
        child = signed.session.ask(MyChildren())[0][0]
        today = there.clock.today()
        signed.session.do(SayAbsent(Notice(PupilId(pupil), "illness", "", Absence.ILL, today, today)))
        return f"{child} {len(read.days)} days"

    try:
        assert as_user(made, at_the_door) == f"{who}: {pupil} 5 days"
        (letter,) = made.spool.iterdir()
        assert letter.stat().st_uid == made.family.pw_uid
        assert publish(home).taken.done == 1
        assert home.school.db.sql("SELECT pupil FROM absence_notice") == [(pupil,)]
        assert {path.stat().st_uid for path in made.diary.glob("auth.db*")} == {made.family.pw_uid}
    finally:
        home.close()
        made.own()
