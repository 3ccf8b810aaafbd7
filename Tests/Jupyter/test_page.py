"""The page that `unroll run --html` writes, in a browser: it shows what it should, and nothing in it runs."""

import subprocess

import nbformat
from nbformat import v4

from conftest import SCREENSHOTS, UNROLL
from lab_page import KERNEL

ATTACK = "<script>document.title = 'attacked'</script><img src=x onerror=\"document.title = 'attacked'\">"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><rect width='90' height='60' fill='teal'/>{}</svg>"


def test_the_page_shows_everything_and_nothing_runs(environment, browser, tmp_path):
    cells = [
        v4.new_markdown_cell(f"# Title\n\n{ATTACK}\n\n[link](javascript:document.title='attacked') $x_1 < 2$\n\n|a|\n|-|\n|table|"),
        v4.new_code_cell(f'import NotebookDisplay\ndisplay(DisplayData([.svg("""\n{SVG.format("<script>alert(1)</script>")}\n""")]))'),
        v4.new_code_cell(f'DisplayData([.html("""\n<table><tr><td>cell</td></tr></table>{ATTACK}<script>parent.document.title = "attacked"</script>\n""")])'),
        v4.new_code_cell('print("<b>plain</b>")\n1 + 1'),
        v4.new_code_cell("[1][5]"),
    ]
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), tmp_path / "a.ipynb")
    page_file = tmp_path / "a.html"
    done = subprocess.run(
        [UNROLL, "run", tmp_path / "a.ipynb", "--html", page_file, "--allow-errors"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page = browser.new_page(viewport={"width": 900, "height": 1000})
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(page_file.as_uri())
    picture = page.locator("img[src^='data:image/svg']")
    assert picture.bounding_box()["width"] == 90
    assert page.frame_locator("iframe").locator("td").inner_text() == "cell"
    assert page.locator("section.markdown td").inner_text() == "table"
    assert page.locator("pre.stdout").inner_text().strip() == "<b>plain</b>"
    assert "out of range" in page.locator("pre.error").inner_text()
    page.locator("a", has_text="link").click()
    page.wait_for_timeout(300)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "page.png", full_page=True)
    assert page.title() == "a" and not dialogs
    page.close()
