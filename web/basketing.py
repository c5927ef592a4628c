"""The basket of whoever reads a consultation: found by a cookie that lasts, begun with the first comment."""

from typing import Any

from flask import Response, g, request

from web.config import database, settings
from web.visitors import address
from workflow.commenting import baskets
from workflow.entrance.knocking import knock
from workflow.process.reasons import NotThere
from workflow.records.baskets import Basket
from workflow.words import language

KEEP = int(baskets.KEPT.total_seconds())
BEGUN_AN_HOUR = 60  # baskets begun from one address: a whole bureau is one
SECRET = 64  # signs at most


def secret_of(consultation_id: int) -> str:
    """The secret that this browser holds for a consultation; empty when none."""
    return request.cookies.get(_name(consultation_id), "")[:SECRET]


def current(consultation_id: int) -> Basket | None:
    """This browser's basket for a consultation, while it is not sent."""
    found = baskets.find(g.session, secret_of(consultation_id))
    is_ours = found is not None and found.consultation_id == consultation_id and found.sent_at is None
    return found if is_ours else None


def begun(consultation_id: int, *, addressee: int | None = None) -> str:
    """The secret of a new basket; who begins too many from one address is throttled."""
    key = settings().secret()
    knock(database(), f"baskets from {address()}", secret=key, at=g.now, most=BEGUN_AN_HOUR)
    return baskets.begin(database(), consultation_id, language=language(), at=g.now, addressee=addressee)


def hold(answer: Response, consultation_id: int, secret: str) -> Response:
    """Let this browser find the basket again, also tomorrow."""
    shared: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": request.is_secure, "path": "/public"}
    answer.set_cookie(_name(consultation_id), secret, max_age=KEEP, **shared)
    return answer


def of_secret(secret: str) -> Basket:
    """The basket of a link, sent or not; raises NotThere."""
    found = baskets.find(g.session, secret[:SECRET])
    if found is None:
        raise NotThere
    return found


def _name(consultation_id: int) -> str:
    return f"basket-{consultation_id}"
