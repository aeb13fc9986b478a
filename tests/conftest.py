"""Homes for tests: real ones, made once by the program itself and copied for whoever changes them.

They live in SQLite, or on the PostgreSQL server that EJOURNAL_TEST_DATABASE names; a test marked `sqlite` or
`postgres` is about that engine wherever it runs.
"""

import functools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg  # noqa: F401  # before the program, which takes only drivers that are there already
import pytest
from hypothesis import HealthCheck, settings

from ejournal_tui.i18n import speak
from ejournal_tui.services.operations import demo
from ejournal_tui.services.operations.home import CONFIGURATION, Home, create_home, open_home

from .postgres import NAMED, Databases, server
from .school import build_school

DEMO_DAY = date(2018, 1, 15)

# No property is about how fast the machine is that asks it.
settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marks about engines mean."""
    config.addinivalue_line("markers", "sqlite: about the file engine, never on a server")
    config.addinivalue_line("markers", "postgres: about the server engine, whichever is the default")


@pytest.fixture(autouse=True)
def english() -> None:
    """Tests read the words of the code; those that read Russian say so."""
    speak("en")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A server to make databases on; started when the first test needs it."""
    with server() as address:
        made = Databases(address)
        yield made
        made.drop_all()


def _demo(folder: Path, database: str = "") -> Path:
    os.environ.pop("EJOURNAL_NOW", None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "create_home", functools.partial(create_home, database=database))
        demo.build_demo(folder, "ru", DEMO_DAY, True, lambda _done, _total: None).close()
    return folder


@pytest.fixture(scope="session")
def class_home_in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of class 7А in SQLite; never changed."""
    return _demo(tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="session")
def class_home_on_a_server(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Path:
    """The same on PostgreSQL; never changed."""
    return _demo(tmp_path_factory.mktemp("demo") / "home", databases.create())


@pytest.fixture(scope="session")
def class_home(request: pytest.FixtureRequest) -> Path:
    """The demo of class 7А on the morning of 15.01.2018; never changed: tests copy it."""
    name = "class_home_on_a_server" if os.environ.get(NAMED) else "class_home_in_a_file"
    found: Path = request.getfixturevalue(name)
    return found


def _on_a_server(request: pytest.FixtureRequest) -> bool:
    node: pytest.Item = request.node
    if node.get_closest_marker("sqlite"):
        return False
    return bool(node.get_closest_marker("postgres") or os.environ.get(NAMED))


@pytest.fixture(scope="session")
def school_in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole school by its workbooks in SQLite; never changed."""
    return _school(tmp_path_factory.mktemp("school") / "home")


@pytest.fixture(scope="session")
def school_on_a_server(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Path:
    """The same on PostgreSQL; never changed."""
    return _school(tmp_path_factory.mktemp("school") / "home", databases.create())


def _school(folder: Path, database: str = "") -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EJOURNAL_NOW", "2018-01-15T08:10")
        return build_school(folder, DEMO_DAY, database)


@contextmanager
def copied_home(request: pytest.FixtureRequest, folder: Path, of: str = "class_home") -> Iterator[Path]:
    """A copy of the demo class or of the school, with a database of its own on whichever engine the test runs."""
    if not _on_a_server(request):
        shutil.copytree(request.getfixturevalue(f"{of}_in_a_file"), folder)
        yield folder
        return
    shutil.copytree(request.getfixturevalue(f"{of}_on_a_server"), folder)
    configuration = folder / CONFIGURATION
    databases: Databases = request.getfixturevalue("databases")
    copy = databases.create(like=configuration.read_text(encoding="utf8").split('"')[1])
    configuration.write_text(f'database = "{copy}"\n', encoding="utf8")
    yield folder
    databases.drop(copy)


@pytest.fixture
def home_folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the demo class that a test may change, at 10:14 of its day."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-15T10:14")
    with copied_home(request, tmp_path / "home") as folder:
        yield folder


@pytest.fixture
def home(home_folder: Path) -> Iterator[Home]:
    """The copy, open."""
    opened = open_home(home_folder, "en")
    yield opened
    opened.close()


@pytest.fixture
def school_folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The whole school by its workbooks, nothing kept yet, at 8:10 of the demo's day."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-15T08:10")
    with copied_home(request, tmp_path / "school", "school") as folder:
        yield folder


@pytest.fixture
def school(school_folder: Path) -> Iterator[Home]:
    """The whole school, open."""
    home = open_home(school_folder, "en")
    yield home
    home.close()


def pytest_xdist_auto_num_workers() -> int:
    """Most tests wait for screens, servers and processes: a few of them to a core keep it busy."""
    return 2 * (os.cpu_count() or 1)
