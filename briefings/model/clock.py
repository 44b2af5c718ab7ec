"""Where the time comes from: handed in, so that what decides never reads it."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Tells the moment, aware, in UTC."""
