"""The places that the navigation offers a seat: nobody is led to a page that is not there for his role."""

from workflow.reads.audit import AUDITORS
from workflow.standing import Seat
from workflow.vocabulary import ADMINISTRATORS
from workflow.words import say


def places(seat: Seat) -> list[dict[str, str]]:
    """Key, address and name of each place, for parts/nav.html."""
    words = {
        "turn": ("/", say("我的待办")),
        "board": ("/board", say("看板")),
        "numbers": ("/numbers", say("号段")),
        "people": ("/people", say("人员与席位")),
        "released": ("/public/", say("标准")),
        "audit": ("/audit", say("审计")),
    }
    hidden = {"turn", "board", "numbers"} if seat.role in ADMINISTRATORS else {"people"}
    hidden |= set() if seat.role in AUDITORS else {"audit"}
    return [{"key": key, "href": href, "words": name} for key, (href, name) in words.items() if key not in hidden]
