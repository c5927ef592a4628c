"""The notation (记法) of a clause's body: lines that anybody can write in a plain form, and the blocks they mean.

Every string is a valid body; `write(read(body))` is its canonical spelling, `read(write(blocks))` the same blocks.
"""

from workflow.text.notation.reading import read
from workflow.text.notation.writing import write

__all__ = ["read", "write"]
