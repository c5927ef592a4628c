"""The shared term base of a group: read by its members, taken away as a file, taken over into a text at the desk."""

import json
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import acting, agreed
from web.door import key_given, version_given
from web.forms import new_key, number
from web.present import day, region
from web.project.party import found
from web.reading import reading
from web.seats import acts, shows
from workflow import agreeing
from workflow.accord.picture import Accord
from workflow.exports.tables import MEDIA, table
from workflow.process.reasons import NotThere
from workflow.process.row import Scope
from workflow.process.standard import ROWS
from workflow.reads import agreements as groups
from workflow.reads import drafting, termbase
from workflow.records.shared_words import SharedWord
from workflow.text.clauses import Text
from workflow.text.document import written
from workflow.vocabulary import Named
from workflow.words import say, tell

pages = Blueprint("terms", __name__)
HEADING = ("术语", "英文", "定义", "来源", "提议的地区", "状态")


@pages.get("/terms")
@shows
def mine() -> ResponseReturnValue:
    """The base of the seat's group; of several, a choice."""
    listed = [one.agreement for one in groups.listed(g.session, g.seat)]
    if len(listed) == 1:
        return redirect(f"/agreements/{listed[0].id}/terms", 303)
    rows = [{"id": one.id, "name": tell(Named(one.code, one.name_zh, one.name_en))} for one in listed]
    return render_template("agreements/bases.html", groups=rows)


@pages.get("/agreements/<int:agreement_id>/terms")
@shows
def base(agreement_id: int) -> str:
    accord, wanted = agreed.find(g.session, agreement_id), request.args.get("q", "").strip()[:100]
    one = accord.agreement
    offers = {o.row.name: o for o in agreeing.offers(accord, g.seat, g.now) if o.row.scope is Scope.WORD}
    page = {
        "id": agreement_id,
        "name": tell(Named(one.code, one.name_zh, one.name_en)),
        "concepts": [_concept(accord, each, offers.keys()) for each in termbase.concepts(accord, wanted)],
        "wanted": wanted,
        "may_propose": "propose_word" in offers,
        "imports": _imports(accord) if "import_words" in offers else [],
        "key": new_key(),
    }
    return render_template("agreements/terms.html", page=page)


def _imports(accord: Accord) -> list[dict[str, Any]]:
    """The released standards whose terms may be taken in by one click."""
    return [{"id": one.id, "title": tell(Named("", one.title_zh, one.title_en))} for one in accord.with_terms]


def _concept(accord: Accord, one: termbase.Concept, offered: Any) -> dict[str, Any]:
    words = [_word(accord, word, offered) for word in one.words]
    return {"term": one.term, "words": words, "is_in_conflict": one.is_in_conflict}


def _word(accord: Accord, word: SharedWord, offered: Any) -> dict[str, Any]:
    voiced = accord.word_voices.get(word.id, [])
    missing = [accord.named(m.region_code) for m in accord.members if m.region_code not in voiced]
    is_open = word.agreed_at is None
    return {
        "id": word.id,
        "english": word.english,
        "definition": word.definition,
        "source": word.source,
        "place": region(accord.places[word.region_code]),
        "state": say("{day} 一致同意", day=day(word.agreed_at)) if word.agreed_at else say("提议中"),
        "is_agreed": not is_open,
        "missing": tell(missing) if is_open and missing else "",
        "may_agree": is_open and "agree_words" in offered and g.seat.region not in voiced,
        "may_drop": is_open and "drop_word" in offered and g.seat.region == word.region_code,
    }


@pages.get("/agreements/<int:agreement_id>/terms.<form>")
@shows
def file(agreement_id: int, form: str) -> Response:
    accord = agreed.find(g.session, agreement_id)
    if form not in MEDIA:
        raise NotThere
    rows = [
        (w.term, w.english, w.definition, w.source, str(tell(accord.named(w.region_code))), _state(w))
        for w in accord.words
    ]
    heading = [say(words) for words in HEADING]
    answer = Response(table(form, say("共用术语"), heading, rows), content_type=MEDIA[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="terms-{accord.agreement.code}.{form}"'
    return answer


def _state(word: SharedWord) -> str:
    return say("一致同意") if word.agreed_at else say("提议中")


@pages.post("/standards/<int:standard_id>/draft/term")
@acts
def take_over(standard_id: int) -> ResponseReturnValue:
    """A term of the base becomes an entry under 术语和定义: saved as a new draft."""
    with reading() as session:
        standing = found(standard_id)
        word = termbase.word_of(session, standing.standard.agreement_id, number(request.form.get("word")) or 0)
        if word is None:
            raise NotThere
        made = drafting.with_term(drafting.desk(session, standing), word)
    if made is None:
        flash(say("文本里已有这个术语。"), "done")
        return redirect(f"/standards/{standard_id}/draft", 303)
    structure = json.dumps(written(Text({}, made[0])), ensure_ascii=False)
    acting.take(standard_id, ROWS["save_draft"], {"structure": structure}, version=version_given(), key=key_given())
    flash(say("术语已收进“术语和定义”，保存为新的一稿。"), "done")
    return redirect(f"/standards/{standard_id}/draft?clause={made[1]}", 303)
