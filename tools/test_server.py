"""What the scripts share that run a command with a database server of its own (with_*.py)."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_user(user, *command):
    """The command as that user, if this is root: servers refuse to run as root."""
    change = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"] if os.geteuid() == 0 else []
    return [*change, *(str(part) for part in command)]


def wait_until(ready, process, log, seconds=60):
    end = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            said = log.read_text(errors="replace") if log.exists() else ""
            sys.exit(f"{sys.argv[0]}: {process.args[-3:]} did not start:\n{said}")
        time.sleep(0.02)


def answers(address):
    """Whether something listens there: a path, or a host and a port."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.connect(address)
            return True
        except OSError:
            return False


def run(command, what, **options):
    """Runs a step of setting up a server to its end; ends this script, with what it said, if it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/", check=False,
                          **options)
    if done.returncode != 0:
        sys.exit(f"{sys.argv[0]}: {what} failed:\n{done.stdout}")


@contextlib.contextmanager
def running(command, log, stop, environment=None, restarts=False):
    """A process that is ended by the signal `stop`; `restarts`: one that a test kills by SIGKILL is begun anew."""

    def begin():
        with open(log, "ab") as out:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/", env=environment)

    process = begin()
    is_wanted = threading.Event()
    is_wanted.set()

    def watch():
        nonlocal process
        while process.wait() == -signal.SIGKILL and is_wanted.is_set():
            process = begin()

    if restarts:
        threading.Thread(target=watch, daemon=True).start()
    try:
        yield process
    finally:
        is_wanted.clear()
        process.send_signal(stop)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run_with(servers, user, explanation):
    """Runs the command of sys.argv; `servers(stack, folder)` enters what it needs into a contextlib.ExitStack, and
    gives the variables that the command is to find in its environment. The status is the command's."""
    if len(sys.argv) < 2:
        sys.exit(explanation)
    # A request to end is an exception here, so that what was started is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="rowan-server-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        return subprocess.run(sys.argv[1:], env={**os.environ, **servers(stack, folder)}, check=False).returncode
