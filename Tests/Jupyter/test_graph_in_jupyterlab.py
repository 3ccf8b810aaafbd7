"""The interactive page of a computation graph as the output of a cell in JupyterLab."""

import pytest
from playwright.sync_api import expect

from graph_page import GraphPage


def test_a_small_network(lab):
    lab.open(
        "graph.ipynb",
        "import Unroll\nlet u = Tensor(0.5, dtype: .float64, requiresGrad: true)\nlet h1 = (u * 0.3).tanh()\nlet h2 = (u * h1).tanh()",
        'try ComputationGraph(of: [("h2", h2)], naming: [("u", u), ("h1", h1)]).page(from: "u", to: "h2")',
    )
    lab.run_all()
    frame = lab.output(1).locator("iframe").content_frame
    page = GraphPage(lab.page, frame)
    expect(page.find("#path-count")).to_have_text("2 paths")
    page.find("#last").click()
    expect(page.find("#place")).to_have_text("Backward 3 of 3")
    page.find("#ledger [role=option]").nth(1).click()
    expect(page.find("#path-formula h3")).to_have_text("Path 2")
    assert page.evaluate("(() => { try { return Boolean(parent.document) } catch { return false } })()") is False


NETWORK = """import Unroll
func scalar(_ x: Double) -> Tensor { Tensor(x, dtype: .float64, requiresGrad: true) }
let U = scalar(0.1), V = scalar(0.2), W = scalar(0.3)
var named = [("U", U), ("V", V), ("W", W)]
var h = Tensor(0, dtype: .float64), c = h, L = h
for t in 1...STEPS {
  BODY
  named += [("h\\(t)", h)]
}"""
BODIES = {
    "1000": ("h = (U * 0.5 + V * h).relu(); let o = W * h; L = L + (o - 0.6).pow(2); named += [(\"o\\(t)\", o)]", "500,500 paths"),
    "3": ("c = (U * 0.5 + V * h).sigmoid() * c + (W * h).sigmoid() * (U * h).tanh(); h = U.sigmoid() * c.tanh(); L = L + h.pow(2); named += [(\"c\\(t)\", c)]", "paths"),
}


@pytest.mark.parametrize("steps", BODIES)
def test_large_networks(lab, steps):
    body, count = BODIES[steps]
    code = NETWORK.replace("STEPS", steps).replace("BODY", body)
    lab.open("network.ipynb", code, 'try ComputationGraph(of: [("L", L)], variables: named).page(from: "U", to: "L")')
    lab.run_all()
    page = GraphPage(lab.page, lab.output(1).locator("iframe").content_frame)
    expect(page.find("#path-count")).to_contain_text(count)
    page.find("#last").click()
    expect(page.find("#place")).to_contain_text("Backward")
