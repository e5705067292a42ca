"""More is asked of the service than it can do: too many readers, connections to the database that nobody gives back, a flood of
sign-ins. It goes on doing what it can, says no to the rest in a way that a client understands, and is itself again afterwards.

Usage: overload.py BINARY FOLDER. There is no chance in it but the machine's.
"""

import concurrent.futures
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from cluster import Postgres, Service
from service import Client

SECONDS = int(os.environ.get("RAPPORT_DRILL_SECONDS", "5"))
PASSWORD = "seven grey herons on one weir"
# Connections that keep the service busy without a queue that matters.
ENOUGH = 16
# What is left of the capacity when three times as many ask; how soon the process answers that it lives, and how soon
# everything is as before.
GOODPUT, LIVES_WITHIN, HEALS_WITHIN = 0.7, 2, 5
# How much longer the slowest of a hundred reads may take while others sign in.
SLOWER = 2
# The service's own patience, in seconds, by default.toml: for a connection, and for a lock.
PATIENCE, LOCK_PATIENCE = 2, 2
# Beside it: the machine's own slowness.
MARGIN = 1


class Broken(Exception):
    """A promise is."""


def demand(is_kept, sentence):
    if not is_kept:
        raise Broken(sentence)


def keep_all(promises):
    """One that is broken hides no other."""
    broken = []
    for promise in promises:
        try:
            promise()
        except Broken as one:
            broken.append(str(one))
    demand(not broken, "\noverload: ".join(broken))


def wrk(base, path, connections, seconds, *arguments, threads=2):
    """A closed loop of so many connections, each of which asks again as soon as it has its answer, Retry-After or not."""
    script = os.path.splitext(os.path.abspath(__file__))[0] + ".lua"
    shape = [f"-t{min(threads, connections)}", f"-c{connections}", f"-d{seconds}", "--timeout", "20", "--latency"]
    line = ["wrk", *shape, "-s", script, base + path, "--", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True)
    results = [text[7:] for text in done.stdout.splitlines() if text.startswith("RESULT ")]
    demand(results, f"wrk failed: {done.stdout} {done.stderr}")
    result = json.loads(results[0])
    result["rate"] = result["good"] / result["seconds"]
    return result


def expect_only_refusals(what, result):
    """Whoever is not served is told so, and when to come again."""
    strange = {name: result[name] for name in ("wrong", "broken", "unanswered") if result[name]}
    demand(not strange, f"{what}: {strange} beside {result['good']} good and {result['refused']} refused; {result['first_wrong']}")


class Pulse:
    """Asks all the time whether the process lives, each time on a connection of its own."""

    def __init__(self, base):
        self.base, self.slowest, self.count, self.is_over = base, 0, 0, False
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.is_over:
            begun = time.monotonic()
            try:
                urllib.request.urlopen(f"{self.base}/livez", timeout=30).close()
            except OSError as error:
                self.slowest = float("inf")
                print(f"/livez: {error!r}")
            self.slowest, self.count = max(self.slowest, time.monotonic() - begun), self.count + 1
            time.sleep(0.1)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, kind, *_):
        self.is_over = True
        self.thread.join()
        if kind is None:
            demand(self.slowest < LIVES_WITHIN, f"/livez took {self.slowest:.1f} s, the slowest of {self.count}")


def register(base, name):
    client = Client(base)
    account = {"email": f"{name}@drills.example", "password": PASSWORD, "display_name": name, "time_zone": "Europe/Berlin"}
    client.token = client.call("POST", "/v1/auth/register", account)["access_token"]
    return client


def wait_until_as_before(capacity, measure):
    """By itself, and within seconds."""
    begun = time.monotonic()
    while (result := measure())["rate"] < GOODPUT * capacity or result["refused"]:
        demand(time.monotonic() - begun < HEALS_WITHIN, f"{HEALS_WITHIN} s after the load it does {result['rate']:.0f}/s"
               f" with {result['refused']} refusals, and did {capacity:.0f}/s before")
    expect_only_refusals("after the load", result)
    print(f"  and {result['rate']:.0f}/s {time.monotonic() - begun:.0f} s afterwards", flush=True)


