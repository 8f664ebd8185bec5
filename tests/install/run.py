#!/usr/bin/env python3
"""Installs a build of rowan to a temporary prefix and builds the program in app/ with it, in each way that a user may:
find_package, pkg-config and add_subdirectory, by each compiler; and runs it.

    tests/install/run.py --build build/release --compiler g++ --compiler clang++-19
"""

import argparse
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
APP = HERE / "app"


def run(*command, env=None):
    """Runs it and returns what it wrote; shows all of that if it fails."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **(env or {})})
    if done.returncode != 0:
        raise RuntimeError(f"{shlex.join(str(part) for part in command)}\n{done.stdout}")
    return done.stdout


def build_by_cmake(compiler, folder, *definitions):
    run("cmake", "-G", "Ninja", "-S", APP, "-B", folder, f"-DCMAKE_CXX_COMPILER={compiler}", *definitions)
    run("cmake", "--build", folder, "--target", "app", "--parallel", "2")
    return folder / "app"


def by_find_package(compiler, prefix, folder):
    return build_by_cmake(compiler, folder, f"-DCMAKE_PREFIX_PATH={prefix}")


def by_add_subdirectory(compiler, prefix, folder):
    # The whole library again: ccache, where there is one, makes that cheap the second time.
    ccache = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if has_ccache() else []
    return build_by_cmake(compiler, folder, f"-DROWAN_CHECKOUT={ROOT}", *ccache)


def by_pkg_config(compiler, prefix, folder):
    folder.mkdir()
    path = os.pathsep.join(str(file.parent) for file in prefix.rglob("rowan.pc"))
    flags = run("pkg-config", "--cflags", "--libs", "rowan", env={"PKG_CONFIG_PATH": path})
    run(compiler, "-std=c++20", APP / "main.cpp", "-o", folder / "app", *shlex.split(flags))
    if drivers(prefix):
        modules = [f"rowan-{driver}" for driver in drivers(prefix)]
        flags = run("pkg-config", "--cflags", "--libs", *modules, env={"PKG_CONFIG_PATH": path})
        run(compiler, "-std=c++20", APP / "databases.cpp", "-o", folder / "databases", *shlex.split(flags))
    return folder / "app"


def drivers(prefix):
    """The drivers that are libraries of their own, of the build that is installed."""
    return sorted(file.stem.removeprefix("rowan-") for file in prefix.rglob("rowan-*.pc"))


def check_databases(app, prefix, environment):
    """The program beside `app` that links the drivers finds them."""
    names = drivers(prefix)
    output = run(app.with_name("databases"), *names, env=environment)
    for name in names:
        if f"{name}+" not in output or f"{name} was tried" not in output:
            raise RuntimeError(f"the driver for {name} is linked and not known:\n{output}")


def has_ccache():
    return subprocess.run(["sh", "-c", "command -v ccache"], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, help="the build folder to install from")
    parser.add_argument("--compiler", action="append", required=True, dest="compilers", help="may be given again")
    arguments = parser.parse_args()

    failures = 0
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(temporary)
        prefix = scratch / "prefix"
        run("cmake", "--install", arguments.build, "--prefix", prefix)
        libraries = os.pathsep.join(str(folder) for folder in prefix.glob("lib*"))
        for compiler in arguments.compilers:
            for way in (by_find_package, by_pkg_config, by_add_subdirectory):
                name = f"{way.__name__} ({pathlib.Path(compiler).name})"
                folder = scratch / name.replace(" ", "_")
                try:
                    environment = {"LD_LIBRARY_PATH": libraries}
                    app = way(compiler, prefix, folder)
                    output = run(app, env=environment)
                    if drivers(prefix):
                        check_databases(app, prefix, environment)
                    print(f"ok    {name}: {output.strip()}", flush=True)
                except RuntimeError as error:
                    failures += 1
                    print(f"FAIL  {name}: {error}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
