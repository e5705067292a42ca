"""How close the service runs to what PostgreSQL can do with the very same statements, on this machine, now.

For each operation: wrk against the service; pgbench with the statements that the service was seen to send for it, prepared, at the
same concurrency; and wrk against a route that asks the database nothing. What the last two allow together, one after the other,
is 1 / (1 / pgbench + 1 / empty). No figure stands without its ceiling.

Usage: script/bench [--owners 10000] [--contacts 100] [--seconds 10] [--concurrency 1,8,32] [--only read_contact,...]
"""

import argparse
import datetime
import glob
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "seven grey herons on one weir"
PEOPLE = 16

# Name, method, path and body. `{id}` is one of the person's contacts, at random.
OPERATIONS = {
    "read_contact": ("GET", "/v1/contacts/{id}", ""),
    "list_contacts_50": ("GET", "/v1/contacts?limit=50", ""),
    "search": ("GET", "/v1/search?q=person", ""),
    "agenda": ("GET", "/v1/agenda", ""),
    "next_actions": ("GET", "/v1/next-actions", ""),
    "delta_page": ("GET", "/v1/changes?limit=50", ""),
    "create_contact": ("POST", "/v1/contacts", '{"name":"Somebody New"}'),
    "sign_in": ("POST", "/v1/auth/sign-in", json.dumps({"email": "owner1@bench.example", "password": PASSWORD})),
}
EMPTY = ("GET", "/livez", "")


