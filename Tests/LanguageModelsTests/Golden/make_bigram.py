"""The lab's bigram numbers, from PyTorch (float64), as they stand in the tests.

    python make_bigram.py
"""
import torch

T = torch.tensor([[0.6, 0.4], [0.3, 0.7]], dtype=torch.float64)  # rows: the word before
U, V, W = torch.eye(2, dtype=T.dtype), torch.zeros(2, 2, dtype=T.dtype), T.T

for text in ("aaaaaabbaa", "babbbbabbb"):
    words = torch.eye(2, dtype=T.dtype)[["ab".index(letter) for letter in text]]
    probability = torch.prod(torch.diag(words[:-1] @ T @ words[1:].T))
    h, outputs = torch.zeros(2, dtype=T.dtype), []
    for x in words:
        h = U @ x + V @ h
        outputs.append((W @ h).tolist())
    print(text, repr(probability.item()), repr(torch.log(probability).item()))
    print("  o:", outputs)
