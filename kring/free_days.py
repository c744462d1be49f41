"""The public holidays of a country, from the package `holidays` (decision 26)."""

from collections.abc import Callable
from datetime import date
from functools import cache

_OURS, _ANY_YEAR = "NL", 2026
"""The country of the policy that comes along is there: a test asks for its days. Any other is looked up at once."""


def free_days(country: str) -> Callable[[date], bool]:
    """What says of a day whether it is a public holiday in the country with this two-letter code.

    It may be asked from several threads: the package's own table fills itself while it is asked, so each year is taken
    out of it whole.

    Raises:
        LookupError: there is no such country in the package.
    """

    @cache
    def of_year(year: int) -> frozenset[date]:
        import holidays  # a tenth of a second that no start has to wait for

        try:
            return frozenset(holidays.country_holidays(country, years=year))
        except NotImplementedError as error:
            raise LookupError(country) from error

    if country != _OURS:
        of_year(_ANY_YEAR)
    return lambda day: day in of_year(day.year)