def call(base, method, path, body="", token=""):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(base + path, body.encode() or None, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else None


class Service:
    """The service with a private PostgreSQL that keeps what it is told."""

    def __init__(self, binary, folder, port):
        os.makedirs(folder, exist_ok=True)
        self.folder, self.base = folder, f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "RAPPORT__DEVELOPMENT__FOLDER": folder, "RAPPORT__SERVER__PORT": str(port), "RAPPORT__LOG__FILTER": "warn",
            "RAPPORT__RATE__REQUESTS": "4000000000", "RAPPORT__RATE__SIGN_IN_REQUESTS": "4000000000",
            "RAPPORT__PASSWORDS__WAIT_MS": "60000", "RAPPORT__TOKENS__ACCESS_MINUTES": "15",
            "RAPPORT__DATABASE__MAX_CONNECTIONS": "32",
        }
        self.log = open(f"{folder}/service.log", "ab")
        self.process = subprocess.Popen([binary, "serve"], env=self.environment, stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.base}/readyz", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        else:
            sys.exit(f"the service did not start; see {folder}/service.log")
        with open(f"{folder}/database-url") as file:
            self.database = file.read().strip()

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def sql(self, *arguments):
        done = subprocess.run(["psql", self.database, "-qAtX", "-v", "ON_ERROR_STOP=1", *arguments], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return done.stdout.strip()


def populate(service, owners, contacts):
    account = {"email": "hash@bench.example", "password": PASSWORD, "display_name": "Hash", "time_zone": "Europe/Berlin"}
    try:
        call(service.base, "POST", "/v1/auth/register", json.dumps(account))
    except urllib.error.HTTPError as refused:
        if refused.code != 409:
            raise
    password = service.sql("-c", "SELECT password_hash FROM account WHERE email_key = 'hash@bench.example'")
    begun = time.monotonic()
    service.sql("-c", "SET statement_timeout = 0", "-v", f"owners={owners}", "-v", f"contacts={contacts}", "-v", f"hash={password}",
                "-f", f"{HERE}/population.sql")
    service.sql("-c", "VACUUM ANALYZE")
    print(f"{owners * contacts:,} contacts of {owners:,} owners are there ({time.monotonic() - begun:.0f} s)", flush=True)


def sign_in(service, number):
    body = json.dumps({"email": f"owner{number}@bench.example", "password": PASSWORD})
    return call(service.base, "POST", "/v1/auth/sign-in", body)["access_token"]


class Capture:
    """The statements that the service sends for one request, out of PostgreSQL's own log."""

    def __init__(self, service):
        self.service, self.path = service, f"{service.folder}/postgres/cluster/server.log"

    def __enter__(self):
        self.service.sql("-c", "ALTER SYSTEM SET log_statement = 'all'", "-c", "SELECT pg_reload_conf()")
        time.sleep(1)
        return self

    def __exit__(self, *_):
        self.service.sql("-c", "ALTER SYSTEM RESET log_statement", "-c", "SELECT pg_reload_conf()")
        time.sleep(1)

    def of(self, request):
        with open(self.path, "rb") as log:
            log.seek(0, os.SEEK_END)
            answer = request()
            time.sleep(0.3)
            text = log.read().decode()
        return self.read(text), answer

    @staticmethod
    def read(text):
        statements = []
        # What goes on in the next line begins with a tab there.
        for line in text.replace("\n\t", " ").splitlines():
            found = re.search(r"LOG:  (?:execute [^:]*|statement): (.*)", line)
            if found:
                statements.append([found[1], {}])
            found = re.search(r"DETAIL:  [Pp]arameters: (.*)", line)
            if found and statements:
                pairs = re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", found[1])
                statements[-1][1] = {int(number): value for number, value in pairs}
        # What the service does beside requests: looking for jobs, webhooks and other processes.
        noise = re.compile(r"graphile_worker|webhook_progress|pg_notify|^(UN)?LISTEN|ALTER SYSTEM|pg_reload_conf")
        return [(sql, values) for sql, values in statements if not noise.search(sql)]


def script(statements, contact, contacts, new):
    """The statements as pgbench sends them: the contact at random, a new id each time, everything else as it was."""
    lines = [f"\\set n random(1, {contacts})", "\\set fresh random(200000000000, 999999999999)"]

    def value(text):
        for known, number in [(contact, "(100000000000 + :n)"), (new, ":fresh")]:
            made_up = f"('00000000-0000-7000-8000-' || {number})::uuid"
            if known and text == f"'{known}'":
                return made_up
            if known and known in text and text.startswith("'{"):
                return f"ARRAY[{made_up}]"
        return text

    # A colon before a letter is a variable to pgbench, within a text too.
    quiet = lambda text: re.sub(r"(?<!:):(?=[A-Za-z_])", "' || chr(58) || '", text)
    for sql, values in statements:
        filled = re.sub(r"\$(\d+)", lambda found: value(quiet(values[int(found[1])])), quiet(sql))
        lines.append(filled.rstrip(";") + ";")
    return "\n".join(lines) + "\n"


def percentile(values, part):
    return values[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


def pgbench(service, scripts, clients, seconds):
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(scripts):
            files += ["-f", f"{folder}/{number}.sql"]
            with open(f"{folder}/{number}.sql", "w") as file:
                file.write(text)
        command = ["pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds), "-l",
                   "--log-prefix", f"{folder}/log", *files, service.database]
        done = subprocess.run(command, capture_output=True, text=True)
        rate = re.search(r"tps = ([\d.]+) \(without", done.stdout)
        if done.returncode or not rate:
            sys.exit(f"pgbench: {done.stderr}\n{scripts[0]}")
        times = []
        for log in glob.glob(f"{folder}/log*"):
            with open(log) as file:
                times += [int(line.split()[2]) / 1000 for line in file]
        times.sort()
        return {"per_second": float(rate[1]), "p50_ms": percentile(times, 0.5), "p99_ms": percentile(times, 0.99)}


def wrk(service, operation, tokens, contacts, clients, seconds):
    method, path, body = operation
    quoted = ", ".join(json.dumps(token) for token in tokens or [""])
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(f"PEOPLE = {{{quoted}}}\nMETHOD = {json.dumps(method)}\nPATH = {json.dumps(path)}\n"
                   f"BODY = {json.dumps(body)}\nCONTACTS = {contacts}\n")
        file.flush()
        command = ["wrk", "-t", str(min(clients, 2)), "-c", str(clients), "-d", f"{seconds}s", "--latency", "-s",
                   f"{HERE}/bench.lua", service.base]
        text = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"BENCH": file.name}).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    if refused:
        sys.exit(f"{path}: {refused[1]} requests were refused")
    milliseconds = {"us": 0.001, "ms": 1, "s": 1000}

    def latency(part):
        found = re.search(rf"^ +{part}% +([\d.]+)(us|ms|s)", text, re.M)
        return float(found[1]) * milliseconds[found[2]]

    rate = float(re.search(r"Requests/sec: +([\d.]+)", text)[1])
    return {"per_second": rate, "p50_ms": latency(50), "p99_ms": latency(99)}


