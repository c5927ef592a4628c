"""Who takes part in the demonstration. Every name is invented and says so: surname, 示 for 示范, and the region's own
character. The surname tells the work, so that 赵 approves and 钱 handles in every region."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa

from workflow import founding
from workflow.clock import day_of, years_after
from workflow.db import Work
from workflow.records.agreements import Agreement, Member
from workflow.records.places import Organ, Region
from workflow.seats import installing
from workflow.vocabulary import OrganKind, SeatRole

PLACES: Final = {
    "110000": "jing",
    "120000": "jin",
    "130000": "ji",
    "500000": "yu",
    "510000": "chuan",
    "310000": "hu",
    "320000": "su",
    "330000": "zhe",
    "340000": "wan",
    "430000": "xiang",
    "430100": "chang",
    "430200": "zhu",
    "430300": "tan",
}
AUDITED: Final = 2  # years after which the auditors' seats end by themselves


@dataclass(frozen=True)
class Post:
    """One person of a region: surname, its sound, the seats, and the kind of organ they belong to."""

    surname: str
    sound: str
    roles: tuple[SeatRole, ...]
    organ: OrganKind = OrganKind.AUTHORITY
    nth: int = 0  # which of the region's organs of that kind


# The people of every region.
POSTS: Final = (
    Post("赵", "zhao", (SeatRole.APPROVER,)),
    Post("钱", "qian", (SeatRole.HANDLER, SeatRole.KEEPER, SeatRole.OFFICER)),
    Post("孙", "sun", (SeatRole.APPLICANT, SeatRole.COSIGNER), OrganKind.DEPARTMENT),
    Post("李", "li", (SeatRole.APPLICANT, SeatRole.COSIGNER), OrganKind.DEPARTMENT, 1),
    Post("周", "zhou", (SeatRole.DRAFTER,), OrganKind.DRAFTING_UNIT),
    Post("吴", "wu", (SeatRole.DRAFTER,), OrganKind.DRAFTING_UNIT),
    Post("郑", "zheng", (SeatRole.EXPERT,), OrganKind.ASSOCIATION),
    Post("王", "wang", (SeatRole.EXPERT,), OrganKind.ASSOCIATION, 1),
    Post("冯", "feng", (SeatRole.EXPERT,), OrganKind.ASSOCIATION, 1),
    Post("陈", "chen", (SeatRole.EXPERT,), OrganKind.ASSOCIATION, 2),
    Post("卫", "wei", (SeatRole.IMPLEMENTER,), OrganKind.DEPARTMENT),
    Post("蒋", "jiang", (SeatRole.IMPLEMENTER,), OrganKind.DEPARTMENT, 1),
    Post("韩", "han", (SeatRole.SECADMIN,)),
    Post("杨", "yang", (SeatRole.SECADMIN,)),
)
# Once a group, in its chair's region.
OF_THE_GROUP: Final = (
    Post("褚", "chu", (SeatRole.SECRETARY,)),
    Post("沈", "shen", (SeatRole.AUDITOR,)),
)
# In the authority of the province above cities.
OF_THE_PROVINCE: Final = Post("许", "xu", (SeatRole.PROVINCE,))
# The three administrators of the installation, and one who may look at every group.
OF_THE_INSTALLATION: Final = (
    ("朱示运", "Zhu Shiyun", "zhushiyun", SeatRole.SYSADMIN),
    ("秦示安", "Qin Shian", "qinshian", SeatRole.SECADMIN),
    ("尤示审", "You Shishen", "youshishen", SeatRole.AUDADMIN),
    ("何示国", "He Shiguo", "heshiguo", SeatRole.OBSERVER),
)
# Organs invented for the demonstration, marked like the persons; authorities and departments come from the agreements.
ORGANS: Final = {
    OrganKind.DRAFTING_UNIT: (("{}示范标准化研究院(示)", "{} Demonstration Institute of Standardization"),),
    OrganKind.ASSOCIATION: (
        ("{}示范大学(示)", "{} Demonstration University"),
        ("{}示范行业协会(示)", "{} Demonstration Trade Association"),
        ("{}示范检验检测中心(示)", "{} Demonstration Testing Centre"),
    ),
}
OPERATOR: Final = ("示范系统运行单位(示)", "Demonstration Operator")


def seat_people(
    work: Work, agreement_codes: Iterable[str], *, since: date | None = None, password_hash: str | None = None
) -> int:
    """Lay the persons of these groups' regions with their accounts and seats; gives how many persons there are."""
    query = sa.select(Agreement).where(Agreement.code.in_(list(agreement_codes))).order_by(Agreement.id)
    since, laid, seen = since or day_of(work.at), 0, set[str]()
    for agreement in work.session.scalars(query).all():
        members = sa.select(Region).join(Member, Member.region_code == Region.code)
        regions = work.session.scalars(members.where(Member.agreement_id == agreement.id).order_by(Member.rank)).all()
        for region in regions:
            if region.code in seen:
                continue  # party to two agreements: the same people carry both
            seen.add(region.code)
            organs = _organs(work, region)
            posts = POSTS + (OF_THE_GROUP if region.code == agreement.chair_region else ())
            for post in posts:
                _seat(work, region, post, organs, since, password_hash)
            laid += len(posts)
        laid += _seat_provinces(work, regions, since, password_hash)
    return laid


