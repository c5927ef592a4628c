"""The product's own walk: every situation that the process table can lead three regions into, judged by the real rows.

`situation` says what matters of a standard, `people` who acts, `picture` makes a real `Standing` of a situation,
`answers` says what a row is answered, `moves` and `facts` imitate what is written (`recorded` keeps them honest),
`judge` asks the table, `roads` walks, `invariants` and `board` judge, `faults` breaks the table, `gate` walks a chain.

Cuts. A chain is its approver alone. Time is facts: a clock has run out or not, and it may run out before the process
wakes. A vote is its outcome; one comment, one demanded change, one serial stand for many. Who reserved a number is the
first counted region, and it asks to void it at once. A freeze always changes the words. Comments matter once they must
be answered; changes are demanded by the first review that passes; a number taken back to drafting is confirmed anew;
while the text is written, regions join one after the other. Regions other than the lead are interchangeable. What no
row can look at any more (the purpose of a text once drafting begins anew, windows once released) is forgotten.
"""
