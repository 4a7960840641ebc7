"""What can be wrong with a city folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_VALUE = 80


@dataclass(frozen=True)
class RowError:
    """One thing to mend in a city folder.

    ``row`` is the line of the file on which the row begins, from 1, as an editor counts. ``row``,
    ``column`` and ``value`` are None where the error is not about one.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    reason: str

    def __str__(self) -> str:
        """Return ``file:row: column 'x': value '...': reason``, on one line."""
        parts = [self.file if self.row is None else f"{self.file}:{self.row}"]
        if self.column is not None:
            parts.append(f"column {self.column!r}")
        if self.value is not None:
            value = self.value
            if len(value) > _LONGEST_VALUE:
                value = value[:_LONGEST_VALUE] + "…"
            parts.append(f"value {value!r}")
        return ": ".join((*parts, self.reason))


class ImportErrors(Exception):  # noqa: N818  # it is many errors
    """A city folder cannot be imported; ``errors`` lists everything wrong with it, file by file."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = list(errors)


class OtherCityError(Exception):
    """The database already holds another city; its text is one line."""

    def __init__(self, held: str, wanted: str) -> None:
        super().__init__(
            f"the database holds the city {held!r}, the folder {wanted!r}:"
            " give each city a database of its own"
        )
