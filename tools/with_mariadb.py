#!/usr/bin/env python3
"""Runs a command with a MariaDB server of its own, which ends with the command, however that ends.

    tools/with_mariadb.py build/debug/tests/mariadb_tests --gtest_filter='*Values*'

The server lives in a temporary folder and listens on a unix socket in it and on a free port of 127.0.0.1. The command finds
in its environment

    ROWAN_TEST_MARIADB          the URL of a database, by TCP, for a user with a password
    ROWAN_TEST_MARIADB_SOCKET   of the same, over the socket, for root

As root, the server runs as the user mysql, since it refuses to run as root.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import urllib.parse

from test_server import as_user, free_port, run, run_with, running, wait_until


def program(*names):
    for name in names:
        for folder in (None, "/usr/sbin:/usr/libexec:/usr/local/sbin"):
            found = shutil.which(name, path=folder)
            if found:
                return found
    sys.exit(f"with_mariadb: there is no {names[0]} here (Debian: mariadb-server)")


@contextlib.contextmanager
def mariadb(folder):
    data = folder / "data"
    log = folder / "mariadb.log"
    path = folder / "socket"
    # Never without --no-defaults: /etc/mysql is another server's.
    run(as_user("mysql", program("mariadb-install-db", "mysql_install_db"), "--no-defaults", f"--datadir={data}",
                "--auth-root-authentication-method=normal", "--skip-test-db"), "mariadb-install-db")
    port = free_port()
    command = as_user("mysql", program("mariadbd", "mysqld"), "--no-defaults", f"--datadir={data}", f"--socket={path}",
                      "--bind-address=127.0.0.1", f"--port={port}", f"--pid-file={folder / 'pid'}",
                      "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M",
                      "--innodb-log-file-size=16M", "--character-set-server=utf8mb4")
    client = [program("mariadb", "mysql"), "--no-defaults", "-uroot", "-S", str(path)]
    with running(command, log, signal.SIGKILL) as process:
        wait_until(lambda: subprocess.run([*client, "-e", "DO 0"], capture_output=True, check=False).returncode == 0,
                   process, log)
        run([*client, "-e", "CREATE DATABASE rowan; CREATE USER rowan@'127.0.0.1' IDENTIFIED BY 'p@ss'; "
                            "GRANT ALL ON *.* TO rowan@'127.0.0.1' WITH GRANT OPTION"], "the first session")
        yield port, path


def servers(stack, folder):
    port, path = stack.enter_context(mariadb(folder))
    where = urllib.parse.quote(str(path), safe="")
    return {"ROWAN_TEST_MARIADB": f"mariadb://rowan:p%40ss@127.0.0.1:{port}/rowan?charset=utf8mb4",
            "ROWAN_TEST_MARIADB_SOCKET": f"mariadb://root@/rowan?unix_socket={where}"}


if __name__ == "__main__":
    sys.exit(run_with(servers, "mysql", __doc__))
