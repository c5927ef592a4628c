"""The stops of the guided tour: why each project of the demonstration is there, and what each role can try, as whom."""

from workflow.words import say

Stop = tuple[str, str, str]  # who to log in as, where to go, what to see


def why() -> dict[str, str]:
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


def roles() -> list[tuple[str, list[Stop]]]:
    """Each role with its stops."""
    return [
        (say("批准人"), _approvers()),
        (say("经办人"), _handlers()),
        (say("起草人与专家"), _writers()),
        (say("省级主管"), _province()),
        (say("审计员"), _auditors()),
        (say("安全管理员与系统管理员"), _administrators()),
        (say("秘书处"), _secretaries()),
        (say("国家观察员"), _observers()),
        (say("公众（不登录）"), _public()),
    ]


def _approvers() -> list[Stop]:
    return [
        ("zhaoshiji", "coldchain/steps/approve_release", say("看改动，签署批准；这是三地中的最后一个。")),
        ("zhaoshisu", "ring/steps/vote_motion", say("对“不再等待该地区”表态：再有一票即通过。")),
        ("zhaoshiji", "bike", say("为复审表态；三地意见一致之前没有结论。")),
        ("zhaoshiji", "registers/recognition/dialysis", say("互认：看过比对和专家意见，签署本地区的意见。")),
        ("zhaoshijing", "registers/recognition/parks", say("来源标准变了：续认，还是让它在本地区失效。")),
    ]


def _handlers() -> list[Stop]:
    return [
        ("qianshijing", "transit", say("立项一览；会签之后批准人才能立项。")),
        ("qianshijin", "charging", say("报送备案：第 60 日按时，第 61 日逾期。")),
        ("qianshiwan", "ferry", say("加入地区：本区征求意见还差几日，接纳事项何时截止。")),
        ("qianshijin", "registers/promise/training", say("备忘录里的承诺：对方报称做到了，由你方确认或退回。")),
        ("qianshiji", "registers/task", say("联席会议派下的任务：哪一件逾期了。")),
        ("qianshiyu", "market/implementation", say("实施：哪个地区、哪项措施，每一格点开都是凭据。")),
        ("qianshitan", "registers/benchmark_plan/paint", say("对标达标：自有值离标杆还差多少。")),
    ]


def _writers() -> list[Stop]:
    return [
        ("zhoushiji", "dust/comments", say("公众意见按条款排列，逐条处理。")),
        ("fengshichuan", "noodle", say("投出第五票；反对须写意见。")),
        ("zhoushijing", "registers/system_node/tree", say("标准体系：哪里还是缺项，可以起草什么。")),
        ("zhoushijing", "registers/committee/tc", say("标委会：范围、届期、成员代表的利益方、年度考核。")),
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
        ("shenshijing", "registers/joint_meeting/met", say("一次会议：谁签到、决议了什么、任务落到谁。")),
    ]


def _administrators() -> list[Stop]:
    return [
        ("hanshijing", "people", say("任命、代行、批量导入；两名管理员各办一半。")),
        ("zhushiyun", "operation", say("安装的版本、定时、寄信和备份。")),
    ]


def _secretaries() -> list[Stop]:
    return [
        ("chushijing", "registers", say("各地区共同记下的事，按要找的东西分组。")),
        ("chushijing", "registers/recognition/parcels", say("公示期满才能列入清单；这之前任何地区都可以提出异议。")),
        ("chushijing", "registers/joint_meeting/next", say("下一次联席会议：议程已定，等各地区签到。")),
        ("chushijing", "registers/target/target", say("行动目标：离目标还差多少，每个数有来源。")),
        ("chushichang", "registers/recognition?state=listed", say("长株潭首批互认清单九项，照来源所印，存疑的注明。")),
    ]


def _observers() -> list[Stop]:
    return [
        ("heshiguo", "public/statistics", say("各协作组并列的数字，每个数字点开是所数的清单。")),
        ("heshiguo", "registers/recognition", say("各组的互认清单，只看已决定的。")),
    ]


def _public() -> list[Stop]:
    return [
        ("", "public/", say("已发布的标准、正在征求的意见、订阅。")),
        ("", "public/registers/recognition", say("互认清单：哪些地区接受，附什么条件。")),
        ("", "public/registers/pilot/bus", say("一个试点：从申报到验收和称号。")),
    ]
