"""What workbooks cost, printed beside the library that writes them alone."""

from tests.benchmarks.storage import printed
from tests.benchmarks.workbooks import table


def test_the_table_of_workbooks_is_printed() -> None:
    text = printed(table(), "openpyxl")
    print("\n" + text)
    assert "marked" in text
    assert "refused" in text
