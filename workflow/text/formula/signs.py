"""Commands of LaTeX and the characters they mean, each said once; all faces read these tables."""

from collections.abc import Iterator, Sequence
from typing import Final

from workflow.text.formula.tree import Fenced, Name, Node, Script, Sign

_GREEK: Final = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ"
)
_SIGNS: Final = (
    "times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ "
    "le ≤ ge ≥ ne ≠ ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ perp ⊥ parallel ∥ "
    "leqslant ⩽ geqslant ⩾ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ emptyset ∅ setminus ∖ "
    "forall ∀ exists ∃ neg ¬ land ∧ lor ∨ to → gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ "
    "Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ partial ∂ nabla ∇ infty ∞ angle ∠ triangle △ degree ° "
    "sum ∑ prod ∏ int ∫ iint ∬ oint ∮ ldots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ colon ∶ "
    "lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ Vert ‖ backslash \\ quad \u2003"
)
_ALSO: Final = {
    "leq": "≤", "geq": "≥", "neq": "≠", "rightarrow": "→", "leftarrow": "←", "lbrace": "{", "rbrace": "}",
    "dots": "…", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "lbrack": "[", "rbrack": "]",
    "qquad": "\u2003", "wedge": "∧", "vee": "∨", "permil": "‰", "textdegree": "°", "celsius": "℃", "land": "∧",
}  # fmt: skip
_MARKED: Final = {"{": "{", "}": "}", "%": "%", "#": "#", "$": "$", "&": "&", "_": "_", ",": "\u2009", "|": "‖"}
_LIKE: Final = {":": "\u2009", ";": "\u2009", " ": "\u2009"}


def _pairs(listed: str) -> dict[str, str]:
    words = listed.split(" ")
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS: Final = _pairs(_GREEK)
SIGNS: Final = _pairs(_SIGNS) | _ALSO | _MARKED | _LIKE
# The one spelling of each character; a character without one spells itself.
SPELLED: Final = {sign: "\\" + name for name, sign in (_MARKED | _pairs(_SIGNS) | LETTERS).items()}

# Characters that stand for themselves, and those that are typed for others.
PLAIN: Final = frozenset("+-−=<>()[]|/*,.;:!?'~@\"‰℃%°")
RAISED: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
LOWERED: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-", strict=True))
TYPED: Final = {"*": "∗", "−": "-", "'": "′", "~": "\u2009", "·": "⋅", "µ": "μ", "∣": "|"}
OPERATORS: Final = PLAIN | frozenset(SIGNS.values())

_FUNCTIONS: Final = "sin cos tan cot arcsin arccos arctan sinh cosh tanh ln lg log exp lim max min det"
FUNCTIONS: Final = frozenset(_FUNCTIONS.split(" "))
LIMITS: Final = frozenset({"∑", "∏", "lim", "max", "min"})  # their scripts stand below and above
GREAT: Final = frozenset("∑∏∫∬∮")
DELIMITERS: Final = frozenset("()[]{}|/‖⌊⌋⌈⌉⟨⟩")

# Each mark with the combining character that other programs know it by.
MARKS: Final = {
    "overline": "\u0305",
    "underline": "\u0332",
    "hat": "\u0302",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "mathbf": "",
}
SAME_MARK: Final = {"bar": "overline", "widehat": "hat", "widetilde": "tilde", "boldsymbol": "mathbf", "bm": "mathbf"}


def takes_limits(node: Node) -> bool:
    """Whether scripts of this stand below and above it."""
    return isinstance(node, Sign | Name) and (node.sign if isinstance(node, Sign) else node.letters) in LIMITS


def is_function(node: Node) -> bool:
    """Whether this is a function's name, with what hangs on it."""
    base = node.base if isinstance(node, Script) else node
    return isinstance(base, Name) and base.letters in FUNCTIONS


def spaced(items: Sequence[Node]) -> Iterator[Node]:
    """The items of a row with a narrow space between a function and what it is of."""
    for n, item in enumerate(items):
        yield item
        if is_function(item) and n + 1 < len(items) and not isinstance(items[n + 1], Sign | Fenced):
            yield Sign("\u2009")
