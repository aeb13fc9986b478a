"""Counting the statements a piece of work sends, on either engine."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        sent = record.msg
        self.statements.append(str(sent[0] if isinstance(sent, tuple) else sent))


@contextmanager
def statements_sent() -> Iterator[list[str]]:
    """The statements sent while inside, as the object-relational layer logs them."""
    logger, collector = logging.getLogger("peewee"), _Collector()
    before = logger.level
    logger.addHandler(collector)
    logger.setLevel(logging.DEBUG)
    try:
        yield collector.statements
    finally:
        logger.setLevel(before)
        logger.removeHandler(collector)
