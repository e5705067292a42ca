"""A collector that is not ours: what arrives is read with the messages of the specification.

Usage: traces.py BINARY FOLDER
"""

import http.server
import os
import subprocess
import sys
import threading
import urllib.request

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from service import Client, free_port, wait_until_ready

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
ACCOUNT = {"email": "ada@judges.example", "password": "seven grey herons on one weir", "display_name": "Ada", "time_zone": "UTC"}


class Collector(http.server.ThreadingHTTPServer):
    def __init__(self):
        self.spans, self.services = [], set()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1/traces"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        message = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
        for resource in message.resource_spans:
            self.server.services |= {one.value.string_value for one in resource.resource.attributes if one.key == "service.name"}
            for scope in resource.scope_spans:
                self.server.spans += scope.spans
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def attributes(span):
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


def judge(base):
    client = Client(base)
    client.token = client.call("POST", "/v1/auth/register", ACCOUNT)["access_token"]
    contact = client.call("POST", "/v1/contacts", {"name": "Josephine Secret"})["id"]
    headers = {"Authorization": f"Bearer {client.token}", "traceparent": f"00-{TRACE}-{PARENT}-01"}
    urllib.request.urlopen(urllib.request.Request(f"{base}/v1/contacts/{contact}", headers=headers)).close()
    return contact


def verdict(collector, contact):
    assert collector.services == {"rapport"}, collector.services
    ours = [span for span in collector.spans if span.trace_id.hex() == TRACE]
    requests = [span for span in ours if span.parent_span_id.hex() == PARENT]
    assert [span.name for span in requests] == ["GET /v1/contacts/{id}"], [span.name for span in ours]
    told = attributes(requests[0])
    assert (told["http.response.status_code"], told["http.route"]) == (200, "/v1/contacts/{id}"), told
    below = [attributes(span) for span in ours if span.parent_span_id == requests[0].span_id]
    assert any('FROM "contact"' in one["db.query.text"] for one in below), below
    everything = str(collector.spans)
    for secret in [contact, "Josephine", ACCOUNT["email"], ACCOUNT["password"]]:
        assert secret not in everything, f"{secret} is in a trace"
    names = {span.name for span in collector.spans}
    assert "POST /v1/contacts" in names and "POST /v1/auth/register" in names, names
    print(f"{len(collector.spans)} spans, {len(below)} statements of one request in its caller's trace, nothing of people")


def main():
    binary, folder = sys.argv[1:]
    collector, port = Collector(), free_port()
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    environment = os.environ | {
        "RAPPORT__DEVELOPMENT__FOLDER": f"{folder}/traces", "RAPPORT__SERVER__PORT": str(port),
        "RAPPORT__TRACES__ENDPOINT": collector.url,
    }
    with open(f"{folder}/traces.log", "ab") as log:
        service = subprocess.Popen([binary, "serve"], env=environment, stdout=log, stderr=log)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_until_ready(base)
        contact = judge(base)
    finally:
        # At its end it sends what is left.
        service.terminate()
        service.wait()
    verdict(collector, contact)
    collector.shutdown()


if __name__ == "__main__":
    main()
