"""Does every statement on a table of the workspaces say whose it is? Then each could be answered by one shard of many.

Goes through the journey, the session and every operation of the document on a workspace that is full, while pg_stat_statements
remembers what PostgreSQL was asked: by the service, by its triggers and functions, and by foreign keys. A reference to a table with
an owner_id counts as bound if the statement compares the owner_id of that reference. Usage: sharding.py BINARY FOLDER [--all]
"""

import collections
import itertools
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
EXCEPTIONS = {
    "insert into sent_reminder": "reminders are looked for among all people, by the minute",
    "with due as (select owner_id, endpoint_id from webhook_progress": "webhooks are taken from all people as they fall due",
    "with behind as (select p.owner_id, p.endpoint_id": "webhooks that nobody was told to look after are found by one look at all",
    "select owner_id, array_agg(distinct key) from (select": "a trigger of the search sees the rows just changed, and no others",
    "with asked as ( select owned_query(": "the search says IS NOT DISTINCT FROM, so that only its own index is taken",
}

# What the reading below has to find out: statements, and whether they say whose rows they ask.
KNOWN = [
    (True, "SELECT * FROM contact WHERE owner_id = $1 AND id = $2"),
    (False, "SELECT * FROM contact WHERE id = $1"),
    (False, "SELECT * FROM contact WHERE owner_id = $1 OR id = $2"),
    (False, "SELECT owner_id = $1 FROM contact"),
    (False, "SELECT * FROM contact c WHERE c.owner_id = c.owner_id"),
    (True, "SELECT * FROM contact c JOIN outreach o ON o.owner_id = c.owner_id WHERE o.owner_id = $1"),
    (False, "SELECT * FROM contact c JOIN outreach o ON o.owner_id = c.owner_id WHERE c.id = $1"),
    (False, "SELECT * FROM contact c JOIN outreach o ON o.contact_id = c.id WHERE o.owner_id = $1"),
    (True, "SELECT * FROM (SELECT owner_id, id FROM contact) x WHERE x.owner_id = $1"),
    (False, "SELECT id FROM contact WHERE owner_id = $1 UNION ALL SELECT id FROM outreach"),
    (True, "WITH x AS (SELECT owner_id, id FROM contact WHERE owner_id = $1) "
           "SELECT * FROM outreach o WHERE (o.owner_id, o.id) IN (SELECT owner_id, id FROM x)"),
    (False, "WITH x AS (SELECT owner_id, id FROM contact WHERE id = $1) "
            "SELECT * FROM outreach o WHERE (o.owner_id, o.id) IN (SELECT owner_id, id FROM x)"),
    (False, "SELECT FROM outreach WHERE owner_id = $1 AND EXISTS (SELECT FROM contact WHERE contact.id = outreach.contact_id)"),
    (True, "DELETE FROM contact USING account a WHERE a.id = contact.owner_id AND a.id = $1"),
    (False, "DELETE FROM contact USING account a WHERE a.id = contact.owner_id AND a.email_key = $1"),
    (True, "INSERT INTO contact (owner_id, id) VALUES ($1, $2)"),
    (False, "INSERT INTO contact (id) VALUES ($1)"),
]


# What a statement asks

# Words that may stand after a table and are no name for it.
NO_ALIAS = set("on where set using join left inner cross right full order group limit returning values select for as union default "
               "do overriding having lateral natural from with offset window except intersect tablesample when".split())
CLAUSES = {"select", "from", "where", "on", "set", "group", "having", "order", "returning", "values"}
TOKEN = re.compile(r"\$\d+|\w+(?:\.\w+)*|''|<=|>=|<>|!=|::|=|[^\s\w]")


def plain(sql):
    """Lower case, without comments, quotation marks and texts."""
    sql = re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.S)
    sql = re.sub(r"'(?:[^']|'')*'", "''", sql).replace('"', "").lower()
    sql = re.sub(r"operator\(pg_catalog\.=\)", "=", sql).replace("public.", "").replace("pg_catalog.", "")
    return re.sub(r"\s+", " ", sql).strip()


