"""What is known of the project: its task in each region, its nature, how the regions agreed, what follows a release."""

from collections.abc import Iterator

from workflow.picture.standing import Standing
from workflow.reads.offering.shapes import day, items, paragraph, short, table
from workflow.records.papers import Paper
from workflow.records.standards import StandardTrack
from workflow.text.blocks import Block
from workflow.text.notation.marks import DEVIATIONS
from workflow.vocabulary import MotionState, Nature, PaperKind
from workflow.words import tell

DECIDED = (PaperKind.PLAN_NOTICE, PaperKind.ASSESSMENT)


def task(standing: Standing) -> Iterator[Block]:
    """Where the task comes from: for each region its plan, its document, its department."""
    standard = standing.standard
    yield paragraph(f"项目名称：《{standard.title_zh}》。牵头地区：{standing.named(standard.lead_region).zh}。")
    documents = _documents(standing)
    lines = [_planned(standing, code, documents.get(code)) for code in standing.counted]
    if lines:
        yield paragraph("各地区立项情况如下：")
        yield from items(lines)


def _documents(standing: Standing) -> dict[str, Paper]:
    """The latest paper of each region's decision that bears a document number."""
    decided = (paper for paper in standing.papers if paper.kind in DECIDED and paper.document_number)
    return {paper.region_code or "": paper for paper in decided}


def _planned(standing: Standing, code: str, paper: Paper | None) -> str:
    track: StandardTrack = standing.tracks[code]
    told = [f"{standing.named(code).zh}"]
    if paper:
        told.append(f"文号 {paper.document_number}" + (f"（{day(paper.dated)}）" if paper.dated else ""))
    told += [f"计划编号 {track.plan_number}"] if track.plan_number else []
    told += [f"由{standing.organ(track.department_id).zh}提出"] if track.department_id else []
    told += [f"要求于 {day(track.plan_until)}前完成"] if track.plan_until else []
    return "，".join(told)


def necessity(standing: Standing) -> Iterator[Block]:
    """What was told when the project was proposed."""
    if standing.standard.scope.strip():
        yield paragraph(f"项目建议提出的范围：{standing.standard.scope}")


def nature(standing: Standing) -> Iterator[Block]:
    standard = standing.standard
    if standard.nature is Nature.RECOMMENDED:
        yield paragraph("建议作为推荐性地方标准发布。")
        return
    law = f"，依据：{standard.special_law}" if standard.special_law else ""
    yield paragraph(f"建议作为强制性地方标准发布{law}。")


def coordination(standing: Standing) -> Iterator[Block]:
    """Who takes part and since when, what was decided together, where regions differ."""
    names = "、".join(standing.named(code).zh for code in standing.counted)
    if names:
        group = standing.agreement.name_zh
        yield paragraph(f"本文件由{names}分别立项、统一制定，按照{group}的协同协议共商发布、协同实施。")
    decided = [m for m in standing.motions if m.state is MotionState.CARRIED and m.ended_at]
    if decided:
        yield paragraph("各地区共同议定的事项如下：")
        yield from items(f"{day(m.ended_at)}，{tell(m.kind)}，理由：{short(m.reason)}" for m in decided if m.ended_at)
    yield from _deviations(standing)


def _deviations(standing: Standing) -> Iterator[Block]:
    found = standing.deviations
    if not found:
        if standing.versions:
            yield paragraph("各地区的规定完全一致，没有区域差异条款。")
        return
    head = ("条款", "地区", "类型", "理由", "依据", "期限")
    rows = [
        (
            f"{one.clause.number} {one.deviation.title or one.clause.title}",
            "、".join(standing.named(code).zh for code in one.deviation.regions if code in standing.places),
            DEVIATIONS[one.deviation.type],
            one.deviation.reason or "—",
            one.deviation.evidence or "—",
            one.deviation.until or "—",
        )
        for one in found
    ]
    yield paragraph(f"区域差异共 {len(found)} 处，见下表。")
    yield table("tcoordination", "区域差异条款", head, rows)


def measures(standing: Standing) -> Iterator[Block]:
    """Measures that are planned, and the day that was wished for."""
    planned = [duty for duty in standing.duties if not duty.kind.legal and duty.title]
    if planned:
        yield paragraph("已列入计划的实施措施如下：")
        told = ((standing.named(d.region_code).zh, standing.organ(d.organ_id).zh, d.title, d.due_on) for d in planned)
        yield from items(f"{region}{organ}：{title}，{day(due)}前完成" for region, organ, title, due in told)
    if standing.standard.wished_on:
        yield paragraph(f"建议自 {day(standing.standard.wished_on)}起实施。")
    yield paragraph(f"建议发布与实施之间留出 {standing.terms.days('effective.lag_days')} 日的过渡期。")


def withdrawal(standing: Standing) -> Iterator[Block]:
    replaced = {code: track.replaces for code, track in standing.tracks.items() if track.replaces}
    if not replaced:
        yield paragraph("没有因本文件发布而需要废止的现行地方标准。")
        return
    yield paragraph("本文件发布实施后，建议废止下列标准：")
    yield from items(f"{standing.named(code).zh}：{numbers}" for code, numbers in replaced.items())
