from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.importing.errors import RowError
from listings.importing.files import FileError, Row, json_row, read_csv, read_json


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def rows(path: Path) -> list[Row | RowError]:
    return list(read_csv(path)[1])


def refusal(path: Path, content: bytes) -> RowError:
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        read_json(path) if path.suffix == ".json" else read_csv(path)
    return caught.value.error


def test_a_row_has_the_line_it_begins_on(path: Path) -> None:
    path.write_text('id,text\na,"one\ntwo\nthree"\n\nb,four\n', encoding="utf-8")
    assert rows(path) == [
        Row(2, {"id": "a", "text": "one\ntwo\nthree"}),
        Row(6, {"id": "b", "text": "four"}),
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_no_obstacle(path: Path) -> None:
    path.write_bytes("\ufeffid,name\r\na,栈桥\r\n".encode())
    assert rows(path) == [Row(2, {"id": "a", "name": "栈桥"})]


def test_a_row_of_another_length_is_an_error_in_its_place(path: Path) -> None:
    path.write_text("id,name\na,b,c\nd,e\nf\n", encoding="utf-8")
    assert rows(path) == [
        RowError("file.csv", 2, None, None, "3 cells under a header of 2"),
        Row(3, {"id": "d", "name": "e"}),
        RowError("file.csv", 4, None, None, "1 cells under a header of 2"),
    ]


def test_a_quote_that_never_ends_ends_the_rows(path: Path) -> None:
    path.write_text('id,name\na,b\nc,"d\ne,f\n', encoding="utf-8")
    found = rows(path)
    assert found[0] == Row(2, {"id": "a", "name": "b"})
    assert isinstance(found[1], RowError)
    assert (found[1].row, len(found)) == (3, 2)


def test_what_is_not_utf_8_is_located(path: Path) -> None:
    error = refusal(path, "id,name\na,b\nc,栈桥\n".encode("gb18030"))
    assert error.row == 3
    assert error.reason.startswith("not UTF-8: byte ")


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (b"", 1, "no header row"),
        (b"\n\n", 1, "no header row"),
        (b"id,name,id\n", 1, "the column stands twice"),
        (b"id,name\na,\0\n", 2, "a control character"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    path: Path, content: bytes, row: int, reason: str
) -> None:
    error = refusal(path, content)
    assert (error.row, error.reason) == (row, reason)


def test_json_objects_know_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('[\n {"id": "a", "body": {"x": null}},\n\n {\n  "id": "b"}]', encoding="utf-8")
    first, second = read_json(path)
    assert (first.line, first["body"].line, second.line) == (2, 2, 4)


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (b'[\n {"id": "a",}\n]', 2, "broken JSON at character 13"),
        (b"", 1, "broken JSON"),
        (b'[\n {\n "id": "a", "id": "b"}]', 2, "the key 'id' stands twice"),
        (b"[" * 100_000, None, "nested too deep"),
    ],
)
def test_broken_json_is_located(
    tmp_path: Path, content: bytes, row: int | None, reason: str
) -> None:
    error = refusal(tmp_path / "file.json", content)
    assert error.row == row
    assert reason in error.reason


def test_only_texts_are_cells(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('[{"id": "a", "as_of": null}, {"id": "b", "as_of": 2026}]', encoding="utf-8")
    good, bad = read_json(path)
    assert json_row(good, "file.json") == Row(1, {"id": "a", "as_of": ""})
    assert json_row(bad, "file.json") == RowError(
        "file.json", 1, "as_of", "2026", "not a text in quotes"
    )
    assert json_row(bad, "file.json", without=("as_of",)) == Row(1, {"id": "b"})


@given(st.lists(st.lists(st.text(alphabet='a,"\n\r栈 ', max_size=5), min_size=2, max_size=2)))
def test_whatever_csv_holds_is_read_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["one", "two"])
    lines = []
    for cells in table:
        lines.append(len(io.StringIO(text.getvalue(), newline="").readlines()) + 1)
        writer.writerow(cells)
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    path.write_bytes(text.getvalue().encode())
    expected = [
        Row(line, {"one": one, "two": two}) for line, (one, two) in zip(lines, table, strict=True)
    ]
    expected = [row for row in expected if any(cell.strip() for cell in row.cells.values())]
    assert rows(path) == [row for row in expected if any(row.cells.values())]


@pytest.mark.parametrize(
    "text",
    [
        "id,name,,\na,pier,,\n,,,\n\N{NO-BREAK SPACE},,,\n",
        "id;name\na;pier\n",
        "sep=;\nid;name\na;pier\n",
        "id\tname\na\tpier\n",
        "\ufeffid,na\u200bme\na,pier\n",
    ],
)
def test_a_table_is_read_as_spreadsheets_export_it(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    found = rows(path)
    assert [row.cells for row in found if isinstance(row, Row)] == [{"id": "a", "name": "pier"}]
    assert len(found) == 1


def test_a_line_with_sep_does_not_shift_the_lines(path: Path) -> None:
    path.write_text("sep=;\nid;name\na;pier\n", encoding="utf-8")
    assert rows(path) == [Row(3, {"id": "a", "name": "pier"})]


def test_a_cell_under_no_header_is_refused(path: Path) -> None:
    path.write_text("id,name,,\na,pier,lost,\n", encoding="utf-8")
    (found,) = rows(path)
    assert isinstance(found, RowError)
