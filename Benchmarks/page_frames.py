"""How smoothly the page of 1,000 steps runs: frames a second in headless Chromium while it is scrubbed, played, panned.

    page_frames.py PAGES     the program that writes the pages (Snippets/Pages.swift)

A line for each way to use it: the frames a second, the longest frame, and the goal. Ends with 1 if one misses the goal.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

GOAL = 30  # frames a second
MOST_BYTES = 3_000_000

# Counts frames for three seconds while `step` changes what is shown before each.
COUNT = """step => new Promise(done => {
  const times = [];
  const change = new Function("k", step);
  const frame = time => {
    times.push(time);
    if (time - times[0] > 3000) return done(times);
    change(times.length);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

# What is done while frames are counted, and what before.
USES = {
    "scrub forward": ("unrollPage.scene.fit()", "unrollPage.state.goTo(11 * k % unrollPage.state.timeline.forwardCount)"),
    "scrub backward": (
        "unrollPage.scene.fit()", "const { last } = unrollPage.state.timeline; unrollPage.state.goTo(last - 7 * k % 1900)"),
    "scrub, all in sight": ("unrollPage.scene.camera.fit(unrollPage.scene.drawing.size)", "unrollPage.state.goTo(17 * k % unrollPage.state.timeline.last)"),
    "pan, readable": ("unrollPage.scene.fit()", "unrollPage.scene.camera.pan(k % 200 < 100 ? -25 : 25, 0)"),
    "zoom in and out": ("unrollPage.scene.whole()", "unrollPage.scene.camera.zoom(k % 120 < 60 ? 1.08 : 1 / 1.08)"),
    "play": ("unrollPage.state.goTo(0); unrollPage.player.speed = 5; unrollPage.player.toggle(0)", ""),
}


def measure(page, before, step):
    page.evaluate(f"() => {{ {before} }}")
    times = page.evaluate(COUNT, step)
    frames = [after - before for before, after in zip(times, times[1:])]
    return 1000 * len(frames) / (times[-1] - times[0]), max(frames)


def main(program):
    missed = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([program, folder], check=True)
        file = pathlib.Path(folder, "long.html")
        size = file.stat().st_size
        print(f"page of 1,000 steps: {size / 1e6:.2f} MB (goal: at most {MOST_BYTES / 1e6:g})")
        if size > MOST_BYTES:
            missed.append("size")
        sandbox = [] if os.getuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=sandbox)
        # The script's functions are made of text here, which the page's own policy forbids.
        page = browser.new_context(bypass_csp=True, viewport={"width": 1400, "height": 800}).new_page()
        page.goto(file.as_uri())
        opened = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        print(f"page of 1,000 steps: opens in {opened:.0f} ms")
        for name, (before, step) in USES.items():
            rate, longest = measure(page, before, step)
            print(f"page of 1,000 steps, {name}: {rate:.0f} frames a second, the longest {longest:.0f} ms (goal: {GOAL})")
            if rate < GOAL:
                missed.append(name)
        browser.close()
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


main(pathlib.Path(sys.argv[1]).resolve())
