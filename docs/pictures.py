"""`make guide`: builds a demonstration, walks stops of its tour in Chromium, draws the pictures of docs/guide anew."""

import sys
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser
from werkzeug.serving import make_server

from docs.palette import reduced
from tests.browser import running
from web import create_app
from web.pages.tour import way
from workflow import jobs
from workflow.db import Database
from workflow.demo import building
from workflow.demo.tour import Built, built
from workflow.settings import Settings

GUIDE: Final = Path(__file__).parent / "guide"
SIZES: Final = {1280: 800, 390: 780}
MOST: Final = 60_000  # bytes of a picture


class Picture(NamedTuple):
    """Its name, who looks, at what, how wide, in which language."""

    name: str
    who: str
    where: str
    width: int = 1280
    tongue: str = "zh"


PICTURES: Final = (
    Picture("home", "qianshijing", ""),
    Picture("project", "zhaoshijin", "repair"),
    Picture("sign", "zhaoshiji", "registers/recognition/dialysis"),
    Picture("renew", "zhaoshijing", "registers/recognition/parks"),
    Picture("list", "chushijing", "registers/recognition"),
    Picture("registers", "chushijing", "registers"),
    Picture("tree", "zhoushijing", "registers/system_node/tree"),
    Picture("meeting", "shenshijing", "registers/joint_meeting/met"),
    Picture("target", "chushijing", "registers/target/target"),
    Picture("implementation", "qianshiyu", "market/implementation"),
    Picture("across", "heshiguo", "public/statistics"),
    Picture("public", "", "public/", 390),
    Picture("public-list", "", "public/registers/recognition", 390),
    Picture("public-list-en", "", "public/registers/recognition", 1280, "en"),
)


def main() -> int:
    """Draw every picture; fails on a page that does not answer and on a picture that is too large."""
    with tempfile.TemporaryDirectory(prefix="tbguide") as folder, running() as browser:
        settings = replace(Settings(), database_url=f"sqlite:///{folder}/t.db", var=folder, secret_key="s" * 40)
        building.build(settings, datetime.now(UTC) - timedelta(minutes=1))
        database = Database(settings.database_url)
        jobs.tick(database, datetime.now(UTC))  # else every page says that nobody keeps the hours
        server = make_server("127.0.0.1", 0, create_app(settings, database), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with database.read() as session:
            made = built(session)
        assert made is not None
        try:
            for one in PICTURES:
                drawn = draw(browser, f"http://127.0.0.1:{server.server_port}", one, made, settings.demo_password)
                (GUIDE / f"{one.name}.png").write_bytes(drawn)
                print(f"{one.name}.png {len(drawn)}")
        finally:
            server.shutdown()
            database.dispose()
    return 0


def draw(browser: Browser, base: str, one: Picture, made: Built, password: str) -> bytes:
    """The page as its reader first sees it."""
    size: Any = {"width": one.width, "height": SIZES[one.width]}
    context = browser.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{base}/login?lang={one.tongue}")
    if one.who:
        page.fill("[name=username]", one.who)
        page.fill("[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_load_state()
    answer = page.goto(base + way(one.where, made))
    assert answer is not None
    if not answer.ok:
        raise RuntimeError(f"{one.where} answers {answer.status} to {one.who or 'the public'}")
    shot = page.screenshot()
    aside = context.new_page()  # of no page's policy
    drawn = reduced(aside, shot)
    context.close()
    if len(drawn) > MOST:
        raise RuntimeError(f"{one.name}.png has {len(drawn)} bytes, more than {MOST}")
    return drawn


if __name__ == "__main__":
    sys.exit(main())
