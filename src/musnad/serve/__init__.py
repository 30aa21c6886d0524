"""The REST API and the built web page."""

from musnad.serve.app import create_app

__all__ = ["create_app"]
