"""JupyterLab with our kernel, in a browser."""

import pathlib
import re
import shutil

from playwright.sync_api import expect

PROJECT = pathlib.Path(__file__).parents[2]


def test_values_and_text(lab):
    lab.open("values.ipynb", "let x = 20\nx + 22", 'print("one")\nprint("two")\nx', "struct Point { var x = 1 }\nPoint()")
    lab.run_all()
    expect(lab.output(0)).to_have_text(re.compile(r"^\s*42\s*$"))
    expect(lab.output(1).first).to_have_text(re.compile(r"^\s*one\s*two\s*$"))
    expect(lab.output(1).last).to_have_text(re.compile(r"^\s*20\s*$"))
    expect(lab.output(2)).to_contain_text("Point(x: 1)")


def test_pictures_and_formulas(lab):
    lab.open(
        "pictures.ipynb",
        "# Euler\n\n$$e^{i\\pi} + 1 = 0$$",
        "import Unroll\nlet U = Tensor([[1, 2], [3, 4]], requiresGrad: true)\nlet loss = U.sum()",
        'try ComputationGraph(of: [("loss", loss)], naming: [("U", U)])',
        "U",
    )
    lab.run_all()
    formula = lab.page.locator(".jp-MarkdownCell mjx-container")
    expect(formula.first).to_be_visible()
    picture = lab.output(1).locator("svg, img[src^='data:image/svg']").first
    expect(picture).to_be_visible()
    assert picture.bounding_box()["height"] > 50
    # What a screen reader says of them.
    expect(lab.output(1).locator("img")).to_have_attribute("alt", re.compile(r"^Computation graph of loss\. .*Computed: loss from U\.$"))
    expect(lab.page.locator("mjx-assistive-mml math").first).to_be_attached()
    expect(lab.output(2)).to_contain_text(re.compile(r"1\..*2\..*3\..*4\.", re.S))


def test_an_error_loses_nothing(lab):
    lab.open("errors.ipynb", 'var words = ["a", "b"]', 'words.append("c")\nprint(words[7])', "words", "let wrong: Int = words", "words.count")
    lab.run(0)
    lab.expect_number(0, 1)
    lab.run(1)
    error = lab.output(1).last
    expect(error).to_contain_text("out of range")
    expect(error).to_contain_text("print(words[7])")
    lab.run(2)
    expect(lab.output(2)).to_contain_text('["a", "b"]')
    lab.run(3)
    expect(lab.output(3)).to_contain_text("let wrong: Int = words")
    expect(lab.output(3)).not_to_contain_text("/tmp")
    lab.run(4)
    expect(lab.output(4)).to_have_text(re.compile(r"^\s*2\s*$"))


def test_an_endless_loop_is_interrupted(lab):
    lab.open("interrupt.ipynb", "var count = 5", "count = 6\nwhile true { count &+= 1 }", "count")
    lab.run(0)
    lab.expect_number(0, 1)
    lab.run(1)
    busy = lab.page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator")
    expect(busy).to_have_attribute("data-status", "busy")
    lab.page.wait_for_timeout(2000)  # past the compiler, into the loop
    lab.menu("Kernel", "Interrupt Kernel")
    expect(lab.output(1)).to_contain_text(re.compile("interrupt", re.I))
    lab.run(2)
    expect(lab.output(2)).to_have_text(re.compile(r"^\s*5\s*$"))


def test_names_are_completed(lab):
    lab.open("completion.ipynb", 'let marmalade = "orange"', "// here")
    lab.run(0)
    lab.expect_number(0, 1)
    lab.select(1)
    lab.page.keyboard.press("Control+A")
    content = lab.code_cell(1).locator(".cm-content")
    lab.complete("marmal", "marmalade")
    expect(content).to_have_text("marmalade")
    lab.complete(".upper", "uppercased")
    expect(content).to_contain_text("marmalade.uppercased")


def test_the_first_tour(lab):
    shutil.copy(PROJECT / "Labs/tour/tour.ipynb", lab.server.folder)
    lab.open("tour.ipynb")
    lab.run_all()
    expect(lab.page.locator(".jp-MarkdownCell mjx-container").first).to_be_visible()
    expect(lab.output(0)).to_contain_text("[0.6000, 0.1000]")
    expect(lab.output(1)).to_contain_text("−0.6000")
    expect(lab.output(2).locator("svg, img[src^='data:image/svg']").first).to_be_visible()
    expect(lab.output(3).first).to_contain_text("after 20 steps the loss is")
    expect(lab.output(4)).to_contain_text("out of range")
    expect(lab.output(5)).to_have_count(0)  # a cell that fails stops those behind it
    lab.run(5)
    expect(lab.output(5)).to_contain_text("−0.6000")
