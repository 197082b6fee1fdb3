"""How large a file sent from a browser may be; a larger one is given up while it comes in.

Nothing of an upload outlives its request: up to 2.5 MiB are held in memory, more in a temporary
file that only this process reads and that goes when the request ends.
"""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

__all__ = ["UPLOAD_MIB", "LimitedUpload", "was_too_large"]

UPLOAD_MIB = 256
"""Largest file of a page, in MiB. The command line takes larger ones, and copies nothing."""

_MARK = "upload_too_large"


class LimitedUpload(FileUploadHandler):
    """Stops a file at `UPLOAD_MIB`; stands before the handlers that keep what passes."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count; each file of a request is counted alone."""
        super().new_file(*args, **kwargs)
        self._left = UPLOAD_MIB << 20

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  Django's name of it
        """Pass the piece on, or give the upload up; the rest is read and thrown away."""
        self._left -= len(raw_data)
        if self._left < 0:
            setattr(self.request, _MARK, True)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler holds the file."""


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was given up for its size."""
    return getattr(request, _MARK, False) is True
