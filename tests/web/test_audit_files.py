"""Tables that are too long for one answer: made behind, told how far they are, for the seat that asked alone."""

import zipfile
from io import BytesIO

import pytest

from tests.cast import LEAD, SECOND
from tests.web.auditing import auditor, initiated
from tests.web.desk import House
from web import audit_making
from workflow.storage.shelf import Shelf


@pytest.mark.parametrize(
    ("address", "form"),
    [("/audit/steps/export_events", "zip"), ("/audit/exports/positions/steps/export_register", "xlsx")],
)
def test_a_long_table_is_made_behind_and_is_the_same_file(
    house: House, monkeypatch: pytest.MonkeyPatch, address: str, form: str
) -> None:
    initiated(house)
    desk = auditor(house)
    at_once = desk.post(address, {"format": form}, page="/audit")
    monkeypatch.setattr(audit_making, "MOST_AT_ONCE", 0)
    sent = desk.post(address, {"format": form}, page="/audit")
    place = sent.headers["Location"]
    assert "/audit/exports/files/" in place
    page = desk.read(place)
    assert f'href="{place}/file"' in page
    taken = desk.get(f"{place}/file")
    assert taken.mimetype == at_once.mimetype
    assert taken.headers["Content-Disposition"].partition("=")[2].strip('"').endswith(f".{form}")
    assert set(zipfile.ZipFile(BytesIO(taken.data)).namelist()) == set(
        zipfile.ZipFile(BytesIO(at_once.data)).namelist()
    )
    other = auditor(house, SECOND)
    assert other.get(place).status_code == 404
    assert other.get(f"{place}/file").status_code == 404
    assert desk.get("/audit/exports/files/nothing").status_code == 404


def test_how_many_rows_are_done_of_how_many(house: House) -> None:
    desk = auditor(house)
    told: list[tuple[int, int]] = []
    count = audit_making.counting(lambda done, total: told.append((done, total)), 30)
    for n in (10, 15, 5):
        count(n)
    assert told == [(10, 30), (25, 30), (30, 30)]
    shelf, key = Shelf(house.app.extensions["settings"].var_path), f"table-{desk.seat.id}-{'a' * 32}"
    shelf._write(key, ".fault", [])
    assert "没有做成" in desk.read(f"/audit/exports/files/{'a' * 32}")
    assert desk.seat.region == LEAD
