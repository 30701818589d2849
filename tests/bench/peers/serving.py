# SPDX-License-Identifier: Apache-2.0
"""The side of a peer: a process that stays alive between the rounds, reads requests and answers with measurements.

A request is a line of JSON: {"case", "threads", "repetitions", "seconds", "busy"?, ...}; so is an answer.
"""
import contextlib
import json
import os
import re
import subprocess
import sys
import time


def reset_peak():
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def peak_mb():
    with open("/proc/self/status") as file:
        return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) * 1024 / 1e6


@contextlib.contextmanager
def busy(count):
    """So many processes that compute beside what is measured."""
    children = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    if children:
        time.sleep(0.3)  # until they have started
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def repeat(request, tokens, call):
    """As bench does it: warm, then at least so many calls, and until so much is measured."""
    start = time.perf_counter()
    while True:
        call()
        if time.perf_counter() - start > 0.3:
            break
    seconds, cpu = [], []
    while len(seconds) < request["repetitions"] or (sum(seconds) < request["seconds"] and len(seconds) < 200):
        wall, used = time.perf_counter(), time.process_time()
        call()
        seconds.append(time.perf_counter() - wall)
        cpu.append(time.process_time() - used)
    return {"tokens": tokens, "seconds": seconds, "cpu_seconds": cpu}


def serve(answer):
    """Whatever a library prints goes to standard error: standard output is for answers."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    print(json.dumps({"ready": True}), file=out, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            with busy(request.get("busy", 0)):
                reset_peak()
                reply = answer(request)
            reply.setdefault("peak_rss_mb", peak_mb())
        except Exception as problem:  # told to whoever asked, who goes on without this figure
            reply = {"error": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(reply), file=out, flush=True)
