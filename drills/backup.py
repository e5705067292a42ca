"""A PostgreSQL is lost with everything on its disk while clients write, and comes back from a base backup and the archive of its
log: to a quiet moment, to a moment in the middle of writing, and to the very end. What was acknowledged before a moment has to be
there, and nothing that was begun after it; at the end, no more may be missing than the settings say.

Usage: backup.py BINARY FOLDER
"""

import datetime
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from cluster import Postgres, Service
from service import Client

LONG = os.environ.get("RAPPORT_DRILL_LONG") == "1"
# A segment of the log goes into the archive when it is full, and at least this often. In production rather 60 s.
ARCHIVE_TIMEOUT = 10
WRITERS = 4
# How much longer than promised a shared machine may take.
SLACK = 5

TABLES = """
SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind = 'r' AND relpersistence = 'p' AND nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""
CHECKSUM = """
SELECT '{0}', count(*), md5(coalesce(string_agg(row, '' ORDER BY row), '')) FROM (SELECT md5(t::text) AS row FROM {0} t) AS t
"""


class Writers:
    """They write through the API and remember what was acknowledged, and when."""

    def __init__(self, base):
        self.base, self.over, self.may_write = base, threading.Event(), threading.Event()
        self.client, self.written, self.writing = Client(base), {}, 0
        self.lock = threading.Lock()
        account = {"email": "ada@drills.example", "password": "seven grey herons on one weir"}
        granted = self.client.call("POST", "/v1/auth/register", account | {"display_name": "Ada", "time_zone": "Europe/Berlin"})
        self.client.token = granted["access_token"]
        self.may_write.set()
        self.threads = [threading.Thread(target=self.write, daemon=True) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def write(self):
        while not self.over.is_set():
            self.may_write.wait()
            with self.lock:
                self.writing += 1
            begun = time.time()
            try:
                made = self.client.call("POST", "/v1/contacts", {"name": "Jo"})["id"]
                self.written[made] = begun, time.time()
            except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException):
                return
            finally:
                with self.lock:
                    self.writing -= 1
            self.over.wait(0.05)

    def pause(self):
        self.may_write.clear()
        while self.writing:
            time.sleep(0.01)

    def stop(self):
        self.over.set()
        self.may_write.set()
        for thread in self.threads:
            thread.join()


class Store:
    """Where backups go: in reality another machine."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="rapport-store-", dir="/var/tmp")
        self.base, self.archive, self.stream = (f"{self.folder}/{part}" for part in ("base", "archive", "stream"))
        self.receiver = None
        for folder in (self.archive, self.stream):
            os.mkdir(folder)

    def give_to(self, user):
        for folder in (self.folder, self.archive, self.stream):
            if user:
                os.chown(folder, user.pw_uid, user.pw_gid)

    @property
    def settings(self):
        # Under another name until it is whole, and never over one that is there.
        keep = f"test ! -f {self.archive}/%f && cp %p {self.archive}/%f.part && sync {self.archive}/%f.part"
        keep += f" && mv {self.archive}/%f.part {self.archive}/%f"
        return ["archive_mode=on", f"archive_timeout={ARCHIVE_TIMEOUT}", f"archive_command={keep}"]

    def back_up(self, postgres):
        begun = time.monotonic()
        # Without its log, so that the archive has to be good for something.
        postgres.run("pg_basebackup", "-h", postgres.folder, "-U", "rapport", "-D", self.base, "-X", "none", "-c", "fast")
        postgres.run("pg_verifybackup", "--no-parse-wal", self.base)
        print(f"base backup: {size(self.base)} MB in {time.monotonic() - begun:.1f} s, while {WRITERS} clients wrote", flush=True)

    def receive(self, postgres):
        where = ["-h", postgres.folder, "-U", "rapport", "-D", self.stream]
        line, how = postgres.command("pg_receivewal", *where, "--no-loop", "--synchronous")
        self.receiver = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)

    def restore(self, source, target=()):
        """A new PostgreSQL as it was at the target, else at the end of the source."""
        get = {"archive": f"cp {self.archive}/%f %p", "stream": f"cp {self.stream}/%f %p || cp {self.stream}/%f.partial %p"}
        settings = [f"restore_command={get[source]}", *target, "recovery_target_action=promote"]
        postgres = Postgres(settings, base_backup=self.base)
        _, how = postgres.command("postgres")
        subprocess.run(["cp", "-a", self.base, postgres.data], check=True, **how)
        subprocess.run(["touch", f"{postgres.data}/recovery.signal"], check=True, **how)
        postgres.start()
        while postgres.sql("SELECT pg_is_in_recovery()") == "t":
            time.sleep(0.05)
        return postgres

    def remove(self):
        if self.receiver:
            self.receiver.kill()
            self.receiver.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def size(folder):
    return sum(os.path.getsize(f"{path}/{name}") for path, _, names in os.walk(folder) for name in names) >> 20