class Block:
    """One SELECT, INSERT, UPDATE or DELETE, or what is between two parentheses."""

    def __init__(self, parent):
        self.parent, self.items, self.name = parent, [], None
        # What rows it reads: the name here, and the table, or the block in the place of one.
        self.rows, self.is_said = {}, False

    def is_query(self):
        return bool(self.items) and self.items[0] in ("select", "with", "insert", "update", "delete")


def read(sql):
    """The outermost block; each block is one item of the one around it."""
    block = Block(None)
    for token in TOKEN.findall(sql):
        if token == "(":
            inner = Block(block)
            block.items.append(inner)
            block = inner
        elif token == ")" and block.parent:
            block = block.parent
        # The halves of a UNION are queries of their own.
        else:
            block.items.append(token)
    return block


class Row:
    """A table, or a query in the place of one, as a statement refers to it."""

    def __init__(self, table, query=None):
        self.table, self.query, self.is_said = table, query, False


class Statement:
    """Which rows it reads or changes, and which of them it says the owner of: by a value, or by rows whose owner is said."""

    def __init__(self, sql, keys):
        # `keys` names the column of each table that says whose a row is.
        self.keys, self.rows, self.pairs, self.queries = keys, [], [], {}
        self.outermost = self.split(read(plain(sql)))
        self.find_queries(self.outermost)
        self.find_rows(self.outermost)
        self.find_pairs(self.outermost)
        self.conclude()

    def split(self, block):
        """Gives each half of a UNION a block of its own."""
        for item in block.items:
            if isinstance(item, Block):
                self.split(item)
        places = [number for number, item in enumerate(block.items) if item in ("union", "except", "intersect")]
        if places and block.is_query():
            # What WITH names belongs to all halves, and stays outside.
            begin = next((number for number, item in enumerate(block.items) if item == "select"), 0)
            halves, rest, last = [], block.items[:begin], begin
            for place in [*places, len(block.items)]:
                half = Block(block)
                half.items = [one for one in block.items[last:place] if one not in ("all", "distinct") or last == begin]
                for one in half.items:
                    if isinstance(one, Block):
                        one.parent = half
                halves, last = [*halves, half], place + 1
            block.items = [*(rest or ["select"]), *halves]
        return block

    def find_queries(self, block):
        """The names that WITH gives."""
        for number, item in enumerate(block.items):
            if isinstance(item, Block):
                before = [one for one in block.items[max(0, number - 4):number] if one not in ("materialized", "not")]
                if len(before) > 1 and before[-1] == "as" and isinstance(before[-2], str) and item.is_query():
                    self.queries[before[-2]] = item
                elif len(before) > 2 and before[-1] == "as" and isinstance(before[-2], Block) and item.is_query():
                    self.queries[before[-3]] = item
                self.find_queries(item)

    def find_rows(self, block):
        items, is_list = block.items, False
        for number, item in enumerate(items):
            if isinstance(item, Block):
                self.find_rows(item)
            is_distinct_from = item == "from" and number and items[number - 1] == "distinct"
            if item in ("from", "join", "update", "into", "using") and not is_distinct_from:
                is_list = True
            elif item == "," and is_list:
                pass
            else:
                if item in ("where", "set", "on", "select", "group", "order", "returning", "limit", "values", "having"):
                    is_list = False
                continue
            place = number + 1
            while place < len(items) and items[place] in ("only", "lateral"):
                place += 1
            if place >= len(items):
                continue
            what, alias = items[place], None
            after = [one for one in items[place + 1:place + 3]]
            if after and after[0] == "as":
                after = after[1:]
            if after and isinstance(after[0], str) and re.match(r"[a-z_]\w*$", after[0]) and after[0] not in NO_ALIAS:
                alias = after[0]
            if isinstance(what, Block):
                if what.is_query() and alias:
                    self.add(block, alias, Row(None, what))
            elif what in self.queries:
                self.add(block, alias or what, Row(None, self.queries[what]))
            elif what in self.keys:
                row = Row(what)
                # An inserted row says its owner among its columns.
                if items[number] == "into":
                    columns = next((one for one in after + items[place + 1:place + 5] if isinstance(one, Block)), None)
                    row.is_said = columns is not None and self.keys[what] in columns.items
                self.add(block, alias or what, row)

    def add(self, block, alias, row):
        block.rows[alias] = row
        self.rows.append(row)

    def rows_of(self, block, column):
        """Of which rows this is the column that says whose they are; [] for a value, None for something else."""
        if isinstance(column, Block):
            if column.is_query():
                return [Row(None, column)]
            inner = [one for one in column.items if one != ","]
            return self.rows_of(column, inner[-1]) if len(inner) == 1 else []
        name, _, key = column.rpartition(".")
        if not re.match(r"[a-z_]\w*$", key) or column in ("any", "all", "null"):
            return []
        while block:
            if name:
                if name in block.rows:
                    row = block.rows[name]
                    own = self.keys[row.table] == key if row.table else key in ("owner_id", "account_id")
                    return [row] if own else None
            else:
                own = [row for row in block.rows.values() if key == self.keys.get(row.table, "owner_id")]
                if own:
                    return own
            block = block.parent
        # A variable of a function.
        return []

    def find_pairs(self, block, clause="select"):
        """Comparisons that all rows have to meet: in WHERE and ON, and not one of several beside OR."""
        items, is_choice = block.items, has_choice(block.items)
        for number, item in enumerate(items):
            if item in CLAUSES:
                clause, is_choice = item, has_choice(items[number + 1:])
            if isinstance(item, Block):
                is_apart = item.is_query() or number and items[number - 1] in ("filter", "over")
                self.find_pairs(item, "select" if is_apart else "choice" if is_choice else clause)
            following = items[number + 1] if number + 1 < len(items) else None
            if item == "using" and isinstance(following, Block) and set(self.keys.values()) & set(map(str, following.items)):
                self.pair(list(block.rows.values()), list(block.rows.values()))
            if item not in ("=", "in") or not 0 < number < len(items) - 1 or clause not in ("where", "on") or is_choice:
                continue
            left, right = items[number - 1], following
            if right in ("any", "all") and number + 2 < len(items):
                right = items[number + 2]
            if isinstance(left, Block) and not left.is_query():
                self.pair_lists(block, left, right)
            elif isinstance(left, str):
                self.pair(self.rows_of(block, left), self.rows_of(block, right))

    def pair_lists(self, block, left, right):
        """(a.owner_id, a.id) = (b.owner_id, b.id), or IN a query."""
        for place, one in enumerate(columns(left)):
            if isinstance(right, Block) and not right.is_query() and len(columns(right)) > place:
                other = self.rows_of(block, columns(right)[place])
            elif isinstance(right, Block):
                other = self.rows_of(block, right)
            else:
                other = []
            found = self.rows_of(block, one)
            if found:
                self.pair(found, other)

    def pair(self, left, right):
        if left is not None and right is not None:
            self.pairs.append((left, right))

    def inside(self, block):
        """All rows of a query and of what is within it."""
        found = list(block.rows.values())
        for item in block.items:
            if isinstance(item, Block):
                found += self.inside(item)
        return found

    def conclude(self):
        is_changing = True
        while is_changing:
            is_changing = False

            def say(rows):
                nonlocal is_changing
                for row in rows:
                    if not row.is_said:
                        row.is_said = is_changing = True

            for left, right in self.pairs:
                for one, other in ((left, right), (right, left)):
                    # Without rows it is a value.
                    if all(self.is_row_said(row) for row in other):
                        say(one)
            for row in self.rows:
                # A condition on a query in the place of a table is one on the rows within.
                if row.query and row.is_said:
                    say(one for one in self.inside(row.query) if row.query.rows)
                elif row.query and self.is_row_said(row):
                    say([row])

    def is_row_said(self, row):
        return row.is_said or row.query is not None and all(one.is_said for one in self.inside(row.query) if one.table)

    def unsaid(self, owned):
        return sorted({row.table for row in self.rows if row.table in owned and not row.is_said})


