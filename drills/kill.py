"""People write, follow and are told while the service and PostgreSQL are killed with -9 at random moments: what was acknowledged
is there, every Idempotency-Key had one effect, and nobody who follows misses anything.

Usage: kill.py BINARY FOLDER. RAPPORT_DRILL_LONG=1: two services on one database, sixty kills, and no lease is shortened.
RAPPORT_DRILL_SEED repeats a run's decisions.
"""

import collections
import http.client
import http.server
import json
import os
import random
import sys
import threading
import time
import uuid

from cluster import Postgres, Service

IS_LONG = os.environ.get("RAPPORT_DRILL_LONG") == "1"
KILLS, SERVICES = (60, 2) if IS_LONG else (6, 1)
# How long anything may take that heals by itself: a client's retries, being ready again, being told.
PATIENCE = 30
# A worker that died holds its endpoint for two minutes, and what nobody noted is looked for each minute.
LEASE_AND_SWEEP = 190
PASSWORD = "seven grey herons on one weir"
# What a client that retries has to expect while something is dead. 500 is not among them: nothing is wrong with the service.
TRANSIENT = {503}


class Broken(Exception):
    """A promise is."""


def demand(is_kept, sentence):
    if not is_kept:
        raise Broken(sentence)


class Receiver(http.server.ThreadingHTTPServer):
    """Takes every message, and keeps which contact each told of."""

    daemon_threads = True

    def __init__(self):
        self.lock, self.heard = threading.Lock(), collections.defaultdict(set)
        super().__init__(("127.0.0.1", 0), Hook)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.heard[event["data"]["id"]].add(self.headers["webhook-id"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Drill:
    """What all who take part share."""

    def __init__(self, dice, services):
        self.dice, self.services = dice, services
        self.writing, self.following, self.failure = True, True, None
        self.lock, self.seen = threading.Lock(), collections.Counter()

    def count(self, what):
        with self.lock:
            self.seen[what] += 1

    def thread(self, work):
        """A thread whose broken promise ends the drill."""
        def run():
            try:
                work()
            except Exception as error:
                self.failure = self.failure or error
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def rest(self, seconds):
        """Waits, unless a promise was broken meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.failure:
            time.sleep(0.02)
        if self.failure:
            raise self.failure


class Client:
    """Retries whatever was not answered, the same request under the same key, until it is."""

    def __init__(self, drill, seed):
        self.drill, self.dice, self.token, self.connection = drill, random.Random(seed), None, None

    def once(self, method, path, body, key):
        """Status, headers and text, or None: nobody knows what became of it."""
        headers = {"Content-Type": "application/merge-patch+json" if method == "PATCH" else "application/json"}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        if self.connection is None:
            service = self.dice.choice(self.drill.services)
            self.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
        try:
            self.connection.request(method, path, None if body is None else json.dumps(body), headers)
            if key and self.dice.random() < 0.05:
                # Somebody who loses patience and asks again while the first request may still be running.
                self.drill.count("hung up")
                return self.forget()
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            self.drill.count("connections lost")
            return self.forget()

    def forget(self):
        self.connection.close()
        self.connection = None

    def call(self, method, path, body=None, key=None):
        """The answer, and after how many tries it came."""
        begun, tries = time.monotonic(), 0
        while time.monotonic() - begun < PATIENCE:
            tries += 1
            answer = self.once(method, path, body, key)
            if answer is None:
                time.sleep(self.dice.uniform(0, 0.1))
                continue
            status, headers, text = answer
            code = json.loads(text).get("code") if status >= 400 else None
            if status in TRANSIENT or code == "idempotency_key_in_use":
                demand(headers["Retry-After"], f"{method} {path} was answered {status} {code} without Retry-After")
                self.drill.count(f"answers {status}")
                # Sooner than it asks: this is a drill.
                time.sleep(self.dice.uniform(0.02, 0.2))
                continue
            if status < 300 and key and self.dice.random() < 0.1:
                self.repeat(method, path, body, key, status, text)
            return status, json.loads(text) if text else None, tries
        raise Broken(f"{method} {path} was not answered within {PATIENCE} s, {tries} tries")

    def repeat(self, method, path, body, key, status, text):
        again = self.once(method, path, body, key)
        if again and again[0] == status:
            self.drill.count("answers repeated")
            demand(again[2] == text, f"{method} {path} was answered differently under the same key: {text} then {again[2]}")
            demand(again[1]["Idempotency-Replayed"], f"{method} {path}: a second effect under one key")
        elif again:
            demand(again[0] in TRANSIENT | {409}, f"{method} {path} was answered {status}, then by its key {again[0]}: {again[2]}")

    def get(self, path):
        status, body, _ = self.call("GET", path)
        demand(status == 200, f"GET {path} was answered {status}: {body}")
        return body

    def all_of(self, collection):
        found, path = {}, f"{collection}?limit=100"
        while path:
            page = self.get(path)
            found |= {one["id"]: one for one in page["data"]}
            path = page["has_more"] and f"{collection}?limit=100&cursor={page['next_cursor']}"
        return found


class Person:
    """One workspace, its writers' books, and a mirror of it that follows the changes."""

    def __init__(self, drill, name, writers, receiver):
        self.drill, self.name = drill, name
        self.client = self.new_client()
        account = {"email": f"{name}@drills.example", "password": PASSWORD, "display_name": name, "time_zone": "Europe/Berlin"}
        status, granted, _ = self.client.call("POST", "/v1/auth/register", account)
        demand(status == 201, f"{name} cannot register: {granted}")
        self.id, self.client.token = granted["account"]["id"], granted["access_token"]
        endpoint = {"url": receiver.url, "event_types": ["contact.created"]}
        status, made, _ = self.client.call("POST", "/v1/webhook-endpoints", endpoint)
        demand(status == 201, f"no webhook endpoint: {made}")
        self.mirror, self.after, self.told = {}, None, 0
        self.writers = [Writer(self, f"{name} {number}") for number in range(writers)]

    def new_client(self):
        client = Client(self.drill, self.drill.dice.random())
        client.token = getattr(self, "client", None) and self.client.token
        return client

    def follow(self):
        client = self.new_client()
        while self.drill.following:
            if not self.read_changes(client):
                time.sleep(0.1)

    def read_changes(self, client):
        """Applies the next page; whether there was anything."""
        page = client.get("/v1/changes?limit=100" + (f"&after={self.after}" if self.after else ""))
        for change in page["data"]:
            demand(change["seq"] > self.told, f"{self.name}: change {change['seq']} was told after {self.told}")
            self.told = change["seq"]
            self.mirror[change["resource"], change["id"]] = change["data"]
        self.after = page["next_after"]
        return bool(page["data"])

    def catch_up(self):
        while self.read_changes(self.client):
            pass

    def mirrored(self, resource):
        return {id_: data for (kind, id_), data in self.mirror.items() if kind == resource and data}


class Writer:
    """Writes, and keeps what was acknowledged. Each touches only what is its own, so it knows how that has to look."""

    def __init__(self, person, name):
        self.person, self.name, self.client = person, name, person.new_client()
        self.dice, self.number = self.client.dice, 0
        self.keys, self.contacts, self.patches, self.deleted = 0, {}, collections.Counter(), set()
        self.outreach, self.attempts = {}, {}

    def write(self, method, path, body):
        """One effect, however often it has to be asked for."""
        key = str(uuid.UUID(int=self.dice.getrandbits(128), version=4))
        status, answer, _ = self.client.call(method, path, body, key)
        demand(status in (200, 201), f"{method} {path} was answered {status}: {answer}")
        self.keys += 1
        return answer

    def word(self):
        self.number += 1
        return f"{self.name} {self.number}"

    def run(self):
        while self.person.drill.writing:
            kinds = (self.create, self.patch, self.pursue, self.attempt, self.delete)
            self.dice.choices(kinds, (40, 30, 10, 12, 8))[0]()

    def create(self):
        name = self.word()
        made = self.write("POST", "/v1/contacts", {"name": name})
        self.contacts[made["id"]] = {"name": name, "headline": None}

    def pick(self, some):
        return self.dice.choice(sorted(some)) if some else None

    def patch(self):
        if id_ := self.pick(self.contacts):
            headline = self.word()
            self.write("PATCH", f"/v1/contacts/{id_}", {"headline": headline})
            self.contacts[id_]["headline"] = headline
            self.patches[id_] += 1

    def pursue(self):
        if id_ := self.pick(set(self.contacts) - set(self.outreach)):
            made = self.write("POST", "/v1/outreach", {"contact_id": id_, "notes": self.word()})
            self.outreach[id_] = made["id"], made["notes"]

    def attempt(self):
        if id_ := self.pick(self.outreach):
            attempt = {"channel": "email", "outcome": "sent", "note": self.word(), "override_reason": "It is a drill."}
            outreach, _ = self.outreach[id_]
            if sum(of == outreach for of, _ in self.attempts.values()) >= 50:
                return
            made = self.write("POST", f"/v1/outreach/{outreach}/attempts", attempt)
            self.attempts[made["id"]] = outreach, attempt["note"]

    def delete(self):
        """Takes no key: whoever has to ask again finds it gone."""
        if id_ := self.pick(set(self.contacts) - set(self.outreach)):
            status, answer, tries = self.client.call("DELETE", f"/v1/contacts/{id_}")
            demand(status == 204 or (status == 404 and tries > 1), f"a deletion was answered {status}: {answer}")
            del self.contacts[id_]
            self.deleted.add(id_)


def kill_again_and_again(drill, postgres):
    """What dies is by chance, and when, and for how long."""
    deck = ["service", "PostgreSQL", "both"] * (KILLS // 3)
    drill.dice.shuffle(deck)
    for what in deck:
        drill.rest(drill.dice.uniform(0.3, 2.5))
        victim = drill.dice.choice(drill.services)
        if what != "service":
            postgres.kill()
        if what != "PostgreSQL":
            victim.kill()
        drill.rest(drill.dice.uniform(0, 1))
        if what != "service":
            postgres.start()
        if what != "PostgreSQL":
            victim.start(wait=False)
        wait_until_all_are_ready(drill)
    drill.rest(1)


def wait_until_all_are_ready(drill):
    begun = time.monotonic()
    while not all(service.is_ready() for service in drill.services):
        demand(time.monotonic() - begun < PATIENCE, f"the service was not ready {PATIENCE} s after everything was started again")
        drill.rest(0.05)


def check_work_beside_requests(drill, postgres, receiver):
    """PostgreSQL dies for longer than anybody waits for a connection, and the service does not: by itself it goes on to write to
    newcomers and to tell of what they do."""
    postgres.kill()
    drill.rest(3)
    postgres.start()
    wait_until_all_are_ready(drill)
    newcomer = Person(drill, "dora", 1, receiver)
    writer, begun = newcomer.writers[0], time.monotonic()
    writer.create()
    while True:
        is_told = set(writer.contacts) <= set(receiver.heard)
        has_mail = any(service.has_written_to("dora@drills.example") for service in drill.services)
        if is_told and has_mail:
            return newcomer
        demand(time.monotonic() - begun < PATIENCE, f"{PATIENCE} s after PostgreSQL was back the service that outlived it has"
               f" {'told' if is_told else 'not told'} of a new contact and {'written' if has_mail else 'not written'} to one")
        drill.rest(0.1)


def expect_same(person, what, found, wanted):
    lost, strange = wanted.keys() - found.keys(), found.keys() - wanted.keys()
    different = [(found[id_], wanted[id_]) for id_ in wanted.keys() & found.keys() if found[id_] != wanted[id_]]
    demand(not lost and not strange and not different,
           f"{person.name}, {what}: {len(lost)} lost, {len(strange)} too many, {len(different)} different"
           f" of {len(wanted)}; such as {[*lost, *strange, *different][:2]}")


def check_acknowledged(person):
    """The lists give what was acknowledged last, and nothing else."""
    contacts = person.client.all_of("/v1/contacts")
    wanted = {id_: contact for writer in person.writers for id_, contact in writer.contacts.items()}
    shown = {id_: {"name": one["name"], "headline": one.get("headline")} for id_, one in contacts.items()}
    expect_same(person, "contacts", shown, wanted)
    outreach = person.client.all_of("/v1/outreach")
    wanted = {id_: notes for writer in person.writers for id_, notes in writer.outreach.values()}
    expect_same(person, "outreach", {id_: one["notes"] for id_, one in outreach.items()}, wanted)
    attempts = {}
    for id_ in outreach:
        attempts |= person.client.all_of(f"/v1/outreach/{id_}/attempts")
    wanted = {id_: note for writer in person.writers for id_, (_, note) in writer.attempts.items()}
    expect_same(person, "attempts", {id_: one["note"] for id_, one in attempts.items()}, wanted)
    return contacts, outreach, attempts


def check_mirror(person, contacts, outreach, attempts):
    """Whoever followed the changes all the time holds what the lists give."""
    person.catch_up()
    expect_same(person, "the mirror's contacts", person.mirrored("contact"), contacts)
    expect_same(person, "the mirror's attempts", person.mirrored("attempt"), attempts)
    # What to do next is counted from today whenever it is shown.
    kept = "id", "contact_id", "notes", "state", "created_at", "updated_at"
    stable = [{id_: {name: one.get(name) for name in kept} for id_, one in some.items()}
              for some in (person.mirrored("outreach"), outreach)]
    expect_same(person, "the mirror's outreach", *stable)


def rows(postgres, sql):
    return [line.split("|") for line in postgres.sql(sql).splitlines()]


def check_tables(person, postgres):
    """One effect for each key, and a log without a gap."""
    mine = f"owner_id = '{person.id}'"
    patches = sum((writer.patches for writer in person.writers), collections.Counter())
    deleted = {id_ for writer in person.writers for id_ in writer.deleted}
    created = deleted | {id_ for writer in person.writers for id_ in writer.contacts}
    for table, column in ("contact", "name"), ("outreach", "notes"), ("attempt", "note"):
        twice = rows(postgres, f"SELECT {column}, count(*) FROM {table} WHERE {mine} GROUP BY 1 HAVING count(*) > 1")
        demand(not twice, f"{person.name}: one key, several rows of {table}: {twice[:3]}")
    logged = rows(postgres, f"SELECT operation, resource_id, count(*) FROM change WHERE {mine} AND resource = 'contact'"
                  " GROUP BY 1, 2")
    effects = {operation: {id_: int(count) for kind, id_, count in logged if kind == operation}
               for operation in ("insert", "update", "delete")}
    expect_same(person, "creations in the log", effects["insert"], dict.fromkeys(created, 1))
    expect_same(person, "patches in the log", effects["update"], dict(patches))
    expect_same(person, "deletions in the log", effects["delete"], dict.fromkeys(deleted, 1))
    kept = postgres.sql(f"SELECT count(*) FROM idempotency_key WHERE {mine}")
    keys = sum(writer.keys for writer in person.writers)
    demand(int(kept) == keys, f"{person.name}: {keys} keys were answered, {kept} answers are kept")
    log = f"SELECT count(*), min(seq), max(seq), (SELECT last_seq FROM change_counter WHERE {mine}) FROM change WHERE {mine}"
    count, first, last, counter = rows(postgres, log)[0]
    demand(first == "1" and count == last == counter,
           f"{person.name}: {count} changes from {first} to {last}, and the counter stands at {counter}")
    return keys, int(count), created


def wait_for_webhooks(drill, receiver, postgres, created):
    """Each creation was told under one webhook-id. The drill's short form does not wait for the leases of the dead."""
    if not IS_LONG:
        for service in drill.services:
            service.kill()
        # Nobody lives who could hold one; and whoever wrote may have died before they noted that there is something to tell.
        postgres.sql("UPDATE webhook_progress SET leased_until = NULL, due_at = least(due_at, now())")
        for service in drill.services:
            service.start()
    begun, patience = time.monotonic(), PATIENCE + LEASE_AND_SWEEP * (2 if IS_LONG else 0.5)
    while set(receiver.heard) != created and time.monotonic() - begun < patience:
        drill.rest(0.2)
    lost, strange = created - set(receiver.heard), set(receiver.heard) - created
    demand(not lost and not strange, f"webhooks: {len(lost)} of {len(created)} never told, {len(strange)} told of nothing")
    twice = {id_: ids for id_, ids in receiver.heard.items() if len(ids) > 1}
    demand(not twice, f"webhooks: {len(twice)} changes were told under several ids: {list(twice.items())[:2]}")
    return time.monotonic() - begun


def judge(drill, postgres, receiver):
    # Two people alone, and one with two devices.
    people = [Person(drill, name, writers, receiver) for name, writers in (("ada", 1), ("ben", 1), ("cleo", 2))]
    followers = [drill.thread(person.follow) for person in people]
    writers = [drill.thread(writer.run) for person in people for writer in person.writers]
    people.append(check_work_beside_requests(drill, postgres, receiver))
    kill_again_and_again(drill, postgres)
    drill.writing = False
    for thread in writers:
        thread.join()
    drill.following = False
    for thread in followers:
        thread.join()
    drill.rest(0)
    keys, changes, created = 0, 0, set()
    for person in people:
        check_mirror(person, *check_acknowledged(person))
        of_person = check_tables(person, postgres)
        keys, changes, created = keys + of_person[0], changes + of_person[1], created | of_person[2]
    took = wait_for_webhooks(drill, receiver, postgres, created)
    print(f"{KILLS} kills, a third of the service, of PostgreSQL and of both: {keys} keys with one effect each,"
          f" {changes} changes without a gap and mirrored, {len(created)} webhooks told (the last after {took:.0f} s);"
          f" on the way: {', '.join(f'{count} {what}' for what, count in sorted(drill.seen.items()))}")


def main():
    binary, folder = sys.argv[1:]
    seed = int(os.environ.get("RAPPORT_DRILL_SEED") or random.randrange(1 << 32))
    print(f"seed {seed}", flush=True)
    postgres, receiver = Postgres().start(), Receiver()
    services = [Service(binary, folder, postgres.url) for _ in range(SERVICES)]
    drill = Drill(random.Random(seed), services)
    try:
        for service in services:
            service.start()
        judge(drill, postgres, receiver)
    except Broken as broken:
        sys.exit(f"kill: {broken}")
    finally:
        drill.writing = drill.following = False
        for service in services:
            service.stop()
        postgres.remove()


if __name__ == "__main__":
    main()
