"""Set one PDF and end: a program of its own, since typst keeps the memory of all that it has set.

Each proposal leaves eight megabytes behind, and a text made to burst takes a gigabyte and half a minute. Here
both end with the process, at the latest when it has used SECONDS or MEGABYTES, or after PATIENCE. It reads an
order as JSON,

    {"template": path, "fonts": [folder, …], "folder": of the pictures, "said": {…}, "moment": Unix time}

and writes the PDF. It ends with 1 and says why where typst refuses or warns; a limit kills it. It knows no
Django.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path

# A full proposal takes a fifth of a second and 60 MB.
SECONDS = 5
MEGABYTES = 300
# Real time, for a program that waits instead of computing; a crowded machine is slow.
PATIENCE = 60


def typeset(order: dict) -> bytes:
    """Return the PDF that was ordered; the same order gives the same bytes.

    Raises RuntimeError where typst refuses, and where it warns, for example of a missing font.
    """
    # Imported here, so that the portal itself never loads the compiler.
    import typst  # noqa: PLC0415

    made, warnings = typst.compile_with_warnings(
        Path(order["template"]).read_bytes(),
        # All that a template can read: code in it would see these pictures and nothing else.
        root=order["folder"],
        font_paths=order["fonts"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(order["said"])},
        # Both together: a file that breaks one of them is not written.
        pdf_standards=["a-2a", "ua-1"],
        timestamp=order["moment"],
    )
    if warnings:
        raise RuntimeError("; ".join(warning.message for warning in warnings))
    return made


def main() -> None:
    os.nice(5)
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))
    sys.stdout.buffer.write(typeset(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