def measure(service, arguments):
    tokens = [sign_in(service, number) for number in range(1, PEOPLE + 1)]
    capture, contact = Capture(service), "00000000-0000-7000-8000-100000000007"
    rows, fresh = [], time.monotonic()
    for name in arguments.only.split(",") if arguments.only else OPERATIONS:
        method, path, body = operation = OPERATIONS[name]
        scripts = []
        with capture:
            for token in tokens[:1] if name == "sign_in" else tokens:
                send = lambda: call(service.base, method, path.replace("{id}", contact), body, "" if name == "sign_in" else token)
                send()
                # The shorter of two: what the service did beside the request is not in both.
                statements, answer = min((capture.of(send) for _ in range(2)), key=lambda seen: len(seen[0]))
                new = answer["id"] if method == "POST" and "id" in answer else None
                scripts.append(script(statements, contact, arguments.contacts, new))
        if time.monotonic() - fresh > 300:
            tokens, fresh = [sign_in(service, number) for number in range(1, PEOPLE + 1)], time.monotonic()
        for clients in map(int, arguments.concurrency.split(",")):
            # Sign-in makes a row of each try under an id that pgbench cannot make up.
            database = None if name == "sign_in" else pgbench(service, scripts, clients, arguments.seconds)
            empty = wrk(service, EMPTY, [], 1, clients, arguments.seconds)
            ours = wrk(service, operation, [] if name == "sign_in" else tokens, arguments.contacts, clients, arguments.seconds)
            row = {"operation": name, "clients": clients, "statements": len(statements), "service": ours, "pgbench": database,
                   "empty": empty}
            if database:
                joint = 1 / (1 / database["per_second"] + 1 / empty["per_second"])
                row |= {"joint_per_second": joint, "of_joint": ours["per_second"] / joint,
                        "of_pgbench": ours["per_second"] / database["per_second"]}
            rows.append(row)
            show(row)
    return rows


def head():
    columns = ["operation", "clients", "stmts", "service/s", "pgbench/s", "empty/s", "joint/s", "of joint", "of pgb", "p50", "p99 ms",
               "pgb p99"]
    print(("{:<17}" + "{:>9}" * 11).format(*columns))


def show(row):
    database = row["pgbench"] or {"per_second": float("nan"), "p99_ms": float("nan")}
    ours = row["service"]
    print(f"{row['operation']:<17}{row['clients']:>9}{row['statements']:>9}{ours['per_second']:>9.0f}{database['per_second']:>9.0f}"
          f"{row['empty']['per_second']:>9.0f}{row.get('joint_per_second', float('nan')):>9.0f}"
          f"{row.get('of_joint', float('nan')):>9.2f}{row.get('of_pgbench', float('nan')):>9.2f}{ours['p50_ms']:>9.2f}"
          f"{ours['p99_ms']:>9.2f}{database['p99_ms']:>9.2f}", flush=True)


def machine(service):
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    return {"cpu": model[1] if model else platform.processor(), "cores": os.cpu_count(), "system": platform.platform(),
            "postgresql": service.sql("-c", "SHOW server_version"), "fsync": service.sql("-c", "SHOW fsync"),
            "at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--owners", type=int, default=10_000)
    parser.add_argument("--contacts", type=int, default=100, help="of each owner")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--concurrency", default="1,8,32")
    parser.add_argument("--only", default="")
    parser.add_argument("--port", type=int, default=8097)
    parser.add_argument("--folder", default=".dev/bench")
    parser.add_argument("--binary", required=True)
    arguments = parser.parse_args()
    service = Service(arguments.binary, os.path.abspath(arguments.folder), arguments.port)
    try:
        populate(service, max(arguments.owners, PEOPLE), arguments.contacts)
        found = machine(service)
        print(json.dumps(found))
        if found["fsync"] != "on":
            sys.exit("this PostgreSQL keeps nothing: no figure of it means anything")
        head()
        rows = measure(service, arguments)
        result = {"machine": found, "owners": arguments.owners, "contacts": arguments.contacts, "rows": rows}
        with open(f"{arguments.folder}/result.json", "w") as file:
            json.dump(result, file, indent=2)
        print(f"written to {arguments.folder}/result.json")
    finally:
        service.stop()


if __name__ == "__main__":
    main()
