"""Does every statement on a table of the workspaces say whose it is? Then each could be answered by one shard of many.

Goes through the journey, the session and every operation of the document on a workspace that is full, while pg_stat_statements
remembers what PostgreSQL was asked: by the service, by its triggers and functions, and by foreign keys. A reference to a table with
an owner_id counts as bound if the statement compares the owner_id of that reference. Usage: sharding.py BINARY FOLDER [--all]
"""

import collections
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from cluster import Postgres, Service
from service import Client

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

# Statements that ask all shards, and why they may. The first part is looked for in the statement.
EXCEPTIONS = {}


# What a statement refers to

def plain(sql):
    """Lower case, without comments, quotation marks, casts and texts."""
    sql = re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.S)
    sql = re.sub(r"'(?:[^']|'')*'", "''", sql).replace('"', "").lower()
    sql = re.sub(r"operator\(pg_catalog\.=\)", "=", sql)
    return re.sub(r"\s+", " ", sql).replace("public.", "").strip()


# Words that may stand after a table and are no name for it.
NO_ALIAS = set("on where set using join left inner cross right full order group limit returning values select for as union default "
               "overriding having lateral natural from with offset window do".split())


def references(sql, owned):
    """Each place where a table is read or changed: its name and what the statement calls it."""
    found, named = [], r"(\w+)(?:\s+(?:as\s+)?(\w+))?"
    for place in re.finditer(rf"\b(?:from|join|update|using)\s+(?:only\s+)?{named}|,\s*{named}", sql):
        table, alias = place[1] or place[3], place[2] or place[4]
        # After a comma it may be a column as well: a table that is named there has an alias, or is no name of a column.
        if table in owned and (place[1] or alias not in (None, *NO_ALIAS) and f"{alias}." in sql):
            found.append((table, alias if alias and alias not in NO_ALIAS else table))
    return found


def bound(sql):
    """The names whose owner_id is compared, and how often it is compared without a name."""
    names, bare = set(), 0
    # owner_id = ..., owner_id IN ..., and the other way round.
    for place in re.finditer(r"(?:(\w+)\.)?\bowner_id\s*(?:=|in\b)|=\s*(?:any\s*\(\s*)?(?:(\w+)\.)?owner_id\b", sql):
        name = place[1] or place[2]
        names |= {name} if name else set()
        bare += not name
    # (owner_id, id) = (...), (owner_id, id) IN (...).
    for row in re.finditer(r"\(([^()]*\bowner_id\b[^()]*)\)\s*(?:=|in\b|>)|(?:=|in|>)\s*\(([^()]*\bowner_id\b[^()]*)\)", sql):
        for name in re.findall(r"(?:(\w+)\.)?\bowner_id\b", row[1] or row[2]):
            names |= {name} if name else set()
            bare += not name
    # USING (owner_id) speaks of both sides.
    bare += 2 * len(re.findall(r"\busing\s*\([^()]*\bowner_id\b", sql))
    return names, bare


def unbound(sql, owned):
    """The tables that this statement asks without saying whose rows."""
    inserted = re.search(r"\binsert into (\w+)(?: as \w+)? ?\(([^()]*)\)", sql)
    missing = [inserted[1]] if inserted and inserted[1] in owned and "owner_id" not in inserted[2] else []
    names, bare = bound(sql)
    for table, alias in references(sql, owned):
        if alias in names or table in names:
            continue
        if bare:
            bare -= 1
            continue
        missing.append(table)
    return missing


# What is asked of the service

