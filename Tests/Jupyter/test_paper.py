"""The page of the solved lab on paper and read aloud: every sheet is used, nothing is cut off, every picture has words."""

import io
import pathlib
import subprocess

import pypdf
import pytest

from conftest import SCREENSHOTS, UNROLL

PROJECT = pathlib.Path(__file__).parents[2]
SHEET = {"width": 658, "height": 980}  # what A4 leaves within the page's margins, in pixels


@pytest.fixture(scope="module")
def address(environment, tmp_path_factory):
    """The page of the lab with its solutions, executed."""
    folder = tmp_path_factory.mktemp("solved")
    subprocess.run([UNROLL, "assign", PROJECT / "Labs/rnn/rnn.ipynb", folder, "--skip-bank"], check=True)
    page = folder / "grader/rnn.html"
    # The lab saves pictures in the folder that it runs in.
    subprocess.run(
        [UNROLL, "run", folder / "grader/rnn.ipynb", "--html", page], cwd=folder,
        env=environment | {"UNROLL_LABS": str(folder / "grader")}, check=True, timeout=300)
    return page.as_uri()


@pytest.fixture
def page(browser, address):
    page = browser.new_page(viewport=SHEET)
    page.goto(address)
    yield page
    page.close()


def spoken(page):
    """What the browser tells a screen reader: role and name of each node."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes if not node["ignored"]]


def test_every_sheet_is_used(page):
    pdf = page.pdf(format="A4", prefer_css_page_size=True, tagged=True)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    (SCREENSHOTS / "rnn.pdf").write_bytes(pdf)
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    # The number of the sheet is always there.
    assert min(len(text.split()) for text in sheets) > 15, [len(text.split()) for text in sheets]
    text = "\n".join(sheets)
    assert "unfolded over 3 steps" in text and "Three ways to the same number" in text
    prose = "\n".join(line for line in text.splitlines() if "%%formula" not in line)
    assert "$$" not in prose and "$h" not in prose


def test_nothing_is_cut_off_on_paper(page):
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(element => {
            const box = element.getBoundingClientRect()
            return box.width > 0 && box.right > innerWidth + 1
              || getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
        }).map(element => element.outerHTML.slice(0, 200))"""
    )
    assert wide == []


def test_no_formula_is_left_as_source(page):
    assert page.locator("code.formula").count() == 0
    assert page.locator("math").count() > 100
    prose = page.locator("section.markdown").all_inner_texts()
    assert not any("$" in text or "\\frac{d" in text for text in prose)


def test_every_picture_has_words_and_no_frame_is_left(page):
    words = page.locator("img").evaluate_all("images => images.map(image => image.alt)")
    assert len(words) >= 9 and all(len(text.split()) > 10 for text in words)
    assert any("Folded: x t goes through U" in text for text in words)
    assert any("Computed: h1 from" in text for text in words)
    assert page.locator("iframe").count() == 0


def test_it_can_be_read_out(page):
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("headings => headings.map(heading => +heading.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), levels
    tree = spoken(page)
    roles = [role for role, _ in tree]
    assert roles.count("MathMLMath") + roles.count("math") == page.locator("math").count()
    assert all(name for role, name in tree if role == "image")
    assert roles.count("columnheader") > 5
    # A live region would be read out as soon as the page opens, before everything else.
    assert not {"status", "alert"} & set(roles)
    assert {("StaticText", "Q6 · Length 1:"), ("StaticText", "Right.")} <= set(tree)
