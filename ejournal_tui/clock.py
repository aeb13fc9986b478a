"""What time it is: one object, handed to whoever asks, so that a test or a demo can hold it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """The school's clock: instants are seconds of UTC, days are the school's days."""

    zone: ZoneInfo
    seconds: Callable[[], float] = time
    """Seconds since the epoch; what a held clock replaces."""

    def instant(self) -> int:
        """Milliseconds since the epoch, as stored."""
        return int(self.seconds() * 1000)

    def now(self) -> datetime:
        """The moment in the school's time zone."""
        return datetime.fromtimestamp(self.seconds(), UTC).astimezone(self.zone)

    def today(self) -> date:
        """The school's day."""
        return self.now().date()

    def local(self, instant: int) -> datetime:
        """A stored instant in the school's time zone."""
        return datetime.fromtimestamp(instant / 1000, UTC).astimezone(self.zone)

    def at(self, moment: datetime) -> int:
        """The stored form of a moment of the school's wall clock."""
        return int(moment.replace(tzinfo=self.zone).timestamp() * 1000)


def running_from(moment: datetime, zone: ZoneInfo) -> Clock:
    """A clock that begins at a moment of the school's wall clock and runs on."""
    offset = moment.replace(tzinfo=zone).timestamp() - time()
    return Clock(zone, lambda: time() + offset)


def held_at(moment: datetime, zone: ZoneInfo) -> Clock:
    """A clock that stands still at a moment of the school's wall clock."""
    fixed = moment.replace(tzinfo=zone).timestamp()
    return Clock(zone, lambda: fixed)


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
