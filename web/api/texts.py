"""Texts and forms of a project besides the versions themselves: what two versions differ in, and its official forms."""

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from web.api import views
from web.api.listing import listed
from web.pages.forms import file_of
from web.pages.texts import chosen
from web.project.paperwork import chosen_region, faces, source_of
from web.project.party import found
from web.seats import shows
from workflow.exports.paperwork.needs import is_ready
from workflow.exports.paperwork.shapes import Form, catalogue, form
from workflow.exports.paperwork.source import Source
from workflow.process.reasons import NotThere
from workflow.reads import texts as reads
from workflow.reads.texts import Written
from workflow.text.clauses import Clause
from workflow.text.redline import ChangeKind, ClauseChange

calls = Blueprint("texts", __name__)


@calls.get("/standards/<int:standard_id>/changes")
@shows
def changes(standard_id: int) -> ResponseReturnValue:
    """Clause by clause what the version `to` made of `from`; without them, of the newest and the one before."""
    standing = found(standard_id)
    new = chosen(standing, "to")
    old = chosen(standing, "from") if request.args.get("from") else (reads.before(standing, new) if new else None)
    if old is None or new is None:
        raise NotThere
    told = reads.compare(g.session, standing, old, new)
    items = [_change(one) for one in told.changes if one.kind is not ChangeKind.SAME]
    return listed(items, **{"from": old.number, "to": new.number}, kept=len(told.changes) - len(items))


def _change(one: ClauseChange) -> views.Json:
    """Title and body as stretches, each with what became of it."""
    stretches = {"title": [[op.value, words] for op, words in one.title]}
    stretches |= {"body": [[op.value, words] for op, words in one.body]}
    told = {"clause": one.id, "kind": one.kind.value, "moved": one.moved, "technical": one.is_technical}
    return told | {"old": _named(one.old), "new": _named(one.new)} | stretches


@calls.get("/standards/<int:standard_id>/origins")
@shows
def origins(standard_id: int) -> ResponseReturnValue:
    """Of every clause its sentences, each with the version that brought it, the suggestion and the comments behind."""
    standing = found(standard_id)
    version = chosen(standing, "version")
    if version is None:
        raise NotThere
    return listed([_origins(one) for one in reads.written_by(g.session, standing, version)], version=version.number)


def _origins(one: Written) -> views.Json:
    stretches = [
        {"words": each.words, "version": each.version}
        | {"suggestion": each.credit.suggestion or None, "comments": list(each.credit.comments)}
        for each in one.stretches
    ]
    return {"clause": one.clause_id, "number": one.number, "title": one.title, "stretches": stretches}


def _named(clause: Clause | None) -> views.Json | None:
    return {"number": clause.number, "title": clause.title} if clause else None


@calls.get("/standards/<int:standard_id>/forms")
@shows
def forms(standard_id: int) -> ResponseReturnValue:
    """Every official form, as one region prints it; one whose time has not come has no files."""
    standing = found(standard_id)
    code = chosen_region(standing, g.seat, request.args.get("region", ""))
    source = source_of(standing, code)
    shapes = [form(name, standing.agreement.code, code) for name in catalogue()]
    return listed([_form(one, source) for one in shapes], region=code)


def _form(one: Form, source: Source) -> views.Json:
    is_open = is_ready(one.needs, source)
    told = {"form": one.name, "stage": one.stage, "steps": list(one.steps), "open": is_open}
    return told | {"needs": one.needs, "files": faces(one.name) if is_open else []}


@calls.get("/standards/<int:standard_id>/forms/<name>.<form>")
@shows
def file(standard_id: int, name: str, form: str) -> Response:
    """Filled: pdf, docx, xlsx where it is a table, json."""
    return file_of(standard_id, name, form)
