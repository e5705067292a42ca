"""What the drills share: a PostgreSQL that may be killed, and a service on it."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from service import free_port, wait_until_ready


def programs():
    """The folder of PostgreSQL's programs, the newest if there are several."""
    named = os.environ.get("PG_BINDIR")
    found = [named] if named else sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        sys.exit("no PostgreSQL: script/bootstrap installs it")
    return found[-1] if found else os.path.dirname(on_path)


class Postgres:
    """A cluster of our own, with fsync on, at a Unix socket that only its user and root can enter."""

    def __init__(self, settings=(), folder=None, base_backup=None):
        # PostgreSQL refuses to run as root.
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.bin = programs()
        self.folder = folder or tempfile.mkdtemp(prefix="rapport-drill-", dir="/var/tmp")
        os.chmod(self.folder, 0o700)
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self.data, self.process = f"{self.folder}/data", None
        self.settings = ["unix_socket_directories=" + self.folder, "listen_addresses=", *settings]
        if base_backup is None and not os.path.exists(self.data):
            self.run("initdb", "-D", self.data, "-U", "rapport", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def url(self):
        return f"postgres://rapport@localhost/rapport?host={self.folder}"

    def command(self, program, *arguments):
        drop = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        return [f"{self.bin}/{program}", *arguments], {"cwd": self.folder, **drop}

    def run(self, program, *arguments):
        line, how = self.command(program, *arguments)
        done = subprocess.run(line, capture_output=True, text=True, **how)
        if done.returncode:
            sys.exit(f"{program}: {done.stderr}")
        return done.stdout.strip()

    def start(self):
        """Also after a kill: it recovers from its log."""
        line, how = self.command("postgres", "-D", self.data, *(part for one in self.settings for part in ("-c", one)))
        with open(f"{self.folder}/server.log", "ab") as log:
            self.process = subprocess.Popen(line, stdout=log, stderr=log, **how)
        for _ in range(600):
            line, how = self.command("pg_isready", "-q", "-h", self.folder, "-U", "rapport", "-d", "postgres")
            if subprocess.run(line, **how).returncode == 0:
                break
            time.sleep(0.05)
        else:
            sys.exit(f"PostgreSQL did not start; see {self.folder}/server.log")
        if not self.sql("SELECT 1 FROM pg_database WHERE datname = 'rapport'", "postgres"):
            self.sql("CREATE DATABASE rapport", "postgres")
        return self

    def sql(self, text, database="rapport"):
        return self.run("psql", "-h", self.folder, "-U", "rapport", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text)

    def kill(self):
        """Every process of it at once, as when the power fails."""
        self.process.send_signal(signal.SIGSTOP)
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        for number in map(int, children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            # Fast: it ends sessions rather than waiting for them.
            self.process.send_signal(signal.SIGINT)
            self.process.wait()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Service:
    """One process of the service. It makes its keys in `folder`, which several may share."""

    def __init__(self, binary, folder, database, port=None, environment=()):
        os.makedirs(folder, exist_ok=True)
        self.folder, self.port, self.process = folder, port or free_port(), None
        self.base, self.command = f"http://127.0.0.1:{self.port}", [binary, "serve"]
        self.log = open(f"{folder}/service-{self.port}.log", "ab")
        self.environment = os.environ | {
            "DATABASE_URL": database, "RAPPORT__DEVELOPMENT__FOLDER": folder, "RAPPORT__SERVER__PORT": str(self.port),
            "RAPPORT__RATE__REQUESTS": "4000000000", "RAPPORT__RATE__SIGN_IN_REQUESTS": "4000000000",
            "RAPPORT__TOKENS__ACCESS_MINUTES": "15", "RAPPORT__WEBHOOKS__ALLOW_LOOPBACK": "true",
        } | dict(environment)

    def start(self, wait=True):
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=self.log, stderr=self.log)
        if wait:
            wait_until_ready(self.base)
        return self

    def is_ready(self):
        try:
            urllib.request.urlopen(f"{self.base}/readyz", timeout=5).close()
            return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def has_written_to(self, address):
        """Whether there is a letter, which is done beside the requests."""
        letters = glob.glob(f"{self.folder}/mail/*.eml")
        return any(address in open(letter, errors="replace").read() for letter in letters)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
