"""What a WSGI server starts."""

from web import served

app = served()
