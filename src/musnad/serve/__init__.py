"""The REST API and the built web page."""

from musnad.serve.access import is_loopback
from musnad.serve.app import create_app
from musnad.serve.guard import Limits

__all__ = ["Limits", "create_app", "is_loopback"]
