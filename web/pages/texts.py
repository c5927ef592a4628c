"""The text of a project: one version as a tree of clauses, and two of them beside each other."""

from typing import Any

from flask import Blueprint, g, render_template, request

from web.forms import number
from web.images import images_of
from web.present import day, instant
from web.prints import missing, print_links
from web.project.party import found, page_head, ways
from web.project.redlines import Wish, redline_view, told
from web.project.sharing import shares_view
from web.seats import shows
from web.views.clauses import clause_views
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads import signing
from workflow.reads import texts as reads
from workflow.records.texts import Version
from workflow.vocabulary import TextPurpose
from workflow.words import say, tell

pages = Blueprint("texts", __name__)


@pages.get("/standards/<int:standard_id>/text")
@shows
def text(standard_id: int) -> str:
    standing = found(standard_id)
    version = chosen(standing, "version")
    page = _page(standing, version)
    return render_template("standards/text.html", page=page, version=version, standard_id=standard_id)


def _page(standing: Standing, version: Version | None) -> dict[str, Any]:
    """One version: its clauses, those marked that differ from the version before, and the list of all versions."""
    old = reads.before(standing, version) if version else None
    text = manuscript.load(g.session, version) if version else None
    clauses = text.clauses if text else ()
    address = f"/standards/{standing.standard.id}/text.{{kind}}?version={version.number}" if version else ""
    changed = reads.touched(old, version) if version else frozenset()
    return {
        "head": _head(standing, version),
        "ways": ways(standing, "text"),
        "clauses": clause_views(clauses, standing.places, changed=changed, images=images_of(standing.standard.id)),
        "versions": _versions(standing, version),
        "old": old.number if old else None,
        "changed": len(changed),
        "prints": print_links(standing, version, address) if version else [],
        "missing": missing(text),
        "shares": shares_view(clauses, standing.places),
    }


@pages.get("/standards/<int:standard_id>/diff")
@shows
def diff(standard_id: int) -> str:
    standing = found(standard_id)
    new = chosen(standing, "to")
    old = chosen(standing, "from") if request.args.get("from") else (reads.before(standing, new) if new else None)
    shows, wish = _wish(standing)
    compared = reads.compare(g.session, standing, old, new) if old and new else None
    page: dict[str, Any] = {
        "head": page_head(standing, say("文本比对")),
        "redline": redline_view(compared, standing, wish) if compared else None,
        "ways": ways(standing, "diff"),
        "shows": shows,
        "beside": request.args.get("view") == "beside",
        "since": _since(standing, new),
        "tracked": _tracked(standing, old, new),
    }
    page["versions"] = [{"n": v.number, "words": _label(v)} for v in standing.versions]
    return render_template("standards/diff.html", page=page, old=old, new=new, standard_id=standard_id)


def _tracked(standing: Standing, old: Version | None, new: Version | None) -> list[dict[str, Any]]:
    """The newer text as an office file in which the changes are tracked, for each cover."""
    if old is None or new is None or old.number >= new.number:
        return []
    address = f"/standards/{standing.standard.id}/text.{{kind}}?version={new.number}&since={old.number}"
    return print_links(standing, new, address, ("DOCX",))


def _wish(standing: Standing) -> tuple[list[dict[str, Any]], Wish]:
    """What may be shown of a redline, and what the reader wishes."""
    asked, own = request.args.get("show", ""), g.seat.region or ""
    choices = {"": say("全部改动"), "technical": say("只看技术性改动")}
    if own in standing.tracks:
        choices["mine"] = say("只看本区负责的条")
    wish = Wish(technical=asked == "technical", region=own if asked == "mine" and "mine" in choices else "")
    return [{"value": key, "words": words, "is_on": key == asked} for key, words in choices.items()], wish


def _since(standing: Standing, new: Version | None) -> list[dict[str, Any]]:
    """The comparisons that people come for: since the own signature, since the consultation."""
    signed, consulted = signing.signed_by(standing, g.seat), reads.last_of(standing, TextPurpose.CONSULTATION)
    found = {say("本席上次签署以来"): signed, say("征求意见以来"): consulted}
    return [
        {"n": version.number, "words": words}
        for words, version in found.items()
        if version is not None and new is not None and version.number < new.number
    ]


def chosen(standing: Standing, name: str) -> Version | None:
    """The version that the address names; one that does not exist is not there."""
    asked = request.args.get(name)
    if not asked:
        return reads.present(standing)
    version = reads.numbered(standing, number(asked) or 0)
    if version is None:
        raise NotThere
    return version


def _label(version: Version) -> str:
    return say("{text}，{purpose}，{day}", text=told(version), purpose=version.purpose, day=day(version.made_at))


def _head(standing: Standing, version: Version | None) -> dict[str, Any]:
    if version is None:
        return page_head(standing, say("文本"))
    part = standing.parts_named(version.meta.get("territory", ()))
    where = [say("适用于{places}", places=part)] if part else []
    nums = [
        str(tell(version.purpose)),
        *where,
        str(instant(version.made_at)),
        say("指纹 {hash}", hash=version.text_hash[:16]),
    ]
    return page_head(standing, told(version), nums)


def _versions(standing: Standing, shown: Version | None) -> list[dict[str, Any]]:
    makers = reads.persons(g.session, {v.made_by for v in standing.versions})
    oldest = standing.versions[-1] if standing.versions else None
    return [
        {
            "number": v.number,
            "words": told(v),
            "purpose": tell(v.purpose),
            "summary": v.summary,
            "by": tell(makers[v.made_by]) if v.made_by in makers else "",
            "on": day(v.made_at),
            "hash": v.text_hash,
            "is_shown": v is shown,
            "is_first": v is oldest,
        }
        for v in standing.versions
    ]