def measure_capacity(service, reader):
    path, token = "/v1/contacts?limit=50", reader.token
    wrk(service.base, path, ENOUGH, 2, token)
    calm = wrk(service.base, path, ENOUGH, SECONDS, token)
    expect_only_refusals("at capacity", calm)
    demand(not calm["refused"], f"at capacity {calm['refused']} requests were refused")
    capacity = calm["rate"]
    print(f"capacity: {capacity:.0f}/s with {ENOUGH} connections, p99 {calm['p99']:.0f} ms", flush=True)
    return capacity


def drown(service, reader, connections_for):
    """Each asks again at once; it goes on doing what it can."""
    path, token, capacity = "/v1/contacts?limit=50", reader.token, measure_capacity(service, reader)
    connections = connections_for(capacity)
    with Pulse(service.base) as pulse:
        result = wrk(service.base, path, connections, 2 * SECONDS, token)
    figures = (f"{connections} connections: {result['rate']:.0f}/s, {result['rate'] / capacity:.2f} of capacity,"
               f" {result['refused']} refused, p99 {result['p99'] / 1e3:.1f} s, /livez within {pulse.slowest:.2f} s")
    print(figures, flush=True)
    keep_all([
        lambda: wait_until_as_before(capacity, lambda: wrk(service.base, path, ENOUGH, 1, token)),
        lambda: expect_only_refusals(f"{connections} connections", result),
        lambda: demand(result["rate"] >= GOODPUT * capacity, figures),
    ])


