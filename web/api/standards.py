"""Standards to read: the list, one of them with what the seat may do, its record, its text."""

from enum import IntEnum, StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import acting, forms
from web.api import views
from web.project.party import on_record
from web.seats import public, shows
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import record
from workflow.reads.declaring import must_declare
from workflow.reads.standards import Filter, is_party, listed, numbers_of
from workflow.records.texts import Version
from workflow.text.clauses import Text
from workflow.text.document import schema, written
from workflow.vocabulary import Joint, Stage

calls = Blueprint("standards", __name__)
Kind = TypeVar("Kind", bound=StrEnum | IntEnum)
MOST_PAGES = 100_000


@calls.get("/standards")
@shows
def index() -> ResponseReturnValue:
    narrowed = Filter(
        stage=_one_of(Stage, "stage", int),
        state=_one_of(Joint, "state", str),
        region=request.args.get("region", "")[:6],
        words=request.args.get("q", "")[:200],
    )
    page = forms.number(request.args.get("page", "1")) or 0
    if not 0 < page <= MOST_PAGES:
        raise WrongAnswers({"page": ("wrong.integer", {})})
    found = listed(g.session, g.seat, narrowed, page)
    numbers = numbers_of(g.session, [standard.id for standard, _ in found.rows])
    items = [views.standard(s, a, numbers.get(s.id, [])) for s, a in found.rows]
    return jsonify({"total": found.total, "items": items, "next": _next(page) if found.has_next else None})


def _one_of(kind: type[Kind], name: str, read: Any) -> Kind | None:
    given = request.args.get(name)
    if not given:
        return None
    try:
        return kind(read(given))
    except ValueError as fault:
        raise WrongAnswers({name: ("wrong.choice", {})}) from fault


def _next(page: int) -> str:
    asked = {name: value for name, value in request.args.items() if name != "page"}
    return f"{request.path}?{urlencode(asked | {'page': page + 1})}"


@calls.get("/standards/<int:standard_id>")
@shows
def one(standard_id: int) -> ResponseReturnValue:
    standing = on_record(acting.find(g.session, standard_id))
    return jsonify(detail(standing))


def detail(standing: Standing) -> views.Json:
    """A standard as the present seat sees it."""
    standard = standing.standard
    numbers = numbers_of(g.session, [standard.id]).get(standard.id, [])
    told = views.standard(standard, standing.agreement, numbers)
    told |= {"ics": standard.ics, "ccs": standard.ccs, "scope": standard.scope}
    told["territory"] = standard.territory
    empty: views.Json = {"tracks": [], "missing": [], "offers": []}
    return told | (views.work(standing, g.seat, g.now) if is_party(standing, g.seat) else empty)


def _own(standard_id: int) -> Standing:
    """A project that the seat takes part in: its record is no reading for others."""
    standing = on_record(acting.find(g.session, standard_id))
    if not is_party(standing, g.seat):
        raise NotThere
    return standing


@calls.get("/standards/<int:standard_id>/events")
@shows
def events(standard_id: int) -> ResponseReturnValue:
    return jsonify(_recorded(standard_id, views.event))


@calls.get("/standards/<int:standard_id>/timeline")
@shows
def timeline(standard_id: int) -> ResponseReturnValue:
    return jsonify(_recorded(standard_id, views.entry))


def _recorded(standard_id: int, view: Any) -> views.Json:
    standing = _own(standard_id)
    found = record.happened(g.session, standing.standard.id, after=forms.number(request.args.get("after", "0")) or 0)
    after = found[-1].event.sequence if len(found) == record.PAGE else None
    onward = f"{request.path}?after={after}" if after else None
    return {"total": standing.standard.version, "items": [view(standing, each) for each in found], "next": onward}


@calls.get("/standards/<int:standard_id>/text")
@shows
def text(standard_id: int) -> ResponseReturnValue:
    version, whole = _version(standard_id)
    told: views.Json = {"number": version.number, "purpose": version.purpose.value, "sha256": version.text_hash}
    told |= {"made_at": views.time(version.made_at), "meta": dict(version.meta)}
    return jsonify(told | {"clauses": [_clause(clause) for clause in whole.clauses]})


@calls.get("/standards/<int:standard_id>/document")
@shows
def document(standard_id: int) -> ResponseReturnValue:
    return jsonify(written(_version(standard_id)[1]))


@calls.get("/text.schema.json")
@public
def text_schema() -> ResponseReturnValue:
    return jsonify(schema())


def _version(standard_id: int) -> tuple[Version, Text]:
    """The version that is asked for, the frozen one if none is, with its words; strangers read only what is frozen."""
    standing = on_record(acting.find(g.session, standard_id))
    wanted = forms.number(request.args.get("version"))
    if must_declare(standing, g.seat) or (not is_party(standing, g.seat) and wanted is not None):
        raise NotThere
    version = next((v for v in standing.versions if v.number == wanted), None) if wanted else standing.frozen
    if version is None:
        raise NotThere
    return version, manuscript.load(g.session, version)


def _clause(one: Any) -> views.Json:
    names = ("id", "number", "title", "body", "level", "parent")
    return {name: getattr(one, name) for name in names} | {"kind": one.kind.value, "regions": list(one.regions)}
