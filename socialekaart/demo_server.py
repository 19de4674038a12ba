"""How the demo's server says that it is ready, and how it ends at once: settings of gunicorn."""

import os
import signal

# How long gunicorn waits for its workers before it kills them.
graceful_timeout = 1


def when_ready(server):
    """Give the address to open: the code is loaded and the socket listens."""
    # Until a worker has handlers of its own it has gunicorn's, which would lose a request to end.
    os.register_at_fork(before=_hold_requests_to_end, after_in_parent=_take_requests_to_end)
    (listener,) = server.LISTENERS
    print(f"Open {listener}/ in a browser; Ctrl-C here stops it.", flush=True)


def post_worker_init(worker):
    """Have a worker end as soon as it is asked to, whatever it is doing.

    Browsers open connections ahead of need, and a worker that ends politely waits for them.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _take_requests_to_end()


def _hold_requests_to_end():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _take_requests_to_end():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
