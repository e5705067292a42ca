"""Loses the leader of a PostgreSQL with a standby under writes: is everything there that was acknowledged, once, without a restart?

Two instances of the service on the layout of deploy/ha, each key sent to either until it is answered. Each round takes the leader
away in another way, and goes on when the old leader is back as a synchronous standby. Usage: failover.py BINARY FOLDER [ROUND]...
"""

import collections
import http.client
import itertools
import json
import os
import random
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from cluster import Service
from layout import ADDRESS, Layout, Missing
from service import Client

WRITERS = 8
PASSWORD = "seven grey herons on one weir"
# Longer than a failover may take: who waits for more has a broken promise, not patience.
LONGEST_GAP = 45
ROUNDS = ["kill", "hang", "kill", "planned", "crash"]


class Writer(threading.Thread):
    """One person who makes contacts, some ten a second. No key is given up before it is answered."""

    def __init__(self, number, bases, seed):
        super().__init__(daemon=True)
        self.number, self.bases, self.random = number, bases, random.Random(seed * 100 + number)
        self.email, self.clients = f"writer{number}@drill.example", [Client(base) for base in bases]
        # Which id a name was given, when it was acknowledged, and what was answered in place of that.
        self.acknowledged, self.times, self.refusals, self.broken = {}, [], [], []
        self.is_stopping = threading.Event()

    def register(self):
        body = {"email": self.email, "password": PASSWORD, "display_name": "Writer", "time_zone": "Europe/Berlin"}
        self.use(self.clients[0].call("POST", "/v1/auth/register", body))

    def use(self, granted):
        for client in self.clients:
            client.token = granted["access_token"]

    def send(self, name):
        """The same request under the same key, to either instance, until it is answered. Returns the id."""
        while True:
            client = self.random.choice(self.clients)
            request = urllib.request.Request(f"{client.base}/v1/contacts", json.dumps({"name": name}).encode(), {
                "Content-Type": "application/json", "Authorization": f"Bearer {client.token}", "Idempotency-Key": f'"{name}"'})
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    return json.load(answer)["id"]
            except urllib.error.HTTPError as refused:
                text = refused.read().decode(errors="replace")
                self.refusals.append((time.monotonic(), f"{refused.code} {json.loads(text).get('code') if text else ''}"))
                if refused.code == 401:
                    self.sign_in()
                elif refused.code < 500 and refused.code not in (409, 429):
                    self.broken.append(f"{name} was refused for good: {refused.code} {text}")
                    return None
            except (OSError, http.client.HTTPException, ValueError) as lost:
                self.refusals.append((time.monotonic(), type(lost).__name__))
            time.sleep(0.05 + self.random.random() / 10)

    def sign_in(self):
        try:
            self.use(self.clients[0].call("POST", "/v1/auth/sign-in", {"email": self.email, "password": PASSWORD}))
        except (OSError, http.client.HTTPException):
            pass

    def run(self):
        for count in itertools.count():
            if self.is_stopping.is_set():
                return
            name = f"drill-{self.number}-{count}"
            made = self.send(name)
            if made:
                self.acknowledged[name] = made
                self.times.append(time.monotonic())
            # Enough to see a gap, and no test of how much the machine bears.
            time.sleep(0.05 + self.random.random() / 10)
            # Who lost an answer asks again: also for what was acknowledged by the former leader.
            if made and self.random.random() < 0.1:
                again = self.random.choice(list(self.acknowledged))
                found = self.send(again)
                if found != self.acknowledged[again]:
                    self.broken.append(f"{again} is {self.acknowledged[again]}, and asked again {found}")


