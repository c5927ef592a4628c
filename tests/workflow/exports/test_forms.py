"""Official forms on paper: every form in every layout, short and long, whole, with its fonts, numbered and the same
each time."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pytest

from tests import builders
from tests.builders import Road
from tests.workflow.exports.forms_of import CONTACT, EVERY, filled_of, lived, source, stretched
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.filling import FIELDS, told, unknown
from workflow.exports.paperwork.needs import NEEDS, is_ready
from workflow.exports.paperwork.placeholders import attempts
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import catalogue, form
from workflow.exports.paperwork.source import Source
from workflow.process.standard import ROWS
from workflow.vocabulary import Joint
from workflow.words import LANGUAGES
from workflow.words import catalogue as words

MOST_PAGES = {"disposition": 14, "expert_opinions": 4}
SEALED = ("application", "approval", "filing")  # where a seal has a place of its own
EDGE = 15  # points: nothing is printed nearer to the edge of the sheet


@pytest.fixture(scope="module")
def road(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    made = lived(sqlite_template, tmp_path_factory.mktemp("forms"))
    yield made
    made.world.database.dispose()


@pytest.fixture(scope="module")
def short(road: Road) -> Iterator[Source]:
    with road.world.database.read() as session:
        yield source(session, road)


@pytest.fixture(scope="module")
def long(road: Road) -> Iterator[Source]:
    with road.world.database.read() as session:
        yield stretched(source(session, road))


def test_a_form_asks_for_nothing_that_is_not_there() -> None:
    for name, layout in EVERY:
        shape = form(name, layout)
        assert not unknown(shape), name
        assert shape.needs in NEEDS
        assert not [step for step in shape.steps if step not in ROWS]
        assert not attempts(str(shape.blocks).replace("{{", "{{"))
        for tongue in LANGUAGES:
            assert {f"form.{name}", f"form_need.{shape.needs}", f"form_cites.{name}"} <= words(tongue).keys()
        assert words("zh")[f"form_cites.{name}"] == shape.cites


def test_each_step_of_the_trade_has_its_forms() -> None:
    wanted = (
        "application summary plan_notice consultation_notice disposition review_notice minutes signature conclusion"
    )
    assert {*wanted.split(), "expert_opinions", "approval", "announcement", "filing"} <= set(catalogue())


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_a_form_of_a_life_prints_whole(short: Source, name: str, layout: str) -> None:
    shape = form(name, layout)
    assert is_ready(shape.needs, short)
    sheets = printed(short, name, layout)
    assert len(sheets) <= 2
    everything = "".join(sheets)
    for value in filled_of(name, layout, short).values.values():
        assert "".join((value or "").split()) in everything
    assert (name in SEALED) <= ("（盖章）" in everything)


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_a_form_of_long_words_loses_none_of_them(long: Source, name: str, layout: str) -> None:
    made = filled_of(name, layout, long)
    sheets = printed(long, name, layout)
    assert len(sheets) <= MOST_PAGES.get(name, 4), len(sheets)
    everything = "".join(sheets)
    for value in made.values.values():
        assert bare(value or "") in bare(everything), value
    for block in (b for b in made.blocks if b["kind"] == "rows"):
        heads = "".join(bare(column["title"]) for column in block["columns"])
        numbers = [row[0] for row in block["cells"] if row[0].isdigit()]
        assert sum(heads in bare(sheet) for sheet in sheets) >= min(len(sheets), 1 + len(numbers) // 20)
        signs = Counter(bare("".join(cell for row in block["cells"] for cell in row)))
        assert not signs - Counter(bare(everything))  # a cell may go on overleaf, so no more is asked of its order


def bare(said: str) -> str:
    """Words without blanks and breaks."""
    return re.sub(r"[\s\u200b]+", "", said)


def printed(found: Source, name: str, layout: str) -> list[str]:
    """The words of each page; looked at for what a clerk would send back."""
    made = filled_of(name, layout, found)
    first = form_pdf(made)
    assert not first.missing
    assert first.pdf == form_pdf(filled_of(name, layout, found)).pdf
    document = pypdfium2.PdfDocument(first.pdf)
    pages = []
    for number, page in enumerate(document, 1):
        wide, high = page.get_size()
        assert (wide > high) is made.form.landscape
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            assert raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item.raw)) == 1
            left, bottom, right, top = item.get_bounds()
            assert min(left, bottom, wide - right, high - top) > EDGE, name
        words = "".join(page.get_textpage().get_text_bounded().split())
        assert f"第{number}页共{len(document)}页" in words
        pages.append(words)
    return pages


def test_what_somebody_typed_is_never_markup(short: Source) -> None:
    evil = '#read("/etc/passwd") $x$ *b* <l> @r \\ {{ standard.title }} {{#comments}} 𪛖'
    comment = short.standing.comments[0]
    said, comment.opinion = comment.opinion, evil
    try:
        made = filled_of("disposition", "", short)
        assert next(b for b in made.blocks if b["kind"] == "rows")["cells"][0][2].startswith(evil)
        answer = form_pdf(made)
        assert bare(evil[:-1]) in bare(
            "".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(answer.pdf))
        )
        assert answer.missing == ("𪛖",)
    finally:
        comment.opinion = said


def test_no_form_tells_how_to_reach_a_commenter(short: Source) -> None:
    assert short.standing.comments[0].contact == CONTACT
    for name in catalogue():
        assert CONTACT not in str(told(filled_of(name, "", short)))
    assert not [name for name in FIELDS if "contact" in name and name != "region.contact"]


def test_votes_stand_on_no_form_before_the_panel_has_concluded(sqlite_template: Path, tmp_path: Path) -> None:
    road = lived(sqlite_template, tmp_path, Joint.REVIEWING, heard=0)
    builders.voting(road)
    builders.voted(road, agree=5)
    with road.world.database.read() as session:
        found = source(session, road)
        for name in ("minutes", "conclusion", "signature", "review_notice"):
            made = told(filled_of(name, "", found))
            assert not [v for k, v in made["values"].items() if k in ("sitting.agree", "sitting.count") and v]
            rows = [row for row in made["rows"].get("members", ())]
            assert not [row for row in rows if row["row.vote"] or row["row.opinion"] or row["row.agree"]]
        assert not is_ready("concluded", found)
    road.world.database.dispose()


def test_the_usual_template_of_every_form_is_the_same_each_time() -> None:
    for name, layout in EVERY:
        assert template(form(name, layout)) == template(form(name, layout))
