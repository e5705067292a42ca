"""A receiver of webhooks that is not ours, verifying with the library of the specification, while the service dies again and
again: every change that was committed has to arrive, and nothing else.

Usage: webhook.py BINARY FOLDER [ROUNDS]
"""

import http.server
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.error

from service import PATIENCE, Client, free_port, wait_until_ready
from standardwebhooks.webhooks import Webhook

# A worker that died holds its endpoint for two minutes.
LEASE = 120


class Receiver(http.server.ThreadingHTTPServer):
    """Verifies everything; of what it has not seen before, it refuses or drops some."""

    def __init__(self, dice):
        self.dice, self.lock = dice, threading.Lock()
        self.verifier, self.seen, self.heard, self.forged = None, set(), set(), []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        server, body = self.server, self.rfile.read(int(self.headers["Content-Length"]))
        with server.lock:
            try:
                event = server.verifier.verify(body, dict(self.headers))
            except Exception as error:
                server.forged.append(repr(error))
                return self.answer(400)
            is_new = self.headers["webhook-id"] not in server.seen
            server.seen.add(self.headers["webhook-id"])
            luck = server.dice.random() if is_new else 1
            if luck < 0.1:
                self.close_connection = True
                return
            if luck < 0.2:
                return self.answer(500)
            assert event["type"] == "contact.created", event
            server.heard.add(event["data"]["id"])
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Service:
    def __init__(self, binary, folder, port):
        self.command, self.log = [binary, "serve"], open(f"{folder}/webhook.log", "ab")
        self.base = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "RAPPORT__DEVELOPMENT__FOLDER": f"{folder}/webhook", "RAPPORT__SERVER__PORT": str(port),
            "RAPPORT__WEBHOOKS__ALLOW_LOOPBACK": "true", "RAPPORT__RATE__REQUESTS": "1000000",
            "RAPPORT__TOKENS__ACCESS_MINUTES": "15",
        }
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=self.log, stderr=self.log)
        wait_until_ready(self.base)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def write_until_it_dies(client, acknowledged):
    while True:
        try:
            acknowledged.add(client.call("POST", "/v1/contacts", {"name": "Jo"})["id"])
        except (urllib.error.URLError, ConnectionError, http.client.HTTPException):
            return


def contacts(client):
    ids, path = set(), "/v1/contacts?limit=100"
    while path:
        page = client.call("GET", path)
        ids |= {contact["id"] for contact in page["data"]}
        path = page["has_more"] and f"/v1/contacts?limit=100&cursor={page['next_cursor']}"
    return ids


def judge(service, receiver, rounds):
    client, acknowledged = Client(service.base), set()
    account = {"email": "ada@judges.example", "password": "seven grey herons on one weir"}
    granted = client.call("POST", "/v1/auth/register", account | {"display_name": "Ada", "time_zone": "Europe/Berlin"})
    client.token = granted["access_token"]
    wanted = {"url": receiver.url, "event_types": ["contact.created"]}
    endpoint = client.call("POST", "/v1/webhook-endpoints", wanted)
    receiver.verifier = Webhook(endpoint["secret"])
    for _ in range(rounds):
        writer = threading.Thread(target=write_until_it_dies, args=(client, acknowledged))
        writer.start()
        time.sleep(receiver.dice.uniform(0.2, 3))
        service.kill()
        writer.join()
        service.start()
    committed = contacts(client)
    assert acknowledged <= committed, "an acknowledged contact is gone"
    begun = time.monotonic()
    while receiver.heard != committed and time.monotonic() - begun < LEASE + PATIENCE:
        time.sleep(1)
    lost, unknown = committed - receiver.heard, receiver.heard - committed
    assert not lost and not unknown and not receiver.forged, (len(lost), unknown, receiver.forged[:3])
    print(f"{rounds} times killed; {len(acknowledged)} writes acknowledged, {len(committed)} committed, all told")


def main():
    binary, folder, *rounds = sys.argv[1:]
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    receiver = Receiver(random.Random(seed))
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    service = Service(binary, folder, free_port())
    try:
        judge(service, receiver, int(rounds[0]) if rounds else 5)
    finally:
        service.stop()
        receiver.shutdown()


if __name__ == "__main__":
    main()
