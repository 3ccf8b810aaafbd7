import Unroll

let U = Tensor([[-0.3, 0.6], [0.2, 0.1]], requiresGrad: true)
let x: Tensor = [0, 1]
let target: Tensor = [0.3, 0.4]

let h = U.mv(x).relu()
let loss = (h - target).pow(2).sum()
loss.backward()

print(h, U.grad!, separator: "\n")
