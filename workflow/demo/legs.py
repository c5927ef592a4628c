"""Stretches of the road that the lives of the demonstration share, up to the review; the rest is in `closing`."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from workflow import founding
from workflow.demo.acts import Life, addressee, clause, comment, finding, organ, people, person

JING, JIN, JI, YU, CHUAN = "110000", "120000", "130000", "500000", "510000"
ACCEPTED, PARTLY, NOT_ACCEPTED = "accepted", "partly", "not_accepted"
CHECKS: Final = ("range", "need", "necessity", "not_below_gb", "fair_competition", "negative_list", "existing_search")
HU, SU, ZHE, WAN = "310000", "320000", "330000", "340000"
XIANG, CHANG, ZHU, TAN = "430000", "430100", "430200", "430300"
SHORT: Final = dict(
    zip((JING, JIN, JI, YU, CHUAN, HU, SU, ZHE, WAN, CHANG, ZHU, TAN), "京津冀渝川沪苏浙皖长株潭", strict=True)
)
Comment = tuple[int, str, str, str, str, str]
NOTICE: Final = "现将征求意见稿全文公开，请各有关单位和个人在截止日前提出意见。三地窗口收到的意见汇到一处，只答复一次。"
CLERK: Final = {"交通运输": "孙", "商贸服务": "孙", "生态环境": "李"}


def document(region: str, day: str, number: int) -> str:
    """A document number that nobody takes for a real one."""
    return f"{SHORT[region]}示函〔{day[:4]}〕{number}号"


def proposed(life: Life, title: tuple[str, str], scope: str, ics: str, ccs: str) -> None:
    """Days 0 and 1: the lead proposes, invites the others and opens the initiation."""
    life.on(0)
    zh, en = title
    named = {"title_zh": f"{zh}(示)", "title_en": en, "scope": scope, "ics": ics, "ccs": ccs}
    life.by("钱", life.lead, "propose", **named, nature="recommended", field=life.branch)
    for region in life.regions[1:]:
        life.by("钱", life.lead, "invite", region=region, reply_by=life.ahead(30))
    life.on(1)
    life.by("钱", life.lead, "open_initiation", decide_by=life.ahead(90))


def applied(life: Life, region: str, day: int) -> None:
    """A region accepts, and its department applies."""
    life.on(day)
    clerk = CLERK[life.branch]
    if region != life.lead:
        life.by("钱", region, "accept_invitation", department=organ(clerk, region), contact=person("钱", region))
    life.on(day + 2, 10)
    unit = f"{SHORT[region]}示范标准化研究院(示)"
    life.by(clerk, region, "apply", opinion="同意申报，本行业确有需要。", unit=unit, deadline=life.ahead(540))


def initiated(life: Life, region: str, day: int, *, has_plan: bool = True) -> None:
    """A region applies and decides for itself, under a plan number of its own or by a letter of endorsement."""
    applied(life, region, day)
    life.on(day + 4, 14)
    cosigned(life, region, "initiation")
    life.on(day + 6, 15)
    told = {
        "document_number": document(region, life.ahead(0), 12),
        "dated": life.ahead(0),
        "time_limit": life.ahead(540),
    }
    plan = {"plan_number": f"{SHORT[region]}示{life.at:%Y}—{life.at:%m%d}"} if has_plan else {}
    life.by("赵", region, "initiate", checks=list(CHECKS), **plan, **told)


def cosigned(life: Life, region: str, purpose: str, **more: str) -> None:
    """Everybody below the approver agrees, in the order of the region's own chain."""
    for link in ranks(life.agreement, region, purpose):
        match link:
            case "departments":
                life.by(CLERK[life.branch], region, "take_position", position="agree", **more)
            case "handler":
                life.by("钱", region, "take_position", position="agree", **more)
            case "province":
                life.by("许", XIANG, "take_position", region=region, position="agree", **more)


@cache
def ranks(agreement: str, region: str, purpose: str) -> tuple[str, ...]:
    """The links of a region's chain, as the agreement's data have them."""
    group = next(each for each in founding.agreements_given() if each["code"] == agreement)
    member = next(each for each in group["members"] if each["region"] == region)
    chains: dict[str, list[str]] = {**group["chains"], **member.get("chains", {})}
    return tuple(chains[purpose])


