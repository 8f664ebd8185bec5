"""Packages of npm that some tests use, in a folder below build/: there if there is npm and a network."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import skipping

BUILD = pathlib.Path(__file__).resolve().parent.parent / "build"


def installed(folder, package, overrides=None, script=None, seconds=60):
    """The folder build/<folder>/node_modules with the package, "<name>@<version>", or None where it can't be had.
    `overrides`: versions of what it depends on. `script`: what is run once in the package's folder when it is new, since
    npm may run no scripts of packages."""
    name = package[: package.rindex("@")]
    place = BUILD / folder
    modules = place / "node_modules"
    if not (modules / name).exists() and shutil.which("npm"):
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place) as scratch:
            fresh = pathlib.Path(scratch) / "node_modules"
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": seconds, "check": True}
            if overrides:
                (pathlib.Path(scratch) / "package.json").write_text(json.dumps({"overrides": overrides}))
            # There may be no network, and another run may be quicker.
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0",
                                "--prefix", scratch, package], **quiet)
                if script:
                    subprocess.run(["node", script], cwd=fresh / name, **quiet)
                os.rename(fresh, modules)
    return modules if (modules / name).exists() else None


def skip(what, package):
    """Ends this script as one whose command can't be run."""
    skipping.skip(f"there is no {what} here: npm could not install {package}")
