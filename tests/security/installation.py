"""An installation of the two doors in a folder of its own, with real users where the tests may make them."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ejournal_tui.paths import data_folder
from ejournal_tui.services.operations.home import CONFIGURATION

DEPLOY = data_folder() / "deploy"
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
STAFF, FAMILY = f"ejtest-staff{_WORKER}", f"ejtest-family{_WORKER}"


@contextmanager
def users() -> Iterator[tuple[pwd.struct_passwd, pwd.struct_passwd]]:
    """The users of the two doors, made as the README says and gone afterwards; only root can."""
    useradd, userdel = (shutil.which(name, path="/usr/sbin:/sbin:/usr/bin") for name in ("useradd", "userdel"))
    assert useradd, "run the system tests as root, with the package passwd"
    assert userdel
    made = []
    try:
        for name in (STAFF, FAMILY):
            # One that a run before this one was not able to take away.
            subprocess.run([userdel, name], check=False, timeout=30, capture_output=True)
            subprocess.run([useradd, "--system", "--user-group", "--home-dir", "/nonexistent", "--shell", "/bin/sh",
                            name], check=True, timeout=30)  # fmt: skip
            made.append(name)
        yield pwd.getpwnam(STAFF), pwd.getpwnam(FAMILY)
    finally:
        for name in made:
            subprocess.run([userdel, name], check=False, timeout=30, capture_output=True)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that other users may reach: those of pytest are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="ejournal-doors-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class Installation:
    """Where everything stands."""

    root: Path
    staff: pwd.struct_passwd
    family: pwd.struct_passwd

    @property
    def home(self) -> Path:
        """The school's."""
        return self.root / "var/lib/ejournal"

    @property
    def diary(self) -> Path:
        """The families'."""
        return self.root / "var/lib/dnevnik"

    @property
    def folder(self) -> Path:
        """Where the diary is put out."""
        return self.root / "var/lib/ejournal-pub"

    @property
    def spool(self) -> Path:
        """Where letters lie."""
        return self.root / "var/spool/ejournal-in"

    @property
    def launcher(self) -> Path:
        """The door itself."""
        return self.root / "usr/lib/ejournal/enter"

    @property
    def keys(self) -> Path:
        """The terminals' keys."""
        return self.root / "etc/ejournal/keys" / STAFF

    def own(self) -> None:
        """Give everything to whom it belongs."""
        for path in (self.home, *self.home.rglob("*")):
            os.chown(path, self.staff.pw_uid, self.staff.pw_gid, follow_symlinks=False)
        for path in (self.diary, *self.diary.rglob("*")):
            os.chown(path, self.family.pw_uid, self.family.pw_gid, follow_symlinks=False)
        for path, mode in ((self.folder, 0o2750), (self.spool, 0o1730)):
            for inside in (path, *path.iterdir()):
                os.chown(inside, self.staff.pw_uid, self.family.pw_gid)
            path.chmod(mode)
        (self.folder / "families.key").chmod(0o440)
        (self.folder / "diary.db").chmod(0o640)


def install(
    root: Path, home: Path, staff: pwd.struct_passwd, family: pwd.struct_passwd, python: str = sys.executable
) -> Installation:
    """Lay a school's home and everything around it out below a root, as the README says."""
    made = Installation(root, staff, family)
    # What lies on the way is everybody's to pass, whoever runs the tests.
    before = os.umask(0o022)
    try:
        return _laid_out(made, home, python)
    finally:
        os.umask(before)


def _laid_out(made: Installation, home: Path, python: str) -> Installation:
    made.home.parent.mkdir(parents=True)
    shutil.copytree(home, made.home)
    made.home.chmod(0o700)
    (made.home / "journal.db").chmod(0o600)
    for folder in (made.diary / "log", made.folder, made.spool, made.launcher.parent, made.keys.parent,
                   made.root / "etc/ssh"):  # fmt: skip
        folder.mkdir(parents=True)
    made.diary.chmod(0o700)
    with (made.home / CONFIGURATION).open("a", encoding="utf8") as file:
        file.write(f'[diary]\npublish = "{made.folder}"\nspool = "{made.spool}"\n')
    (made.diary / CONFIGURATION).write_text(
        f'[diary]\nread = "{made.folder}"\nspool = "{made.spool}"\n', encoding="utf8"
    )
    put_launcher(made, python)
    return made


def put_launcher(made: Installation, python: str) -> None:
    """The shipped launcher, its paths put in."""
    text = (DEPLOY / "enter").read_text(encoding="utf8")
    for name, value in (("@PYTHON@", python), ("@HOME@", str(made.home)), ("@DIARY@", str(made.diary))):
        text = text.replace(name, value)
    made.launcher.write_text(text, encoding="utf8")
    made.launcher.chmod(0o755)


def sshd_configuration(made: Installation, own: Mapping[str, str], staff: str, family: str) -> Path:
    """A configuration of sshd that takes in the shipped one, its names and paths put in."""
    text = (DEPLOY / "sshd-ejournal.conf").read_text(encoding="utf8")
    for name, value in (
        ("Match User ejournal", f"Match User {staff}"), ("Match User dnevnik", f"Match User {family}"),
        ("/usr/lib/ejournal/enter", str(made.launcher)), ("/etc/ejournal/keys/%u", str(made.keys)),
    ):  # fmt: skip
        text = text.replace(name, value)
    doors = made.root / "etc/ssh/50-ejournal.conf"
    doors.write_text(text, encoding="utf8")
    configuration = made.root / "etc/ssh/sshd_config"
    lines = [f"{option} {value}" for option, value in own.items()]
    configuration.write_text("\n".join((*lines, f"Include {doors}", "")), encoding="utf8")
    return configuration
