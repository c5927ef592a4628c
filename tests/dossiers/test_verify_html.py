"""The page in the dossier, opened from disk without network: what an auditor reads there, in both languages."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dossiers.making import NOW, Plan, evidence, made, planned, repolicy, whole, without_texts
from tests.dossiers.page import PAGE, choose, opened, shown, verdicts
from tests.web.test_access import AXE, RULES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

FORMAT = Path(__file__).parents[2] / "docs" / "dossier.md"
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>京津冀'
SAYS = {
    (False, "valid"): "通过：完整、未改动、签署齐全",
    (False, "pending"): "待共签：内容完整、未改动，但共签不足",
    (False, "rejected"): "不通过：不能作为证据使用",
    (True, "valid"): "Valid: complete, unchanged, fully signed",
    (True, "pending"): "Pending: complete and unchanged, but cosignatures are lacking",
    (True, "rejected"): "Rejected: not to be relied on",
}
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass
class Shelf:
    """Three dossiers of one life, and the plan of the first."""

    plan: Plan
    folder: Path

    def path(self, verdict: str) -> Path:
        return self.folder / f"{verdict}.zip"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("dossiers")
    plan, lacking = planned(3), planned(3)
    plan.title = HOSTILE
    for signed in lacking.cosigning.values():
        del signed[1:]
    data = made(plan)
    at = data.index(b'"act":"approve_release"') + 9
    for name, written in {
        "valid": data,
        "pending": made(lacking),
        "rejected": data[:at] + b"object_release" + data[at + 15 :] + b" ",
    }.items():
        (folder / f"{name}.zip").write_bytes(written)
    return Shelf(plan, folder)


@pytest.fixture(params=(False, True), ids=("zh", "en"))
def english(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


@pytest.fixture
def spoken(browser: Browser, english: bool) -> Iterator[Page]:
    with opened(browser, english=english) as page:
        yield page


@pytest.mark.parametrize("verdict", ["valid", "pending", "rejected"])
def test_the_verdict_is_told_in_words(spoken: Page, shelf: Shelf, english: bool, verdict: str) -> None:
    assert choose(spoken, shelf.path(verdict)) == verdict
    assert spoken.inner_text("#verdict") == spoken.inner_text("#status") == SAYS[english, verdict]
    assert spoken.evaluate("document.activeElement.id") == "verdict"
    spoken.click('nav a[href="#zh"]' if english else 'nav a[href="#en"]')
    expect(spoken.locator("#verdict")).to_have_text(SAYS[not english, verdict])


def test_a_dossier_that_only_the_host_signed_says_so(spoken: Page, english: bool, tmp_path: Path) -> None:
    plan = planned(3)
    plan.policy = "quorum none\n"
    repolicy(plan)
    (tmp_path / "alone.zip").write_bytes(made(plan))
    assert choose(spoken, tmp_path / "alone.zip") == "valid"
    assert ("no region cosigned" if english else "没有地区共签") in spoken.inner_text("#verdict")
    assert ("no cosignature at all" if english else "不要求任何共签") in spoken.inner_text("ul.notes")


def test_one_region_alone_is_no_quorum_and_a_seal_of_all_is_told(spoken: Page, english: bool, tmp_path: Path) -> None:
    plan = planned(3)
    short = next(iter(plan.witnesses)).split(".")[0]
    plan.policy = re.sub("quorum .*", f"quorum {short}", plan.policy)
    repolicy(plan)
    plan.replay.append({"seq": 2, "lawful": False})
    whole(plan)
    (tmp_path / "alone.zip").write_bytes(made(plan))
    assert choose(spoken, tmp_path / "alone.zip") == "valid"
    told = spoken.inner_text("ul.notes")
    assert ("one voice is no quorum" if english else "不成法定数") in told
    assert ("the seal tells its hash" if english else "由封存事件写明") in told
    assert ("calls these events unlawful: 2" if english else "认为以下事件不合规：2") in told
    assert spoken.locator(".says .say-ok").count() == 3


def test_texts_that_were_taken_out_are_told(spoken: Page, english: bool, tmp_path: Path) -> None:
    (tmp_path / "bare.zip").write_bytes(without_texts(planned(1)))
    assert choose(spoken, tmp_path / "bare.zip") == "valid"
    assert ("are not in the dossier" if english else "份不在包里") in spoken.inner_text("ul.notes")
    (tmp_path / "whole.zip").write_bytes(made(planned(1)))
    assert choose(spoken, tmp_path / "whole.zip") == "valid"
    told = spoken.inner_text("ul.notes")
    assert ("are not in the dossier" if english else "份不在包里") not in told
    assert sha256(evidence(planned(1))["data/law/process.json"]).hexdigest() in told


def test_nothing_of_a_rejected_dossier_is_shown(page: Page, shelf: Shelf) -> None:
    choose(page, shelf.path("rejected"))
    assert page.locator("#result section").count() == 2  # the verdict, and why
    assert "zip.form" in page.inner_text(".finding")
    assert "京津冀" not in page.inner_text("#result")


def test_the_story_is_told_and_markup_stays_text(spoken: Page, shelf: Shelf, english: bool) -> None:
    choose(spoken, shelf.path("valid"))
    assert spoken.locator("#result img, #result script").count() == 0
    assert HOSTILE in spoken.inner_text("#result")
    head = evidence(shelf.plan)["data/logs/01.checkpoint"].decode().split("\n")
    assert all(line in spoken.inner_text(".roots") for line in head[:2])
    assert spoken.locator(".timeline > li").count() == min(100, len(shelf.plan.events))
    regions = {region for event in shelf.plan.events for region in event.leaf["to"].get("tracks", {})}
    assert spoken.locator("table.stack").first.locator("tbody tr").count() == len(regions)
    text = spoken.locator(".file details").filter(has_text="Version 1" if english else "第 1 版")
    text.locator("summary").first.click()
    expect(text.locator("pre, .reading").first).not_to_be_empty()


def test_a_file_is_saved_as_it_lies_in_the_dossier(page: Page, shelf: Shelf, tmp_path: Path) -> None:
    choose(page, shelf.path("valid"))
    first = next(event for event in shelf.plan.events if event.leaf["files"])
    with page.expect_download() as saving:
        page.locator(".file", has_text="来函.pdf").first.get_by_role("button").click()
    saving.value.save_as(tmp_path / "paper")
    assert (tmp_path / "paper").read_bytes() == shelf.plan.life.papers[min(first.leaf["files"])]


def test_the_reader_compares_the_policy(page: Page, shelf: Shelf, tmp_path: Path) -> None:
    choose(page, shelf.path("valid"))
    told = page.inner_text("#policy-hash")
    for digits, verdict in ((told, "valid"), ("0" * 64, "rejected")):
        page.fill("#trusted", digits)
        page.evaluate("delete document.body.dataset.verdict")
        page.press("#trusted", "Enter")
        assert shown(page) == verdict
    assert "policy.hash" in page.inner_text(".finding")


def test_a_page_without_workers_verifies_in_slices(page: Page, shelf: Shelf) -> None:
    page.evaluate("() => { window.Worker = function () { throw new Error('none'); }; }")
    assert choose(page, shelf.path("pending")) == "pending"


@pytest.mark.parametrize("verdict", ["valid", "rejected"])
def test_the_page_serves_everybody(browser: Browser, shelf: Shelf, english: bool, verdict: str) -> None:
    with opened(browser, english=english, width=390) as page:
        choose(page, shelf.path(verdict))
        assert not page.evaluate(OVERFLOWS)
        page.evaluate(AXE)
        found = page.evaluate(RULES)["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        page.set_viewport_size({"width": 1280, "height": 900})
        assert not page.evaluate(OVERFLOWS)


def test_it_could_not_send_anything_if_it_would(browser: Browser) -> None:
    source = PAGE.read_text(encoding="utf-8")
    assert re.search(r"""(src|href)=["']?(https?:|//|[a-z./])""", source) is None
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto(PAGE.as_uri())
        page.evaluate(
            "addEventListener('securitypolicyviolation', event => (window.kept ??= []).push(event.blockedURI))"
        )
        page.evaluate("fetch('https://example.org/fetch').catch(() => new Image().src = 'https://example.org/image')")
        page.wait_for_function("window.kept && window.kept.length === 2")


