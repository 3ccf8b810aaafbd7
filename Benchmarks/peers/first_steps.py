"""The first steps of training beside PyTorch's, from the same weights on the same windows.

    first_steps.py UNROLL TEXT        UNROLL: our program

For each kind of network, the losses of 100 steps must agree to 1e-4 of themselves, and the time of a step is printed
beside PyTorch's, both with one thread.
"""
import pathlib
import statistics
import sys
import tempfile

import torch

from same_training import Ours, Plan

TOLERANCE = 1e-4


def main():
    program, text = sys.argv[1:3]
    torch.set_num_threads(1)
    missed = 0
    for kind in ("elman", "lstm", "gru"):
        plan = Plan(kind, embedding=64, hidden=128, steps=100)
        with tempfile.TemporaryDirectory() as folder:
            run = Ours(program, text, plan, pathlib.Path(folder) / "model", "--log-every", 1)
            lines, _ = run.finish()
            others, other_seconds = run.peer(text).finish()
        steps = [line for line in lines if "loss" in line and line["step"] > 0]
        losses = [line["loss"] for line in steps]
        seconds = statistics.median(after["seconds"] - before["seconds"] for before, after in zip(steps, steps[1:]))
        other = statistics.median(other_seconds)
        apart = max(abs(one - another) / another for one, another in zip(losses, others, strict=True))
        missed += apart > TOLERANCE
        print(f"{kind}: {plan.steps} losses from {losses[0]:.4f} to {losses[-1]:.4f}, at most {apart:.1e} apart (goal "
              f"{TOLERANCE:g}, {'met' if apart <= TOLERANCE else 'NOT MET'}); a step {seconds * 1e3:.1f} ms, torch "
              f"{other * 1e3:.1f} ms, {other / seconds:.2f} ×")
    sys.exit(f"{missed} goals not met" if missed else 0)


main()
