"""The units in which the law states a time limit."""

from enum import StrEnum


class Unit(StrEnum):
    """``same_day`` is "trong ngày", ``working_hour`` "giờ làm việc", ``working_day``
    "ngày làm việc", ``calendar_day`` "ngày", ``month`` "tháng"."""

    SAME_DAY = "same_day"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
