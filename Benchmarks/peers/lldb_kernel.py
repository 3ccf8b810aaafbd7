"""The cells of Benchmarks/Notebooks/cells.txt in LLDB's REPL, which takes a cell line by line."""
import json
import pathlib
import statistics

import lldb_repl


def report(case, seconds, result):
    quarters = statistics.quantiles(seconds, n=4) if len(seconds) > 1 else seconds * 3
    print(json.dumps({"case": case, "us": statistics.median(seconds) * 1e6, "q1": quarters[0] * 1e6,
                      "q3": quarters[2] * 1e6, "samples": len(seconds), "result": result}))


repl = lldb_repl.REPL()
repl.run("1 + 1")
report("import Foundation", [repl.run("import Foundation")[0]], 0)
cells = pathlib.Path("Benchmarks/Notebooks/cells.txt").read_text().strip().split("\n\n")
answers = [[repl.run(line) for line in cell.splitlines()] for cell in cells]
report("cell of plain Swift", [sum(seconds for seconds, _ in lines) for lines in answers], answers[-1][-1][1])
repl.end()
