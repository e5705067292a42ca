"""Two instances behind HAProxy, with the configuration in deploy/haproxy, are restarted in turn under load. Not one request may
fail, nothing acknowledged may be lost or made twice, and every change has to be told to whoever follows.

Usage: restart.py BINARY FOLDER
"""

import contextlib
import csv
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid

from cluster import Postgres, Service
from service import Client, free_port

CONFIGURATION = f"{os.path.dirname(__file__)}/../deploy/haproxy/haproxy.cfg"
LONG = os.environ.get("RAPPORT_DRILL_LONG") == "1"
ROUNDS, PEOPLE, READERS, WRITERS = (10 if LONG else 3), 4, 3, 2
# What deploy/haproxy asks of the instances. 0 shows why.
UNREADY = os.environ.get("RAPPORT_DRILL_UNREADY", "5")
JSON = {"Content-Type": "application/json"}


class Balancer:
    def __init__(self, folder, services):
        self.port, self.admin = free_port(), f"{folder}/haproxy.sock"
        self.base = f"http://127.0.0.1:{self.port}"
        places = {"RAPPORT_BIND": f"127.0.0.1:{self.port}", "RAPPORT_ADMIN": self.admin}
        places |= {f"RAPPORT_{n}": f"127.0.0.1:{one.port}" for n, one in enumerate(services, 1)}
        program = shutil.which("haproxy") or "/usr/sbin/haproxy"
        with open(f"{folder}/haproxy.log", "wb") as log:
            command = [program, "-db", "-f", CONFIGURATION]
            self.process = subprocess.Popen(command, env=os.environ | places, stdout=log, stderr=log)

    def figures(self):
        """What it counted, by server."""
        with socket.socket(socket.AF_UNIX) as admin:
            admin.connect(self.admin)
            admin.sendall(b"show stat\n")
            text = admin.makefile().read().lstrip("# ")
        return {row["svname"]: row for row in csv.DictReader(text.splitlines()) if row["pxname"] == "rapport"}

    def wait_until(self, server, status):
        for _ in range(300):
            with contextlib.suppress(OSError, KeyError):
                if self.figures()[server]["status"].startswith(status):
                    return
            time.sleep(0.1)
        sys.exit(f"HAProxy did not find {server} {status}")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Load:
    """What was asked and how it went. It never tries again."""

    def __init__(self, balancer):
        self.port, self.over, self.lock = balancer.port, threading.Event(), threading.Lock()
        self.took, self.failed, self.restarting = {}, [], False

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, connection, what, wanted, method, path, body=None, headers=None):
        begun, restarting = time.monotonic(), self.restarting
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            problem = None if answer.status == wanted else f"{answer.status} {text[:300]!r}"
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            problem = repr(error)
        return self.note(what, begun, restarting, f"{method} {path}", problem) and json.loads(text)

    def note(self, what, begun, restarting, request, problem):
        with self.lock:
            self.took.setdefault((what, restarting or self.restarting), []).append(time.monotonic() - begun)
            if problem:
                self.failed.append(f"{what}, after {time.monotonic() - begun:.3f} s: {request}: {problem}")
        return not problem


