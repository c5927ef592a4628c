"""What a WSGI server starts."""

from web import create_app

app = create_app()
