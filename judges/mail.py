"""A mail server that is not ours: STARTTLS, a password, one refusal, and what the letters say when they arrive.

Usage: mail.py BINARY FOLDER
"""

import datetime
import email
import email.policy
import os
import queue
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from service import PATIENCE, Client, free_port, wait_until_ready

USER, PASSWORD = b"rapport", b"herons"


class Inbox:
    """Refuses the first letter for now, and takes every other."""

    def __init__(self):
        self.letters = queue.Queue()
        self.refusals = 1

    async def handle_DATA(self, server, session, envelope):
        if self.refusals:
            self.refusals -= 1
            return "451 4.3.0 Come again"
        assert session.ssl, "sent in the clear"
        assert session.authenticated, "sent by nobody"
        self.letters.put((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def next(self, subject):
        to, content = self.letters.get(timeout=PATIENCE)
        letter = email.message_from_bytes(content, policy=email.policy.default)
        assert letter["Subject"] == subject, letter["Subject"]
        assert to == ["ada@judges.example"], to
        assert not letter.defects and not any(part.defects for part in letter.walk()), letter.defects
        assert letter.get_content_type() == "multipart/alternative"
        kinds = [part.get_content_type() for part in letter.iter_parts()]
        assert kinds == ["text/plain", "text/html"], kinds
        assert max(len(line) for line in content.split(b"\r\n")) <= 998
        return letter


def certificate(folder):
    key, chain = f"{folder}/key.pem", f"{folder}/chain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", key, "-out", chain],
        check=True, capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return context, chain


def authenticate(server, session, envelope, mechanism, data):
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=is_right)


class Server(Controller):
    def __init__(self, inbox, port, context):
        super().__init__(inbox, hostname="127.0.0.1", port=port)
        self.context = context

    def factory(self):
        return SMTP(self.handler, hostname="localhost", tls_context=self.context, require_starttls=True,
                    authenticator=authenticate, auth_required=True)


def token_of(letter):
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    found = re.search(r"^[A-Za-z0-9_-]{43}$", text, re.M)
    assert found and found[0] in letter.get_body(("html",)).get_content(), text
    return found[0]


def judge(client, inbox):
    old, new = "seven grey herons on one weir", "eight white egrets on two weirs"
    who = {"email": "ada@judges.example", "password": old}
    granted = client.call("POST", "/v1/auth/register", who | {"display_name": "Ada Ö.", "time_zone": "Europe/Berlin"})
    # Refused once, it came again.
    letter = inbox.next("Confirm your address")
    assert inbox.refusals == 0 and letter["To"].addresses[0].display_name == "Ada Ö."
    assert letter["List-Unsubscribe"] is None
    client.call("POST", "/v1/auth/verify-email", {"token": token_of(letter)})

    client.call("POST", "/v1/auth/forgot-password", {"email": "nobody@judges.example"})
    client.call("POST", "/v1/auth/forgot-password", {"email": who["email"]})
    letter = inbox.next("Choose a new password")
    client.call("POST", "/v1/auth/reset-password", {"token": token_of(letter), "new_password": new})
    client.token = granted["access_token"]
    try:
        client.call("GET", "/v1/account")
        raise SystemExit("a session outlived its password")
    except urllib.error.HTTPError as refused:
        assert refused.code == 401
    client.token = None
    client.token = client.call("POST", "/v1/auth/sign-in", who | {"password": new})["access_token"]

    wanted = {"follow_up_lead_minutes": 60}
    client.call("PATCH", "/v1/notifications", wanted, "application/merge-patch+json")
    contact = client.call("POST", "/v1/contacts", {"name": "Jo Okafor"})
    due = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=30)
    client.call("POST", "/v1/follow-ups", {
        "contact_id": contact["id"], "kind": "thank_you", "reason": "Jo gave an hour.",
        "due_at": due.strftime("%Y-%m-%dT%H:%M:%SZ"),
    })
    letter = inbox.next("Thank Jo Okafor")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>")
    request = urllib.request.Request(address, b"List-Unsubscribe=One-Click", method="POST")
    urllib.request.urlopen(request, timeout=30).close()
    settings = client.call("GET", "/v1/notifications")
    assert settings["follow_up_lead_minutes"] is None, settings
    assert inbox.letters.empty(), "a letter too many"


def main():
    binary, folder = sys.argv[1:]
    context, chain = certificate(folder)
    inbox, mail_port, port = Inbox(), free_port(), free_port()
    server = Server(inbox, mail_port, context)
    server.start()
    environment = os.environ | {
        "RAPPORT__DEVELOPMENT__FOLDER": f"{folder}/mail", "RAPPORT__SERVER__PORT": str(port), "SSL_CERT_FILE": chain,
        "RAPPORT__MAIL__DELIVERY": "smtp", "RAPPORT__MAIL__FROM": "Rapport <rapport@judges.example>",
        "RAPPORT__MAIL__URL": f"smtp://{USER.decode()}:{PASSWORD.decode()}@localhost:{mail_port}?tls=required",
    }
    with open(f"{folder}/mail.log", "wb") as log:
        service = subprocess.Popen([binary, "serve"], env=environment, stdout=log, stderr=log)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_until_ready(base)
            judge(Client(base), inbox)
        finally:
            service.terminate()
            service.wait()
            server.stop()


if __name__ == "__main__":
    main()
