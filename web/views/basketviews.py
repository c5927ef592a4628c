"""A basket as its page shows it: what lies in it, what is wrong with it, and, once sent, the fate of each comment."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from web.commenting import details_fields
from web.errors import Problem
from web.views.clauses import label
from web.views.consulted import consulted
from web.views.fates import fate_views
from workflow.commenting import baskets, sending
from workflow.picture.standing import Standing
from workflow.reads import consultations as reads
from workflow.records.baskets import Basket, BasketItem, PublicFile
from workflow.text.clauses import Text
from workflow.vocabulary import CommentType, Satisfaction
from workflow.words import say, tell


def basket_view(
    session: Session, basket: Basket, secret: str, problem: Problem | None, *, by_mail: bool, at: datetime
) -> dict[str, Any]:
    """All of the page. A basket outlives the page of its consultation when that is recalled."""
    asked = reads.one(session, basket.consultation_id)
    found = baskets.items(session, basket.id)
    view: dict[str, Any] = {"secret": secret, "id": basket.consultation_id, "problem": problem, "by_mail": by_mail}
    view |= {"asked": consulted(asked, at) if asked else None, "takes": asked is not None and asked.takes(at)}
    view |= {"sent": basket.sent_at, "marks": list(Satisfaction)}
    if basket.sent_at is not None:
        comments = [item.comment_id for item in found if item.comment_id is not None]
        return view | {"fates": fate_views(session, reads.fates(session, comments))}
    if asked is None:
        return view | {"items": [], "fields": []}
    _, text = reads.text_of(session, asked)
    standing = Standing.load(session, asked.standard.id)
    assert standing is not None
    files = baskets.files_of(session, [item.id for item in found])
    view["items"] = [_item(one, text, standing, files.get(one.id, []), at) for one in found]
    view["broken"] = sum(bool(one["wrong"]) for one in view["items"])
    wrong = problem.fields if problem else {}
    places = [place for _, place in asked.windows]
    view["fields"] = details_fields(basket.details or {}, wrong, places, by_mail=by_mail)
    view["is_asked"] = basket.code_hash is not None or "code" in wrong
    view["mailbox"] = (basket.details or {}).get("contact", "")
    return view


def _item(item: BasketItem, text: Text, standing: Standing, files: list[PublicFile], at: datetime) -> dict[str, Any]:
    given = item.given or {}
    clause = text.by_id.get(given.get("clause", ""))
    kinds = {kind.value: kind for kind in CommentType}
    wrong = sending.wrongs(standing, given, at=at)
    return {
        "id": item.id,
        "clause": label(clause) if clause else say("没有认出的条款"),
        "given": {name: given.get(name, "") for name in baskets.FIELDS},
        "type": tell(kinds.get(given.get("comment_type", ""), CommentType.GENERAL)),
        "wrong": [say("{field}：{error}", field=say(f"ask.{n}"), error=say(k, **f)) for n, (k, f) in wrong.items()],
        "files": [{"id": one.id, "name": one.name} for one in files],
    }
