"""The declarations fit the models, and the page about the format tells all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from listings.importing.columns import Column, Table
from listings.importing.tables import CITY, DISTRICTS, FILES

PAGE = Path(__file__).resolve().parents[4] / "docs" / "data-format.md"
TABLES = (CITY, DISTRICTS, *FILES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.file}:{table.model.__name__}")
def test_every_field_is_an_attribute_of_the_model(table: Table) -> None:
    attributes = set(inspect(table.model).attrs.keys())
    assert {field.attribute for field in table.fields} <= attributes
    assert set(table.key) | set(table.fixed) <= attributes


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.file}:{table.model.__name__}")
def test_every_file_and_column_is_documented(table: Table) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"`{table.file}`" in page
    for field in table.fields:
        name = field.name if isinstance(field, Column) else f"{field.stem}_*"
        assert f"`{name}`" in page, name
