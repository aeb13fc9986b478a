"""A home is made whole or not at all, and one that cannot be opened is let go of."""

from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Broken, Invalid, Refusal
from ejournal_tui.machine import configured_database
from ejournal_tui.services import reference
from ejournal_tui.services.accounts.secrets import KEY
from ejournal_tui.services.operations.home import CONFIGURATION, Home, create_home, open_home
from tests.postgres import Databases

NAME, ZONE = "Школа № 1", "Europe/Moscow"


def make(folder: Path, database: str = "") -> Home:
    return create_home(folder, NAME, "ru", ZONE, reference.calendar("2017/2018"), database=database)


def open_files(folder: Path) -> list[str]:
    """The files of a home that this process holds open."""
    held = (file.resolve() for file in Path("/proc/self/fd").iterdir())
    return [file.name for file in held if file.is_relative_to(folder)]


@pytest.mark.parametrize("there", [False, True])
def test_a_server_that_does_not_answer_leaves_nothing_in_the_way_of_the_next_try(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "home"
    if there:
        folder.mkdir()
    with pytest.raises(Broken, match="does not answer"):
        make(folder, f"postgresql://nobody@/school?host={tmp_path}")
    assert folder.exists() == there
    make(folder).close()
    assert open_files(folder) == []


@pytest.mark.parametrize(
    "address", ["postgresql://db.example:port/school", "postgresql://[db.example/school", "oracle:x"]
)
def test_an_address_that_means_nothing_leaves_nothing_either(tmp_path: Path, address: str) -> None:
    with pytest.raises(Broken, match="not understood"):
        make(tmp_path / "home", address)
    assert not (tmp_path / "home").exists()


def test_a_servers_schema_that_holds_a_school_gets_no_second_home(databases: Databases, tmp_path: Path) -> None:
    address = databases.create()
    make(tmp_path / "first", address).close()
    with pytest.raises(Refusal, match="already holds the journal"):
        make(tmp_path / "second", address)
    assert not (tmp_path / "second").exists()
    assert (tmp_path / "first" / KEY).exists()


def test_an_address_is_kept_as_it_was_given(databases: Databases, tmp_path: Path) -> None:
    address = databases.create() + "&application_name=a\"b\\c'd"
    make(tmp_path / "home", address).close()
    assert configured_database(tmp_path / "home") == address
    open_home(tmp_path / "home", "en").close()


def test_a_folder_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    with pytest.raises(Refusal, match="not empty"):
        make(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.sqlite
def test_a_home_that_cannot_be_opened_is_let_go_of(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_NOW", "noon")
    with pytest.raises(Invalid, match="not a moment"):
        open_home(home_folder, "en")
    assert open_files(home_folder) == []
    monkeypatch.delenv("EJOURNAL_NOW")
    (home_folder / KEY).unlink()
    with pytest.raises(Broken, match="key of the passwords"):
        open_home(home_folder, "en")
    assert open_files(home_folder) == []
    (home_folder / CONFIGURATION).write_text("database = 5 apples")
    with pytest.raises(Broken, match="cannot be read"):
        open_home(home_folder, "en")
