"""Runs our benchmarks and the peers' in turn, and prints a line for each goal.

    compare.py WORD PROGRAM...        WORD: only cases whose "topic: name" holds it; PROGRAM: our programs

In every round each program runs once, as a process of its own, the rounds beginning with another one each time. A
ratio is taken within a round; what is printed is the median over the rounds, with the smallest and largest behind it.
The peers of a topic are the files PEER_TOPIC.py here. All of them must come to our results: else they did other work.
"""
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import time

import lldb_repl

ROUNDS, STARTS_PER_ROUND = 5, 3
PEERS = ("torch", "jax", "lldb")
HERE = pathlib.Path(__file__).parent


def output(*command, threads=1):
    """What a command prints, as JSON; each library is told the number of threads in its own words."""
    told = {name: str(threads) for name in (
        "UNROLL_THREADS", "BENCH_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True, env=os.environ | told)
    return [json.loads(line) for line in done.stdout.splitlines()]


def start_ms(command):
    """(milliseconds from the start of the process to its first line of output, that line as a number)"""
    start = time.perf_counter()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        taken = (time.perf_counter() - start) * 1e3
    if process.returncode != 0 or not line:
        sys.exit(f"{' '.join(map(str, command))}: ended with status {process.returncode}, having printed '{line.strip()}'")
    return taken, float(line)


def programs(name, ours):
    """Who takes part: our program and the peers' scripts for a topic or a start command."""
    file = name.split(",")[0].replace("-", "_")
    scripts = {peer: HERE / f"{peer}_{file}.py" for peer in PEERS}
    if scripts["lldb"].exists() and not lldb_repl.environment():
        print("LLDB cannot start here, so its times are missing: it needs the Python that it was built with", file=sys.stderr)
        del scripts["lldb"]
    return {"ours": ours} | {peer: [sys.executable, path] for peer, path in scripts.items() if path.exists()}


def in_turn(items, turn):
    items = list(items)
    return items[turn % len(items):] + items[:turn % len(items)]


def measure(cases, word):
    """{case name: {library: [one measurement a round]}}"""
    found = {case["case"]: {} for case in cases}
    ours = {case["topic"]: case["program"] for case in cases}
    rounds = {case["topic"]: case.get("rounds", ROUNDS) for case in cases if "start" not in case}
    threads = {case["topic"]: case.get("threads", 1) for case in cases}
    # Where memory counts, a process has one case.
    words = {topic: [word] for topic in rounds} | {
        case["topic"]: [one["case"] for one in cases if one["topic"] == case["topic"]] for case in cases if case.get("memory")}
    topics = {topic: programs(topic, [ours[topic], "measure"]) for topic in rounds}
    starts = {case["case"]: programs(case["start"], [case["program"], case["start"]]) for case in cases if "start" in case}
    turns = ROUNDS if starts else max(rounds.values(), default=0)
    for turn in range(turns):
        print(f"round {turn + 1} of {turns}", file=sys.stderr, flush=True)
        for name, runners in starts.items():
            for library, command in in_turn(runners.items(), turn):
                runs = [start_ms(command) for _ in range(STARTS_PER_ROUND)]
                line = {"start_ms": statistics.median(run[0] for run in runs), "result": runs[0][1]}
                found[name].setdefault(library, []).append(line)
        for topic, runners in topics.items():
            for library, command in in_turn(runners.items(), turn) if turn < rounds[topic] else ():
                for one in words[topic]:
                    for line in output(*command, one, topic, threads=threads[topic]):
                        if line["case"] in found:
                            found[line["case"]].setdefault(library, []).append(line)
    return found


def check_results(name, libraries):
    results = {library: lines[-1]["result"] for library, lines in libraries.items()}
    for library, result in results.items():
        if not math.isclose(result, results["ours"], rel_tol=1e-3):
            sys.exit(f"{name}: {library} computes {result}, ours {results['ours']}: not the same work")


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def spread(values):
    return f"{number(statistics.median(values))} ({number(min(values))}–{number(max(values))})"


UNITS = {"us": "µs", "start_ms": "ms", "bytes": "bytes", "ratio": "×", "megabytes": "MB"}


def rows(case, libraries):
    """A row for each goal, and for each peer without one: ours, peer's, ratio, goal, whether it is met."""
    ours = libraries["ours"]
    per = "" if case.get("unit", "call") == "call" else f" a {case['unit']}"
    timed = "start_ms" if "start" in case else "megabytes" if case.get("memory") else "us"
    for goal in (goal for goal in case["goals"] if "limit" in goal):
        values, unit = [line[goal["quantity"]] for line in ours], UNITS[goal["quantity"]]
        yield (f"{spread(values)} {unit}{per}", "", "", f"at most {number(goal['limit'])} {unit}{per}",
               statistics.median(values) <= goal["limit"])
    if not case["goals"]:
        for quantity in (quantity for quantity in UNITS if quantity in ours[0]):
            yield f"{spread([line[quantity] for line in ours])} {UNITS[quantity]}{per}", "", "", "", None
    goals = {goal["peer"]: goal["ratio"] for goal in case["goals"] if "peer" in goal}
    for peer in (library for library in libraries if library != "ours"):
        times = {library: [line[timed] for line in libraries[library]] for library in ("ours", peer)}
        ratios = [theirs / own for theirs, own in zip(times[peer], times["ours"])]
        goal = goals.get(peer)
        yield (f"{spread(times['ours'])} {UNITS[timed]}{per}", f"{peer} {spread(times[peer])}", f"{spread(ratios)} ×",
               f"at least {goal:g} ×" if goal else "", statistics.median(ratios) >= goal if goal else None)


def busy():
    """(seconds all processors worked, seconds this process and its children did, clock), or None where unknown"""
    try:
        with open("/proc/stat") as file:
            user, nice, system, _idle, _waiting, irq, softirq, stolen = map(int, file.readline().split()[1:9])
    except OSError:
        return None
    return (user + nice + system + irq + softirq + stolen) / os.sysconf("SC_CLK_TCK"), sum(os.times()[:4]), time.perf_counter()


def main():
    word, benchmarks = sys.argv[1], sys.argv[2:]
    cases = [case | {"program": program} for program in benchmarks for case in output(program, "list", word)]
    if not cases:
        sys.exit(f"no case's name holds '{word}'; there are: " + "; ".join(
            f"{case['topic']}: {case['case']}" for program in benchmarks for case in output(program, "list")))
    before = busy()
    found = measure(cases, word)
    after = busy()
    table = [("case", "ours (spread)", "peer (spread)", "peer's time over ours (spread)", "goal", "")]
    missed = 0
    for case in cases:
        libraries = found[case["case"]]
        check_results(case["case"], libraries)
        for ours, peer, value, goal, met in rows(case, libraries):
            missed += met is False
            table.append((case["case"], ours, peer, value, goal, {True: "met", False: "NOT MET", None: ""}[met]))
    widths = [max(map(len, column)) for column in zip(*table)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    if before and after:
        total, own, clock = (end - start for start, end in zip(before, after))
        print(f"Others kept {max(0.0, total - own) / clock:.2f} of {os.cpu_count()} processors busy meanwhile.")
    sys.exit(f"{missed} goals not met" if missed else 0)


main()
