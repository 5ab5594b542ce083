"""Does visiting 1,000 addresses on 32 hosts take as long as the pace asks for, and no longer? `python tests/bench/fetch_bench.py`.

The server is a process of its own: 32 loopback addresses, 50 ms before each answer. The floor is what the pace and the
latency leave: the busiest host's requests (with robots.txt), each a gap after the other, and the last one's latency.
Give the path of a `webchanges` command to have it visit the same list in the same run. Numbers of one run can be
compared with each other, not with those of another machine or day.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

HOSTS, ADDRESSES, LATENCY, PACE, SIZE = 32, 1000, 0.05, 0.1, 20_000

VISIT = """
import resource, sys, time
from pathlib import Path
from tracker.fetch import Ask, Fetcher, Policy
folder, pace, known = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "again"
urls = (folder / "urls").read_text().split()
hosts = tuple({url.split("/")[2] for url in urls})
tags = dict(line.split() for line in (folder / "tags").read_text().splitlines()) if known else {}
began = time.monotonic()
with Fetcher(Policy("bench@example.org", pace_seconds=pace, allow_private=hosts), folder / "bodies") as fetcher:
    found = fetcher.visit_all([Ask(url, etag=tags.get(url, "")) for url in urls])
took = time.monotonic() - began
(folder / "tags").write_text("".join(f"{e.url} {e.header('etag')}\\n" for e in found))
print(took, sum(not e.failure for e in found), sum(e.size for e in found), sum(e.status == 304 for e in found),
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def serve() -> None:
    """The server process: prints its addresses, then counts the bytes of bodies until its input ends."""
    from practice import Answer, Seen, Server

    sent = [0]

    def answer(seen: Seen) -> Answer:
        if seen.path == "/robots.txt":
            return Answer.of(b"none", 404)
        tag = f'"{hashlib.sha256(seen.path.encode()).hexdigest()[:16]}"'
        if seen.headers.get("if-none-match") == tag:
            return Answer(304, [("ETag", tag)])
        sent[0] += SIZE
        return Answer.of((seen.path.encode() * SIZE)[:SIZE], 200, "text/plain", ETag=tag)

    servers = [Server(answer, host=f"127.0.0.{number}", latency=LATENCY).__enter__() for number in range(1, HOSTS + 1)]
    print(" ".join(server.netloc for server in servers), flush=True)
    for _ in sys.stdin:
        print(sent[0], sum(len(server.requests) for server in servers), flush=True)


class Far:
    """The server process, seen from here."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.netlocs = self._line().split()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def counts(self) -> tuple[int, int]:
        """Bytes of bodies sent, and requests, since the start."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        sent, requests = self._line().split()
        return int(sent), int(requests)


def floor(pace: float) -> float:
    """Seconds that the busiest host needs: 32 addresses and robots.txt, and the latency of the last."""
    requests = -(-ADDRESSES // HOSTS) + 1
    return (requests - 1) * max(pace, LATENCY) + LATENCY


def ours(folder: Path, far: Far, pace: float, which: str) -> tuple[float, float]:
    """One run of our own; seconds with its start and peak memory in MB."""
    before = far.counts()
    words = [sys.executable, "-c", VISIT, str(folder), str(pace), which]
    began = time.monotonic()
    said = subprocess.run(words, check=True, capture_output=True, text=True, cwd=HERE.parents[1]).stdout.split()
    whole_run = time.monotonic() - began
    sent, requests = (later - sooner for later, sooner in zip(far.counts(), before, strict=True))
    took, whole, size, same, memory = float(said[0]), *map(int, said[1:])
    print(
        f"{which:6} pace {pace:g} s: {took:.2f} s, floor {floor(pace):.2f} s, ratio {took / floor(pace):.3f}; "
        f"{whole} without failure, {size:,} bytes kept, {sent:,} bytes of bodies sent, {same} x 304, "
        f"{requests} requests, peak memory {memory} MB, {whole_run:.2f} s with its start"
    )
    return whole_run, memory


def theirs(folder: Path, far: Far, command: str, our_runs: dict[str, tuple[float, float]]) -> None:
    """webchanges on the same list, first and unchanged run: it knows no pace, so both run as fast as they can."""
    home = folder / "webchanges"
    home.mkdir()
    (home / "jobs.yaml").write_text("---\n".join(f"url: {url}\n" for url in (folder / "urls").read_text().split()))
    (home / "config.yaml").write_text("report: {}\n")
    files = [
        f"--{name}={home / file}"
        for name, file in (("jobs", "jobs.yaml"), ("config", "config.yaml"), ("database", "db"))
    ]
    for which in ("first", "again"):
        before = far.counts()
        began = time.monotonic()
        done = subprocess.Popen(
            [command, *files],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOME": str(home)},
        )
        assert done.stderr is not None
        noise = done.stderr.read()
        _, status, usage = os.wait4(done.pid, 0)
        took = time.monotonic() - began
        sent, requests = (later - sooner for later, sooner in zip(far.counts(), before, strict=True))
        print(
            f"webchanges {which}: {took:.2f} s with its start, {sent:,} bytes of bodies sent, {requests} requests, "
            f"peak memory {usage.ru_maxrss // 1024} MB, exit status {os.waitstatus_to_exitcode(status)}"
        )
        seconds, memory = our_runs[which]
        print(
            f"  webchanges / tracker (pace {PACE:g} s): time {took / seconds:.1f}, "
            f"memory {usage.ru_maxrss / 1024 / memory:.1f}"
        )
        if requests < ADDRESSES:
            print("  " + noise[-500:])


def main() -> None:
    far = Far()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = [f"http://{far.netlocs[number % HOSTS]}/files/{number}.txt" for number in range(ADDRESSES)]
        (folder / "urls").write_text("\n".join(urls))
        print(f"{ADDRESSES} addresses on {HOSTS} hosts, {LATENCY * 1000:g} ms latency, {SIZE:,} bytes each")
        runs = {which: ours(folder, far, PACE, which) for which in ("first", "again")}
        for which in ("first", "again"):
            ours(folder, far, 0.0, which)
        if len(sys.argv) > 1:
            theirs(folder, far, sys.argv[1], runs)
    assert far.process.stdin is not None
    far.process.stdin.close()
    far.process.wait()


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
