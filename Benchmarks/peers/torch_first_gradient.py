"""From nothing to a first gradient in PyTorch; see Benchmarks/Lab.swift."""
import torch

w = torch.tensor([[-0.3, 0.6], [0.2, 0.1]], requires_grad=True)
torch.relu(w @ torch.tensor([0.3, 0.4])).sum().backward()
print(w.grad.sum().item(), flush=True)
