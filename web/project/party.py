"""Whose work a project is: its inner pages are for those who take part; others read a released standard in public."""

from typing import Any

from flask import abort, g, redirect

from web.acting import find
from web.present import title
from web.witnessing import witness
from workflow.auditing.reading import Opened
from workflow.dossier.entitled import KEEPERS
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.beside import TALK, takes_part
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.reads.audit import AUDITORS
from workflow.reads.declaring import must_declare
from workflow.reads.standards import is_party
from workflow.vocabulary import PUBLIC, READERS, Reading
from workflow.who import role_of
from workflow.words import say


def is_inside(standing: Standing, seat: Seat) -> bool:
    """Who sees a standard before its release takes part in it; afterwards everybody sees it, and few did the work."""
    return standing.state not in PUBLIC or is_party(standing, seat)


def found(standard_id: int, *, declared: bool = True) -> Standing:
    """The project, for a seat that takes part in it; for anybody else it is not there. An expert is led to declare his
    interests before he reads anything of it.
    """
    standing = find(g.session, standard_id)
    if not is_inside(standing, g.seat):
        raise NotThere
    standing = on_record(standing)
    if declared and must_declare(standing, g.seat):
        abort(redirect(f"/standards/{standard_id}/declaration", 303))
    return standing


def on_record(standing: Standing) -> Standing:
    """The same project, after it is on record that an auditor opens it: by whichever of its pages, or by a call."""
    standard_id = standing.standard.id
    opened = Opened(kind=Reading.PROJECT, target=f"standard/{standard_id}", agreement_id=standing.agreement.id)
    return find(g.session, standard_id) if is_inside(standing, g.seat) and witness(opened) else standing


def is_drafter(standing: Standing, seat: Seat) -> bool:
    """Whether the seat may ever write on this text."""
    return role_of(ROWS["save_draft"].who, Case(standing, seat, g.now)) is not None


def ways(standing: Standing, here: str) -> list[dict[str, Any]]:
    """The pages of one project; the one at hand bears `current`."""
    home = f"/standards/{standing.standard.id}"
    hidden = _hidden(standing)
    return [
        {"href": f"{home}/{key}".rstrip("/"), "words": name, "current": key == here}
        for key, name in _names().items()
        if key not in hidden
    ]


def _names() -> dict[str, str]:
    """What the pages of a project are called, in their order."""
    return {
        "": say("项目"),
        "text": say("文本"),
        "diff": say("比对"),
        "draft": say("起草台"),
        "threads": say("讨论和建议"),
        "deviations": say("区域差异"),
        "limits": say("限值"),
        "check": say("检查"),
        "explanation": say("编制说明"),
        "consultation": say("征求意见"),
        "comments": say("意见"),
        "panel": say("审查组"),
        "concurrence": say("会签"),
        "release": say("发布厅"),
        "implementation": say("实施"),
        "papers": say("材料"),
        "forms": say("表单"),
        "on-paper": say("补录"),
        "timeline": say("经过"),
        "notices": say("通报"),
        "brief": say("呈批单"),
        "dossier": say("档案包"),
    }


def _hidden(standing: Standing) -> set[str]:
    """The pages that are not there for this seat, or not yet."""
    hidden = {"draft", "check"} if not is_drafter(standing, g.seat) else set()
    hidden |= {"consultation"} if not standing.consultations else set()
    hidden |= {"check"} if not standing.versions else set()
    hidden |= {"on-paper"} if g.seat.region not in standing.tracks or g.seat.role in READERS else set()
    hidden |= {"threads"} if not standing.versions or not takes_part(TALK, Case(standing, g.seat, g.now)) else set()
    hidden |= {"deviations", "limits"} if not standing.versions else set()
    hidden |= {"dossier"} if standing.state not in PUBLIC and g.seat.role not in AUDITORS | KEEPERS else set()
    hidden |= {"diff"} if len(standing.versions) < 2 else set()
    return hidden


def page_head(standing: Standing, name: str, nums: list[Any] | None = None) -> dict[str, Any]:
    """The head line of an inner page: the project above, the page's own name below."""
    home = {"href": f"/standards/{standing.standard.id}", "words": title(standing.standard)}
    return {"title": name, "over": [home], "nums": nums or []}
