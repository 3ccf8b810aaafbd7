"""Writes the reference numbers of NeuralNetworksTests with PyTorch, one safetensors file a case, beside this script.

    pip install torch safetensors        (CPU only is enough)
    python make_golden.py

Every number that a test needs is in the file: weights, inputs, what comes out, and every gradient; settings are strings
in the file's metadata, and two runs give the same bytes. Shape letters: T steps, B batch, D inputs, H hidden.
"""

import itertools
import pathlib

import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
T, B, D, H = 4, 2, 3, 4
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def write(name, tensors, **settings):
    """Saves contiguous copies (safetensors refuses shared memory) and the settings as lines `name=value`.

    The settings are one string because the writer puts several into a random order, and a second run must give the
    same bytes.
    """
    tensors = {key: value.detach().clone().contiguous() for key, value in tensors.items()}
    settings = "\n".join(f"{key}={value}" for key, value in {**settings, "torch": torch.__version__}.items())
    save_file(tensors, HERE / f"{name}.safetensors", metadata={"settings": settings})


def make_layer(kind, layers, bias):
    if kind.startswith("rnn"):
        return torch.nn.RNN(D, H, layers, nonlinearity=kind.split("_")[1], bias=bias)
    return {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](D, H, layers, bias=bias)


def recurrent(kind, layers, bias, batched, initial, dtype=torch.float64):
    """Loss = <output, c_output> + <h_n, c_h_n> (+ <c_n, c_c_n>), so every output and final state has a cotangent."""
    layer = make_layer(kind, layers, bias).to(dtype)
    batch = (B,) if batched else ()
    x = torch.randn(T, *batch, D, dtype=dtype, requires_grad=True)
    names = ("h", "c") if kind == "lstm" else ("h",)
    start = [torch.randn(layers, *batch, H, dtype=dtype, requires_grad=True) for _ in names] if initial else None
    given = None if start is None else (tuple(start) if kind == "lstm" else start[0])
    output, final = layer(x, given)
    results = {"output": output} | {f"{n}_n": s for n, s in zip(names, final if kind == "lstm" else (final,))}
    cotangents = {f"c_{key}": torch.randn_like(value) for key, value in results.items()}
    loss = sum((value * cotangents[f"c_{key}"]).sum() for key, value in results.items())
    loss.backward()
    leaves = dict(layer.named_parameters()) | {"input": x}
    if start is not None:
        leaves |= {f"{n}_0": s for n, s in zip(names, start)}
    write(
        "_".join(["recurrent", kind, f"l{layers}", "bias" if bias else "nobias", "batched" if batched else "single"])
        + ("" if dtype == torch.float64 else "_float32"),
        leaves | results | cotangents | {"loss": loss} | {f"grad.{key}": leaf.grad for key, leaf in leaves.items()},
        kind=kind, layers=layers, bias=bias, batched=batched, initial=initial,
    )


def truncated(kind, steps=7, window=3):
    """Windows of `window` steps, each from the detached final state of the one before; gradients add up."""
    layer = make_layer(kind, 2, True)
    x = torch.randn(steps, B, D, requires_grad=True)
    cotangent = torch.randn(steps, B, H)
    state, outputs = None, []
    for start in range(0, steps, window):
        output, state = layer(x[start : start + window], state)
        (output * cotangent[start : start + window]).sum().backward()
        outputs.append(output)
        state = tuple(s.detach() for s in state) if kind == "lstm" else state.detach()
    leaves = dict(layer.named_parameters()) | {"input": x}
    write(
        f"truncated_{kind}",
        leaves | {"output": torch.cat(outputs), "c_output": cotangent}
        | {f"grad.{key}": leaf.grad for key, leaf in leaves.items()},
        kind=kind, layers=2, window=window,
    )


def linear_and_embedding():
    for bias in (True, False):
        layer = torch.nn.Linear(D, H, bias=bias)
        x = torch.randn(T, B, D, requires_grad=True)
        output = layer(x)
        cotangent = torch.randn_like(output)
        (output * cotangent).sum().backward()
        leaves = dict(layer.named_parameters()) | {"input": x}
        write(f"linear_{'bias' if bias else 'nobias'}", leaves | {"output": output, "c_output": cotangent}
              | {f"grad.{key}": leaf.grad for key, leaf in leaves.items()})
    layer = torch.nn.Embedding(6, D)
    tokens = torch.tensor([3, 1, 4, 1, 5, 1, 0])
    output = layer(tokens)
    cotangent = torch.randn_like(output)
    (output * cotangent).sum().backward()
    write("embedding", {"weight": layer.weight, "tokens": tokens, "output": output, "c_output": cotangent,
                        "grad.weight": layer.weight.grad})