def checksums(postgres):
    """Of every table, in one snapshot."""
    tables = postgres.sql(TABLES).split("\n")
    return postgres.sql(" UNION ALL ".join(map(CHECKSUM.format, tables)))


def at_rest(postgres):
    """How many transactions ever were, once none is under way."""
    while True:
        low, high = postgres.sql("SELECT pg_snapshot_xmin(s), pg_snapshot_xmax(s) FROM pg_current_snapshot() AS s").split("|")
        if low == high:
            return high
        time.sleep(0.05)


def quiet_moment(postgres, writers):
    """The checksums, and a time before and after which nothing happened."""
    writers.pause()
    for _ in range(20):
        # What the service tells its other instances, a tenth of a second later.
        time.sleep(0.5)
        before = at_rest(postgres)
        sums, moment = checksums(postgres), time.time()
        time.sleep(0.5)
        if at_rest(postgres) == before:
            writers.may_write.set()
            return sums, moment
    sys.exit("the database was never at rest")


def until(moment):
    return f"recovery_target_time={datetime.datetime.fromtimestamp(moment, datetime.UTC).isoformat()}"


def contacts(client):
    ids, path = set(), "/v1/contacts?limit=100"
    while path:
        page = client.call("GET", path)
        ids |= {contact["id"] for contact in page["data"]}
        path = page["has_more"] and f"/v1/contacts?limit=100&cursor={page['next_cursor']}"
    return ids


def mirror(client):
    """What a client that keeps a copy remembers: how far it has read, and the number of the last change."""
    after, number = "", 0
    while True:
        page = client.call("GET", f"/v1/changes?limit=100{after}")
        after, number = f"&after={page['next_after']}", page["data"][-1]["seq"] if page["data"] else number
        if not page["has_more"]:
            return after, number


def expect_reset(client, after, number):
    """A copy that is ahead of the restored database has to begin anew, or it would never hear of what has these numbers now."""
    try:
        client.call("GET", f"/v1/changes?limit=1{after}")
        status = 200
    except urllib.error.HTTPError as error:
        status = error.code
    assert status == 410, f"GET /v1/changes answers {status} to a cursor from the future"
    headers = {"Authorization": f"Bearer {client.token}", "Last-Event-ID": str(number)}
    with urllib.request.urlopen(urllib.request.Request(f"{client.base}/v1/changes/stream", headers=headers), timeout=30) as stream:
        told = [stream.readline().decode().strip() for _ in range(3)]
    assert "event: reset" in told, f"the stream of changes does not reset a client from the future: {told}"
    print("copies that are ahead are told to begin anew", end="\n  ", flush=True)


