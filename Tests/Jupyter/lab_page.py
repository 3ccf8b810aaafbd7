"""JupyterLab as its user sees it: what can be clicked and typed, and what then stands below a cell."""

import nbformat
from nbformat import v4
from playwright.sync_api import expect

KERNEL = {"name": "unroll", "display_name": "Swift (unroll)", "language": "swift"}


def write_notebook(path, *cells):
    """A notebook of Swift cells; a text that begins with "#" is Markdown."""
    made = [v4.new_markdown_cell(text) if text.startswith("#") else v4.new_code_cell(text) for text in cells]
    nbformat.write(v4.new_notebook(cells=made, metadata={"kernelspec": KERNEL}), path)


class LabPage:
    def __init__(self, page, server):
        self.page = page
        self.server = server

    def open(self, name, *cells):
        """Opens a notebook with these cells, or one that is there already, and waits for its kernel."""
        if cells:
            write_notebook(self.server.folder / name, *cells)
        self.page.goto(self.server.address(name))
        # Before the kernel has its name here, JupyterLab would ask which one to run a cell with.
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text(f"{KERNEL['display_name']} | Idle")
        self.wait_until_idle()

    def wait_until_idle(self):
        status = self.page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator")
        expect(status).to_have_attribute("data-status", "idle")

    def menu(self, menu, entry):
        self.page.locator(".lm-MenuBar-item", has_text=menu).first.click()
        self.page.locator(".lm-Menu-item").get_by_text(entry, exact=True).click()

    def run_all(self):
        self.menu("Run", "Run All Cells")
        expect(self.page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0)
        self.wait_until_idle()

    def code_cell(self, index):
        return self.page.locator(".jp-NotebookPanel:visible .jp-CodeCell").nth(index)

    def select(self, index):
        """Puts the cursor into a code cell."""
        self.code_cell(index).locator(".cm-content").click()

    def run(self, index):
        self.select(index)
        self.page.keyboard.press("Control+Enter")

    def complete(self, text, choice):
        """Types at the cursor, asks for the rest, and takes what is offered."""
        self.page.keyboard.type(text)
        # JupyterLab takes a moment to see that there is something to complete; before that, Tab indents.
        expect(self.page.locator(".jp-CodeCell.jp-mod-active .jp-mod-completer-enabled")).to_be_visible()
        self.page.keyboard.press("Tab")
        self.page.locator(".jp-Completer-item", has_text=choice).first.click()

    def output(self, index):
        """What stands below a code cell."""
        return self.code_cell(index).locator(".jp-OutputArea-output")

    def expect_number(self, index, number):
        """The cell has run, as the kernel's run of this number."""
        expect(self.code_cell(index).locator(".jp-InputPrompt")).to_have_text(f"[{number}]:")
