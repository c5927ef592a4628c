"""Titles of projects as offices write them, from a seed: many that are near one another, and some that another office
would write for the same subject."""

import random
from dataclasses import dataclass

# Field code → what is spoken of, and what is said of it.
FIELDS = {
    "03.220": (
        "停车场充电设施 换电站 高速公路服务区 公交站台 城市轨道交通车站 "
        "共享单车停放区 客运枢纽 网约车平台 城市道路交通标志 危险货物道路运输车辆",
        "建设 配置 运行管理 服务质量 安全评估 应急处置 标识设置 能耗监测",
    ),
    "11.020": (
        "养老机构 社区嵌入式养老驿站 家庭医生 互联网医院 院前急救 "
        "口腔诊所 托育机构 康复辅助器具租赁站 安宁疗护病房 中医馆",
        "膳食服务 老年人能力评估 建设 人员培训 服务质量评价 感染防控 信息管理 档案管理",
    ),
    "13.030": (
        "农村生活污水处理设施 建筑垃圾 餐厨废弃物 危险废物贮存场所 再生水厂 "
        "河道底泥 医疗废物 畜禽粪污 废旧动力电池 固定污染源废气",
        "收集运输 资源化利用 运行维护 排放监测 采样检测 风险管控 台账管理 碳减排核算",
    ),
    "65.020": (
        "设施番茄 冬小麦 鲜食葡萄 京白梨 夏玉米 草莓 食用菌 白菜 盐碱地水稻 大桃",
        "水肥一体化 病虫害绿色防控 育苗 机械化收获 节水灌溉 采后贮藏保鲜 种子检验 质量追溯",
    ),
    "35.240": (
        "政务服务大厅 公共数据开放平台 城市信息模型平台 电子证照 智慧社区 "
        "电子招标投标系统 数字档案馆 视频监控平台 政务云 信用信息共享平台",
        "接口 建设 运行维护 分类分级 安全管理 绩效评价 数据共享交换 应急预案编制",
    ),
    "91.100": (
        "装配式建筑 老旧小区 地下综合管廊 海绵城市设施 既有玻璃幕墙 "
        "超低能耗建筑 城市桥梁 再生骨料混凝土 地源热泵系统 历史建筑",
        "检测鉴定 施工质量验收 节能改造 养护维修 安全监测 设计 价值评估 防火",
    ),
    "03.200": (
        "滑雪场 旅游民宿 研学旅行基地 城市公园 红色旅游景区 博物馆 体育场馆 乡村旅游点 公共图书馆 冰上运动场馆",
        "讲解服务 安全防护 等级划分 无障碍设施 客流监测 志愿服务 场地维护 绿色运营",
    ),
}
KINDS = ("规范", "技术规范", "规程", "技术规程", "要求", "通用要求", "指南", "导则", "管理规范")
PREFIXES = ("", "", "京津冀", "北京市", "河北省", "区域协同")
ALSO = {  # what another office calls the same
    "养老机构": "养老院",
    "农村": "村镇",
    "城市轨道交通": "城轨",
    "设施": "装置",
    "资源化利用": "再生利用",
    "检测": "检验",
    "评价": "评定",
    "评估": "评价",
    "运行维护": "运维",
    "标识": "标志",
    "养护": "维护",
    "监测": "监控",
    "建设": "设置",
    "收集运输": "收运",
    "病虫害绿色防控": "绿色防控",
    "应急处置": "应急处理",
    "信息": "资讯",
    "政务服务大厅": "政务大厅",
    "网约车": "网络预约出租汽车",
    "共享单车": "互联网租赁自行车",
    "玉米": "玉蜀黍",
    "餐厨废弃物": "厨余垃圾",
    "等级划分": "分级",
    "研学旅行": "研学",
}


@dataclass(frozen=True)
class Titled:
    """A project as its proposal tells it; `after` is the title that it competes with, if it was planted."""

    title: str
    scope: str
    ics: str
    after: str = ""


def made(seed: int, n: int = 500, planted: int = 30) -> list[Titled]:
    """So many projects in a drawn order, the planted ones among them."""
    dice = random.Random(seed)
    pairs = [
        (ics, one, about) for ics, (ones, abouts) in FIELDS.items() for one in ones.split() for about in abouts.split()
    ]
    chosen = dice.sample(pairs, n - planted)
    plain = [_plain(dice, *pair) for pair in chosen]
    hidden = [_again(dice, pair, plain[at]) for at, pair in dice.sample(list(enumerate(chosen)), planted)]
    found = plain + hidden
    dice.shuffle(found)
    return found


def _plain(dice: random.Random, ics: str, one: str, about: str) -> Titled:
    middle = dice.choice(("", "", "的"))
    return Titled(f"{one}{middle}{about}{dice.choice(KINDS)}", _scope(one, about), ics)


def _scope(one: str, about: str) -> str:
    return f"本文件规定了{one}{about}的术语和定义、总体要求、工作内容和评价与改进。本文件适用于{one}的{about}。"


def _again(dice: random.Random, pair: tuple[str, str, str], meant: Titled) -> Titled:
    """The same subject in the words of another office."""
    ics, one, about = pair
    told = f"{one}{about}" if dice.random() < 0.6 else f"{about}{dice.choice(('：', ' '))}{one}"
    for word, other in dice.sample(sorted(ALSO.items()), len(ALSO)):
        if word in told and dice.random() < 0.9:
            told = told.replace(word, other)
            break
    kind = dice.choice([kind for kind in KINDS if not meant.title.endswith(kind)])
    part = dice.choice(("", "", "", " 第1部分：总则"))
    code = ics if dice.random() < 0.8 else dice.choice(sorted(FIELDS))
    scope = f"适用于{one}的{about}，给出了{about}的基本规定、方法和管理要求。"
    return Titled(f"{dice.choice(PREFIXES)}{told}{kind}{part}", scope, code, after=meant.title)
