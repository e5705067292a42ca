"""A PostgreSQL that survives the loss of its leader, as plain processes on one machine: three etcd, two Patroni, HAProxy.

deploy/ha/up FOLDER brings it up, prints its URL, and takes it down at Ctrl-C; what it keeps stays in FOLDER for the next time.
The templates beside this file say what to change for machines of their own. Needs Debian's packages etcd-server, haproxy and
postgresql; deploy/ha/get-patroni and deploy/ha/build-pgbouncer bring the rest, which Debian 12 has too old.
"""

import argparse
import contextlib
import glob
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import string
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ADDRESS = "127.0.0.1"
ETCDS = ["etcd1", "etcd2", "etcd3"]
POSTGRES = ["alpha", "beta"]


def programs():
    """The folder of PostgreSQL's programs, the newest if there are several."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    return os.environ.get("PG_BINDIR") or (found[-1] if found else os.path.dirname(find("initdb")))


def find(program):
    return shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin") or sys.exit(f"{program} is not installed")


def free_ports(count):
    """All of them at once, so that none is given twice."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((ADDRESS, 0))
        return [probe.getsockname()[1] for probe in probes]


class Missing(Exception):
    """What was waited for did not come."""


class Layout:
    def __init__(self, folder):
        # PostgreSQL refuses to run as root, and nothing here needs to be.
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.folder, self.bin, self.processes = os.path.abspath(folder), programs(), {}
        self.make_folder(self.folder)
        self.known = self.choose()
        self.url = self.url_of(self.known["haproxy"])

    def choose(self):
        """Ports and passwords, made up once: etcd and Patroni keep them in their data."""
        path = f"{self.folder}/layout.json"
        if not os.path.exists(path):
            ports = iter(free_ports(2 * len(ETCDS) + 2 * len(POSTGRES) + 2))
            known = {name: [next(ports), next(ports)] for name in ETCDS + POSTGRES}
            known |= {name: next(ports) for name in ("haproxy", "pgbouncer")}
            known |= {f"{name}_password": secrets.token_hex(16) for name in ("superuser", "replication", "rewind", "rapport")}
            self.write("layout.json", json.dumps(known, indent=1))
        with open(path) as file:
            return json.load(file)

    def url_of(self, port, user="rapport", database="rapport"):
        password = self.known["superuser_password" if user == "postgres" else "rapport_password"]
        return f"postgres://{user}:{password}@{ADDRESS}:{port}/{database}"

    # Files and processes

    def make_folder(self, path):
        os.makedirs(path, mode=0o700, exist_ok=True)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def write(self, name, text):
        path = f"{self.folder}/{name}"
        with open(path, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(text)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def fill(self, template, into, **values):
        with open(f"{HERE}/{template}") as file:
            return self.write(into, string.Template(file.read()).substitute(values, address=ADDRESS))

    def spawn(self, name, *command, **environment):
        drop = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": self.folder} | environment
        with open(f"{self.folder}/{name}.log", "ab") as log:
            # A session of its own: a Ctrl-C is for us alone, who end them in order.
            self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=environment,
                                                    start_new_session=True, **drop)

    # The parts

    def start_etcd(self, name):
        client, peer = self.known[name]
        members = ",".join(f"{one}=http://{ADDRESS}:{self.known[one][1]}" for one in ETCDS)
        folder = self.make_folder(f"{self.folder}/{name}")
        self.make_folder(f"{folder}/data")
        path = self.fill("etcd.yaml", f"{name}.yaml", name=name, folder=folder, members=members, client_port=client, peer_port=peer)
        self.spawn(name, find("etcd"), "--config-file", path)

    def start_postgres(self, name):
        postgres, rest = self.known[name]
        passwords = {key: value for key, value in self.known.items() if key.endswith("_password")}
        etcd = ",".join(f"{ADDRESS}:{self.known[one][0]}" for one in ETCDS)
        path = self.fill("patroni.yaml", f"{name}.yaml", name=name, folder=self.make_folder(f"{self.folder}/{name}"), etcd=etcd,
                         postgres_port=postgres, rest_port=rest, programs=self.bin, shared_buffers="64MB", **passwords)
        self.spawn(name, self.patroni, path)

    def start_haproxy(self):
        servers = [f"    server {name} {ADDRESS}:{self.known[name][0]} check port {self.known[name][1]}" for name in POSTGRES]
        path = self.fill("haproxy.cfg", "haproxy.cfg", port=self.known["haproxy"], servers="\n".join(servers))
        self.spawn("haproxy", find("haproxy"), "-db", "-f", path)

    def start_pgbouncer(self, program="pgbouncer", host=ADDRESS, port=None, pool_size=20):
        """Returns the URL through it: to where HAProxy leads, or to another PostgreSQL."""
        self.write("users.txt", f'"rapport" "{self.known["rapport_password"]}"\n')
        path = self.fill("pgbouncer.ini", "pgbouncer.ini", port=self.known["pgbouncer"], folder=self.folder, host=host,
                         database_port=port or self.known["haproxy"], pool_size=pool_size)
        self.spawn("pgbouncer", find(program), path)
        self.wait_for("PgBouncer", lambda: self.is_open(self.known["pgbouncer"]))
        return self.url_of(self.known["pgbouncer"])

    def find_patroni(self):
        """One that does not take the lead back unasked after it hung, and with it what was acknowledged meanwhile."""
        program = find(os.environ.get("RAPPORT_PATRONI", "patroni"))
        told = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
        found = re.search(r"(\d+)\.(\d+)", told)
        if not found or (int(found[1]), int(found[2])) < (3, 1):
            sys.exit(f"{told.strip()} loses writes: name another with RAPPORT_PATRONI (deploy/ha/get-patroni brings one)")
        return program

    def start(self):
        self.patroni = self.find_patroni()
        for name in ETCDS:
            self.start_etcd(name)
        for name in POSTGRES:
            self.start_postgres(name)
        self.start_haproxy()
        self.wait_for("a leader and its synchronous standby", lambda: self.sync_standby() and self.can_sql(), 120)
        if not self.sql("SELECT 1 FROM pg_roles WHERE rolname = 'rapport'", database="postgres"):
            self.sql(f"CREATE ROLE rapport LOGIN PASSWORD '{self.known['rapport_password']}'", database="postgres")
            self.sql("CREATE DATABASE rapport OWNER rapport", database="postgres")
            with open(f"{HERE}/role.sql") as file:
                self.sql(file.read(), database="postgres")
        return self

    def stop(self):
        """Those who ask before those who are asked: a leader that ends in order gives its office back to etcd."""
        for name in ["pgbouncer", "haproxy", *reversed(POSTGRES), *ETCDS]:
            process = self.processes.pop(name, None)
            if process and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:
                    process.kill()

    def remove(self):
        self.stop()
        for name in POSTGRES:
            self.kill(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    # What is known of them

    @staticmethod
    def wait_for(what, is_so, seconds=60):
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if is_so():
                return time.monotonic() - begun
            time.sleep(0.1)
        raise Missing(f"after {seconds} s there was still not {what}")

    @staticmethod
    def is_open(port):
        with socket.socket() as probe:
            return probe.connect_ex((ADDRESS, port)) == 0

    def cluster(self):
        """What Patroni says of its members, by name; empty when none answers."""
        for name in POSTGRES:
            try:
                with urllib.request.urlopen(f"http://{ADDRESS}:{self.known[name][1]}/cluster", timeout=2) as answer:
                    return {member["name"]: member for member in json.load(answer)["members"]}
            except (OSError, ValueError, KeyError):
                pass
        return {}

    def leader(self):
        return next((name for name, member in self.cluster().items() if member["role"] == "leader"), None)

    def sync_standby(self):
        return next((name for name, member in self.cluster().items() if member["role"] == "sync_standby"), None)

    def sql(self, text, node=None, database="rapport"):
        """By the superuser: on that node, or where HAProxy leads to."""
        port = self.known[node][0] if node else self.known["haproxy"]
        command = [f"{self.bin}/psql", self.url_of(port, "postgres", database), "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", text]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def can_sql(self):
        try:
            return self.sql("SELECT NOT pg_is_in_recovery()", database="postgres") == "t"
        except (RuntimeError, subprocess.TimeoutExpired):
            return False

    # What may happen to them

    def postmaster(self, name):
        try:
            with open(f"{self.folder}/{name}/data/postmaster.pid") as file:
                number = int(file.readline())
            with open(f"/proc/{number}/cmdline") as file:
                return number if f"{self.folder}/{name}/data" in file.read() else None
        except (OSError, ValueError):
            return None

    def kill_postgres(self, name):
        """Every process of it at once, as when the power fails."""
        number = self.postmaster(name)
        if not number:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGSTOP)
            children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(number)], capture_output=True, text=True).stdout.split()
            for one in [*map(int, children), number]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)

    def kill(self, name):
        """Patroni first, or it would start PostgreSQL again."""
        process = self.processes.pop(name, None)
        if process:
            process.kill()
            process.wait()
        self.kill_postgres(name)


def main():
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("folder")
    known.add_argument("--pgbouncer", metavar="PROGRAM", help="also this PgBouncer, 1.21 or newer, in transaction mode")
    asked = known.parse_args()
    layout = Layout(asked.folder)
    # A kill in the usual way takes it down in order too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        layout.start()
        print(f"DATABASE_URL={layout.url}", flush=True)
        if asked.pgbouncer:
            print(f"through PgBouncer: {layout.start_pgbouncer(asked.pgbouncer)}", flush=True)
        for name in POSTGRES:
            postgres, rest = layout.known[name]
            print(f"{name}: PostgreSQL at {postgres}, Patroni at http://{ADDRESS}:{rest}/cluster", flush=True)
        print("Ctrl-C takes it down.", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        layout.stop()


if __name__ == "__main__":
    main()
