"""Everything that can go wrong, as one tree.

    MusnadError
    ├── UsageError            arguments that make no sense together; exit status 2
    ├── InputError            one input could not be read; a batch goes on; exit status 1
    │   ├── MissingInput      no such file, or it may not be opened
    │   ├── EmptyInput        nothing in it but space
    │   ├── NotText           binary, or bytes that no known encoding explains
    │   ├── NotArabic         text, but with hardly any Arabic letters
    │   ├── BadRow            a row of JSONL, CSV or a feed that lacks or garbles a field
    │   ├── BrokenArchive     an archive that is damaged or asks for a password
    │   ├── TooLarge          more than the limit in force
    │   └── FetchRefused      an address that may not, or could not, be fetched
    ├── Unanalysed            an article was read, but its analysis failed or killed its worker
    ├── RecordError           JSON that is not a record of this schema
    ├── KnowledgeError        a table or artefact of who and where that does not hold together
    ├── ModelError            the tagger's files are absent or do not fit
    └── StoreError            the store cannot be opened, read or written

Each names the input, the reason and the mend, in one line, so that a person reading a log can act on it.
"""


class MusnadError(Exception):
    """Base of all errors that Musnad raises on purpose.

    `subject` is what was being read or asked for, `reason` what is wrong with it, `mend` what would help.
    """

    def __init__(self, subject: str, reason: str, mend: str = "") -> None:
        self.subject, self.reason, self.mend = subject, reason, mend
        super().__init__(f"{subject}: {reason}" + (f" ({mend})" if mend else ""))

    def __reduce__(self) -> tuple[type["MusnadError"], tuple[str, str, str]]:
        """Errors cross process pools, so they must survive pickling."""
        return type(self), (self.subject, self.reason, self.mend)


class UsageError(MusnadError):
    """Arguments that make no sense together."""


class InputError(MusnadError):
    """One input could not be read; the others of its batch are."""


class MissingInput(InputError):
    """No such file or stream, or it may not be opened."""


class EmptyInput(InputError):
    """An input with nothing in it but space."""


class NotText(InputError):
    """Binary content, or bytes that no known encoding explains."""


class NotArabic(InputError):
    """Text with hardly any Arabic letters."""


class BadRow(InputError):
    """A row that lacks or garbles a field it must have."""


class BrokenArchive(InputError):
    """An archive that is damaged or asks for a password."""


class TooLarge(InputError):
    """More bytes than the limit in force."""


class FetchRefused(InputError):
    """An address that may not, or could not, be fetched."""


class Unanalysed(MusnadError):
    """An article was read, but its analysis failed or killed its worker."""


class RecordError(MusnadError):
    """JSON that is not a record of this schema."""


class KnowledgeError(MusnadError):
    """A table or artefact of who and where that does not hold together."""


class ModelError(MusnadError):
    """The tagger's files are absent or do not fit."""


class StoreError(MusnadError):
    """The store cannot be opened, read or written."""
