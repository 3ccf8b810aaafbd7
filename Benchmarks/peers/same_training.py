"""The same training in our program and in PyTorch: from the same first weights, on the same windows, by the same rule."""
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

VALIDATION_STREAMS, VALIDATION_WINDOW = 16, 64


@dataclasses.dataclass
class Plan:
    """One layer between an embedding and the scores, trained by Adam at a constant rate with clipped gradients."""
    kind: str
    embedding: int
    hidden: int
    tokens: str = "characters"
    tied: bool = False
    streams: int = 32
    window: int = 64
    rate: float = 0.002
    limit: float = 1.0
    held_out: float = 0.1
    seed: int = 1
    steps: int | None = None
    epochs: int | None = None

    def options(self):
        return ["--kind", self.kind, "--embedding", self.embedding, "--hidden", self.hidden, "--tokens", self.tokens,
                "--tied" if self.tied else "--no-tied", "--dropout", 0, "--minimum-count", 1, "--batch", self.streams, "--sequence", self.window,
                "--learning-rate", self.rate, "--clip", self.limit, "--schedule", "constant", "--seed", self.seed,
                "--held-out", self.held_out]

    def end(self, at_once=False):
        name, count = ("--steps", self.steps) if self.steps else ("--epochs", self.epochs)
        return [name, 0 if at_once else count]


def tensors(path):
    """The tensors of a safetensors file."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(
        data, "<f4", count=int(np.prod(entry["shape"])), offset=8 + length + entry["data_offsets"][0]
    ).reshape(entry["shape"]).copy()) for name, entry in header.items()}


class Ours:
    """A model of our program: begun, with its first weights at hand, then trained."""

    def __init__(self, program, text, plan, folder, *options):
        self.program, self.plan, self.folder = program, plan, folder
        self.train(text, *plan.options(), *options, *plan.end(at_once=True))
        self.start = json.loads((folder / "checkpoint.json").read_text())
        self.weights = tensors(folder / self.start["weights"]["file"])

    def train(self, *arguments):
        done = subprocess.run([self.program, "train", "--model", self.folder, *map(str, arguments)], text=True,
                              capture_output=True, env=os.environ | {"UNROLL_THREADS": "1"})
        if done.returncode != 0:
            sys.exit(done.stderr)

    def finish(self):
        """Lines of the log, with losses of training or of validation, and the last checkpoint's position."""
        self.train("--resume", *self.plan.end())
        lines = [json.loads(line) for line in (self.folder / "losses.jsonl").read_text().splitlines()]
        return lines, json.loads((self.folder / "checkpoint.json").read_text())["position"]

    def ids(self, text):
        """The text's tokens by the numbers of the model's vocabulary."""
        found = self.start["text"]
        files = list(self.folder.glob("tokens-*.ids"))
        if files:  # little-endian numbers of two or four bytes, then their hash
            width = "<u2" if len(self.start["vocabulary"]["types"]) <= 1 << 16 else "<i4"
            return torch.from_numpy(np.fromfile(files[0], width, count=found["tokens"]).astype(np.int64))
        types = {token: place for place, token in enumerate(self.start["vocabulary"]["types"])}
        return torch.tensor([types[token] for token in pathlib.Path(text).read_text()])

    def peer(self, text):
        return Theirs(self.plan, self.ids(text), self.start["text"]["trainingTokens"],
                      len(self.start["vocabulary"]["types"]), self.weights)


class Model(torch.nn.Module):
    def __init__(self, plan, weights, vocabulary):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, plan.embedding)
        self.recurrent = {"elman": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[plan.kind](
            plan.embedding, plan.hidden)
        self.output = torch.nn.Linear(plan.hidden, vocabulary)
        if plan.tied:
            self.output.weight = self.embedding.weight
        own = {name: value for name, value in weights.items() if not name.startswith(("optimizer.", "state."))}
        if plan.tied:
            own["output.weight"] = own["embedding.weight"]
        self.load_state_dict(own)

    def forward(self, ids, state):
        outputs, state = self.recurrent(self.embedding(ids), state)
        return self.output(outputs), state


def streams_of(ids, streams):
    length = (len(ids) - 1) // streams
    return (ids[:streams * length].view(streams, length).T.contiguous(),
            ids[1:streams * length + 1].view(streams, length).T.contiguous())


def detached(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


class Theirs:
    """The same in PyTorch."""

    def __init__(self, plan, ids, training_tokens, vocabulary, weights):
        self.plan, self.vocabulary = plan, vocabulary
        self.inputs, self.targets = streams_of(ids[:training_tokens], plan.streams)
        self.held_out = streams_of(ids[training_tokens:], VALIDATION_STREAMS)
        self.model = Model(plan, weights, vocabulary)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=plan.rate)

    def loss(self, scores, targets):
        return F.cross_entropy(scores.view(-1, self.vocabulary), targets.reshape(-1))

    def finish(self):
        """The loss and the seconds of each step."""
        windows = -(-len(self.inputs) // self.plan.window)
        state, losses, seconds = None, [], []
        for step in range(self.plan.steps or self.plan.epochs * windows):
            begin = time.perf_counter()
            index = step % windows
            window = slice(index * self.plan.window, (index + 1) * self.plan.window)
            scores, state = self.model(self.inputs[window], state if index else None)
            state = detached(state)
            loss = self.loss(scores, self.targets[window])
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.plan.limit)
            self.optimizer.step()
            losses.append(loss.item())
            seconds.append(time.perf_counter() - begin)
        return losses, seconds

    def validation(self):
        """The mean loss on the held-out part, in nats a token."""
        inputs, targets = self.held_out
        total, state = 0.0, None
        with torch.no_grad():
            for start in range(0, len(inputs), VALIDATION_WINDOW):
                window = slice(start, start + VALIDATION_WINDOW)
                scores, state = self.model(inputs[window], state)
                total += self.loss(scores, targets[window]).item() * targets[window].numel()
        return total / targets.numel()
