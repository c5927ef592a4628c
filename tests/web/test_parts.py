"""The parts of a page on plain view objects: text stays text, a greyed act speaks, a form keeps what was typed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.typography import FILTERS
from workflow.words import catalogue, say, speaking

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
EVIL = '<img src=x onerror="alert(1)">'
TIANJIN = {"char": "津", "name": "天津"}
SHARED = sorted([*TEMPLATES.glob("layouts/*.html"), *TEMPLATES.glob("parts/*.html")])


@pytest.fixture(scope="module")
def pages() -> Iterator[Environment]:
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters.update(FILTERS)
    environment.globals.update(say=say, csrf_token=lambda: "token", token=lambda: "")
    with speaking("zh"):
        yield environment


def part(pages: Environment, name: str, macro: str, *views: Any) -> str:
    return str(getattr(pages.get_template(f"parts/{name}.html").module, macro)(*views))


def ask(**changes: Any) -> dict[str, Any]:
    return {"name": "reason", "type": "longtext", "label": "理由", "required": True, "value": "", **changes}


@pytest.mark.parametrize(
    ("name", "macro", "view"),
    [
        ("redline", "spans", [{"op": "add", "text": EVIL}, {"op": "cut", "text": EVIL}, {"op": "same", "text": EVIL}]),
        ("timeline", "timeline", [{"sentence": EVIL, "quote": EVIL, "at": {"iso": "2026-11-20", "shown": "11-20"}}]),
        ("missing", "missing", {"heading": EVIL, "gaps": [{"sentence": EVIL, "mine": True}], "complete": ""}),
        ("flash", "flashes", [("done", EVIL)]),
        ("fields", "field", ask(value=EVIL, hint=EVIL, error=EVIL, label=EVIL)),
    ],
)
def test_what_a_stranger_typed_is_never_markup(pages: Environment, name: str, macro: str, view: Any) -> None:
    html = part(pages, name, macro, view)
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_seal_says_in_words_what_its_form_says(pages: Environment) -> None:
    html = part(pages, "seal", "seal", TIANJIN, "agreed", "同意，2026-11-20 王某", "l")
    assert 'class="seal agreed l"' in html
    assert 'aria-label="天津：同意，2026-11-20 王某"' in html


def test_a_greyed_act_is_reached_by_the_keyboard_and_tells_every_reason(pages: Environment) -> None:
    reasons = [{"sentence": f"原因{n}", "cure": f"由{n}方解除"} for n in range(3)]
    offer = {"step": "schedule", "label": "定发布时刻", "open": False, "href": "", "binds": True, "reasons": reasons}
    html = part(pages, "offers", "offers", [offer])
    assert 'aria-disabled="true" aria-describedby="why-schedule"' in html
    assert ' id="why-schedule"' in html
    assert "disabled>" not in html
    assert [f"原因{n}" in html and f"由{n}方解除" in html for n in range(3)] == [True] * 3


def test_only_the_first_binding_act_is_red(pages: Environment) -> None:
    acts: list[dict[str, Any]] = [
        {
            "step": step,
            "label": step,
            "open": True,
            "href": f"/{step}",
            "binds": True,
            "primary": step == "b",
            "reasons": [],
        }
        for step in ("a", "b")
    ]
    html = part(pages, "offers", "offers", acts)
    assert html.count("btn bind") == 1
    assert html.index(">b</button>") < html.index(">a</button>")


def test_a_field_keeps_its_value_and_ties_its_hint_and_error_to_it(pages: Environment) -> None:
    html = part(pages, "fields", "field", ask(value="山区增容超过 12 个月", hint="三方可见", error="须写明理由"))
    assert ">山区增容超过 12 个月</textarea>" in html
    assert 'aria-describedby="f-reason-hint f-reason-error"' in html
    assert 'aria-invalid="true"' in html


def test_no_position_is_chosen_beforehand_and_a_blocking_one_opens_its_fields(pages: Environment) -> None:
    options = [{"value": "agree", "words": "同意"}, {"value": "disagree", "words": "不同意", "blocks": True}]
    position = ask(name="position", type="choice", options=options)
    html = part(pages, "fields", "fields", [position, ask(name="lift", blocking=True)])
    assert "checked" not in html
    assert 'value="disagree" required data-blocks' in html
    closed = html[html.index('class="ifblocks"') :]
    assert 'id="f-lift"' in closed
    assert "required" not in closed


def test_a_password_is_never_sent_back(pages: Environment) -> None:
    assert "open sesame" not in part(pages, "fields", "field", ask(type="password", value="open sesame"))


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [(4, "11-27</span> 前，剩 4 个工作日", ""), (0, "今天到期", ""), (-2, "逾期 2 个工作日", "late")],
)
def test_a_date_tells_the_days_left_or_overdue(pages: Environment, left: int, words: str, tone: str) -> None:
    html = part(pages, "dates", "due", {"shown": "11-27", "left": left, "working": True})
    assert words in html
    assert f'<span class="{tone}">' in html


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_a_shared_template_fits_the_content_policy_and_its_copy_has_english(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script|javascript:", source)
    copy = {found[1] for found in re.findall(r"""say\((["'])(.*?)\1""", source)}
    assert copy - catalogue("en").keys() == set()
