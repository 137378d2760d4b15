"""Making text from outside safe to show: no control characters, no terminal escapes."""

from __future__ import annotations

import re

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, clearing
    # OSC, DCS, SOS, PM, APC: titles, clipboard, links. One that is never closed must not swallow
    # the rest of a file, so it ends with its line.
    r"|\x1b[\]PX^_][^\x07\x1b\n]*(?:\x1b\\|\x07)?"
    r"|\x1b[ -/]*[0-~]?"  # two-character escapes and a lone ESC
    r"|\x9b[0-?]*[ -/]*[@-~]",  # CSI as one C1 character
)
# C0 without tab and newline, DEL, C1, and the bidirectional controls that reorder what is read.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` without escape sequences and control characters; CRLF and CR become newlines.

    Tabs and newlines stay. Never fails; lone surrogates are replaced by U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", _ESCAPES.sub("", text))
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
