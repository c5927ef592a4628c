"""Every form of a seat says on which seat it was opened."""

import re
from pathlib import Path

import web

TEMPLATES = Path(web.__file__).parent / "templates"
OF_A_PERSON = ("public/", "account/", "login.html", "login_code.html", "enrol.html", "seat.html", "layouts/", "errors/")
FORM = re.compile(r"<form\b[^>]*\bmethod=\"(?:post|\{\{)[^>]*>(.*?)</form>", re.DOTALL)
SAID = re.compile(r"\{\{ (?:token|secrets|hidden)\(")


def test_each_form_that_acts_from_a_seat_carries_it() -> None:
    found = [
        (path.relative_to(TEMPLATES).as_posix(), form)
        for path in sorted(TEMPLATES.rglob("*.html"))
        for form in FORM.findall(path.read_text(encoding="utf-8"))
    ]
    acting = [(name, form) for name, form in found if not name.startswith(OF_A_PERSON)]
    assert len(acting) > 25
    assert [name for name, form in acting if not SAID.search(form)] == []
