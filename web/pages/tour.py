"""A guided tour of the demonstration: why each project is there, and what each role can try, as whom."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, render_template

from web.config import database
from web.present import group, title
from web.seats import public
from web.views.stops import Stop, roles, why
from workflow.demo.tour import Built, built
from workflow.records.agreements import Agreement
from workflow.records.standards import Standard
from workflow.words import tell

pages = Blueprint("tour", __name__)


@pages.get("/tour")
@public
def tour() -> str:
    with database().read() as session:
        made = built(session)
        if made is None:
            abort(404)
        known = made.lives
        query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id)
        found = {s.id: (s, a) for s, a in session.execute(query.where(Standard.id.in_(known.values())))}
        projects = [_project(known[key], words, found) for key, words in why().items() if known.get(key) in found]
        told = [_role(role, made) for role in roles()]
    return render_template("help/tour.html", projects=projects, roles=told)


def _project(standard_id: int, words: str, found: dict[int, tuple[Standard, Agreement]]) -> dict[str, Any]:
    standard, agreement = found[standard_id]
    made = {"href": f"/standards/{standard_id}", "title": title(standard), "group": group(agreement)}
    return made | {"state": tell(standard.state), "why": words}


def _role(role: tuple[str, list[Stop]], made: Built) -> dict[str, Any]:
    name, stops = role
    return {
        "name": name,
        "stops": [{"who": who, "href": way(where, made), "words": words} for who, where, words in stops],
    }


def way(where: str, made: Built) -> str:
    """A page; one of a life begins with its name, and one of an entry ends with it."""
    life, _, rest = where.partition("/")
    if life in made.lives:
        return f"/standards/{made.lives[life]}/{rest}".rstrip("/")
    page, _, entry = where.rpartition("/")
    return f"/{page}/{made.entries[entry]}" if entry in made.entries else f"/{where}"