class Drill:
    def __init__(self, binary, folder, seed):
        self.layout = Layout(tempfile.mkdtemp(prefix="rapport-failover-", dir="/var/tmp"))
        self.services = [Service(binary, folder, self.layout.url) for _ in range(2)]
        self.writers = [Writer(number, [one.base for one in self.services], seed) for number in range(WRITERS)]
        self.broken, self.figures = [], []

    def start(self):
        self.layout.start()
        for service in self.services:
            service.start(wait=False)
            self.layout.wait_for("a service that is ready", service.is_ready)
        for writer in self.writers:
            writer.register()
        for writer in self.writers:
            writer.start()

    def expect(self, is_so, promise):
        if not is_so:
            print(f"    BROKEN: {promise}", flush=True)
            self.broken.append(promise)

    # What happens to the leader

    def kill(self, leader):
        """Its machine is gone."""
        self.layout.kill(leader)
        return lambda: self.layout.start_postgres(leader)

    def hang(self, leader):
        """Patroni hangs and PostgreSQL does not: for a while two believe that they lead."""
        process = self.layout.processes[leader]
        process.send_signal(19)
        return lambda: process.send_signal(18)

    def crash(self, leader):
        """PostgreSQL alone is gone: Patroni starts it again, or lets the other lead."""
        self.layout.kill_postgres(leader)
        return lambda: None

    def planned(self, leader):
        """The other takes over as asked, as before maintenance."""
        body = json.dumps({"leader": leader, "candidate": self.layout.sync_standby()}).encode()
        request = urllib.request.Request(f"http://{ADDRESS}:{self.layout.known[leader][1]}/switchover", body, method="POST")
        urllib.request.urlopen(request, timeout=60).close()
        return lambda: None

    def round(self, how):
        leader = self.layout.leader()
        time.sleep(5)
        begun = time.monotonic()
        bring_back = getattr(self, how)(leader)
        # PostgreSQL alone may be started again where it was.
        is_another = lambda: how == "crash" or self.layout.leader() not in (None, leader)
        self.layout.wait_for("a leader again", lambda: is_another() and self.layout.can_sql(), 120)
        led = time.monotonic()
        self.layout.wait_for("a write again", lambda: any(self.between(one, led, time.monotonic()) for one in self.writers), 60)
        # Half of them might still hold what is broken.
        time.sleep(8)
        ended = time.monotonic()
        gap = self.longest_gap(self.writers, begun - 1, ended)
        slowest = max(self.longest_gap([one], begun - 1, ended) for one in self.writers)
        self.expect(gap < LONGEST_GAP, f"{how}: writes go on within {LONGEST_GAP} s, and not {gap:.1f} s")
        self.expect(slowest < LONGEST_GAP, f"{how}: every person's writes go on within {LONGEST_GAP} s, and not {slowest:.1f} s")
        self.expect(all(one.process.poll() is None for one in self.services), f"{how}: no instance ended")
        self.expect(all(one.is_ready() for one in self.services), f"{how}: both instances are ready again")
        now = self.layout.leader()
        refused = collections.Counter(what for writer in self.writers for when, what in writer.refusals if begun <= when <= ended)
        wrong = sum(count for what, count in refused.items() if what.startswith("500"))
        self.expect(not wrong, f"{how}: what can be tried again is never answered 500, and it was {wrong} times")
        self.check(how)
        bring_back()
        # Who comes back and takes for granted that it still leads would undo what the other one acknowledged meanwhile.
        time.sleep(5)
        back = self.layout.wait_for("the old leader as a synchronous standby", lambda: self.layout.sync_standby(), 120)
        self.check(f"{how}, with the old leader back")
        self.check_standby(how)
        told = ", ".join(f"{count} x {what}" for what, count in refused.most_common()) or "nothing"
        print(f"{how}: {leader} led, then {now}; no write for {gap:.1f} s, one person for {slowest:.1f} s; "
              f"in place of an answer: {told}; two again after {back:.0f} s more", flush=True)
        self.figures.append((how, gap))

    @staticmethod
    def between(writer, begun, ended):
        return [when for when in list(writer.times) if begun <= when <= ended]

    def longest_gap(self, writers, begun, ended):
        times = sorted(when for writer in writers for when in self.between(writer, begun, ended))
        return max(later - earlier for earlier, later in itertools.pairwise([begun, *times, ended]))

    # What was promised

    def rows(self, node=None):
        text = self.layout.sql("SELECT name, id FROM contact WHERE name LIKE 'drill-%' ORDER BY name, id", node)
        return [tuple(line.split("|")) for line in text.splitlines()]

    def check(self, how):
        """Everything acknowledged until now is there."""
        acknowledged = {name: made for writer in self.writers for name, made in list(writer.acknowledged.items())}
        there = set(self.rows())
        lost = [one for one in acknowledged.items() if one not in there]
        self.expect(not lost, f"{how}: {len(lost)} of {len(acknowledged)} acknowledged writes are lost, such as {lost[:3]}")

    def check_standby(self, how):
        """The standby has what the leader has, as of a moment."""
        leader, standby = self.layout.leader(), self.layout.sync_standby()
        written = set(self.rows(leader))
        reached = self.layout.sql("SELECT pg_current_wal_lsn()", leader)
        self.layout.wait_for("the standby at the leader's place",
                             lambda: self.layout.sql(f"SELECT pg_last_wal_replay_lsn() >= '{reached}'", standby) == "t")
        missing = written - set(self.rows(standby))
        self.expect(not missing, f"{how}: {len(missing)} rows are not on the standby")

    def check_background(self):
        """The timetable of each minute is kept again, and processes hear of each other."""
        asked = self.layout.sql("SELECT now()")
        kept = f"SELECT max(last_execution) > '{asked}' FROM graphile_worker._private_known_crontabs"
        begun = time.monotonic()
        while not (is_kept := self.layout.sql(kept) == "t") and time.monotonic() - begun < 100:
            time.sleep(1)
        self.expect(is_kept, "the timetable of each minute is kept again: some instance still works in the background")
        for one in self.services:
            with open(one.log.name) as log:
                ended = log.read().count("the work in the background has ended")
            self.expect(not ended, f"the work in the background of {one.base} goes on after a failover; it ended")
        listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %rapport_changes%'"
        count = int(self.layout.sql(listening))
        self.expect(count >= len(self.services), f"each instance listens for the others again ({count} of {len(self.services)})")

    def finish(self):
        for writer in self.writers:
            writer.is_stopping.set()
        for writer in self.writers:
            writer.join(90)
            self.expect(not writer.is_alive(), f"writer {writer.number} was answered in the end")
            for line in writer.broken:
                self.expect(False, line)
        acknowledged = {name: made for writer in self.writers for name, made in writer.acknowledged.items()}
        rows = self.rows()
        names = collections.Counter(name for name, _ in rows)
        twice = [name for name, count in names.items() if count > 1]
        self.expect(not twice, f"{len(twice)} keys had more than one effect, such as {twice[:3]}")
        self.expect(dict(rows) == acknowledged, f"{len(rows)} rows are the {len(acknowledged)} acknowledged ones")
        print(f"{len(acknowledged)} writes acknowledged, {len(rows)} rows", flush=True)
        self.check_background()

    def end(self):
        for service in self.services:
            service.stop()
        if self.broken or sys.exc_info()[0]:
            self.layout.stop()
            print(f"its logs and data stay in {self.layout.folder}")
        else:
            self.layout.remove()


def main():
    binary, folder, *rounds = sys.argv[1:]
    seed = int(os.environ.get("RAPPORT_DRILL_SEED") or random.randrange(10**6))
    rounds = rounds or ROUNDS * (3 if os.environ.get("RAPPORT_DRILL_LONG") else 1)
    print(f"seed {seed} (RAPPORT_DRILL_SEED), rounds {' '.join(rounds)}", flush=True)
    drill = Drill(binary, folder, seed)
    try:
        drill.start()
        try:
            for how in rounds:
                drill.round(how)
        except Missing as missing:
            drill.expect(False, str(missing))
        drill.finish()
    finally:
        drill.end()
    if drill.broken:
        sys.exit("\n".join(["broken promises:", *drill.broken]))


if __name__ == "__main__":
    main()
