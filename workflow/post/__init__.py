"""Messages that leave the house: who is written to, what is said, and the way to the mail server."""
