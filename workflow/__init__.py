"""The engine of joint regional standard-making; it knows nothing of HTTP.

A newcomer reads `process/standard.py` first: the process is one table, and everything else is read off it.

The stairs (a file imports only from floors below its own; `tests/house/test_stairs.py` walks them):

0  vocabulary, clock, words, db, text/ (pure), log/tlog and log/notes (pure)
1  records/ - the tables of the database, one noun a file
2  standing - the plain picture of one standard that rules judge
3  who, rules - relations and law; pure
4  process/ - the table, its answers, its diagram
5  effects/, log/journal, log/signer, mailroom - what a row writes besides the state
6  engine - the one door: offers, take, settle
7  reads/ - questions the screens ask
8  exports/, jobs, cli, demo/ - what leaves the house, timers, commands, demonstration
9  web/ - the browser and the API; holds no rule
"""
