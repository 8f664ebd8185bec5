"""Packages of npm that some tests use, in a folder below build/: there if there is npm and a network."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

BUILD = pathlib.Path(__file__).resolve().parent.parent / "build"


def installed(folder, package, overrides=None, seconds=60):
    """The folder build/<folder>/node_modules with the package, "<name>@<version>", or None where it can't be had.
    `overrides`: versions of what it depends on."""
    name = package[: package.rindex("@")]
    place = BUILD / folder
    modules = place / "node_modules"
    if not (modules / name).exists() and shutil.which("npm"):
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place) as scratch:
            if overrides:
                (pathlib.Path(scratch) / "package.json").write_text(json.dumps({"overrides": overrides}))
            # There may be no network, and another run may be quicker.
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--fetch-retries=0", "--prefix", scratch,
                                package],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, check=True)
                os.rename(pathlib.Path(scratch) / "node_modules", modules)
    return modules if (modules / name).exists() else None
