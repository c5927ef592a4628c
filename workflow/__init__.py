"""The engine of joint regional standard-making; it knows nothing of HTTP.

A newcomer reads `process/standard.py` first: the process is one table, and everything else is read off it.

The stairs (a file imports only from floors below its own; the exact order stands in `pyproject.toml`, and
`tests/house/test_stairs.py` walks it):

0  vocabulary, clock, words, db, text/ (pure), log/tlog and log/notes (pure)
1  records/ - the tables of the database, one noun a file
2  picture/, accord/ - the plain picture of one standard, or one agreement, that rules judge
3  who, gates, rules/ - relations and law; pure
4  process/ - the tables, their answers, machines and diagram
5  effects/, log/journal, log/signer, mailroom, search/ - what a row writes besides the state
6  engine, and the doors beside it: agreeing/, entering/, seats/, entrance/, storage/, doors/, desk/ …
7  replaying/, reads/ - histories told again; questions the screens ask
8  exports/, exchange/, post/, jobs, cli, demo/ - what leaves the house, timers, commands, demonstration
9  web/ - the browser and the API; holds no rule
"""
