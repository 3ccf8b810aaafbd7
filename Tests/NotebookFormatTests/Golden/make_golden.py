"""Writes the notebooks beside this file by PyPI's nbformat (5.11 was used), and by json as other tools write them.

    python3 -m venv VENV && VENV/bin/pip install nbformat && VENV/bin/python make_golden.py

before.ipynb and after.ipynb are the same notebook before and after the edits that NotebookTests.swift makes too.
"""

import json
import pathlib

import nbformat
from nbformat import v4

here = pathlib.Path(__file__).parent
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"


def named(cell, name):
    cell.id = name
    return cell


def before():
    everything = named(v4.new_code_cell("let x = 1\nx", execution_count=2, metadata={"tags": ["a", "b"], "rate": 0.10}), "code")
    everything.outputs = [
        v4.new_output("stream", name="stdout", text="one\ntwo é 𝄞 \u2028 three\r\nfour"),
        v4.new_output("stream", name="stderr", text=""),
        v4.new_output(
            "display_data",
            data={
                "image/png": png,
                "image/svg+xml": "<svg>\n</svg>",
                "application/json": {"b": [1, 1e-7, 1e22, None, "x\ny"], "a": {}},
                "application/vnd.plot+json": ["not\n", "joined"],
                "text/plain": "a picture\n",
            },
            metadata={"image/png": {"width": 12}},
        ),
        v4.new_output("execute_result", execution_count=2, data={"text/plain": "1", "text/html": "<b>\n1</b>"}),
        v4.new_output("error", ename="Trap", evalue="index 3\nout of range", traceback=["\u001b[31mline 1\u001b[0m", "line\n2"]),
    ]
    picture = named(v4.new_markdown_cell("![a](attachment:a.png)"), "picture")
    picture.attachments = {"a.png": {"image/png": png}}
    return v4.new_notebook(
        metadata={"kernelspec": {"name": "unroll", "display_name": "Swift (unroll)", "language": "swift"}, "title": "Prüfung"},
        cells=[
            named(v4.new_markdown_cell("# Title\n\nText with $x^2$ and \\ and \"quotes\""), "title"),
            everything,
            named(v4.new_raw_cell("raw"), "raw"),
            named(v4.new_code_cell(""), "empty"),
            picture,
        ],
    )


def after():
    notebook = before()
    cells = notebook.cells
    cells[0].source = "# Title\n\nNew\n"
    cells[1].execution_count = 3
    cells[1].outputs = cells[1].outputs[:1] + [v4.new_output("execute_result", execution_count=3, data={"text/plain": "[1,\n 2]"})]
    cells[1].metadata["collapsed"] = False
    del cells[1].metadata["tags"]
    del cells[2]
    cells[2].outputs = [v4.new_output("stream", name="stdout", text="was empty\n")]
    cells.insert(1, named(v4.new_code_cell("print(1)"), "new"))
    notebook.metadata["language_info"] = {"name": "swift", "file_extension": ".swift"}
    return notebook


def write(name, text):
    (here / name).write_text(text, encoding="utf-8", newline="")


nbformat.write(before(), here / "before.ipynb")
nbformat.write(after(), here / "after.ipynb")

old = before()
old.nbformat_minor = 4
for cell in old.cells:
    del cell["id"]
nbformat.write(old, here / "minor4.ipynb")

plain = json.loads(json.dumps(before()))
write("two_spaces_ascii.ipynb", json.dumps({key: plain[key] for key in ("nbformat", "nbformat_minor", "metadata", "cells")}, indent=2))
write("one_line.ipynb", json.dumps(plain, ensure_ascii=False) + "\n")
write("tabs_crlf.ipynb", json.dumps(plain, ensure_ascii=False, indent="\t").replace("\n", "\r\n"))
plain["cells"][1]["outputs"][2]["data"]["application/json"] = [float("nan"), float("inf"), "\ud83d"]
write("python.ipynb", json.dumps(plain, indent=1))
