"""What each state means and what it rests on, for the help page. Names and steps are the table's own words."""

from enum import StrEnum
from typing import Final

from workflow.vocabulary import Joint, Track
from workflow.words import say

# As the rule set cites; an article that was not seen in print says so (待核).
RESTS_ON: Final[dict[StrEnum, str]] = {
    Joint.PROPOSED: "《地方标准管理办法》第八、九条（待核）",
    Joint.INITIATING: "《标准化法》第十三条；《地方标准管理办法》第十、十一条（待核）",
    Joint.DRAFTING: "《标准化法》第十五条；《地方标准管理办法》第十二条（待核）",
    Joint.CONSULTING: "《标准化法》第十五条；《地方标准管理办法》第十三条",
    Joint.ANSWERING: "《地方标准管理办法》第十三、十四条（待核）",
    Joint.REVIEWING: "《标准化法》第十六条；《地方标准管理办法》第十五、十六条（待核）",
    Joint.APPROVING: "《标准化法》第十三、二十四条；《地方标准管理办法》第十六、十七条（待核）",
    Joint.SCHEDULED: "《地方标准管理办法》第十九条（待核）；合作协议",
    Joint.SEALED: "《地方标准管理办法》第十九条（待核）；合作协议",
    Joint.RELEASED: "《标准化法》第十七条；《地方标准管理办法》第十九、二十条（待核）",
    Joint.IN_FORCE: "《标准化法》第三十九条；《地方标准管理办法》第二十一条（待核）",
    Joint.UNDER_REVIEW: "《标准化法》第二十九条；《地方标准管理办法》第二十三条（待核）",
    Joint.REVISING: "《标准化法》第二十九条；《地方标准管理办法》第二十四条（待核）",
    Joint.SUSPENDED: "合作协议；设计",
    Joint.TERMINATED: "《地方标准管理办法》第十八条（待核）",
    Joint.CONVERTED: "设计",
    Joint.REPLACED: "《地方标准管理办法》第二十四条（待核）",
    Joint.WITHDRAWN: "《地方标准管理办法》第二十四条（待核）",
    Track.OUTSIDE: "合作协议",
    Track.INVITED: "合作协议；设计",
    Track.ACCEPTED: "合作协议；设计",
    Track.APPLIED: "《地方标准管理办法》第九条（待核）",
    Track.INITIATED: "《标准化法》第十三条；《地方标准管理办法》第十一条（待核）",
    Track.OBJECTED: "合作协议；设计",
    Track.APPROVED: "《标准化法》第十三条",
    Track.CONFIRMED: "《地方标准管理办法》第十九条（待核）",
    Track.ANNOUNCED: "《地方标准管理办法》第十九、二十条（待核）",
    Track.IN_FORCE: "《标准化法》第三十九条；《地方标准管理办法》第二十一条（待核）",
    Track.ACCEDING: "《标准化法》第十三条；设计",
    Track.DECLINED: "合作协议；设计",
    Track.WITHDREW: "合作协议；设计",
    Track.REPEALED: "《地方标准管理办法》第二十四条（待核）",
    Track.SEPARATED: "设计",
    Track.REPLACED: "《地方标准管理办法》第二十四条（待核）",
}


def of_joint() -> dict[Joint, str]:
    """The states of the joint standard."""
    return {
        Joint.PROPOSED: say("有人提出立项建议，正在邀请各地区；还没有地区为它立项。"),
        Joint.INITIATING: say("各受邀地区分别决定是否立项，互不代替。"),
        Joint.DRAFTING: say("参加地区联合组成起草组，写同一份文本。"),
        Joint.CONSULTING: say("同一份征求意见稿在各参加地区公布，任何人都可以提意见。"),
        Joint.ANSWERING: say("意见期已满，起草组逐条处理并公布答复。"),
        Joint.REVIEWING: say("审查组对送审稿提意见并表决。"),
        Joint.APPROVING: say("各地区在本区内会签、批准同一份报批稿，并预留编号。"),
        Joint.SCHEDULED: say("发布时刻已定，各地区确认公告等材料；任何一方都能叫停。"),
        Joint.SEALED: say("材料齐备并封存，等发布时刻到来；仍可叫停。"),
        Joint.RELEASED: say("各地区同一时刻发布，全文公开，等施行之日。"),
        Joint.IN_FORCE: say("施行之日已到，各地区办理备案、宣贯和实施报告。"),
        Joint.UNDER_REVIEW: say("各地区复审：继续有效、修订还是废止。"),
        Joint.REVISING: say("正在修订，现行文本继续有效。"),
        Joint.SUSPENDED: say("暂停办理，恢复后回到原来的状态。"),
        Joint.TERMINATED: say("项目结束，没有发布；记录保留，预留的编号停用。"),
        Joint.CONVERTED: say("不再协同，转为某一地区自己的标准。"),
        Joint.REPLACED: say("已被后一版本代替。"),
        Joint.WITHDRAWN: say("已废止，不再有效。"),
    }


def of_track() -> dict[Track, str]:
    """The states of one region's track."""
    return {
        Track.OUTSIDE: say("协议成员，没有参加这个项目。"),
        Track.INVITED: say("受邀，尚未答复。"),
        Track.ACCEPTED: say("答应参加，行业主管部门正在准备申请。"),
        Track.APPLIED: say("行业主管部门已申请，等本区批准人决定。"),
        Track.INITIATED: say("本区已立项，有计划号，计入参加地区。"),
        Track.OBJECTED: say("本区批准人对发布有异议，已写明理由和解除条件。"),
        Track.APPROVED: say("本区批准人已批准现行报批稿。"),
        Track.CONFIRMED: say("本区已确认公告文号等发布材料。"),
        Track.ANNOUNCED: say("本区公告已随联合发布生效。"),
        Track.IN_FORCE: say("在本区施行。"),
        Track.ACCEDING: say("发布之后申请加入。"),
        Track.DECLINED: say("决定不参加；可以再受邀。"),
        Track.WITHDREW: say("立项之后退出。"),
        Track.REPEALED: say("本区已公告废止。"),
        Track.SEPARATED: say("本区改为单独的标准。"),
        Track.REPLACED: say("本区版本已被后一版本代替。"),
    }
