"""What spreadsheet programs call a cell."""

from functools import cache


@cache
def letters(column: int) -> str:
    """«C» for column 2."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """«C5» for row 4 and column 2."""
    return f"{letters(column)}{row + 1}"