def most_connections():
    """Each costs wrk and the service a file."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 200


def status_of(client, path):
    """Status, seconds, and whether a refusal is one that a client understands."""
    begun = time.monotonic()
    try:
        client.call("GET", path)
        return 200, time.monotonic() - begun, True
    except urllib.error.HTTPError as error:
        problem = error.headers.get_content_type() == "application/problem+json" and json.load(error)["code"]
        return error.code, time.monotonic() - begun, bool(problem and int(error.headers["Retry-After"] or 0) >= 1)


@contextlib.contextmanager
def locked(postgres, table):
    """A session from outside that holds a table, so that statements hang."""
    line, how = postgres.command("psql", "-h", postgres.folder, "-U", "rapport", "-qX", "-d", "rapport")
    session = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, **how)
    session.stdin.write(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE;\n")
    session.stdin.flush()
    held = f"SELECT 1 FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock' AND granted"
    while not postgres.sql(held):
        time.sleep(0.02)
    try:
        yield
    finally:
        session.stdin.close()
        session.wait()


def hold_connections(postgres, service, reader, connections, patience, lock_patience):
    """Whoever wants the table is refused when a lock has been waited for, perhaps after a connection; whoever wants nothing but
    a connection, when that has been waited for."""
    path = "/v1/contacts?limit=50"
    askers = concurrent.futures.ThreadPoolExecutor(5 * connections)
    with askers, locked(postgres, "contact"), Pulse(service.base) as pulse:
        hanging = [askers.submit(status_of, reader, path) for _ in range(3 * connections)]
        time.sleep(0.5)
        # These want nothing of the locked table, but there is no connection left.
        others = [askers.submit(status_of, reader, "/v1/themes") for _ in range(connections)]
        ready = status_of(reader, "/readyz")
        answers = [one.result() for one in hanging + others]
    slowest, slowest_other = (max(one.result()[1] for one in some) for some in (hanging, others))
    refused = sum(status == 503 for status, _, _ in answers)
    print(f"all {connections} connections held: {refused} of {len(answers)} refused, who wanted the locked table within"
          f" {slowest:.1f} s, others within {slowest_other:.1f} s; /readyz {ready[0]} after {ready[1]:.1f} s,"
          f" /livez within {pulse.slowest:.2f} s", flush=True)
    unexpected = [answer for answer in answers if answer[0] not in (200, 503) or not answer[2]]
    demand(not unexpected, f"with all connections held: {unexpected}")
    demand(all(one.result()[0] == 503 for one in hanging), "a locked table was read")
    bound = patience + lock_patience + MARGIN
    demand(slowest < bound, f"with all connections held a request took {slowest:.1f} s, not {bound}")
    demand(slowest_other < patience + MARGIN, f"a request waited {slowest_other:.1f} s for a connection, not {patience}")
    demand(ready[1] < 1 + MARGIN, f"/readyz took {ready[1]:.1f} s while all connections were held")
    begun = time.monotonic()
    while any(status_of(reader, path)[0] != 200 for path in (path, "/v1/themes", "/readyz")):
        demand(time.monotonic() - begun < HEALS_WITHIN, f"{HEALS_WITHIN} s after the lock is gone it still refuses")
    print(f"  and as before {time.monotonic() - begun:.1f} s after the lock is gone")


def flood_with_sign_ins(service, reader, accounts):
    """A reader next to many who sign in, rightly and wrongly; three times in turn, because the machine may have other work."""
    path, token, calm, busy = "/v1/contacts?limit=50", reader.token, [], []
    answered = refused = 0
    for _ in range(3):
        calm.append(wrk(service.base, path, 1, SECONDS, token))
        with concurrent.futures.ThreadPoolExecutor(1) as beside, Pulse(service.base):
            flood = beside.submit(wrk, service.base, "/v1/auth/sign-in", 64, SECONDS + 2, "sign-in", PASSWORD, accounts, threads=1)
            time.sleep(1)
            busy.append(wrk(service.base, path, 1, SECONDS, token))
            flood = flood.result()
        expect_only_refusals("sign-ins", flood)
        expect_only_refusals("reading beside sign-ins", busy[-1])
        demand(not busy[-1]["refused"], f"{busy[-1]['refused']} reads were refused because others signed in")
        answered, refused = answered + flood["good"], refused + flood["refused"]
    middle = {name: [statistics.median(one[name] for one in some) for some in (busy, calm)] for name in ("p50", "p99")}
    figures = "; ".join(f"{name} of a reader {beside:.1f} ms, {alone:.1f} ms alone" for name, (beside, alone) in middle.items())
    figures += f"; {answered} sign-ins answered, {refused} refused"
    print(f"a flood of sign-ins: {figures}", flush=True)
    demand(middle["p99"][0] <= SLOWER * middle["p99"][1], f"a flood of sign-ins: {figures}")


def check_work_beside_requests(service, name):
    """What is done beside the requests has outlived it all: a newcomer has a letter."""
    register(service.base, name)
    begun = time.monotonic()
    while not service.has_written_to(f"{name}@drills.example"):
        demand(time.monotonic() - begun < 30, f"30 s after {name} registered they have no letter: the work in the background ended")
        time.sleep(0.2)


def stages(binary, folder, postgres, running):
    service = Service(binary, folder, postgres.url)
    running.append(service.start())
    reader = register(service.base, "reader")
    for number in range(60):
        reader.call("POST", "/v1/contacts", {"name": f"Jo {number}"})
    for number in range(4):
        register(service.base, f"person{number}")
    yield lambda: drown(service, reader, lambda _: 3 * ENOUGH)
    # So many that two of three would wait longer than they may.
    yield lambda: drown(service, reader, lambda capacity: min(int(3 * capacity * PATIENCE), most_connections()))
    yield lambda: check_work_beside_requests(service, "newcomer")
    yield lambda: flood_with_sign_ins(service, reader, 4)
    service.stop()
    few = Service(binary, folder, postgres.url, environment={"RAPPORT__DATABASE__MAX_CONNECTIONS": "4"})
    running.append(few.start())
    reader.base = few.base
    yield lambda: hold_connections(postgres, few, reader, 4, PATIENCE, LOCK_PATIENCE)
    yield lambda: check_work_beside_requests(few, "latecomer")


def main():
    binary, folder = sys.argv[1:]
    # As many files as it may: each connection is one, here, in wrk and in the service.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    postgres, running = Postgres().start(), []
    try:
        keep_all(stages(binary, folder, postgres, running))
    except Broken as broken:
        sys.exit(f"overload: {broken}")
    finally:
        for service in running:
            service.stop()
        postgres.remove()


if __name__ == "__main__":
    main()
