"""The lab of recurrent networks as a learner meets it: from the notebook that is handed out to verdicts in the browser."""

import json
import pathlib
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from lab_page import LabPage

PROJECT = pathlib.Path(__file__).parents[2]
UNROLL = PROJECT / ".build/release/unroll"
LABS = PROJECT / ".build-labs/rnn"

WRONG = "let h1 = U.mv(x1) + V.mv(h0)\nlet o1 = W.mv(h1)\nlet h2 = U.mv(x2) + V.mv(h1)\nlet o2 = W.mv(h2)"
RIGHT = (
    "let h1 = (U.mv(x1) + V.mv(h0)).relu()\nlet o1 = W.mv(h1)\nlet h2 = (U.mv(x2) + V.mv(h1)).relu()\nlet o2 = W.mv(h2)"
)
FORMULA = r"\frac{\partial L}{\partial o_1} \frac{\partial o_1}{\partial h_1} \frac{\partial h_1}{\partial U}"


@pytest.fixture(scope="module")
def learner():
    """The notebook that learners get, as a tree."""
    subprocess.run([UNROLL, "assign", PROJECT / "Labs/rnn/rnn.ipynb", LABS, "--skip-bank"], check=True)
    return json.loads((LABS / "learner/rnn.ipynb").read_text())


def role(cell, question):
    about = cell["metadata"].get("unroll", {})
    return about.get("role") if about.get("question") == question else None


def write(notebook, path, answers):
    """Keeps the first cell, the network, and the questions of `answers`, answered so."""
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        question = cell["metadata"].get("unroll", {}).get("question")
        if question in answers and role(cell, question) == "answer":
            cell = cell | {"source": answers[question]}
        elif cell["id"] not in ("setup", "network") and not (question in answers and role(cell, question) == "check"):
            continue
        cells.append(cell)
    path.write_text(json.dumps(notebook | {"cells": cells}))


def type_over(lab, index, text):
    lab.select(index)
    lab.page.keyboard.press("Control+A")
    lab.page.keyboard.insert_text(text)


def test_the_cases_that_are_always_tried_begin_with_the_smallest_of_each_kind(learner):
    questions = json.loads((LABS / "grader/rnn.lab.json").read_text())["questions"]
    cases = next(question["cases"] for question in questions if question["name"] == "bigram")
    sizes = [(case["givens"]["table"]["shape"][0], len(case["givens"]["sequence"])) for case in cases[:6]]
    assert sizes == [(types, length) for types in (2, 3) for length in (1, 2, 3)]


def test_a_learner_is_told_what_is_wrong_and_then_what_is_right(lab, learner):
    question = "open_response_backprop1"
    path = lab.server.folder / "rnn.ipynb"
    write(learner, path, {"forward": WRONG, question: f"%%formula {question}\n{FORMULA.replace('h_1}{', 'h_2}{', 1)}"})
    lab.open("rnn.ipynb")
    lab.run_all()
    assert "SOLUTION" not in (LABS / "learner/rnn.ipynb").read_text()
    expect(lab.output(3)).to_contain_text(re.compile(r"✗.*Two steps forward.*h1.*is not right yet"))
    expect(lab.output(3)).not_to_contain_text("relu()")
    expect(lab.output(4).last).to_contain_text("✗")
    lab.page.screenshot(path=PROJECT / ".build/screenshots/rnn_wrong.png")
    type_over(lab, 2, RIGHT)
    lab.run(2)
    lab.run(3)
    expect(lab.output(3)).to_contain_text(re.compile(r"✓.*Right, on all 24 sets of givens"))
    type_over(lab, 4, f"%%formula {question}\n{FORMULA}")
    lab.run(4)
    expect(lab.output(4).last).to_contain_text("✓")
    expect(lab.output(4).first.locator("mjx-container")).to_be_visible()
    progress = (lab.server.folder / "rnn.progress.jsonl").read_text().splitlines()
    found = [(line["question"], line["outcome"]) for line in map(json.loads, progress)]
    assert ("forward", "wrong") in found and ("forward", "right") in found and (question, "right") in found


def alternatives(kind):
    """{question: the first answer of the bank that is right, or wrong}"""
    found, question, block, lines = {}, None, None, []
    for cell in json.loads((PROJECT / "Labs/rnn/rnn.ipynb").read_text())["cells"]:
        source = "".join(cell["source"])
        marker = source.splitlines()[0] if source and cell["cell_type"] == "raw" else ""
        if marker == "# BEGIN QUESTION":
            question = re.search(r"^name: *(\S+)", source, re.M)[1]
        elif marker == f"# BEGIN {kind}":
            block, lines = True, []
        elif marker == f"# END {kind}":
            found.setdefault(question, "\n".join(lines))
            block = None
        elif block and cell["cell_type"] == "code":
            lines.append(source)
    return found


def answered(notebook, path, answers):
    """The whole notebook with the first answer cell of each question filled in, and the others left out."""
    cells, done = [], set()
    for cell in notebook["cells"]:
        question = cell["metadata"].get("unroll", {}).get("question")
        if question in answers and role(cell, question) == "answer":
            if question in done:
                continue
            done.add(question)
            cell = cell | {"source": answers[question]}
        if cell["cell_type"] == "code":  # what is shown of a wrong answer may fail, and must not stop the rest
            cell = cell | {"metadata": cell["metadata"] | {"tags": ["raises-exception"]}}
        cells.append(cell)
    path.write_text(json.dumps(notebook | {"cells": cells}))


def test_the_whole_lab_wrong_first_and_then_right(server, browser, learner):
    """Every question, from the first cell to the last check: wrong answers of the bank, then right ones."""
    page = browser.new_page(viewport={"width": 1200, "height": 20_000})  # all cells in sight, so that all are there
    page.set_default_timeout(180_000)
    view = LabPage(page, server)
    words = {name: f"%%answer {name}\nThere is a state before the first word is read." for name in (
        "open_response_numbering", "open_response_debrief")}
    wrong, right = alternatives("WRONG"), alternatives("RIGHT")
    assert len(wrong) >= 10 and set(wrong) == set(right)
    for name, answers, sign, other in (("wrong", wrong, "✗", "✓"), ("right", right, "✓", "✗")):
        (server.folder / name).mkdir()
        answered(learner, server.folder / name / "rnn.ipynb", answers | words)
        view.open(f"{name}/rnn.ipynb")
        view.menu("Run", "Run All Cells")
        for question in answers:
            verdict = page.locator(".jp-CodeCell", has_text=re.compile(rf"(check\(.{question}.\)|%%formula {question})"))
            expect(verdict.locator(".unroll-verdict").last).to_contain_text(sign, timeout=60_000)
        view.wait_until_idle()
        table = page.locator(".unroll-lab").last
        expect(table).to_contain_text("2 kept for a reader")
        page.screenshot(path=PROJECT / f".build/screenshots/rnn_lab_{name}.png")
    expect(table).not_to_contain_text("not right yet")
    page.close()


def test_the_same_verdict_in_the_terminal(learner, tmp_path):
    for answer, sign, status in ((WRONG, "✗", 1), (RIGHT, "✓", 1)):
        path = tmp_path / "under another name.ipynb"
        write(learner, path, {"forward": answer})
        done = subprocess.run([UNROLL, "lab", "check", path], capture_output=True, text=True)
        assert re.search(rf"^{sign} .*Two steps forward", done.stdout, re.M), done.stdout + done.stderr
        assert done.returncode == status  # the other questions have no answer
        assert not list(tmp_path.glob("*.jsonl"))
        shutil.move(path, tmp_path / "kept.ipynb")