class Restored:
    """A restored PostgreSQL and the service on it, with what it still knows."""

    def __init__(self, binary, folder, store, writers, source, target=(), sums=None, copy=None):
        begun = time.monotonic()
        self.postgres = store.restore(source, target)
        try:
            self.database_took = time.monotonic() - begun
            if sums:
                compare(sums, checksums(self.postgres))
            service = Service(binary, folder, self.postgres.url).start(wait=False)
            try:
                while not service.is_ready():
                    time.sleep(0.05)
                self.ready_at = time.monotonic()
                client = Client(service.base)
                client.token = writers.client.token
                self.ids = contacts(client)
                if copy:
                    expect_reset(client, *copy)
                made = client.call("POST", "/v1/contacts", {"name": "Jo after all"})["id"]
                assert made in contacts(client), "the restored database does not keep what is written"
            finally:
                service.stop()
        finally:
            self.postgres.remove()

    def check(self, writers, moment):
        early = {one for one, (_, acknowledged) in writers.written.items() if acknowledged <= moment}
        late = {one for one, (begun, _) in writers.written.items() if begun > moment}
        assert early <= self.ids, f"{len(early - self.ids)} of {len(early)} writes acknowledged before the moment are gone"
        assert not late & self.ids, f"{len(late & self.ids)} writes begun after the moment are there"
        return f"{len(early)} acknowledged before it are there, {len(late)} begun after it are not"

    def lost(self, writers, destroyed_at):
        """How many acknowledged writes are gone, and how long before the end the first of them was acknowledged."""
        gone = [acknowledged for one, (_, acknowledged) in writers.written.items() if one not in self.ids]
        return len(gone), destroyed_at - min(gone, default=destroyed_at)


def compare(sums, found):
    wrong = set(sums.split("\n")) ^ set(found.split("\n"))
    assert not wrong, "tables differ: " + ", ".join(sorted({line.split("|")[0] for line in wrong}))
    tables, rows = len(sums.split("\n")), sum(int(line.split("|")[1]) for line in sums.split("\n"))
    print(f"the checksums of {tables} tables with {rows} rows are the same", end="\n  ", flush=True)


def drill(binary, folder, store):
    postgres = Postgres(store.settings)
    store.give_to(postgres.user)
    service = Service(binary, folder, postgres.url)
    try:
        postgres.start()
        service.start()
        writers = Writers(service.base)
        time.sleep(2)
        store.receive(postgres)
        store.back_up(postgres)
        time.sleep(3)
        sums, quiet = quiet_moment(postgres, writers)
        time.sleep(3)
        busy = time.time()
        # Long enough that the archive has what is needed beyond the moments, and lacks something.
        time.sleep(ARCHIVE_TIMEOUT * (10 if LONG else 2.7))
        copy = mirror(writers.client)
        assert all(thread.is_alive() for thread in writers.threads), "a write failed before anything was broken"
        postgres.kill()
        destroyed_at, destroyed = time.time(), time.monotonic()
        shutil.rmtree(postgres.data)
    finally:
        service.kill()
        postgres.remove()
    writers.stop()
    print(f"destroyed after {len(writers.written)} acknowledged writes; the archive has {size(store.archive)} MB", flush=True)

    end = Restored(binary, folder, store, writers, "archive")
    count, seconds = end.lost(writers, destroyed_at)
    print(f"to the end of the archive: RTO {end.ready_at - destroyed:.1f} s from the loss to /readyz, of which the database took "
          f"{end.database_took:.1f} s; RPO {seconds:.1f} s, {count} acknowledged writes lost at archive_timeout={ARCHIVE_TIMEOUT}",
          flush=True)
    assert seconds <= ARCHIVE_TIMEOUT + SLACK, "more is lost than archive_timeout allows"

    streamed = Restored(binary, folder, store, writers, "stream")
    count, seconds = streamed.lost(writers, destroyed_at)
    print(f"to the end of what pg_receivewal had: RPO {seconds:.3f} s, {count} acknowledged writes lost", flush=True)
    assert seconds <= 1, "pg_receivewal was behind by more than a second"

    print("to the quiet moment:", end="\n  ")
    back = Restored(binary, folder, store, writers, "archive", [until(quiet)], sums, copy)
    print(f"{back.check(writers, quiet)}", flush=True)
    print("to a moment in the middle of writing:", end="\n  ")
    back = Restored(binary, folder, store, writers, "archive", [until(busy)])
    print(back.check(writers, busy), flush=True)


def main():
    binary, folder = sys.argv[1:]
    store = Store()
    try:
        drill(binary, folder, store)
    finally:
        store.remove()


if __name__ == "__main__":
    main()
