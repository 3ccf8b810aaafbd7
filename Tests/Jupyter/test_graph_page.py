"""The interactive page of a computation graph in a browser: every control, by pointer and by keys."""

import json
import re
import subprocess
from math import prod
from random import Random

import pytest
from playwright.sync_api import expect

from conftest import PROJECT, SCREENSHOTS
from graph_page import GraphPage

# dL/dU by hand, and the paths, as the lab has them.
SCALARS = {1: (-0.1755, 1), 2: (-0.46068, 3), 3: (-0.8511792, 6)}


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The folder of the pages that Snippets/Pages.swift writes."""
    folder = tmp_path_factory.mktemp("pages")
    subprocess.run([PROJECT / ".build/release/Pages", folder], check=True)
    return folder


@pytest.fixture
def open_page(browser, pages, request):
    """Opens pages; none of them may complain, ask for anything, or say that something was refused."""
    opened, complaints, requests = [], [], []

    def open(name, **options):
        options.setdefault("viewport", {"width": 1400, "height": 800})
        page = browser.new_page(**options)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto((pages / f"{name}.html").as_uri())
        opened.append(page)
        return GraphPage(page)

    yield open
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(opened):
        page.screenshot(path=SCREENSHOTS / f"{request.node.name}-{number}.png")
        page.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == [] and len(requests) == len(opened)


def near(found, expected, error=1e-12):
    return len(found) == len(expected) and all(abs(a - b) <= error * max(1e-3, abs(b)) for a, b in zip(found, expected))


@pytest.mark.parametrize("steps", SCALARS)
def test_the_labs_sequences(open_page, steps):
    derivative, count = SCALARS[steps]
    page = open_page(f"scalar-{steps}")
    assert near(page.derivative, [derivative])
    expect(page.find("#path-count")).to_have_text("1 path" if count == 1 else f"{count} paths")
    rows = page.rows()
    assert len(rows) == count
    assert near(rows[-1]["sum"], [derivative]) and near([sum(row["product"][0] for row in rows)], [derivative])
    expect(page.find("#ledger [role=option]")).to_have_count(count)
    expect(page.find("#agreement")).to_contain_text("back-propagation")


def test_the_network_of_matrices(open_page):
    page = open_page("vector")
    # ∂L/∂U by hand: L's cotangents of h1 and h2, each times its input.
    h2 = [2 * (0.2 * (0.143 - 1) - 0.2 * 0.199), 2 * (0.1 * (0.143 - 1) + 0.5 * 0.199)]
    h1 = [2 * (0.2 * (0.13 - 0.3) - 0.2 * (-0.07 - 0.4)), 2 * (0.1 * (0.13 - 0.3) + 0.5 * (-0.07 - 0.4))]
    h1 = [h1[0] + 0.4 * h2[0] + 0.9 * h2[1], h1[1] + 0.4 * h2[0] - 0.7 * h2[1]]
    expected = [h2[row] * x2 + h1[row] * x1 for row in range(2) for x1, x2 in [(0, 0.3), (1, 0.4)]]
    assert near(page.derivative, expected)
    rows = page.rows()
    assert len(rows) == 3 and near([sum(row["product"][k] for row in rows) for k in range(4)], expected)
    page.find("#ledger [role=option]").nth(2).click()
    expect(page.find("#path-formula mtable mtable")).not_to_have_count(0)


def test_a_derivative_of_a_vector_is_a_matrix(open_page):
    page = open_page("jacobian")
    rows = page.rows()
    assert len(rows) == 2 and len(page.derivative) == 8
    assert near([sum(row["product"][k] for row in rows) for k in range(8)], page.derivative)
    assert near(page.derivative, page.evaluate("unrollPage.graph.derivative"))
    page.find("#last").click()
    expect(page.find("#moment")).to_have_text("Backward 4 of 4: do₂/dU = 2 × 4")
    expect(page.find("#formula mtable mtable")).not_to_have_count(0)


def test_what_is_too_large_is_counted_and_not_calculated(open_page):
    page = open_page("wide")
    expect(page.find("#path-count")).to_have_text("2 paths")
    expect(page.find("#derivative")).to_have_text("too large to show")
    page.find("#last").click()
    expect(page.find("#moment")).to_contain_text("the gradient reaches U")
    page.find("#ledger [role=option]").first.click()
    expect(page.find("#path-formula math")).to_be_visible()
    page.find("#nodes-tab").click()
    page.click_node("h1")
    page.find("#edges button").click()
    expect(page.find("#path-count")).to_have_text("1 of 2 paths")


def test_a_long_short_term_memory(open_page):
    page = open_page("lstm", color_scheme="dark")
    rows = page.rows()
    assert len(rows) == page.evaluate("Number(unrollPage.graph.network.count)") > 10
    assert near(rows[-1]["sum"], page.derivative)
    assert near(page.derivative, page.evaluate("unrollPage.graph.derivative"))
    page.find("#last").click()
    expect(page.find("#moment")).to_contain_text("Backward")


def test_forward_and_backward_by_steps(open_page):
    page = open_page("scalar-2")
    expect(page.find("#place")).to_have_text("Given")
    page.find("#forward").click()
    expect(page.find("#moment")).to_have_text("Forward 1 of 5: h₁ = 0.05")
    expect(page.find("#formula math")).to_contain_text("ReLU")
    for _ in range(4):
        page.find("#forward").click()
    expect(page.find("#moment")).to_have_text(re.compile(r"^Forward 5 of 5: L = "))
    page.find("#forward").click()
    expect(page.find("#moment")).to_have_text("Backward 1 of 6: dL/dL = 1")
    page.find("#forward").click()
    expect(page.find("#moment")).to_have_text("Backward 2 of 6: dL/do₂ = −1.358")
    page.find("#last").click()
    expect(page.find("#moment")).to_have_text("Backward 6 of 6: dL/dU = −0.4607")
    # Each edge from U carries its share, and the formula says so.
    expect(page.find("#formula")).to_contain_text("0.6")
    expect(page.find("#live")).to_have_text("Backward 6 of 6: dL/dU = −0.4607")
    page.find("#back").click()
    expect(page.find("#moment")).to_contain_text("Backward 5 of 6")
    page.find("#scrubber").fill("3")
    expect(page.find("#place")).to_have_text("Forward 3 of 5")
    page.find("#first").click()
    expect(page.find("#place")).to_have_text("Given")


def test_it_plays_to_the_end_and_pauses(open_page):
    page = open_page("scalar-1")
    page.find("#speed").select_option("5")
    page.find("#play").click()
    expect(page.find("#play")).to_have_attribute("aria-label", "Pause")
    expect(page.find("#place")).to_have_text("Backward 4 of 4")
    expect(page.find("#play")).to_have_attribute("aria-label", "Play")
    page.find("#play").click()
    expect(page.find("#place")).to_have_text("Forward 1 of 3")
    page.find("#play").click()
    expect(page.find("#play")).to_have_attribute("aria-pressed", "false")


def test_a_click_lights_a_path_up(open_page):
    page = open_page("scalar-3")
    page.find("#ledger [role=option]").nth(4).click()
    names = page.evaluate("[...unrollPage.state.pathNodes].map(node => unrollPage.graph.name[node])")
    assert names == ["U", "h2", "h3", "o3", "L"]
    expect(page.find("#path-formula h3")).to_have_text("Path 5")
    expect(page.find("#path-formula")).to_contain_text("−0.05579")
    page.find("#unlight").click()
    expect(page.find("#path-formula")).to_be_hidden()


def test_a_cut_takes_away_exactly_the_paths_that_are_cut(open_page):
    page = open_page("scalar-3")
    whole, rows = page.derivative, page.rows()
    edge = page.edge("∂h₃/∂h₂")
    page.click_edge(edge)
    expect(page.find("#path-count")).to_have_text("4 of 6 paths")
    cut = [row for row in rows if edge in row["path"]]
    assert len(cut) == 2
    assert near([whole[0] - page.derivative[0]], [sum(row["product"][0] for row in cut)])
    expect(page.find("#ledger .cut")).to_have_count(2)
    assert near(page.rows()[-1]["sum"], page.derivative)
    page.click_edge(edge)
    expect(page.find("#path-count")).to_have_text("6 paths")
    assert page.derivative == whole


def test_a_time_step_is_cut(open_page):
    page = open_page("scalar-3")
    rows = page.rows()
    page.find("#cut-step").fill("2")
    page.find("#cut-before").click()  # what truncated back-propagation leaves out
    expect(page.find("#path-count")).to_have_text("4 of 6 paths")
    names = page.evaluate("unrollPage.graph.name")
    crossing = page.edge("∂h₂/∂h₁")
    assert names and near(page.derivative, [sum(row["product"][0] for row in rows if crossing not in row["path"])])
    page.find("#restore").click()
    page.find("#cut-through").click()
    step = page.evaluate("[...unrollPage.state.cuts]")
    assert near(page.derivative, [sum(row["product"][0] for row in rows if not set(step) & set(row["path"]))])
    expect(page.find("#path-count")).to_have_text("2 of 6 paths")


def test_any_network_has_the_ledger_that_listing_gives(open_page):
    page = open_page("scalar-1")
    random = Random(7)
    for _ in range(100):
        size = random.randint(2, 7)
        edges = [
            (source, target, random.uniform(-1, 1)) for target in range(1, size) for source in range(target)
            if source == target - 1 or random.random() < 0.5]
        cuts = [edge for edge in range(len(edges)) if random.random() < 0.2]

        def paths(node):
            if node == 0:
                yield []
            for edge, (source, target, _) in enumerate(edges):
                if target == node:
                    yield from ([edge] + rest for rest in paths(source))

        source, target, partial = map(list, zip(*edges))
        rows = page.evaluate(
            f"""(edges => {{
              const {{ constructor: Network }} = unrollPage.graph.network, {{ constructor: Flow }} = unrollPage.state.flow;
              const network = new Network(edges, 0, {size - 1}, new Array({size}).fill(1));
              const flow = new Flow(network, new Set({cuts}));
              const rows = Array.from({{ length: Number(network.count) }}, (_, k) => flow.row(BigInt(k)));
              return [Number(flow.count), flow.derivative.elements[0],
                ...rows.map(row => [row.path, row.isCut, row.product.elements[0], row.sum.elements[0]])];
            }})({json.dumps({"source": source, "target": target, "partial": partial})})""")
        total, kept = 0, 0
        for row, path in zip(rows[2:], paths(size - 1), strict=True):
            product, is_cut = prod(partial[edge] for edge in path), bool(set(path) & set(cuts))
            total, kept = total + (0 if is_cut else product), kept + (not is_cut)
            assert row[:2] == [path, is_cut] and near(row[2:], [product, total])
        assert rows[0] == kept and near(rows[1:2], [total])


def test_a_number_of_paths_beyond_any_listing(open_page):
    """500 values, each with two ways to the next."""
    page = open_page("scalar-1")
    found = page.evaluate(
        """(() => {
          const places = Array.from({ length: 1000 }, (_, k) => k >> 1);
          const edges = { source: places, target: places.map(k => k + 1), partial: places.map((_, k) => (k % 2 ? 0.4 : 0.5)) };
          const network = new unrollPage.graph.network.constructor(edges, 0, 500, new Array(501).fill(1));
          const flow = new unrollPage.state.flow.constructor(network, new Set());
          return [String(network.count), flow.derivative.elements[0], flow.row(network.count - 1n).sum.elements[0]];
        })()""")
    assert int(found[0]) == 2**500
    assert abs(found[1] / 0.9**500 - 1) < 1e-12 and abs(found[2] / 0.9**500 - 1) < 1e-12


def test_rolled_and_unrolled(open_page):
    page = open_page("scalar-3")
    page.find("#last").click()
    page.find("#rolled").click()
    assert page.evaluate("unrollPage.scene.drawing.boxes.length") == 7
    assert "t + 1" in page.evaluate("unrollPage.scene.drawing.lines.map(line => line.note)")
    page.find("#unrolled").click()
    assert page.evaluate("unrollPage.scene.drawing.boxes.length") == page.evaluate("unrollPage.graph.count")


def test_pan_zoom_and_hover(open_page):
    page = open_page("scalar-2")
    box = page.find("#canvas").bounding_box()
    camera = "(({ x, y, scale }) => [x, y, scale])(unrollPage.scene.camera)"
    x, y, scale = page.evaluate(camera)
    page.page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.page.mouse.wheel(0, -240)
    page.page.wait_for_function(f"unrollPage.scene.camera.scale > {scale}")
    before = page.evaluate(camera)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 360, box["y"] + 330, steps=3)
    page.page.mouse.up()
    after = page.evaluate(camera)
    assert near([(before[0] - after[0]) * after[2], (before[1] - after[1]) * after[2]], [60, 30], 1e-9)
    page.find("#fit").click()
    page.find("#last").click()
    page.click_node("h1")
    expect(page.find("#tip")).to_contain_text("0.05")
    expect(page.find("#tip")).to_contain_text("gradient −0.43248")


def test_everything_by_keys(open_page):
    page = open_page("scalar-2")
    keys = page.page.keyboard
    page.find("#canvas").focus()
    keys.press("ArrowRight")
    expect(page.find("#place")).to_have_text("Forward 1 of 5")
    keys.press("End")
    expect(page.find("#place")).to_have_text("Backward 6 of 6")
    keys.press("ArrowLeft")
    expect(page.find("#place")).to_have_text("Backward 5 of 6")
    keys.press("Home")
    keys.press("Space")
    expect(page.find("#play")).to_have_attribute("aria-pressed", "true")
    keys.press("Space")
    expect(page.find("#play")).to_have_attribute("aria-pressed", "false")
    page.find("#ledger").focus()
    keys.press("ArrowDown")
    keys.press("End")
    expect(page.find("#ledger [aria-selected=true]")).to_have_attribute("aria-posinset", "3")
    active = page.find("#ledger").get_attribute("aria-activedescendant")
    expect(page.find(f"#{active}")).to_contain_text("−0.04074")
    page.find("#paths-tab").focus()
    keys.press("ArrowRight")
    expect(page.find("#nodes-tab")).to_be_focused()
    page.find("#values").focus()
    place = page.evaluate("unrollPage.graph.name.indexOf('h2')")
    for _ in range(place + 1):
        keys.press("ArrowDown")
    button = page.find("#edges button").filter(has_text="∂h₂/∂h₁")
    button.focus()
    keys.press("Enter")
    expect(page.find("#path-count")).to_have_text("2 of 3 paths")
    expect(page.find("#edges button").filter(has_text="∂h₂/∂h₁")).to_have_attribute("aria-pressed", "true")


def test_a_thousand_steps(open_page, pages):
    assert (pages / "long.html").stat().st_size <= 3_000_000
    page = open_page("long")
    expect(page.find("#path-count")).to_have_text("500,500 paths")
    assert near(page.derivative, page.evaluate("unrollPage.graph.derivative"))
    page.find("#row-number").fill("500,500")
    page.find("#go button[type=submit]").click()
    expect(page.find("#ledger [aria-selected=true]")).to_have_attribute("aria-posinset", "500500")
    last = page.evaluate("unrollPage.state.flow.row(500499n).sum.elements")
    assert near(last, page.derivative)
    page.find("#row-number").fill("500501")
    page.find("#go button[type=submit]").click()
    expect(page.find("#go-error")).to_have_text("Rows go from 1 to 500,500.")
    # The ledger of the last step alone, against its rows one by one.
    page.find("#cut-step").fill("500")
    page.find("#cut-before").click()
    expect(page.find("#path-count")).to_have_text(f"{499 * 500 // 2 + 501 * 502 // 2:,} of 500,500 paths")
    page.find("#last").click()
    page.find("#fit").click()
    expect(page.find("#place")).to_contain_text("Backward 2002 of 2002")
    rows = page.find("#ledger [role=option]")
    assert rows.count() < 30
    page.find("#ledger").evaluate("list => { list.scrollTop = list.scrollHeight / 2 }")
    expect(rows.nth(3)).to_have_attribute("aria-posinset", re.compile("^2[45]"))


def test_any_text_is_text_and_nothing_runs(open_page):
    page = open_page("names")
    page.find("#last").click()
    page.find("#ledger [role=option]").first.click()
    page.find("#nodes-tab").click()
    page.find("#values [role=option]").first.click()
    assert "run" != page.page.title() and page.find("img").count() == 0 and page.find("script").count() == 2
    expect(page.find("#values")).to_contain_text("<img src=x")
    assert page.evaluate("unrollPage.graph.value.flat().some(Number.isNaN)")
    expect(page.find("#values")).to_contain_text("NaN")
    expect(page.find("#derivative")).to_have_text("NaN")
    expect(page.find("#agreement")).to_have_text("· not finite")


@pytest.mark.parametrize("width", [800, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(open_page, width, scheme):
    page = open_page("scalar-3", viewport={"width": width, "height": 760}, color_scheme=scheme)
    page.find("#last").click()
    page.find("#ledger [role=option]").nth(1).click()
    page.click_edge(page.edge("∂h₃/∂h₂"))
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [width, 760]
    for name in ["#graph", "#cut", "#lists", ".transport", "header"]:
        assert page.find(name).evaluate("part => part.scrollWidth <= part.clientWidth"), name