class Walker:
    """Sends every operation of the document, with the ids that a full workspace has."""

    def __init__(self, base, token):
        self.client, self.statuses, self.ids = Client(base), {}, {}
        self.client.token = token
        self.document = self.client.call("GET", "/openapi.json")

    def resolve(self, value):
        """What a reference within the document points to."""
        while "$ref" in value:
            found = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            value = found
        return value

    def query(self, operation):
        """The required parameters, each with its example."""
        parameters = [self.resolve(one) for one in operation.get("parameters", [])]
        needed = [one for one in parameters if one["in"] == "query" and one.get("required")]
        pairs = {one["name"]: one.get("example", self.resolve(one["schema"]).get("example", "a")) for one in needed}
        return "?" + urllib.parse.urlencode(pairs) if pairs else ""

    def send(self, name, method, path, body, kind):
        try:
            answer = self.client.call(method, path, body, kind)
            self.statuses[name] = 200
            return answer
        except urllib.error.HTTPError as refused:
            self.statuses[name] = refused.code
        except ValueError:
            # A calendar, or a page.
            self.statuses[name] = 200
        except OSError as failed:
            self.statuses[name] = type(failed).__name__
        return None

    def filled(self, value, key=""):
        """An example with ids of this workspace where it names rows of another."""
        if isinstance(value, dict):
            return {name: self.filled(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.filled(one, key) for one in value]
        known = self.ids.get(key.removesuffix("_ids").removesuffix("_id").replace("_", "-"))
        return known if known and isinstance(value, str) and key.endswith(("_id", "_ids")) else value

    def path(self, path):
        """With an id for each parameter, of the collection before it."""
        while place := re.search(r"([\w-]+)/\{(\w+)\}", path):
            known = self.ids.get(singular(place[1])) or self.ids.get(place[2].removesuffix("_id").replace("_", "-"))
            path = path.replace("{" + place[2] + "}", known or "01990000-0000-7000-8000-000000000000", 1)
        return path

    def walk(self):
        operations = [(path, method.upper(), one) for path, methods in self.document["paths"].items()
                      for method, one in methods.items() if method in ("get", "post", "patch", "put", "delete")]
        # Collections first, for their ids; what takes away last.
        order = {"GET": 0, "POST": 1, "PATCH": 2, "PUT": 2, "DELETE": 3}
        operations.sort(key=lambda one: (order[one[1]], one[0].count("{"), one[0]))
        late = ("delete_account", "sign_out", "end_", "stream_changes", "reset_password", "change_password", "revoke_")
        for path, method, one in operations:
            name = one["operationId"]
            if name.startswith(late):
                continue
            content = one.get("requestBody", {}).get("content", {})
            kind = next((kind for kind in content if "json" in kind), "application/json")
            media = content.get(kind, {})
            body = media.get("example", self.resolve(media["schema"]).get("example", {}) if "schema" in media else None)
            target = self.path(path) + self.query(one)
            answer = self.send(name, method, target, self.filled(body), kind)
            rows = answer.get("data") if isinstance(answer, dict) else None
            if method == "GET" and isinstance(rows, list) and rows and isinstance(rows[0], dict) and "id" in rows[0]:
                self.ids.setdefault(singular(path.rstrip("/").rsplit("/", 1)[1]), rows[0]["id"])
            elif method == "POST" and isinstance(answer, dict) and "id" in answer and not path.endswith("}"):
                self.ids.setdefault(singular(path.rsplit("/", 1)[1]), answer["id"])


def singular(name):
    return {"people": "person", "outreach": "outreach", "research": "research"}.get(
        name, re.sub("ies$", "y", name) if name.endswith("ies") else name.removesuffix("s"))


def sign_in(base, told):
    """As whom `rapport demo` says."""
    email, password = re.search(r"Sign in as (\S+) with the password: (.+)", told).groups()
    return Client(base).call("POST", "/v1/auth/sign-in", {"email": email, "password": password})["access_token"]


def main():
    binary, folder, *flags = sys.argv[1:]
    database = Postgres(["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=all",
                         "pg_stat_statements.max=20000"]).start()
    database.sql("CREATE EXTENSION pg_stat_statements")
    service = Service(binary, folder, database.url).start()
    try:
        # The migrations are no traffic.
        database.sql("SELECT pg_stat_statements_reset()")
        for example in ("journey", "session"):
            subprocess.run([f"{ROOT}/examples/{example}.sh", service.base], check=True, stdout=subprocess.DEVNULL)
        demo = subprocess.run([binary, "demo"], check=True, env=service.environment, capture_output=True, text=True).stdout
        walker = Walker(service.base, sign_in(service.base, demo))
        walker.walk()
        # Once around the timetable of each minute.
        time.sleep(65)
        owned = set(database.sql("SELECT table_name FROM information_schema.columns WHERE column_name = 'owner_id' "
                                 "AND table_schema = 'public'").split())
        asked = json.loads(database.sql(
            "SELECT json_agg(DISTINCT query) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid "
            "WHERE d.datname = 'rapport' AND query !~* '^(create|alter|drop|comment|grant) '"))
    finally:
        service.stop()
        database.remove()

    statuses = collections.Counter(str(status) for status in walker.statuses.values())
    print(f"{len(walker.statuses)} operations were sent; their answers: {dict(statuses)}")
    if "--all" in flags:
        print(*sorted(f"    {status} {name}" for name, status in walker.statuses.items() if status != 200), sep="\n")
    about = [sql for sql in asked if references(plain(sql), owned) or re.search(r"insert into", plain(sql))]
    broken, used = [], collections.Counter()
    for sql in about:
        missing = unbound(plain(sql), owned)
        if not missing:
            continue
        reason = next((part for part in EXCEPTIONS if part in plain(sql)), None)
        used[reason] += 1
        if reason is None:
            broken.append((missing, sql))
    for part, reason in EXCEPTIONS.items():
        print(f"all shards, {used[part]} statements: {reason}")
    print(f"{len(owned)} tables and views have an owner_id; {len(about)} statements are about them, {len(broken)} do not say whose")
    for missing, sql in broken:
        print(f"  {', '.join(missing)}: {plain(sql)[:700]}")
    if broken:
        sys.exit(f"{len(broken)} statements would ask all shards")


if __name__ == "__main__":
    main()
