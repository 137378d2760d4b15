"""Where a learner's life is kept: `decks/`, `recordings/`, the database and the settings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from drill.errors import SettingsError


@dataclass(frozen=True)
class Home:
    """One folder; copying it copies everything."""

    root: Path

    @property
    def decks(self) -> Path:
        """Folder of deck files."""
        return self.root / "decks"

    @property
    def recordings(self) -> Path:
        """Folder of kept answers."""
        return self.root / "recordings"

    @property
    def database(self) -> Path:
        """The review log."""
        return self.root / "drill.db"

    @property
    def settings(self) -> Path:
        """The settings file; it need not exist."""
        return self.root / "settings.toml"

    @property
    def lexicons(self) -> Path:
        """Folder of what the recogniser makes of the decks' terms; it need not exist."""
        return self.root / "lexicons"

    @property
    def log(self) -> Path:
        """What libraries and child processes print while the screen is drawn."""
        return self.root / "drill.log"

    def prepare(self) -> Home:
        """Make the folders. Raises SettingsError when that is not possible."""
        for folder in (self.decks, self.recordings):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise SettingsError(
                    f"The folder {folder} cannot be made: {error.strerror}.",
                    "Choose another home with --home DIR or DRILL_HOME.",
                ) from error
        return self


def find_home(option: str | None = None) -> Home:
    """The home folder: `--home`, `DRILL_HOME`, the current folder when it has `decks/`, or the
    platform's data folder, in this order. Raises SettingsError for a `~user` nobody knows and for
    something that is no folder."""
    if given := option or os.environ.get("DRILL_HOME"):
        try:
            root = Path(given).expanduser()
        except RuntimeError as error:  # `~somebody` who does not exist
            raise SettingsError(
                f"The home folder {given} cannot be found: {error}", "Write out the whole path."
            ) from error
        if root.exists() and not root.is_dir():
            raise SettingsError(
                f"The home {given} is a file, not a folder.",
                "Name the folder that holds decks/ with --home DIR or DRILL_HOME.",
            )
        return Home(root)
    if Path("decks").is_dir():
        return Home(Path.cwd())
    from platformdirs import user_data_path  # not needed in most starts

    return Home(user_data_path("drill", appauthor=False))
