"""A guided tour of the demonstration: why each project is there, and what each role can try, as whom."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, render_template

from web.config import database
from web.present import group, title
from web.seats import public
from workflow.demo.tour import lives
from workflow.records.agreements import Agreement
from workflow.records.standards import Standard
from workflow.words import say, tell

pages = Blueprint("tour", __name__)
Stop = tuple[str, str, str]  # who to log in as, where to go, what to see


@pages.get("/tour")
@public
def tour() -> str:
    with database().read() as session:
        known = lives(session)
        if not known:
            abort(404)
        query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id)
        found = {s.id: (s, a) for s, a in session.execute(query.where(Standard.id.in_(known.values())))}
        projects = [_project(known[key], why, found) for key, why in _why().items() if known.get(key) in found]
        roles = [_role(role, known) for role in _roles()]
    return render_template("help/tour.html", projects=projects, roles=roles)


def _project(standard_id: int, why: str, found: dict[int, tuple[Standard, Agreement]]) -> dict[str, Any]:
    standard, agreement = found[standard_id]
    made = {"href": f"/standards/{standard_id}", "title": title(standard), "group": group(agreement)}
    return made | {"state": tell(standard.state), "why": why}


def _role(role: tuple[str, list[Stop]], known: dict[str, int]) -> dict[str, Any]:
    name, stops = role
    return {
        "name": name,
        "stops": [{"who": who, "href": _way(where, known), "words": words} for who, where, words in stops],
    }


def _way(where: str, known: dict[str, int]) -> str:
    """A page, or a page of a life."""
    life, _, rest = where.partition("/")
    return f"/standards/{known[life]}/{rest}".rstrip("/") if life in known else f"/{where.lstrip('/')}"


def _why() -> dict[str, str]:
    """Each life with the sentence on why it is there."""
    return {
        "transit": say("分别立项：一个地区已立项，另两个还在办，谁也不代替谁。"),
        "rail": say("城市协同：办理链中省级在批准人之前，湘潭正等省级表态。"),
        "ring": say("逾期：四方中一方迟迟未委派起草人，已逐级通报，其他各方正在共商是否不再等待。"),
        "canal": say("暂停：经共商暂停，等待国家标准发布，剩余的征求意见天数照样保留。"),
        "dust": say("征求意见：同一份文本在三地公开，公众正在提意见。"),
        "noodle": say("技术审查：审查组正在表决，结论之前谁也看不到别人怎么投。"),
        "coldchain": say("报批共商：两地早已批准，第三地的批准人已经逾期。"),
        "repair": say("异议：一地不同意发布，写明了条款、理由和解除条件。"),
        "lantern": say("终止：两方中一方退出，宽限期满，预留的编号停用。"),
        "charging": say("刚刚联合发布：三地同一时刻、同一编号，公布文本与备案各有期限。"),
        "citybus": say("由省级备案：三市的文本已公布，备案在湖南省的待办里。"),
        "canteen": say("团体标准：协会发布，两地背书，同一个协会编号；不备案，改为自我声明公开。虚构的第二条轨道。"),
        "market": say("实施中：已备案、已宣贯，第一份年度报告已交。"),
        "ferry": say("后来加入：安徽按同一编号加入正在实施的标准，本区征求意见与接纳表决同时进行。"),
        "signs": say("修改单：第 1 号修改单已征求意见，正待各地批准。"),
        "bike": say("提前复审：一地主张继续有效，一地主张修订，一地尚未表态。"),
        "heat": say("解除协同：两地先后废止，剩下的一地单行。"),
    }


def _roles() -> list[tuple[str, list[Stop]]]:
    """Each role with its stops."""
    return [
        (say("批准人"), _approvers()),
        (say("经办人"), _handlers()),
        (say("起草人与专家"), _writers()),
        (say("省级主管"), _province()),
        (say("审计员"), _auditors()),
        (say("安全管理员与系统管理员"), _administrators()),
        (say("公众（不登录）"), [("", "public/", say("已发布的标准、正在征求的意见、订阅。"))]),
    ]


def _approvers() -> list[Stop]:
    return [
        ("zhaoshiji", "coldchain/steps/approve_release", say("看改动，签署批准；这是三地中的最后一个。")),
        ("zhaoshisu", "ring/steps/vote_motion", say("对“不再等待该地区”表态：再有一票即通过。")),
        ("zhaoshiji", "bike", say("为复审表态；三地意见一致之前没有结论。")),
    ]


def _handlers() -> list[Stop]:
    return [
        ("qianshijing", "transit", say("立项一览；会签之后批准人才能立项。")),
        ("qianshijin", "charging", say("报送备案：第 60 日按时，第 61 日逾期。")),
        ("qianshiwan", "ferry", say("加入地区：本区征求意见还差几日，接纳事项何时截止。")),
    ]


def _writers() -> list[Stop]:
    return [
        ("zhoushiji", "dust/comments", say("公众意见按条款排列，逐条处理。")),
        ("fengshichuan", "noodle", say("投出第五票；反对须写意见。")),
    ]


def _province() -> list[Stop]:
    return [
        ("xushixiang", "rail", say("在湘潭的关口表态，之后轮到批准人。")),
        ("xushixiang", "", say("三市的备案都在自己的待办里。")),
    ]


def _auditors() -> list[Stop]:
    return [
        ("shenshijing", "audit", say("按项目、席位、日期筛选存证，导出后在别处也能核验。")),
        ("shenshijing", "heat/timeline", say("一项标准从提出到解除协同的全部经过。")),
    ]


def _administrators() -> list[Stop]:
    return [
        ("hanshijing", "people", say("任命、代行、批量导入；两名管理员各办一半。")),
        ("zhushiyun", "operation", say("安装的版本、定时、寄信和备份。")),
    ]
