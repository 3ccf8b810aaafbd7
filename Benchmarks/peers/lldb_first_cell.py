"""The first value of LLDB's REPL from the start of its process; see Benchmarks/Notebooks/Kernel.swift."""
import lldb_repl

repl = lldb_repl.REPL()
print(repl.run("40 + 2")[1], flush=True)
repl.end()
