"""A helper process for the tests of the pipes: `python -m stt_echo_helper`."""

from __future__ import annotations

import os
import time

from drill.errors import VoiceError
from drill.voice.frames import Header
from drill.voice.serving import Job, serve


def handle(job: Job) -> tuple[Header, bytes]:
    """Answer with the payload backwards, or do what the header says."""
    match job.header.get("do"):
        case "die":
            os._exit(3)
        case "fail":
            raise VoiceError("It is broken.", "Mend it.")
        case "work":
            while True:
                job.check()
                time.sleep(0.001)
        case "print":
            print("not a frame")
            os.write(1, b"not a frame either\n")
        case "environment":
            return {"value": os.environ.get(job.header["name"])}, b""
    return {"pid": os.getpid()}, job.payload[::-1]


if __name__ == "__main__":
    serve(handle)
