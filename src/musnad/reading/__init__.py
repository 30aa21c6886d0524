"""Bytes, files, archives, pages and addresses → documents; what cannot be read is refused by name and reason."""

from musnad.reading.decode import Decoded, decode, decode_as
from musnad.reading.document import day, document
from musnad.reading.files import Given, documents

__all__ = ["Decoded", "Given", "day", "decode", "decode_as", "document", "documents"]
