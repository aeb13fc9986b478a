"""What was done, told in sentences."""

import pytest

from ejournal_tui.services.history import RecentDeeds
from ejournal_tui.services.home import Home


@pytest.mark.parametrize(("asked", "told"), [(-5, 1), (0, 1), (3, 3), (10**12, 1000)])
def test_however_many_deeds_are_asked_for_the_answer_is_the_last_ones(home: Home, asked: int, told: int) -> None:
    ((there,),) = home.school.db.sql("SELECT COUNT(*) FROM deed")
    found = home.console().ask(RecentDeeds(asked))
    assert len(found) == min(told, there)
    assert found[0] == home.console().ask(RecentDeeds(1))[0]
