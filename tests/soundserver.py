"""A sound server of one's own: PulseAudio with null sinks, which PortAudio opens as real devices.

What drill plays ends in the sink `speaker`, whose monitor can be recorded; what is played into the
sink `micsink` is what the microphone `mic` hears. Nothing of the machine's own sound is touched.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drill.voice import portaudio

NEEDED = {
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "paplay": "pulseaudio-utils",
    "parec": "pulseaudio-utils",
    "sox": "sox",
    "espeak-ng": "espeak-ng",
}
"""Programs by the Debian package that brings them."""

ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse hint { show on description "drill's test sound" } }
ctl.!default { type pulse }
pcm.TestMic { type pulse device mic hint { show on description "the learner" } }
pcm.TestSpeaker { type pulse device speaker hint { show on description "the loudspeaker" } }
"""
"""ALSA's configuration: the default device and two named ones lead to PulseAudio."""

_MORTAL = ("setpriv", "--pdeathsig", "TERM") if shutil.which("setpriv") else ()
"""In front of a command: it ends with us, even when we are killed."""


def ensure_available() -> None:
    """Skip the test, with the reason, where no sound server can run; fail instead with `CI=true`."""
    missing = sorted({package for name, package in NEEDED.items() if not shutil.which(name)})
    if not any(Path("/usr").glob("lib*/**/alsa-lib/libasound_module_pcm_pulse.so")):
        missing.append("libasound2-plugins")
    if importlib.util.find_spec("sounddevice") is None:
        missing.append("the extra `voice`")
    elif not ctypes.util.find_library("portaudio"):
        missing.append("libportaudio2")
    if not missing:
        return
    reason = f"no sound server for tests: {', '.join(missing)} not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class SoundServer:
    """A running PulseAudio with one loudspeaker and one microphone.

    `env` holds the variables that lead a program (or this process) to it.
    """

    MICROPHONE = "TestMic"
    LOUDSPEAKER = "TestSpeaker"

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        # A short path: a socket's name may have no more than 107 bytes.
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="snd")))
        self.folder.chmod(0o700)
        alsa = self.folder / "asound.conf"
        alsa.write_text(ALSA)
        self.env = {
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_RUNTIME_PATH": str(self.folder / "pulse"),
            "PULSE_SERVER": f"unix:{self.folder}/native",
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_CLIENTCONFIG": "/dev/null",
            "ALSA_CONFIG_PATH": str(alsa),
        }
        try:
            self._server = self._start()
        except BaseException:
            self._stack.close()
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        modules = [
            f"module-native-protocol-unix auth-anonymous=1 socket={self.folder}/native",
            "module-null-sink sink_name=speaker rate=48000",
        ]
        log = self.folder / "pulseaudio.log"
        with log.open("wb") as sink:
            server = subprocess.Popen(
                [
                    *_MORTAL,
                    *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
                    *("--use-pid-file=no", "--disallow-exit=no", "--realtime=no"),
                    *(f"--load={module}" for module in modules),
                ],
                env={**os.environ, **self.env, "HOME": str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._stack.callback(_end, server)
        deadline = time.monotonic() + 20
        while self.pactl("info", check=False).returncode:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(
                    f"pulseaudio did not start:\n{log.read_text('utf-8', 'replace')}"
                )
            time.sleep(0.05)
        self.pactl("set-default-sink", "speaker")
        self.plug_in()
        return server

    def pactl(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `pactl` on this server."""
        command = ["pactl", *arguments]
        environment = {**os.environ, **self.env}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=check, timeout=20
        )

    def play_into_mic(self, sound: Path) -> None:
        """Say this sound file (WAV, FLAC) into the microphone; returns when it was said."""
        with self.playing_into_mic(sound) as player:
            player.wait(120)

    @contextlib.contextmanager
    def playing_into_mic(self, sound: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Say this sound file into the microphone while the block runs; cut off at its end."""
        player = self._run("paplay", "--device=micsink", str(sound))
        try:
            yield player
        finally:
            _end(player)

    @contextlib.contextmanager
    def record_speaker(self, wav: Path) -> Iterator[Path]:
        """Record what the loudspeaker plays while the block runs, to `wav` (mono, 16 kHz).

        Recording has begun when the block is entered.
        """
        raw = wav.with_suffix(".raw")
        shape = ("--raw", "--format=s16le", "--rate=16000", "--channels=1", "--latency-msec=20")
        recorder = self._record("speaker.monitor", shape, raw)
        try:
            yield wav
        finally:
            _end(recorder)
        format_ = ["-t", "raw", "-r", "16000", "-c", "1", "-b", "16", "-e", "signed"]
        command = ["sox", *format_, str(raw), str(wav)]
        subprocess.run(command, check=True, timeout=60)
        raw.unlink()

    def plug_in(self) -> None:
        """Bring the microphone. There is one from the start; see `unplug`."""
        for module in (
            "module-null-sink sink_name=micsink rate=48000",
            "module-remap-source master=micsink.monitor source_name=mic",
        ):
            self.pactl("load-module", *module.split())
        self.pactl("set-default-source", "mic")
        self.pactl("suspend-sink", "speaker", "0")
        # A null sink that nobody hurries hands its sound on every two seconds only.
        hurry = self.folder / "hurry.raw"
        hurry.unlink(missing_ok=True)
        shape = ("--raw", "--format=u8", "--rate=8000", "--channels=1", "--latency-msec=20")
        self._stack.callback(_end, self._record("mic", shape, hurry))

    def wait_quiet(self) -> None:
        """Wait until nothing sounds in the room: what was cut off may still be on its way."""
        listener = self._run(
            *("parec", "--device=mic", "--raw", "--format=s16le", "--rate=8000"),
            *("--channels=1", "--latency-msec=20"),
            stdout=subprocess.PIPE,
        )
        assert listener.stdout is not None
        deadline = time.monotonic() + 20
        try:
            while any(listener.stdout.read(2 * 8000 * 3 // 10)):  # 0.3 seconds of samples
                if time.monotonic() > deadline:
                    raise RuntimeError("the room does not get quiet")
        finally:
            _end(listener)
            listener.stdout.close()

    def unplug(self) -> None:
        """Take the microphone away, as if its plug were pulled."""
        for line in self.pactl("list", "short", "modules").stdout.splitlines():
            number, _, rest = line.partition("\t")
            if "sink_name=micsink" in rest or "source_name=mic" in rest:
                self.pactl("unload-module", number, check=False)
        # PulseAudio moves who listened to the one source left: the loudspeaker's monitor.
        self.pactl("suspend-sink", "speaker", "1")

    def kill(self) -> None:
        """The server dies without a word."""
        self._server.kill()
        self._server.wait(20)

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """The server hangs while the block runs."""
        self._server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._server.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Stop the server and remove its files."""
        self._stack.close()

    def _record(self, source: str, shape: tuple[str, ...], file: Path) -> subprocess.Popen[bytes]:
        """Start recording; returns when there is sound."""
        recorder = self._run("parec", f"--device={source}", *shape, str(file))
        deadline = time.monotonic() + 20
        while not (file.exists() and file.stat().st_size):
            if recorder.poll() is not None or time.monotonic() > deadline:
                _end(recorder)
                raise RuntimeError("parec does not record")
            time.sleep(0.02)
        return recorder

    def _run(self, *command: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_MORTAL, *command],
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process that this module started: politely, then not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait(20)


def speak(text: str, wav: Path, voice: str = "en-gb+f3", rate: int = 150) -> Path:
    """Write a learner's spoken answer to `wav`, in another voice than the one that asks."""
    command = ["espeak-ng", "-v", voice, "-s", str(rate), "-w", str(wav), text]
    subprocess.run(command, check=True, timeout=30)
    return wav


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """The suite's sound server; this process and its children use it while a test runs."""
    ensure_available()
    server = SoundServer()
    before = {name: os.environ.get(name) for name in server.env}
    os.environ.update(server.env)
    if "sounddevice" in sys.modules:  # an earlier test made PortAudio look at this machine's own
        portaudio.rescan()
    yield server
    server.close()
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
