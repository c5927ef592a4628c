"""The product's own walk: every situation that the process table can lead its regions into, judged by the real rows.

`situation` says what matters of a standard, `people` who acts, `picture` (with `parts`) makes a real `Standing` of a
situation, `answers` says what a row is answered, `moves` and `facts` imitate what is written (`recorded` keeps them
honest), `lawful` asks the table, `judge` the acts it allows, `roads` walks, `invariants`, `hostages` and `board`
judge, `faults` breaks the table. Walked by themselves: a chain (`gate`), a motion (`ballots`), the ladder of lateness
(`ladder`), the register of numbers (`register`), an amendment (`amended`).

Cuts. A chain is its approver alone. Time is facts: a clock has run out or not, and it may run out before the process
wakes. A motion that carries is one act (`carried`), and of a debt it passes over nothing is left but that it is long
overdue; an extension of the plan is looked at by no other row and stays at none. A vote is its outcome; one comment,
one demanded change, one serial stand for many. Who reserved a number is the first counted region, and it asks to void
it at once. A freeze always changes the words. Comments matter once they must be answered; changes are demanded by the
first review that passes; a number taken back to drafting is confirmed anew; while the text is written, regions join one
after the other, and so they do once it is released. A revision is none, under way, ended or in force. Regions other
than the lead are interchangeable, and so are reasons for which a region stays out. What no row can look at any more
(the purpose of a text once drafting begins anew, windows once released) is forgotten.
"""
