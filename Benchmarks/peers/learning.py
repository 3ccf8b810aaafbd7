"""Whole trainings beside PyTorch's, from the same first weights on the same windows, for three seeds.

    learning.py UNROLL BIBLE [TEXT]        UNROLL: our program; BIBLE: the King James Bible, a verse a line; TEXT: a text
                                           to learn by characters

What is compared is the loss on the part that is held out, after the last epoch, and the seconds of training that it
took, both with one thread. The goal for the losses: their means are within two standard errors of each other.
"""
import pathlib
import statistics
import sys
import tempfile
import time

import torch

from same_training import Ours, Plan

SEEDS = (1, 2, 3)


def word_text(bible, folder):
    """The Bible in small letters without the verses that are its test, those for validation last; and their share."""
    verses = bible.read_text().lower().splitlines()
    learnt = [verse for place, verse in enumerate(verses) if place % 10 < 8]
    held_out = [verse for place, verse in enumerate(verses) if place % 10 == 8]
    text = folder / "verses.txt"
    text.write_text("\n".join(learnt + held_out) + "\n")
    return text, round(len("\n".join(held_out)) / text.stat().st_size, 4)


def trained(program, text, plan, folder):
    """(Our loss, our seconds, theirs, theirs)"""
    run = Ours(program, text, plan, folder)
    _, position = run.finish()
    peer = run.peer(text)
    _, seconds = peer.finish()
    return position["last"]["loss"], position["seconds"], peer.validation(), sum(seconds)


def compare(name, program, text, plan):
    runs = []
    for seed in SEEDS:
        plan.seed = seed
        begin = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            runs.append(trained(program, text, plan, pathlib.Path(folder) / "model"))
        print(f"{name}, seed {seed}: ours {runs[-1][0]:.4f} nats in {runs[-1][1]:.0f} s, torch {runs[-1][2]:.4f} in "
              f"{runs[-1][3]:.0f} s ({time.perf_counter() - begin:.0f} s in all)", flush=True)
    ours, seconds, theirs, their_seconds = zip(*runs)
    error = ((statistics.variance(ours) + statistics.variance(theirs)) / len(SEEDS)) ** 0.5
    apart = abs(statistics.mean(ours) - statistics.mean(theirs))
    ratios = [their / own for own, their in zip(seconds, their_seconds)]
    is_met = apart <= 2 * error
    print(f"{name}: ours {statistics.mean(ours):.4f} nats, torch {statistics.mean(theirs):.4f}, {apart:.4f} apart "
          f"(goal {2 * error:.4f}, two standard errors, {'met' if is_met else 'NOT MET'}); torch's time over ours "
          f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}) ×", flush=True)
    return is_met


def main():
    program, bible, *texts = sys.argv[1:]
    torch.set_num_threads(1)
    met = []
    for text in texts:
        plan = Plan("lstm", embedding=64, hidden=128, epochs=3)
        met.append(compare("characters, LSTM 128, 3 epochs", program, text, plan))
    with tempfile.TemporaryDirectory() as folder:
        text, share = word_text(pathlib.Path(bible), pathlib.Path(folder))
        plan = Plan("lstm", embedding=128, hidden=128, tokens="words", tied=True, streams=20, window=35, held_out=share,
                    epochs=1)
        met.append(compare("King James words, LSTM 128, 1 epoch", program, text, plan))
    sys.exit(f"{met.count(False)} goals not met" if not all(met) else 0)


main()
