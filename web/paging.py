"""Numbered pages of a list, for parts/pagination.html: which one is asked for, and the way to the others."""

from typing import Any
from urllib.parse import urlencode

from flask import request

AROUND = 2  # numbers shown on either side of the present page
MOST = 100_000


def asked(name: str = "page") -> int:
    """The number of the page that is asked for; the first where it is no number."""
    given = request.args.get(name, "")
    return min(max(int(given), 1), MOST) if given.isascii() and given.isdecimal() and len(given) < 8 else 1


def paged(total: int, *, size: int, here: int) -> dict[str, Any]:
    """The view of a list's pages; links keep whatever else the address asks for."""
    last = max(1, -(-total // size))
    here = min(here, last)
    first = (here - 1) * size + 1
    return {
        "total": total,
        "shown": f"{first}—{min(here * size, total)}" if total else "0",
        "here": here,
        "last": last,
        "links": [{"n": n, "href": address(n)} for n in range(max(1, here - AROUND), min(last, here + AROUND) + 1)],
        "before": address(here - 1) if here > 1 else None,
        "after": address(here + 1) if here < last else None,
    }


def address(page: int) -> str:
    """This page's address with another number."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("page", "lang") and value]
    return f"{request.path}?{urlencode([*kept, ('page', page)])}"
