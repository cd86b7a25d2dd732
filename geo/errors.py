"""The error families: what went wrong, without a word of HTTP or exit codes."""

from __future__ import annotations


class WusulError(Exception):
    """Root of every error that Wusul raises on purpose.

    Attributes
    ----------
    code : str
        Stable identifier, documented in the README.
    """

    code = "error"


class InputError(WusulError, ValueError):
    """The caller's value is wrong.

    Parameters
    ----------
    field : str
        Name of the field, argument or file that is wrong.
    reason : str
        What is wrong and what the limit is, lower case, no full stop.
    """

    code = "invalid-input"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class CrsError(InputError):
    """Coordinates come without a reference system, or in the wrong one."""

    code = "invalid-crs"


class MissingError(WusulError, LookupError):
    """An id, a name or a file that does not exist."""

    code = "not-found"


class GoneError(MissingError):
    """It was here once, and is gone: sending again is of no use."""

    code = "gone"


class ConflictError(WusulError):
    """The state changed under the caller, or somebody else holds it."""

    code = "conflict"


class ForbiddenError(WusulError, PermissionError):
    """The caller may not do this."""

    code = "forbidden"


class SourceError(WusulError, OSError):
    """A source of data failed.

    Parameters
    ----------
    message : str
        What happened, lower case, no full stop.
    permanent : bool
        Whether trying again is of no use.
    """

    code = "source-failed"

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class StorageError(SourceError):
    """Our own database or disk fails."""

    code = "storage-failed"


class DataError(WusulError, ValueError):
    """Stored data breaks an invariant: our bug."""

    code = "broken-data"
