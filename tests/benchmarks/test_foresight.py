"""What the forecast foresees of an invented year, two weeks and a month before its periods end (R2-2)."""

from pathlib import Path

import pytest

from tests.benchmarks.foresight import Foresight, invented_year, printed, table, whole


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[Foresight]:
    """Each trimester of class 7А, looked at three times."""
    folder: Path = tmp_path_factory.mktemp("year") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("EJOURNAL_NOW", raising=False)
        home = invented_year(folder)
        try:
            return table(home)
        finally:
            home.close()


def test_the_last_sheet_of_a_period_says_what_the_grid_proposes(year: list[Foresight]) -> None:
    assert [(x.foreseen, x.unforeseen) for x in year if not x.days] == [(x.marks, 0) for x in year if not x.days]


def test_r2_2_the_share_of_period_marks_foreseen_grows_towards_the_end_and_beats_a_guess(year: list[Foresight]) -> None:
    print("\n" + printed(year))
    two_weeks, month = whole(year, 14), whole(year, 30)
    assert two_weeks.marks == month.marks > 1000
    assert two_weeks.share > month.share > month.guessed / month.marks
    assert two_weeks.share > 0.8
    # What was not foreseen was missed by one mark, hardly ever by more.
    assert two_weeks.foreseen + two_weeks.off_by_one + two_weeks.unforeseen > 0.99 * two_weeks.marks
