"""The places that the navigation offers a seat: nobody is led to a page that is not there for his role."""

from typing import Any

from workflow.picture.standing import Seat
from workflow.reads.audit import AUDITORS
from workflow.reads.erasures import SEEN_BY
from workflow.reads.inbox import APART
from workflow.vocabulary import ADMINISTRATORS, SeatRole
from workflow.words import say


def places(seat: Seat, owed: int, letters: int) -> list[dict[str, Any]]:
    """Key, address and name of each place, for parts/nav.html; with the notices, the receipts and answers owed."""
    words = {
        "turn": ("/", say("我的待办")),
        "board": ("/board", say("看板")),
        "notices": ("/notices", say("通报")),
        "numbers": ("/numbers", say("号段")),
        "people": ("/people", say("人员与席位")),
        "registers": ("/registers", say("协作")),
        "released": ("/public/", say("标准")),
        "audit": ("/audit", say("审计")),
        "keeping": ("/keeping", say("保管")),
        "operation": ("/operation", say("运行")),
    }
    hidden = {"turn", "board", "numbers", "notices"} if seat.role in ADMINISTRATORS else {"people"}
    hidden |= {"notices"} if seat.role in APART else set()
    hidden |= set() if seat.region else {"numbers"}
    hidden |= set() if seat.role in AUDITORS else {"audit"}
    hidden |= set() if seat.role in SEEN_BY else {"keeping"}
    hidden |= set() if seat.role is SeatRole.SYSADMIN else {"operation"}
    found = [{"key": key, "href": href, "words": name} for key, (href, name) in words.items() if key not in hidden]
    return [one | (_owed(owed, letters) if one["key"] == "notices" else {}) for one in found]


def _owed(notices: int, letters: int) -> dict[str, Any]:
    """What is owed, each number with the list that it opens."""
    told = {"n": notices, "href": "/notices?show=owed"} if notices else {}
    return told | ({"m": letters} if letters else {})