def test_every_reason_of_the_format_has_its_words(page: Page) -> None:
    stages = FORMAT.read_text(encoding="utf-8").partition("| stage |")[2].partition("## Determinism")[0]
    reasons = {
        r for r in re.findall(r"`([a-z]+\.[a-z]+)`", stages) if r.split(".")[1] not in {"json", "leaf", "txt", "md"}
    }
    told = page.evaluate("REASONS")
    missing = {reason for reason in reasons if reason not in told}
    assert {each for each in missing if each.partition(".")[0] in {one.partition(".")[0] for one in told}} == set()
    assert all(len(words) == 3 and all(words) and f"by_{words[2]}" in page.evaluate("WORDS") for words in told.values())
    assert not any(re.search(r"[\u4e00-\u9fff]", words[1]) for words in told.values())


def test_names_that_every_object_inherits_are_names_like_others(browser: Browser, tmp_path: Path) -> None:
    """`constructor` is no member of a leaf nor an act of the table, whatever a script's objects bring along."""
    changes: dict[str, Callable[[Plan], object]] = {
        "dossier.form": lambda plan: setattr(plan, "retold", lambda told: told.update(__proto__={})),
        "leaf.form": lambda plan: plan.events[2].leaf.update(constructor=None),
        "law.act": lambda plan: plan.events[-1].leaf.update(act="constructor"),
    }
    files = []
    for reason, change in changes.items():
        plan = planned(3)
        change(plan)
        (tmp_path / reason).write_bytes(made(plan))
        files.append((tmp_path / reason, NOW, None))
    with opened(browser) as page:
        told = verdicts(page, files)
    assert [{each["reason"] for each in one["findings"]} for one in told] == [{reason} for reason in changes]


def test_no_bytes_make_it_throw(browser: Browser, shelf: Shelf, tmp_path: Path) -> None:
    chance, whole = random.Random(6), shelf.path("valid").read_bytes()
    files = []
    for number in range(120):
        data = bytearray(whole if number % 3 else chance.randbytes(number))
        for _ in range(chance.randrange(4)):
            data[chance.randrange(max(1, len(data))) : chance.randrange(max(1, len(data)))] = chance.randbytes(
                number % 5
            )
        (tmp_path / f"{number}").write_bytes(data)
        files.append((tmp_path / f"{number}", NOW, None))
    with opened(browser) as page:
        told = verdicts(page, files)
        strange = page.evaluate("[null, undefined, 7, 'PK', {}, []].map(it => window.tongbiao.verify(it, it).verdict)")
    assert {each["verdict"] for each in told} <= {"valid", "rejected"}
    assert set(strange) == {"rejected"}
    assert all(each["findings"] or each["verdict"] == "valid" for each in told)


def test_the_policy_that_the_reader_trusts_decides(browser: Browser, shelf: Shelf) -> None:
    with opened(browser) as page:
        [told] = verdicts(page, [(shelf.path("valid"), NOW, shelf.plan.policy.encode())])
        [other] = verdicts(page, [(shelf.path("valid"), NOW, b"quorum none\n")])
    assert (told["verdict"], told["findings"]) == ("valid", [])
    assert other["findings"] == [{"place": "data/policy", "reason": "policy.hash"}]
