"""What the product says, read off its code: literals of `say`, keys of the table, and the facts that come with them."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from string import Formatter

from jinja2 import Environment, nodes

from workflow import shipped, vocabulary
from workflow.ceremony import NotSigned
from workflow.db import Outdated
from workflow.picture.standing import Case, Standing
from workflow.process.answers import WrongAnswers
from workflow.process.entries import ROWS as OF_ENTRIES
from workflow.process.panelled import interests
from workflow.process.reasons import NotThere, Refused
from workflow.process.standard import ROWS
from workflow.requests import KeyReused
from workflow.rules.shapes import Rule
from workflow.text.checks import CATALOGUE
from workflow.vocabulary import Stage
from workflow.words import word_key

ROOT = Path(__file__).parents[2]
LAW = sorted((ROOT / "workflow/rules").glob("[a-z]*.py"))
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
SAID_BY_KEY = re.compile(r"(gap|rule|duty|fault|sign|statement|review|paper|wrong|cure|error)\.[a-z_]+")
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")  # with its punctuation
REFUSALS = (Outdated, KeyReused, NotThere, NotSigned, Refused, WrongAnswers)
NOTICE = "notice.sentence"  # told of what the mailroom wrote


# --- what is said ----------------------------------------------------------------------------------------------------


def sources(*places: str) -> list[Path]:
    """The files of the product below these places; a verifier that leaves the house brings its own words."""
    found = {path for place in places for path in ROOT.glob(place)}
    return sorted(path for path in found if not {"__pycache__", "offline"} & set(path.parts))


PYTHON = sources("workflow/**/*.py", "web/**/*.py")
PAGES = sources("web/**/*.html")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def strings(node: ast.AST) -> list[str]:
    """Every string literal under a node."""
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def literals_of_page(node: nodes.Node) -> list[str]:
    own = [node] if isinstance(node, nodes.Const) else []
    return [n.value for n in [*own, *node.find_all(nodes.Const)] if isinstance(n.value, str)]


@cache
def template(path: Path) -> nodes.Template:
    return Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(path.read_text(encoding="utf-8"))


Said = tuple[
    str, frozenset[str] | None
]  # a sentence and the names of its facts; None where the facts come in a mapping


def said_in_python(path: Path) -> Iterator[Said]:
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and node.args
            and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say"
        ):
            names = frozenset(k.arg for k in node.keywords if k.arg)
            is_open = any(k.arg is None for k in node.keywords)
            if not isinstance(node.args[0], ast.JoinedStr):
                yield from ((text, None if is_open else names) for text in strings(node.args[0]))


def said_in_page(path: Path) -> Iterator[Said]:
    for call in template(path).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say" and call.args:
            names = frozenset(k.key for k in call.kwargs)
            if not isinstance(call.args[0], nodes.Concat | nodes.Add):
                yield from ((text, None if call.dyn_kwargs else names) for text in literals_of_page(call.args[0]))


@cache
def said() -> dict[Said, str]:
    """Every literal that is given to `say`, with a place where it is said."""
    found = chain(
        ((one, path) for path in PYTHON for one in said_in_python(path)),
        ((one, path) for path in PAGES for one in said_in_page(path)),
    )
    return {one: str(path.relative_to(ROOT)) for one, path in found}


@cache
def written() -> frozenset[str]:
    """Every string literal of the product, said or handed to what says it."""
    python = (text for path in PYTHON for text in strings(tree(path)))
    return frozenset(chain(python, (text for path in PAGES for text in literals_of_page(template(path)))))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


# --- keys that the code says -----------------------------------------------------------------------------------------


def all_rules() -> dict[str, Rule]:
    """Rules of the law and those that rows make of it, by name."""
    rooms = (import_module(f"workflow.rules.{path.stem}") for path in LAW)
    of_law = (value for room in rooms for value in vars(room).values() if isinstance(value, Rule))
    return {rule.name: rule for rule in chain(of_law, *(row.rules for row in ROWS.values()))}


def members() -> Iterator[StrEnum]:
    for kind in vars(vocabulary).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            yield from kind


def terms_used() -> set[str]:
    """Keys of terms that rules and gates look up by a literal."""
    found: set[str] = set()
    for node in chain.from_iterable(ast.walk(tree(path)) for path in PYTHON):
        match node:
            case ast.Subscript(value=ast.Name(id="terms") | ast.Attribute(attr="terms")):
                found |= set(strings(node.slice))
            case ast.Call(func=ast.Attribute(attr="days", value=ast.Name(id="terms") | ast.Attribute(attr="terms"))):
                found |= {text for argument in node.args for text in strings(argument)}
            case ast.Call(func=ast.Name(id="term")):
                found |= {text for argument in node.args for text in strings(argument)}
    return found


def snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def asks() -> set[str]:
    return {ask.name for row in (*ROWS.values(), *OF_ENTRIES.values()) for ask in row.asks}


@cache
def expected() -> frozenset[str]:
    """Every key that must have words."""
    terms = shipped.default_terms()
    by_literal = {text for text in written() if SAID_BY_KEY.fullmatch(text)} - terms.keys()
    classes = interests(Case(Standing.of(), None, datetime(2026, 11, 22, tzinfo=UTC)))
    return frozenset(
        by_literal
        | {NOTICE, "rule.misplaced", "rule.lent_for", "rule.not_yours"}
        | {f"{family}.{name}" for family in ("step", "step_help") for name in (*ROWS, *OF_ENTRIES)}
        | {f"ask.{name}" for name in asks()}
        | {f"rule.{name}" for name in all_rules()}
        | {word_key(member) for member in members()}
        | {f"stage.{stage.value}" for stage in Stage}
        | {f"term.{key}" for key in terms}
        | {f"check.{name}" for name in terms["initiation.checks"]["value"]}
        | {str(choice.label) for choice in classes}
        | {f"{family}.{row.id.lower()}" for family in ("check", "cure") for row in CATALOGUE}
        | {f"error.{snake(refusal.__name__)}" for refusal in REFUSALS}
    )


def facts_of_rules() -> dict[str, set[str]]:
    """The facts that each rule gives with a breach; a rule that stands twice under one name gives what both give."""
    found: dict[str, set[str]] = {}
    for name, given in (told for path in LAW for told in facts_told(tree(path))):
        found[name] = given & found.get(name, given)
    return found


def facts_told(module: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Name and facts of each rule of a room, read off its shape or off the dictionaries of its check."""
    checks = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        if not call.args or not isinstance(call.args[0], ast.Constant) or not isinstance(call.args[0].value, str):
            continue
        shape = call.func.id if isinstance(call.func, ast.Name) else ""
        named = {k.arg: k.value for k in call.keywords if k.arg}
        fact = strings(named["fact"])[0] if "fact" in named else ""
        given = {
            "every_region": {"regions", "since"},
            "none_left": {fact or "n"},
            "reached": {"n", fact or "floor"},
            "lasted": {"until", "instant", "left"},
            "present": named.keys() - {"cites", "cure"},
        }.get(shape)
        if shape == "Rule":
            check = call.args[2]
            given = dictionary_keys(checks[check.id] if isinstance(check, ast.Name) else check)
        if given is not None:
            yield call.args[0].value, set(given)


def dictionary_keys(node: ast.AST) -> set[str]:
    """The string keys of every dictionary that is written down or added to under a node."""
    displayed = [key for one in ast.walk(node) if isinstance(one, ast.Dict) for key in one.keys if key]
    stored = [one.slice for one in ast.walk(node) if isinstance(one, ast.Subscript) and isinstance(one.ctx, ast.Store)]
    return {text for key in [*displayed, *stored] for text in strings(key)}


def facts_of_gaps() -> dict[str, set[str]]:
    """The facts that are told with each gap, at the most."""
    rooms = [ROOT / "workflow/process/missing.py", *sorted((ROOT / "workflow/process/gaps").glob("*.py"))]
    makers = [node for room in rooms for node in tree(room).body if isinstance(node, ast.FunctionDef)]
    return {key: dictionary_keys(maker) for maker in makers for key in strings(maker) if key.startswith("gap.")}
