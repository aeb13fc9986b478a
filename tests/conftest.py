"""Homes for tests: real ones, made once by the program itself and copied for whoever changes them."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.i18n import speak
from ejournal_tui.services.demo import build_demo
from ejournal_tui.services.home import Home, open_home

DEMO_DAY = date(2018, 1, 15)


@pytest.fixture(autouse=True)
def english() -> None:
    """Tests read the words of the code; those that read Russian say so."""
    speak("en")


@pytest.fixture(scope="session")
def class_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of class 7А on the morning of 15.01.2018; never changed: tests copy it."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    os.environ.pop("EJOURNAL_NOW", None)
    build_demo(folder, "ru", DEMO_DAY, True, lambda _done, _total: None).close()
    return folder


@pytest.fixture
def home_folder(class_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo class that a test may change, at 10:14 of its day."""
    folder = tmp_path / "home"
    shutil.copytree(class_home, folder)
    monkeypatch.setenv("EJOURNAL_NOW", "2018-01-15T10:14")
    return folder


@pytest.fixture
def home(home_folder: Path) -> Iterator[Home]:
    """The copy, open."""
    opened = open_home(home_folder, "en")
    yield opened
    opened.close()