class Person:
    def __init__(self, client, name):
        account = {"email": f"{name}@drills.example", "password": "seven grey herons on one weir"}
        granted = client.call("POST", "/v1/auth/register", account | {"display_name": name, "time_zone": "Europe/Berlin"})
        self.bearer = {"Authorization": f"Bearer {granted['access_token']}"}
        self.acknowledged, self.numbers, self.told, self.resumed = set(), [], set(), 0

    def read(self, load, dice):
        connection = load.connect()
        paths = ["/v1/contacts?limit=20", "/v1/next-actions", "/v1/agenda", "/v1/changes?limit=10", "/v1/themes", "/v1/profile"]
        while not load.over.wait(dice.uniform(0.02, 0.06)):
            # A connection that lives long is another matter than one for each request.
            if dice.random() < 0.1:
                connection.close()
            load.ask(connection, "read", 200, "GET", dice.choice(paths), headers=self.bearer)

    def write(self, load, dice, keyed):
        connection, what = load.connect(), "write with a key" if keyed else "write without a key"
        key = lambda: {"Idempotency-Key": str(uuid.uuid4())} if keyed else {}
        while not load.over.wait(dice.uniform(0.03, 0.09)):
            made = load.ask(connection, what, 201, "POST", "/v1/contacts", '{"name": "Jo"}', self.bearer | JSON | key())
            if made:
                self.acknowledged.add(made["id"])
            if made and dice.random() < 0.3:
                path, kind = f"/v1/contacts/{made['id']}", {"Content-Type": "application/merge-patch+json"}
                load.ask(connection, what, 200, "PATCH", path, '{"name": "Jo O."}', self.bearer | kind | key())

    def write_slowly(self, load, dice):
        """Bodies that take a while to arrive, so that some are under way at every SIGTERM."""
        while not load.over.wait(0.1):
            body, pause = b'{"name": "Slow Jo"}', dice.uniform(2, 7)

            def pieces(half=len(body) // 2):
                yield body[:half]
                time.sleep(pause)
                yield body[half:]

            head = self.bearer | JSON | {"Content-Length": str(len(body))}
            made = load.ask(load.connect(), "slow write", 201, "POST", "/v1/contacts", pieces(), head)
            if made:
                self.acknowledged.add(made["id"])

    def follow(self, load):
        """As a browser does: whenever the stream ends it waits, and comes back with the number of the last event."""
        connection, pause = load.connect(), 2
        while True:
            last = {"Last-Event-ID": str(self.numbers[-1])} if self.numbers else {}
            begun = time.monotonic()
            try:
                connection.request("GET", "/v1/changes/stream?last_seq=0", headers=self.bearer | last)
                stream = connection.getresponse()
                problem = None if stream.status == 200 else f"{stream.status} {stream.read()!r}"
                event = {}
                while not problem and (line := stream.readline()):
                    name, _, value = line.decode().rstrip("\n").partition(": ")
                    event[name] = value
                    if not line.strip():
                        self.hear(event)
                        event = {}
            except (OSError, http.client.HTTPException) as error:
                problem = repr(error)
            # Ended, but not cut: it says that it is over.
            load.note("stream", begun, False, "GET /v1/changes/stream", problem)
            connection.close()
            time.sleep(pause)
            self.resumed += 1

    def hear(self, event):
        assert event.get("event") != "reset", "a stream had forgotten what it was to tell"
        if "id" in event:
            self.numbers.append(int(event["id"]))
            change = json.loads(event["data"])
            if event["event"] == "contact.created":
                self.told.add(change["id"])

    def contacts(self, client):
        ids, path = [], "/v1/contacts?limit=100"
        client.token = self.bearer["Authorization"].removeprefix("Bearer ")
        while path:
            page = client.call("GET", path)
            ids += [contact["id"] for contact in page["data"]]
            path = page["has_more"] and f"/v1/contacts?limit=100&cursor={page['next_cursor']}"
        return ids


def drain(binary, folder, database, busy):
    """One instance of two threads, which take turns with new connections. One of them opened most of the connections to the
    database and is done at SIGTERM; the other, the one that is `busy`, still waits for bodies and needs the database after that."""
    few = {"RAPPORT__DATABASE__MAX_CONNECTIONS": "4", "RAPPORT__SERVER__WORKERS": "2"}
    service = Service(binary, folder, database, environment=few).start()
    try:
        load, one = Load(service), Person(Client(service.base), f"eve{busy}")
        connections = [load.connect() for _ in range(12)]
        for connection in connections:
            connection.connect()
            time.sleep(0.02)

        def write(connection):
            def pieces():
                yield b'{"name": '
                load.over.wait()
                yield b'"Slow Jo"}'
            head = one.bearer | JSON | {"Content-Length": "19"}
            load.ask(connection, "slow write", 201, "POST", "/v1/contacts", pieces(), head)

        def read(connection):
            for _ in range(40):
                load.ask(connection, "read", 200, "GET", "/v1/contacts", headers=one.bearer)

        writes = [threading.Thread(target=write, args=(connection,)) for connection in connections[busy::2]]
        reads = [threading.Thread(target=read, args=(connection,)) for connection in connections[1 - busy::2]]
        for thread in writes + reads:
            thread.start()
        for thread in reads:
            thread.join()
        service.process.terminate()
        time.sleep(2)
        load.over.set()
        for thread in writes:
            thread.join()
        assert service.process.wait(60) == 0, "it did not end well at SIGTERM"
        assert not load.failed, "a request under way at SIGTERM failed: " + load.failed[0]
        print(f"{len(writes)} requests under way at SIGTERM were finished", flush=True)
    finally:
        service.stop()


def restart(balancer, load, name, service):
    load.restarting, begun = True, time.monotonic()
    service.process.terminate()
    code = service.process.wait(60)
    ended = time.monotonic() - begun
    assert code == 0, f"{name} ended with {code} at SIGTERM"
    service.start()
    balancer.wait_until(name, "UP")
    load.restarting = False
    print(f"{name}: finished what it had in {ended:.1f} s, back in service after {time.monotonic() - begun:.1f} s", flush=True)


def judge(balancer, services, load, dice):
    client = Client(balancer.base)
    people = [Person(client, name) for name in ("ada", "bea", "cyd", "dov")[:PEOPLE]]
    work = [(one.read, (random.Random(dice.random()),)) for one in people for _ in range(READERS)]
    work += [(one.write, (random.Random(dice.random()), n < WRITERS)) for one in people for n in range(WRITERS + 1)]
    work += [(one.write_slowly, (random.Random(dice.random()),)) for one in people]
    for one in people:
        threading.Thread(target=one.follow, args=(load,), daemon=True).start()
    threads = [threading.Thread(target=does, args=(load, *rest), daemon=True) for does, rest in work]
    for thread in threads:
        thread.start()
    try:
        for _ in range(ROUNDS):
            for name, service in services.items():
                time.sleep(dice.uniform(2, 4))
                restart(balancer, load, name, service)
        time.sleep(3)
    finally:
        load.over.set()
    for thread in threads:
        thread.join(60)
    # What is told in the end goes to a stream that may just have lost its instance.
    patience = time.monotonic() + 20
    while any(one.acknowledged - one.told for one in people) and time.monotonic() < patience:
        time.sleep(0.1)
    hidden = tell(balancer, load, people)
    assert not load.failed, f"{len(load.failed)} requests failed, such as: " + "\n  ".join(load.failed[:10])
    for one in people:
        check(client, one)
    assert not hidden, f"HAProxy had to hide {hidden} failures of the service"
    for name in services:
        count = int(balancer.figures()[name]["chkdown"])
        assert count >= ROUNDS, f"HAProxy found {name} down {count} times only; it was restarted {ROUNDS} times"


def check(client, one):
    ids = one.contacts(client)
    assert len(ids) == len(set(ids)), "a contact is listed twice"
    lost, unknown = one.acknowledged - set(ids), set(ids) - one.acknowledged
    assert not lost, f"{len(lost)} acknowledged contacts are gone"
    assert not unknown, f"{len(unknown)} contacts were made that nobody was told of: a write was done twice"
    assert one.numbers == sorted(set(one.numbers)), "a stream told something twice, or in another order"
    untold = one.acknowledged - one.told
    assert not untold, f"{len(untold)} of {len(one.acknowledged)} contacts were not told to who follows with Last-Event-ID"


def tell(balancer, load, people):
    for (what, restarting), took in sorted(load.took.items()):
        if what == "stream":
            continue
        took.sort()
        middle, late = (took[int(len(took) * share)] * 1000 for share in (0.5, 0.99))
        when = "during a restart" if restarting else "else"
        worst = took[-1] * 1000
        print(f"{what:20} {when:16} {len(took):6} requests, p50 {middle:5.0f} ms, p99 {late:5.0f} ms, worst {worst:5.0f} ms")
    figures = balancer.figures()
    counted = {what: sum(int(figures[name][what]) for name in ("rapport-1", "rapport-2")) for what in ("wretr", "econ", "eresp")}
    print(f"streams: {sum(one.resumed for one in people)} times resumed, {sum(len(one.numbers) for one in people)} events")
    print("HAProxy: {wretr} times tried again, {econ} connections refused, {eresp} answers missing".format(**counted))
    asked = sum(map(len, load.took.values()))
    print(f"{asked} requests, {len(load.failed)} failed", flush=True)
    return sum(counted.values())


def main():
    binary, folder = sys.argv[1:]
    seed = int(os.environ.get("RAPPORT_DRILL_SEED", random.randrange(1 << 32)))
    print(f"seed {seed}, {ROUNDS} rounds, {UNREADY} s unready")
    postgres, services, balancer = Postgres().start(), {}, None
    settings = {"RAPPORT__SERVER__UNREADY_SECONDS": UNREADY, "RAPPORT__SERVER__TRUST_FORWARDED_FOR": "true"}
    try:
        for busy in (0, 1):
            drain(binary, folder, postgres.url, busy)
        for name in ("rapport-1", "rapport-2"):
            services[name] = Service(binary, folder, postgres.url, environment=settings).start()
        balancer = Balancer(folder, services.values())
        for name in services:
            balancer.wait_until(name, "UP")
        judge(balancer, services, Load(balancer), random.Random(seed))
    finally:
        if balancer:
            balancer.stop()
        for service in services.values():
            service.stop()
        postgres.remove()


if __name__ == "__main__":
    main()
