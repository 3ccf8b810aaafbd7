"""The first steps of training beside PyTorch's, from the same weights on the same windows.

    first_steps.py UNROLL TEXT        UNROLL: our program

For each kind of network, the losses of 100 steps must agree to 1e-4 of themselves, and the time of a step is printed
beside PyTorch's, both with one thread.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F

STEPS, STREAMS, WINDOW, EMBEDDING, HIDDEN, RATE, LIMIT = 100, 32, 64, 64, 128, 0.002, 1.0
TOLERANCE = 1e-4


def tensors(path):
    """The tensors of a safetensors file."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(
        data, "<f4", count=int(np.prod(entry["shape"])), offset=8 + length + entry["data_offsets"][0]
    ).reshape(entry["shape"]).copy()) for name, entry in header.items()}


def ours(program, text, kind, folder):
    """Our losses of each step, seconds a step, and the checkpoint before the first."""
    options = ["--kind", kind, "--embedding", EMBEDDING, "--hidden", HIDDEN, "--batch", STREAMS, "--sequence", WINDOW,
               "--learning-rate", RATE, "--clip", LIMIT, "--schedule", "constant", "--log-every", 1]

    def train(*arguments):
        subprocess.run([program, "train", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=os.environ | {"UNROLL_THREADS": "1"})
    train(text, "--model", folder, *options, "--steps", 0)
    start = json.loads((folder / "checkpoint.json").read_text())
    weights = tensors(folder / start["weights"]["file"])
    train("--model", folder, "--resume", "--steps", STEPS)
    lines = [json.loads(line) for line in (folder / "losses.jsonl").read_text().splitlines()]
    steps = [line for line in lines if "loss" in line and line["step"] > 0]
    seconds = [after["seconds"] - before["seconds"] for before, after in zip(steps, steps[1:])]
    return [line["loss"] for line in steps], statistics.median(seconds), start, weights


class Model(torch.nn.Module):
    def __init__(self, kind, weights, vocabulary):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, EMBEDDING)
        self.recurrent = {"elman": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](EMBEDDING, HIDDEN)
        self.output = torch.nn.Linear(HIDDEN, vocabulary)
        self.load_state_dict({name: value for name, value in weights.items() if not name.startswith(("optimizer.", "state."))})

    def forward(self, ids, state):
        outputs, state = self.recurrent(self.embedding(ids), state)
        return self.output(outputs), state


def theirs(text, kind, start, weights):
    """PyTorch's losses of each step, and seconds a step."""
    types = {token: place for place, token in enumerate(start["vocabulary"]["types"])}
    ids = torch.tensor([types[token] for token in pathlib.Path(text).read_text()[:start["text"]["trainingTokens"]]])
    length = (len(ids) - 1) // STREAMS
    inputs = ids[:STREAMS * length].view(STREAMS, length).T.contiguous()
    targets = ids[1:STREAMS * length + 1].view(STREAMS, length).T.contiguous()
    model = Model(kind, weights, len(types))
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    state, losses, seconds = None, [], []
    for step in range(STEPS):
        begin = time.perf_counter()
        window = slice(step * WINDOW, (step + 1) * WINDOW)
        scores, state = model(inputs[window], state)
        state = tuple(part.detach() for part in state) if kind == "lstm" else state.detach()
        loss = F.cross_entropy(scores.view(-1, len(types)), targets[window].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), LIMIT)
        optimizer.step()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - begin)
    return losses, statistics.median(seconds)


def main():
    program, text = sys.argv[1:3]
    torch.set_num_threads(1)
    missed = 0
    for kind in ("elman", "lstm", "gru"):
        with tempfile.TemporaryDirectory() as folder:
            losses, seconds, start, weights = ours(program, text, kind, pathlib.Path(folder) / "model")
        others, other_seconds = theirs(text, kind, start, weights)
        apart = max(abs(one - other) / other for one, other in zip(losses, others, strict=True))
        missed += apart > TOLERANCE
        print(f"{kind}: {STEPS} losses from {losses[0]:.4f} to {losses[-1]:.4f}, at most {apart:.1e} apart (goal "
              f"{TOLERANCE:g}, {'met' if apart <= TOLERANCE else 'NOT MET'}); a step {seconds * 1e3:.1f} ms, torch "
              f"{other_seconds * 1e3:.1f} ms, {other_seconds / seconds:.2f} ×")
    sys.exit(f"{missed} goals not met" if missed else 0)


main()
