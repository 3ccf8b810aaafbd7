"""Times the peers' cases as Benchmarks/Sampling.swift times ours, and prints the same lines of JSON."""
import gc
import itertools
import json
import os
import resource
import statistics
import sys
import time

SECONDS_PER_SAMPLE, SECONDS_PER_CASE, COUNTS = 0.01, 0.5, (3, 31)


# How many threads the libraries may use.
THREADS = int(os.environ.get("BENCH_THREADS", "1"))


def one_core_for_one_thread():
    """For a library that asks the system how many threads there may be, before it is imported."""
    if THREADS == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def is_wanted(topic, name):
    """Whether "topic: name" holds the word given on the command line. The topic may be given too: what is measured with
    several threads, or for its memory, has one of its own."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    topic = sys.argv[2] if len(sys.argv) > 2 else topic
    return word in f"{topic}: {name}"


def _forget_peak_memory():
    """What only the preparation of the cases took does not count; see Benchmarks/Measuring/PeakMemory.swift."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def _seconds(run, calls):
    """Seconds that one of `calls` calls takes."""
    repeat = itertools.repeat(None, calls)
    start = time.perf_counter()
    for _ in repeat:
        run()
    return (time.perf_counter() - start) / calls


def _calls_per_sample(run):
    """As many calls as fill a sample, after warming up: the first calls load, allocate and compile."""
    run()
    _seconds(run, 2)
    calls = 1
    while True:
        total = _seconds(run, calls) * calls
        if total >= SECONDS_PER_SAMPLE:
            return calls
        calls = max(calls * 2, min(calls * 100, int(calls * 1.2 * SECONDS_PER_SAMPLE / max(total, 1e-9))))


def measure(topic, cases):
    """cases: (name, units a call, run, result) where result() is a number that depends on all that run() computed.

    Measures those that are wanted, round robin.
    """
    cases = [case for case in cases if is_wanted(topic, case[0])]
    _forget_peak_memory()
    plans = []
    for name, units, run, result in cases:
        calls = _calls_per_sample(run)
        fit = int(SECONDS_PER_CASE / (_seconds(run, calls) * calls))
        plans.append((name, units, run, result, calls, max(COUNTS[0], min(COUNTS[1], fit)), []))
    for turn in range(max((plan[5] for plan in plans), default=0)):
        first = turn % len(plans)
        for _, _, run, _, calls, wanted, samples in plans[first:] + plans[:first]:
            if len(samples) < wanted:
                gc.collect()
                samples.append(_seconds(run, calls))
    for name, units, run, result, calls, _, samples in plans:
        run()
        q1, median, q3 = (q / units * 1e6 for q in statistics.quantiles(samples, n=4, method="inclusive"))
        print(json.dumps({"case": name, "us": median, "q1": q1, "q3": q3, "samples": len(samples), "calls": calls,
                          "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
                          "result": float(result())}), flush=True)
