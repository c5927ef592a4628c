"""The one stylesheet of every page: the files of `web/styles` in order, at an address that tells its content."""

import gzip
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from flask import Blueprint, Response, request

from web.seats import public_bare

pages = Blueprint("stylesheet", __name__)
STYLES = Path(__file__).parent / "styles"
ORDER: Final = (
    *("tokens", "base", "shell", "parts", "process", "cards", "forms"),
    *("office", "text", "desk", "public", "search", "registers", "limits", "narrow", "print"),
)
FOREVER = "public, max-age=31536000, immutable"
# Comments, and blanks where they part nothing: not within quotes, nor between the parts of a selector or a value.
IDLE = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|^\s+""", re.DOTALL | re.MULTILINE)


class Sheet(NamedTuple):
    """What is sent, plain and packed, and where it is found."""

    address: str
    plain: bytes
    packed: bytes


@cache
def sheet() -> Sheet:
    """All styles in one, without what no browser needs."""
    words = "".join((STYLES / f"{name}.css").read_text("utf-8") for name in ORDER)
    plain = IDLE.sub(lambda one: one[1] or one[2] or one[3] or "", words).encode()
    return Sheet(f"/style/{sha256(plain).hexdigest()[:16]}.css", plain, gzip.compress(plain, 9, mtime=0))


@pages.get("/style/<name>.css")
@public_bare
def style(name: str) -> Response:
    """Whatever name an old page asks by, it gets the present one; only its own name may be kept."""
    found = sheet()
    packs = bool(request.accept_encodings["gzip"])
    answer = Response(found.packed if packs else found.plain, mimetype="text/css")
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = FOREVER if request.path == found.address else "no-cache"
    if packs:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
