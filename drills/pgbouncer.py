"""The service through PgBouncer in transaction mode: does the journey hold for several people on three connections?

RAPPORT_PGBOUNCER names a PgBouncer of 1.21 or newer; deploy/ha/build-pgbouncer makes one. Migrations go to PostgreSQL itself, as
they take a lock of the session. Usage: pgbouncer.py BINARY FOLDER
"""

import collections
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from cluster import Postgres, Service
from layout import HERE, Layout, find
from service import Client

PEOPLE, TURNS = 4, 3
SETTINGS = {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "10s", "jit": "off",
            "TimeZone": "UTC", "client_min_messages": "warning"}
# Where the service is told of an address for what needs a session, once it has such a setting.
SESSION_URL = "session_url"
DEFAULTS = f"{HERE}/../../crates/api/src/config/default.toml"


def version(program):
    told = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"PgBouncer (\d+)\.(\d+)", told)
    return (int(found[1]), int(found[2])) if found else sys.exit(f"{program} is no PgBouncer: {told}")


def journeys(bases):
    """Several people at once, each again and again. Returns what did not go well."""
    program, failed = f"{HERE}/../../examples/journey.sh", []

    def walk(number):
        for turn in range(TURNS):
            done = subprocess.run([program, bases[(number + turn) % len(bases)]], capture_output=True, text=True)
            if done.returncode:
                failed.append(done.stderr.strip()[:300])

    people = [threading.Thread(target=walk, args=(number,)) for number in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return failed


def heard_after(listening, writing):
    """How long after a write on one instance somebody who follows on the other one hears of it."""
    account = {"email": "ear@drill.example", "password": "seven grey herons on one weir", "display_name": "Ear", "time_zone": "UTC"}
    client = Client(writing)
    try:
        client.token = client.call("POST", "/v1/auth/register", account)["access_token"]
        request = urllib.request.Request(f"{listening}/v1/changes/stream", headers={"Authorization": f"Bearer {client.token}"})
        with urllib.request.urlopen(request, timeout=60) as stream:
            time.sleep(2)
            begun = time.monotonic()
            client.call("POST", "/v1/themes", {"name": "Heard"})
            for line in stream:
                if line.startswith(b"data:") and b"theme" in line:
                    return time.monotonic() - begun
    except OSError as failed:
        print(f"    nobody heard: {failed}")
    return float("inf")


def complaints(services):
    """Warnings and errors of the log without what differs from one to the next."""
    found = collections.Counter()
    for service in services:
        with open(service.log.name) as log:
            for line in log:
                line = re.sub(r"\x1b\[[\d;]*m", "", line)
                # Who waits for one of three connections may be slow.
                if re.match(r"\S+ +(WARN|ERROR) ", line) and "status=4" not in line and "slow statement" not in line:
                    found[re.sub(r"^\S+ +|(request_id|duration_us)=\S+ ?", "", line).strip()[:220]] += 1
    return found


def main():
    binary, folder = sys.argv[1:]
    program = find(os.environ.get("RAPPORT_PGBOUNCER", "pgbouncer"))
    major, minor = version(program)
    print(f"PgBouncer {major}.{minor} at {program}", flush=True)
    if (major, minor) < (1, 21):
        sys.exit("before 1.21 it forgets which connection knows a prepared statement, and the service always prepares: "
                 "deploy/ha/build-pgbouncer makes a newer one; name it with RAPPORT_PGBOUNCER")
    broken = []

    def expect(is_so, promise):
        if not is_so:
            print(f"BROKEN: {promise}", flush=True)
            broken.append(promise)

    database = Postgres().start()
    with open(f"{HERE}/role.sql") as file:
        database.sql(file.read())
    layout = Layout(tempfile.mkdtemp(prefix="rapport-pgbouncer-", dir="/var/tmp"))
    more = {"RAPPORT__DATABASE__MIGRATE_ON_START": "false"}
    with open(DEFAULTS) as file:
        if re.search(rf"^{SESSION_URL} = ", file.read(), re.M):
            more[f"RAPPORT__DATABASE__{SESSION_URL.upper()}"] = database.url
    services = []
    try:
        url = layout.start_pgbouncer(program, host=database.folder, port=5432, pool_size=3)
        migrating = Service(binary, folder, database.url).environment
        subprocess.run([binary, "migrate"], env=migrating, check=True, stdout=subprocess.DEVNULL)
        services = [Service(binary, folder, url, environment=more) for _ in range(2)]
        for service in services:
            service.start(wait=False)
            layout.wait_for("a service that is ready", lambda: service.is_ready() or service.process.poll() is not None)
            expect(service.is_ready(), f"it starts through PgBouncer; see {service.log.name}")
        if not broken:
            for name, value in SETTINGS.items():
                command = [f"{database.bin}/psql", url, "-AtXc", f"SHOW {name}"]
                told = subprocess.run(command, capture_output=True, text=True).stdout.strip()
                expect(told == value, f"{name} is {value} through PgBouncer, and not {told}")
            failed = journeys([one.base for one in services])
            for line in failed[:5]:
                print(f"    {line}")
            expect(not failed, f"{PEOPLE * TURNS} journeys of {PEOPLE} people hold, and {len(failed)} did not")
            waited = heard_after(services[0].base, services[1].base)
            print(f"a write on one instance is heard on the other after {waited:.2f} s")
            expect(waited < 2, "instances hear of each other at once, and not by a heartbeat")
        told = complaints(services)
        for line, count in told.most_common(12):
            print(f"    {count} x {line}")
        expect(not told, "the log has nothing to complain of")
    finally:
        for service in services:
            service.stop()
        layout.remove()
        database.remove()
    if broken:
        sys.exit("\n".join(["broken promises:", *broken]))
    print(f"{PEOPLE * TURNS} journeys held on 3 connections")


if __name__ == "__main__":
    main()
