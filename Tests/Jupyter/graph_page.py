"""What tests need of the interactive page of a computation graph."""

import json


class GraphPage:
    """A page of a graph as its user sees it, in a browser's page or in a frame of one."""

    def __init__(self, page, frame=None):
        self.page = page
        self.frame = frame or page

    def find(self, selector):
        return self.frame.locator(selector)

    def evaluate(self, expression):
        return self.find("body").evaluate(f"() => {expression}")

    @property
    def derivative(self):
        return [float(word) for word in self.find("#derivative").get_attribute("data-elements").split()]

    def rows(self):
        """Each path with its product and the sum so far, as the ledger computes them."""
        return self.evaluate(
            "Array.from({ length: Number(unrollPage.graph.network.count) }, (_, k) => unrollPage.state.flow.row(BigInt(k)))"
            ".map(row => ({ path: row.path, isCut: row.isCut, product: row.product.elements, sum: row.sum.elements }))")

    def edge(self, text):
        return self.evaluate(
            f"unrollPage.graph.edges.source.findIndex((_, e) => unrollPage.graph.edgeText(e) === {json.dumps(text)})")

    def click_edge(self, edge):
        """Clicks where the label of an edge stands."""
        x, y = self.evaluate(
            f"unrollPage.scene.camera.onCanvas(...unrollPage.scene.drawing.lines[{edge}].labelPlace)")
        self.find("#canvas").click(position={"x": x, "y": y})

    def click_node(self, name):
        x, y = self.evaluate(
            f"(box => unrollPage.scene.camera.onCanvas(box.x, box.y))"
            f"(unrollPage.scene.drawing.boxes[unrollPage.graph.name.indexOf({json.dumps(name)})])")
        self.find("#canvas").click(position={"x": x, "y": y})
