"""The type of a clock, which is passed in, so that tests can set the time."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Returns the current time, aware, in UTC."""