@cache
def chair(agreement: str) -> str:
    """The region that holds the chair, where the secretariat sits."""
    return str(next(each["chair_region"] for each in founding.agreements_given() if each["code"] == agreement))


def drafted(life: Life, text: str, waived: Sequence[tuple[str, str, str]] = ()) -> None:
    """Days 18 to 31: the group is named, writes, freezes, and the consultation opens."""
    named(life, 18)
    opened(life, text, waived)


def named(life: Life, day: int, regions: Sequence[str] = ()) -> None:
    """Each region names its drafters."""
    for region in regions or life.regions:
        life.on(day, 9 + life.regions.index(region))
        unit = f"{SHORT[region]}示范标准化研究院(示)"
        life.by("钱", region, "name_drafters", persons=people(("周", region), ("吴", region)), unit=unit)


def opened(life: Life, text: str, waived: Sequence[tuple[str, str, str]] = ()) -> None:
    """Days 20 to 31: the group is confirmed, the text written, findings answered for (check, clause, reason), the text
    frozen, the consultation opened.
    """
    life.on(20)
    life.by("钱", life.lead, "confirm_group", editor=person("周", life.lead))
    life.on(24)
    life.by("周", life.lead, "save_draft", text=text)
    life.on(28)
    for rule, number, reason in waived:
        life.by("周", life.lead, "waive_finding", finding=finding(rule, number), reason=reason)
    life.on(30)
    life.by("周", life.lead, "freeze_text", purpose="consultation", summary="起草组第二次会议后定稿，公开征求意见。")
    life.on(31)
    life.by("钱", life.lead, "open_consultation", days=30, written_to="各有关部门、协会和企业")


def posted(life: Life) -> None:
    """Days 32 and 33: every region puts the draft on its own page."""
    for region in life.regions:
        life.on(32 + (region != life.lead), 10, 6 * life.regions.index(region))
        address = f"https://example.invalid/{SHORT[region]}/{life.key}"
        told = {"host": f"{SHORT[region]}示范标准化处(示)", "enquiries": "工作日 9:00—17:00，000-0000 0000(示)"}
        life.by("钱", region, "post_draft", address=address, posted_on=life.ahead(0), **told, notice_words=NOTICE)


def written_to(life: Life, day: int, units: str) -> None:
    """Every region lists whom it wrote to; two units of the lead reply."""
    life.on(day)
    for region in life.regions:
        life.by("钱", region, "write_to", units=units, sent_on=life.ahead(0))
    for nth, reply in enumerate(("no_comment", "replied")):
        life.by("钱", life.lead, "note_reply", addressee=addressee(nth), reply=reply)


def said(life: Life, day: int, where: str, opinion: str, proposal: str, reason: str, name: str) -> None:
    """A comment of the public."""
    life.on(day, 11, day % 40)
    who = {"name": f"{name}(示)", "contact": "demo@example.invalid", "home": life.regions[day % len(life.regions)]}
    life.act(None, "comment", clause=clause(where), opinion=opinion, proposal=proposal, reason=reason, **who)


def heard(life: Life, comments: Sequence[Comment], answers: Sequence[tuple[str, str]]) -> None:
    """The consultation: posted everywhere, commented on, and every comment answered after the window has closed."""
    posted(life)
    for line in comments:
        said(life, *line)
    if answers:
        answered(life, 59, answers)


def reworded(life: Life, day: int, number: str, title: str, words: str, because: int | None = None) -> None:
    """The editor gives one clause new words; `because` is which comment they were written for."""
    life.on(day, 10)
    why = {} if because is None else {"comment": comment(because)}
    life.by("周", life.lead, "save_draft", clause=clause(number), title=title, words=words, **why)


def answered(life: Life, day: int, dispositions: Sequence[tuple[str, str]]) -> None:
    """Every comment gets its answer, and the answers are published."""
    life.on(day)
    for nth, (disposition, answer) in enumerate(dispositions):
        life.by("吴", life.lead, "answer_comment", comment=comment(nth), disposition=disposition, answer=answer)
    life.on(day + 1)
    life.by("钱", life.lead, "publish_answers")
