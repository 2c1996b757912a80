"""How much of an uploaded file is kept: the rest of a film sent by mistake never reaches the disk."""

from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024
# Whatever an edition allows, no file above this is read. A little more is kept, so that the form that reads
# the file still sees that it is too large, and says so.
LARGEST_MB = 20
MOST_BYTES = LARGEST_MB * MEGABYTE + 64 * 1024


class CutOff(FileUploadHandler):
    """Stands before Django's handlers and passes on only the beginning of each file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start < MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        return None
