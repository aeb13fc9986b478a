"""Bytes and milliseconds of the lesson grid on a real pseudo-terminal, beside its yardsticks."""
