"""How fast the API answers over a large store: lists and filters by one client, then fifty clients at once.

    python benchmarks/api.py STORE [--clients 50] [--seconds 60] [--questions 400]

Starts `musnad serve` on a free port of loopback over STORE (benchmarks/store.py makes one of 150,000 articles), without
its limit of requests, and asks it with a client in Python on the same machine, whose own work is in the figures. The
names and words asked for are drawn anew for each question (seeded), so that few answers are kept ones. Prints
percentiles; asserts nothing.
"""

import argparse
import http.client
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

WORDS = ["قال", "الرئيس", "سوريا", "إطلاق النار", "اتفاق", "الأتراك", "مجلس الأمن", "روسيا", "انتخابات", "النفط"]
NAMES = ["ترامب", "بوتين", "الأسد", "أردوغان", "روسيا", "إيران", "حماس", "السعودية", "ميركل", "الأمم المتحدة"]
TYPES = ["ASSAULT", "CONSULT", "COERCE", "PROTEST", "ACCUSE", "AID", "MOBILIZE", "SANCTION"]
STATUSES = ["occurred", "planned", "denied", "possible"]
COUNTRIES = ["SYR", "EGY", "IRN", "YEM", "ISR", "PSE", "IRQ", "LBY", "TUR"]


def questions(seed: int) -> Iterator[tuple[str, str]]:
    """Endless lists and filters, each with the kind it counts under."""
    chance = random.Random(seed)
    one = chance.choice

    def day() -> str:
        return f"201{chance.randint(4, 8)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"

    kinds = {
        "articles, newest": lambda: ("articles", {"until": day()}),
        "articles, words": lambda: ("articles", {"q": one(WORDS)}),
        "articles, outlet and days": lambda: ("articles", {"since": day(), "outlet": "skynews 0"}),
        "statements, newest": lambda: ("statements", {"until": day()}),
        "statements, words": lambda: ("statements", {"q": one(WORDS)}),
        "statements by": lambda: ("statements", {"by": one(NAMES), "until": day()}),
        "statements by, act": lambda: ("statements", {"by": one(NAMES), "act": one(["deny", "warn", "accuse"])}),
        "events, newest": lambda: ("events", {"until": day()}),
        "events, type and status": lambda: ("events", {"type": one(TYPES), "status": one(STATUSES), "until": day()}),
        "events of actor": lambda: ("events", {"actor": one(NAMES), "until": day()}),
        "events in country": lambda: ("events", {"country": one(COUNTRIES), "until": day()}),
        "events between days": lambda: ("events", {"happened_since": day(), "limit": "50"}),
    }
    while True:
        for kind, asked in kinds.items():
            path, query = asked()
            yield kind, f"/api/v1/{path}?{urlencode(query)}"


@contextmanager
def serving(store: str) -> Iterator[int]:
    """A server over the store; gives its port."""
    command = "from musnad.cli import main; main()"
    with http.client.socket.socket() as free:  # type: ignore[attr-defined]
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    arguments = ["serve", "--store", store, "--port", str(port), "--rate", "0", "--engine", "grammar"]
    server = subprocess.Popen([sys.executable, "-c", command, *arguments], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/api/v1/me")
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, float]:
    """Status and milliseconds of one question."""
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.status, (time.perf_counter() - start) * 1000


def share(took: list[float], part: float) -> float:
    """A percentile."""
    return sorted(took)[min(int(len(took) * part), len(took) - 1)]


def alone(port: int, count: int) -> None:
    """One client: percentiles of each kind of question and of all."""
    connection, took, failed = http.client.HTTPConnection("127.0.0.1", port, timeout=60), {}, 0
    source = questions(1)
    for n in range(count + 24):  # the first two rounds open files and connections
        kind, path = next(source)
        status, ms = ask(connection, path)
        failed += status != 200
        if n >= 24:
            took.setdefault(kind, []).append(ms)
    for kind, values in took.items():
        print(f"{kind:28} p50 {share(values, 0.5):7.1f} ms   p99 {share(values, 0.99):7.1f} ms")
    every = [ms for values in took.values() for ms in values]
    print(f"{'all of these':28} p50 {share(every, 0.5):7.1f} ms   p99 {share(every, 0.99):7.1f} ms   {failed} failed")


def together(port: int, clients: int, seconds: float) -> None:
    """Many clients, each asking the next as soon as it is answered."""
    took: list[float] = []
    failed: list[str] = []
    until = time.monotonic() + seconds

    def client(seed: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _, path in questions(seed):
            if time.monotonic() > until:
                return
            try:
                status, ms = ask(connection, path)
            except (OSError, http.client.HTTPException) as error:
                failed.append(repr(error))
                connection.close()
                continue
            took.append(ms)
            if status != 200:
                failed.append(f"{status} {path}")

    threads = [threading.Thread(target=client, args=(100 + n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        f"{clients} clients, {seconds:.0f} s: {len(took)} answers, {len(took) / seconds:.0f} a second, p50"
        f" {share(took, 0.5):.0f} ms, p99 {share(took, 0.99):.0f} ms, {len(failed)} failed {json.dumps(failed[:3])}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--questions", type=int, default=400)
    given = parser.parse_args()
    with serving(given.store) as port:
        alone(port, given.questions)
        if given.seconds:
            together(port, given.clients, given.seconds)


if __name__ == "__main__":
    main()
