"""Reading a city folder into the database; docs/data-format.md describes the folder."""

from listings.importing.city import check_city, import_city, is_current
from listings.importing.errors import ImportErrors, OtherCityError, RowError
from listings.importing.store import ImportReport

__all__ = [
    "ImportErrors",
    "ImportReport",
    "OtherCityError",
    "RowError",
    "check_city",
    "import_city",
    "is_current",
]
