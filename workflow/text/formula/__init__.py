"""Formulas: a LaTeX subset read into a small tree, and the faces of that tree (MathML, print, OMML, plain words).

Every string can be read. What is not understood stays in the tree as it was written and is reported as a flaw.
"""

from workflow.text.formula.flaws import Flaw, FlawKind
from workflow.text.formula.mathml import mathml
from workflow.text.formula.omml_reading import from_omml
from workflow.text.formula.omml_writing import omml
from workflow.text.formula.plain import spoken
from workflow.text.formula.printing import printed
from workflow.text.formula.reading import read
from workflow.text.formula.tree import Node
from workflow.text.formula.writing import latex

__all__ = ["Flaw", "FlawKind", "Node", "from_omml", "latex", "mathml", "omml", "printed", "read", "spoken"]