def _seat_provinces(work: Work, regions: Iterable[Region], since: date, password_hash: str | None) -> int:
    """One person above the cities of each province."""
    above = sorted({region.parent_code for region in regions if region.parent_code})
    for code in above:
        province = work.session.get_one(Region, code)
        organs = {OrganKind.AUTHORITY: [founding.authority_of(work, code)]}
        _seat(work, province, OF_THE_PROVINCE, organs, since, password_hash)
    return len(above)


def seat_administrators(work: Work, *, since: date, password_hash: str | None) -> None:
    """The installation's own: none of them holds a seat of the trade."""
    organ = installing.operator(work, *OPERATOR)
    for name, latin, username, role in OF_THE_INSTALLATION:
        person, _ = installing.enter_person(
            work, name, username, name_latin=latin, password_hash=password_hash, is_demo=True
        )
        installing.lay_seat(work, person, organ, role, since=since)


def username(surname: str, region: str) -> str:
    """The log-in of the person with this surname in a region: 赵 of 110000 is zhaoshijing."""
    sound = next(post.sound for post in (*POSTS, *OF_THE_GROUP, OF_THE_PROVINCE) if post.surname == surname)
    return f"{sound}shi{PLACES[region]}"


def _organs(work: Work, region: Region) -> Mapping[OrganKind, list[int]]:
    for kind, names in ORGANS.items():
        for zh, en in names:
            founding.organ(work, region.code, kind, zh.format(region.short), en.format(region.name_en))
    query = sa.select(Organ.kind, Organ.id).where(Organ.region_code == region.code).order_by(Organ.id)
    found: dict[OrganKind, list[int]] = {}
    for kind, organ in work.session.execute(query):
        found.setdefault(kind, []).append(organ)
    return found


def _seat(
    work: Work,
    region: Region,
    post: Post,
    organs: Mapping[OrganKind, list[int]],
    since: date,
    password_hash: str | None,
) -> None:
    name, sound = f"{post.surname}示{region.short}", PLACES[region.code]
    person, _ = installing.enter_person(
        work,
        name,
        username(post.surname, region.code),
        name_latin=f"{post.sound.title()} Shi{sound}",
        password_hash=password_hash,
        is_demo=True,
    )
    for role in post.roles:
        until = years_after(since, AUDITED) if role is SeatRole.AUDITOR else None
        installing.lay_seat(work, person, organs[post.organ][post.nth], role, since=since, until=until)