def has_choice(items):
    """Whether there is an OR before the next clause begins."""
    return "or" in itertools.takewhile(lambda item: item not in CLAUSES, items)


def check_known():
    keys = {"contact": "owner_id", "outreach": "owner_id", "account": "id"}
    wrong = [sql for is_said, sql in KNOWN if is_said == bool(Statement(sql, keys).unsaid({"contact", "outreach"}))]
    if wrong:
        sys.exit("\n".join(["this drill reads wrongly:", *wrong]))


def columns(block):
    """What stands between the commas, where it is one word each."""
    found, part = [], []
    for item in [*block.items, ","]:
        if item == ",":
            found.append(part[0] if len(part) == 1 else "''")
            part = []
        elif item != "::":
            part.append(item)
    return found


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
        # Collections first, then what fills them, for their ids; what takes away last.
        order = {"GET": 0, "POST": 1, "PATCH": 3, "PUT": 3, "DELETE": 5}
        more = {"GET": 2, "POST": 4}
        operations.sort(key=lambda one: ((more if "{" in one[0] else order).get(one[1], order[one[1]]), one[0].count("{"), one[0]))
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
    check_known()
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
        # Everything of the timetable, also what is for the night.
        database.sql("SELECT graphile_worker.add_job(identifier, '{}') FROM graphile_worker._private_known_crontabs")
        time.sleep(20)
        waiting = database.sql("SELECT string_agg(task_identifier, ' ') FROM graphile_worker.jobs WHERE run_at <= now()")
        keys = dict(line.split("|") for line in database.sql(
            "SELECT DISTINCT ON (table_name) table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name IN ('owner_id', 'account_id') ORDER BY table_name, column_name DESC").splitlines())
        owned = {table for table, key in keys.items() if key == "owner_id"}
        keys["account"] = "id"
        asked = json.loads(database.sql(
            "SELECT json_agg(DISTINCT query) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid "
            "WHERE d.datname = 'rapport' AND query !~* '^(create|alter|drop|comment|grant) '"))
        with open(f"{folder}/statements.json", "w") as file:
            json.dump([keys, asked], file)
    finally:
        service.stop()
        database.remove()

    statuses = collections.Counter(str(status) for status in walker.statuses.values())
    if waiting:
        print(f"not done within 20 s: {waiting}")
    print(f"{len(walker.statuses)} operations were sent; their answers: {dict(statuses)}")
    if "--all" in flags:
        print(*sorted(f"    {status} {name}" for name, status in walker.statuses.items() if status != 200), sep="\n")
    about, broken, used = 0, [], collections.Counter()
    for sql in asked:
        statement = Statement(sql, keys)
        about += any(row.table in owned for row in statement.rows)
        unsaid = statement.unsaid(owned)
        reason = next((part for part in EXCEPTIONS if part in plain(sql)), None) if unsaid else None
        used[reason] += bool(unsaid)
        if unsaid and not reason:
            broken.append((unsaid, sql))
    for part, reason in EXCEPTIONS.items():
        print(f"all shards, {used[part]} statements: {reason}")
    print(f"{len(owned)} tables and views have an owner_id; {about} statements are about them, {len(broken)} do not say whose")
    for unsaid, sql in broken:
        print(f"  {', '.join(unsaid)}: {plain(sql)[:700]}")
    if broken:
        sys.exit(f"{len(broken)} statements would ask all shards")


if __name__ == "__main__":
    main()
