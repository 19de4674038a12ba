"""A bounded load: some clients on this machine, each with one connection that stays open.

The clients are threads of this process; what they take of the processors is taken from the server,
which is why every run says how much that was.
"""

import http.client
import threading
import time
from dataclasses import dataclass

from bench.figures import Answer, Run

HOST = "127.0.0.1"
#: Seconds after which a client gives an answer up.
TIMEOUT = 30


@dataclass(frozen=True)
class Request:
    """An address, and the tag of the answer that the client has already, if any."""

    address: str
    etag: str = ""

    @property
    def headers(self):
        asked_for = {"Accept-Encoding": "gzip"}
        return asked_for | ({"If-None-Match": self.etag} if self.etag else {})


def run(port, requests, *, clients, seconds):
    """Send these requests by so many clients, each taking its turn; stop after `seconds`."""
    shares = [requests[number::clients] for number in range(clients)]
    answers = [[] for _ in shares]
    began, processor = time.perf_counter(), time.process_time()
    threads = [
        threading.Thread(target=_client, args=(port, share, own, began + seconds), daemon=True)
        for share, own in zip(shares, answers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Run(
        clients=clients,
        answers=tuple(answer for own in answers for answer in own),
        elapsed=time.perf_counter() - began,
        client_seconds=time.process_time() - processor,
    )


def tagged(port, addresses):
    """Requests that ask whether an answer, fetched now, is still the same."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    tagged = []
    for address in addresses:
        connection.request("GET", address, headers=Request(address).headers)
        response = connection.getresponse()
        response.read()
        tagged.append(Request(address, etag=response.headers.get("ETag", "")))
    connection.close()
    return tagged


def download(port, address):
    """Read one answer, however large, and keep nothing of it; gives its bytes and its seconds."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    began, sent = time.perf_counter(), 0
    connection.request("GET", address, headers=Request(address).headers)
    response = connection.getresponse()
    while part := response.read(1 << 16):
        sent += len(part)
    connection.close()
    return sent, time.perf_counter() - began


def status(port, address):
    """How an address is answered, 0 when it is not."""
    return _ask(http.client.HTTPConnection(HOST, port, timeout=TIMEOUT), Request(address))


def _client(port, requests, answers, deadline):
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    for request in requests:
        began = time.perf_counter()
        if began > deadline and answers:
            break
        status = _ask(connection, request)
        answers.append(Answer(request.address, status, time.perf_counter() - began))
    connection.close()


def _ask(connection, request):
    try:
        connection.request("GET", request.address, headers=request.headers)
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        # The connection opens again by itself with the next request.
        connection.close()
        return 0
