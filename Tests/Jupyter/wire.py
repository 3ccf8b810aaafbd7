"""A client of a kernel that speaks raw ZeroMQ, without Jupyter's own library, and can also say what no client would."""

import hashlib
import hmac
import json
import os
import socket
import subprocess
import uuid

import zmq

PATIENCE = 60_000  # milliseconds
CHANNELS = ("shell", "iopub", "stdin", "control", "hb")


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def write_connection_file(path, mode=0o600):
    ports = {f"{channel}_port": port for channel, port in zip(CHANNELS, free_ports(len(CHANNELS)))}
    connection = ports | {"ip": "127.0.0.1", "transport": "tcp", "key": uuid.uuid4().hex, "signature_scheme": "hmac-sha256"}
    path.write_text(json.dumps(connection))
    path.chmod(mode)
    return connection


class Wire:
    """A running kernel and a client of it."""

    def __init__(self, unroll, folder, environment):
        self.file = folder / f"kernel-{uuid.uuid4().hex}.json"
        connection = write_connection_file(self.file)
        self.key = connection["key"].encode()
        self.session = uuid.uuid4().hex
        self.process = subprocess.Popen(
            [unroll, "kernel", "run", self.file], env=environment, cwd=folder, stderr=subprocess.PIPE, start_new_session=True)
        self.context = zmq.Context()
        kinds = {"iopub": zmq.SUB, "hb": zmq.REQ}
        self.sockets = {}
        for channel in CHANNELS:
            client = self.context.socket(kinds.get(channel, zmq.DEALER))
            client.linger = 0
            client.rcvtimeo = PATIENCE
            if channel == "iopub":
                client.subscribe(b"")
            else:
                client.identity = self.session.encode()
            client.connect(f"tcp://127.0.0.1:{connection[f'{channel}_port']}")
            self.sockets[channel] = client
        assert self.receive("iopub")["header"]["msg_type"] == "iopub_welcome"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.destroy(linger=0)
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def sign(self, parts, key=None):
        return hmac.new(key or self.key, b"".join(parts), hashlib.sha256).hexdigest().encode()

    def send(self, kind, content, channel="shell", key=None):
        """Sends a message; its header's identifier comes back."""
        header = {
            "msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session, "username": "test",
            "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        self.sockets[channel].send_multipart([b"<IDS|MSG>", self.sign(parts, key), *parts])
        return header["msg_id"]

    def receive(self, channel):
        frames = self.sockets[channel].recv_multipart()
        start = frames.index(b"<IDS|MSG>")
        assert hmac.compare_digest(frames[start + 1], self.sign(frames[start + 2:start + 6]))
        return dict(zip(("header", "parent_header", "metadata", "content"), map(json.loads, frames[start + 2:start + 6])))

    def reply(self, identifier, channel="shell"):
        reply = self.receive(channel)
        assert reply["parent_header"]["msg_id"] == identifier
        return reply["content"]

    def published(self, identifier):
        """What is published for a request, from busy to idle, both left out, as pairs of type and content."""
        found = []
        while True:
            message = self.receive("iopub")
            if message["parent_header"].get("msg_id") != identifier:
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind != "status":
                found.append((kind, content))
            elif content["execution_state"] == "idle":
                return found

    def execute(self, code, **options):
        """Runs a cell; its reply, and what was published of it but for its code."""
        identifier = self.send("execute_request", {"code": code} | options)
        reply = self.reply(identifier)
        return reply, [pair for pair in self.published(identifier) if pair[0] != "execute_input"]

    def begin(self, code, word):
        """Runs a cell until it has printed a word."""
        identifier = self.send("execute_request", {"code": code})
        text = ""
        while word not in text:
            text += self.receive("iopub")["content"].get("text", "")
        return identifier

    def result(self, code):
        """The plain text of a cell's value."""
        reply, published = self.execute(code)
        assert reply["status"] == "ok", reply
        return published[-1][1]["data"]["text/plain"]
