"""What the public finds: one standard released here, one entered from records, one asked about, one still inside."""

import shutil
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, MORNING, World
from tests.web.browsing import application
from tests.web.desk import House
from workflow import jobs
from workflow.db import Database
from workflow.doors import historic
from workflow.exports import prints
from workflow.log.checkpoints import checkpoint_all
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard, StandardTrack
from workflow.settings import Settings
from workflow.vocabulary import Joint, SeatRole

SECRET = "不该有人看见的规范"
ASKED = "正在征求意见的规范"
OLD = "示例规范三零二二"


class Portal(House):
    """A house with something in every room that the public may enter, and in one that it may not."""

    def __init__(self, world: World, app: Flask) -> None:
        super().__init__(world, app)
        self.inside = builders.standing(world, Joint.DRAFTING)
        self.rename(self.inside, SECRET)
        self.asked = builders.standing(world, Joint.CONSULTING, title_zh=ASKED, title_en=ASKED)
        builders.posted(self.asked)
        self.old = self.entered()
        self.out = builders.standing(world, Joint.RELEASED)
        self.at = max(self.asked.at, self.out.at)
        checkpoint_all(world.database, jobs.signer(self.settings), at=self.at)
        prints.look(world.database, self.settings, self.at)

    @property
    def settings(self) -> Settings:
        found: Settings = self.app.extensions["settings"]
        return found

    @property
    def page(self) -> str:
        """The address of the standard that was released here."""
        return f"/public/standards/{self.out.id}"

    def rename(self, road: Road, title: str) -> None:
        with self.world.database.plain() as session:
            told = {"title_zh": title, "title_en": title, "search_text": title}
            session.execute(sa.update(Standard).where(Standard.id == road.id).values(**told))

    def entered(self) -> int:
        facts = {
            "title_zh": OLD,
            "numbers": ";".join(f"DB{area}/T 3022—2019" for area in (11, 12, 13)),
            "released_on": "2019-05-01",
            "effective_on": "2019-08-01",
            "source": "封面照片",
            "confidence": "编号:中;名称:高",
        }
        seat = self.world.seat(LEAD, SeatRole.SECRETARY)
        made = historic.register(self.world.database, self.world.agreements["JJJ"], seat, facts, at=MORNING)
        return made.standard_id

    def read(self, path: str) -> str:
        answer = self.stranger(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text.replace("<wbr>", "")

    def more(self, n: int) -> None:
        """So many more standards from records, written as rows: what a list costs is measured, not how they came."""
        tables = [(Standard, Standard.id), (StandardTrack, StandardTrack.standard_id)]
        tables.append((RegionNumber, RegionNumber.standard_id))
        with self.world.database.plain() as session:
            first = (session.scalar(sa.select(sa.func.max(Standard.id))) or 0) + 1
            for record, key in tables:
                found = session.execute(sa.select(record.__table__).where(key == self.old))
                rows = [dict(row) for row in found.mappings()]
                made = [_copy(row, key.key, first + i) for i in range(n) for row in rows]
                session.execute(sa.insert(record), made)


def _copy(row: dict[str, object], key: str, standard: int) -> dict[str, object]:
    made = row | {key: standard}
    if "display" in row:
        made.pop("id")
        made |= {"display": str(row["display"]).replace("3022", str(10_000 + standard))}
        made |= {"key": str(row["key"]).replace("3022", str(10_000 + standard))}
    return made


def opened(template: tuple[Path, World], folder: Path) -> Portal:
    """A portal on a copy of a founded database."""
    shutil.copyfile(template[0], folder / "tongbiao.db")
    world = World(Database(f"sqlite:///{folder}/tongbiao.db"), template[1].agreements, template[1].seats)
    return Portal(world, application(world, folder / "var"))
