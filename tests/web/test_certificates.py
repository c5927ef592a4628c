"""The certificate of a contribution: a PDF that leads to the public page of the entry, as long as it stands."""

from datetime import timedelta

import pypdfium2  # type: ignore[import-untyped]
from flask import Flask

from tests.cast import LEAD, MORNING, World
from tests.web.browsing import browser, seated
from workflow import entering


def test_a_contribution_is_certified_until_it_ends(app: Flask, world: World) -> None:
    handler = world.seat(LEAD, "handler")
    told = {"title": "北京某研究院", "number": "DB11/T 3001—2026", "level": "province", "role": "lead", "place": "2"}
    given = (world.database, world.agreements["JJJ"], "contribution", "enter_entry", handler, told)
    made = entering.begin(*given, at=MORNING).entry_id
    address = f"/public/registers/contribution/{made}"
    reader = browser(app, MORNING)
    assert f'href="{address}/certificate.pdf"' in reader.get(address).get_data(as_text=True)
    answer = reader.get(f"{address}/certificate.pdf")
    assert answer.mimetype == "application/pdf"
    words = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.data))
    words = "".join(words.replace("\u200b", "").split())
    for said in ("北京某研究院", "DB11/T", "牵头", address):
        assert said in words
    assert reader.get(f"{address}/certificate.pdf").data == answer.data
    inside = seated(app, handler, MORNING).get(f"/registers/contribution/{made}/certificate.pdf")
    assert inside.data == answer.data
    at = MORNING + timedelta(days=1)
    entering.take(world.database, made, "end_entry", handler, {"reason": "误记"}, at=at)
    assert browser(app, at).get(f"{address}/certificate.pdf").status_code == 404
    assert reader.get("/public/registers/committee/1/certificate.pdf").status_code == 404
