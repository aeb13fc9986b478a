"""What is printed on the slips of staff and of families."""

from pathlib import Path

import pytest

from ejournal_tui.domain.people.people import ClassId
from ejournal_tui.i18n import speak
from ejournal_tui.services.accounts.accounts import issue_codes
from ejournal_tui.services.accounts.slips import slips_pdf
from ejournal_tui.services.operations.home import Home
from tests.reports.poppler import pages


def printed(home: Home, where: Path, school_class: ClassId | None) -> str:
    speak("ru")
    slips = issue_codes(home.console(), home.hasher, home.clock.instant(), school_class)
    file = where / "slips.pdf"
    file.write_bytes(slips_pdf(home, slips))
    return " ".join(pages(file)[0].split())


@pytest.mark.system
def test_staff_are_called_by_their_post_and_families_by_their_class(home: Home, tmp_path: Path) -> None:
    staff = printed(home, tmp_path, None)
    assert "учитель начальных классов Логин" in staff
    assert "класс," not in staff
    assert "сотрудник" not in staff
    ((key,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    families = printed(home, tmp_path, ClassId(key))
    assert "класс 7А, ученик" in families
    assert "класс 7А, родитель: Богданов Богдан" in families
