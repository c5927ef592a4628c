"""The drafting desk's core: canonical bytes, the clause tree, reading, redline, numbers of standards.

Pure: standard library only, no database, no clock, no words. Faults come back as keys and facts for others to say.
"""