def losses():
    prediction, target = torch.randn(T, H, requires_grad=True), torch.randn(T, H)
    logits = (3 * torch.randn(5, 7)).requires_grad_()
    classes = torch.tensor([6, 0, 3, 3, 1])
    tensors = {"prediction": prediction, "target": target, "logits": logits, "classes": classes}
    for name, loss, leaf in [
        ("mse", torch.nn.functional.mse_loss(prediction, target), prediction),
        ("sse", torch.nn.functional.mse_loss(prediction, target, reduction="sum"), prediction),
        ("cross_entropy", torch.nn.functional.cross_entropy(logits, classes), logits),
    ]:
        tensors |= {name: loss, f"grad.{name}": torch.autograd.grad(loss, leaf)[0]}
    write("losses", tensors)


def optimizers(steps=5):
    """Two parameters, gradients given from outside; the second has none in step 3 and must be left alone there."""
    for name, make in {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "sgd_decay": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.05),
        "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.05),
        "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
        "adam": lambda p: torch.optim.Adam(p, lr=0.02),
        "adam_decay": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.1),
    }.items():
        first, second = torch.randn(2, 3, requires_grad=True), torch.randn(4, requires_grad=True)
        tensors = {"first.0": first.detach().clone(), "second.0": second.detach().clone()}
        optimizer = make([first, second])
        for step in range(1, steps + 1):
            for key, parameter in (("first", first), ("second", second)):
                skipped = key == "second" and step == 3
                parameter.grad = None if skipped else torch.randn_like(parameter)
                if not skipped:
                    tensors[f"grad.{key}.{step}"] = parameter.grad.clone()
            optimizer.step()
            tensors |= {f"first.{step}": first.detach().clone(), f"second.{step}": second.detach().clone()}
        defaults = optimizer.param_groups[0]
        write(f"optimizer_{name}", tensors, kind=type(optimizer).__name__, steps=steps,
              **{key: defaults[key] for key in ("lr", "momentum", "dampening", "nesterov", "eps", "weight_decay")
                 if key in defaults},
              **({"beta1": defaults["betas"][0], "beta2": defaults["betas"][1]} if "betas" in defaults else {}))


def clipping():
    for name, limit in (("tight", 0.7), ("loose", 100.0)):
        first, second = torch.randn(2, 3, requires_grad=True), torch.randn(4, requires_grad=True)
        first.grad, second.grad = torch.randn(2, 3), torch.randn(4)
        tensors = {"grad.first": first.grad.clone(), "grad.second": second.grad.clone()}
        norm = torch.nn.utils.clip_grad_norm_([first, second], limit)
        write(f"clipping_{name}", tensors | {"norm": norm, "clipped.first": first.grad, "clipped.second": second.grad},
              limit=limit)


class LanguageModel(torch.nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, D)
        self.recurrent = torch.nn.LSTM(D, H, 2)
        self.output = torch.nn.Linear(H, vocabulary)

    def forward(self, tokens, state):
        hidden, state = self.recurrent(self.embedding(tokens), state)
        return self.output(hidden), state


def training(steps=5):
    """A whole small training run: windows with carried state, clipping, AdamW."""
    vocabulary = 6
    model = LanguageModel(vocabulary)
    stream = torch.randint(0, vocabulary, (steps * T + 1, B))
    tensors = {f"start.{key}": value.detach().clone() for key, value in model.named_parameters()}
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.05, weight_decay=0.01)
    state, loss_values, norms = None, [], []
    for step in range(steps):
        window = stream[step * T : (step + 1) * T + 1]
        logits, state = model(window[:-1], state)
        state = tuple(s.detach() for s in state)
        loss = torch.nn.functional.cross_entropy(logits.reshape(-1, vocabulary), window[1:].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25))
        optimizer.step()
        loss_values.append(loss.detach())
    tensors |= {f"end.{key}": value for key, value in model.named_parameters()}
    write("training", tensors | {"stream": stream, "losses": torch.stack(loss_values), "norms": torch.stack(norms)},
          lr=0.05, weight_decay=0.01, limit=0.25, window=T)


def dtypes():
    """What a file may hold: element types, awkward values, a scalar, an empty tensor, a name beyond ASCII."""
    values = torch.tensor([1.5, -0.0, 65504.0, 6e-8, -1 / 3, float("inf"), float("-inf"), float("nan")])
    tensors = {f"values.{name}": values.to(dtype) for name, dtype in {
        "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}.items()}
    tensors |= {f"widened.{name}": tensors[f"values.{name}"].to(torch.float32) for name in ("F16", "BF16")}
    tensors |= {"scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "Ĝ “x”\n\\": torch.arange(6.0).reshape(2, 3),
                "integers": torch.tensor([1, -2, 3]), "flags": torch.tensor([True, False])}
    write("dtypes", tensors, note="tab\there, quote \" and 𝄞")


if __name__ == "__main__":
    torch.manual_seed(20240229)
    kinds = ("rnn_tanh", "rnn_relu", "lstm", "gru")
    for kind, layers, bias, batched in itertools.product(kinds, (1, 2), (True, False), (True, False)):
        recurrent(kind, layers, bias, batched, initial=batched or layers == 2)
    recurrent("gru", 2, True, True, True, dtype=torch.float32)
    for kind in ("rnn_tanh", "lstm", "gru"):
        truncated(kind)
    linear_and_embedding()
    losses()
    optimizers()
    clipping()
    training()
    dtypes()
