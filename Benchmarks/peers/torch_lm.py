"""Language models in PyTorch: the shortest usual spelling of each; see Benchmarks/Libraries/LanguageModels.swift."""
import torch
import torch.nn.functional as F

import timing
from language_model import (
    CHARACTER_B, CHARACTER_T, CHARACTERS, DRAWN, HIDDEN, WORD_B, WORD_T, WORDS, character_case, character_weights, tokens,
    word_case, word_weights)

torch.set_num_threads(timing.THREADS)


class Model(torch.nn.Module):
    """An Elman network between an embedding, or one-hot characters, and the scores of the next token."""

    def __init__(self, weights, vocabulary, hidden):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, hidden) if "embedding" in weights else None
        self.rnn = torch.nn.RNN(weights["input"].shape[1], hidden)
        self.output = torch.nn.Linear(hidden, vocabulary)
        with torch.no_grad():
            if self.embedding is not None:
                self.embedding.weight.copy_(torch.from_numpy(weights["embedding"]))
            self.rnn.weight_ih_l0.copy_(torch.from_numpy(weights["input"]))
            self.rnn.weight_hh_l0.copy_(torch.from_numpy(weights["hidden"]))
            self.output.weight.copy_(torch.from_numpy(weights["output"]))
            for bias in (self.rnn.bias_ih_l0, self.rnn.bias_hh_l0, self.output.bias):
                bias.zero_()

    def forward(self, ids, h=None):
        x = self.embedding(ids) if self.embedding is not None else F.one_hot(ids, self.output.out_features).float()
        outputs, h = self.rnn(x, h)
        return self.output(outputs), h


def loss_of(model, ids, targets):
    return F.cross_entropy(model(ids)[0].view(targets.numel(), -1), targets)


def training(model, ids, targets, optimizer, limit):
    losses = []

    def run():
        optimizer.zero_grad()
        loss = loss_of(model, ids, targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
        optimizer.step()
        losses[:] = [loss.item()]
    return run, lambda: losses[0]


def evaluating(model, ids, targets):
    def loss():
        with torch.no_grad():
            return loss_of(model, ids, targets).item()
    return loss, loss


def window(steps, streams, vocabulary):
    inputs, targets = tokens(steps * streams, vocabulary)
    return torch.from_numpy(inputs).view(steps, streams), torch.from_numpy(targets)


def read_sum(model):
    """The sum of all scores while a fixed text is read."""
    ids = torch.arange(DRAWN) % CHARACTERS
    with torch.no_grad():
        return model(ids.view(-1, 1))[0].abs().sum().item()


def drawing(model):
    def run():
        with torch.no_grad():
            h, token = None, 1
            for _ in range(DRAWN):
                scores, h = model(torch.tensor([[token]]), h)
                token = torch.multinomial(F.softmax(scores.view(-1) / 0.8, dim=0), 1).item()
    return run, lambda: read_sum(model)


def drawing_by_hand(model):
    """As few calls as plain PyTorch allows, and the likeliest character instead of a draw."""
    rows = model.rnn.weight_ih_l0.detach().T.contiguous()
    hidden, output, bias = model.rnn.weight_hh_l0.detach(), model.output.weight.detach(), model.output.bias.detach()

    def run():
        with torch.inference_mode():
            h, token = torch.zeros(hidden.shape[0]), 1
            for _ in range(DRAWN):
                h = torch.addmv(rows[token], hidden, h).tanh_()
                token = torch.addmv(bias, output, h).argmax().item()
    return run, lambda: read_sum(model)


cases = []


def add(name, units, make):
    # A model is built where its case is wanted, so that a process that is measured for its memory has no other.
    if timing.is_wanted("lm", name):
        cases.append((name, units, *make()))


for vocabulary, hidden in WORDS:
    def train(vocabulary=vocabulary, hidden=hidden):
        model = Model(word_weights(vocabulary, hidden), vocabulary, hidden)
        return training(model, *window(WORD_T, WORD_B, vocabulary), torch.optim.SGD(model.parameters(), lr=1e-3), 0.25)

    def evaluate(vocabulary=vocabulary, hidden=hidden):
        return evaluating(Model(word_weights(vocabulary, hidden), vocabulary, hidden), *window(WORD_T, WORD_B, vocabulary))

    add(word_case("training", vocabulary, hidden), WORD_T * WORD_B, train)
    add(word_case("evaluation", vocabulary, hidden), WORD_T * WORD_B, evaluate)
    add(word_case("memory of training", vocabulary, hidden), WORD_T * WORD_B, train)

for hidden in HIDDEN:
    def train(hidden=hidden):
        model = Model(character_weights(hidden), CHARACTERS, hidden)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-9, fused=True)
        return training(model, *window(CHARACTER_T, CHARACTER_B, CHARACTERS), optimizer, 5)

    def model(hidden=hidden):
        return Model(character_weights(hidden), CHARACTERS, hidden)

    add(character_case("training", hidden), CHARACTER_T * CHARACTER_B, train)
    add(character_case("evaluation", hidden), CHARACTER_T * CHARACTER_B,
        lambda model=model: evaluating(model(), *window(CHARACTER_T, CHARACTER_B, CHARACTERS)))
    add(character_case("sampling", hidden), DRAWN, lambda model=model: drawing(model()))
    add(character_case("sampling beside a loop by hand,", hidden), DRAWN, lambda model=model: drawing_by_hand(model()))

timing.measure("lm", cases)
