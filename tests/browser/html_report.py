#!/usr/bin/env python3
"""Opens HTML reports in a real browser: the counts are those of the JSON report, nothing is fetched, everything works by keyboard, with and
without script, on wide and narrow screens, and hostile texts stay text.

usage: html_report.py PROGRAM
"""
import json
import os
import sys
import tempfile

import browser_kit as kit
import hostile_log

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = ["incident-1", "incident-2", "incident-3-expired", "incident-1-capi2-md5", "beside", "blind", "healthy", "scanned", ""]
WIDTHS = (360, 390, 1280)

COUNTS = """
const number = e => e ? Number(e.textContent.replace(/,/g, '')) : 0;
const heading = id => number(document.querySelector('#' + id + ' > h2 .count'));
const tile = key => number(document.querySelector('[data-total=' + key + '] b'));
return {
  diagnoses: document.querySelectorAll('[data-verdict]').length, tile: tile('diagnoses'),
  false_positives: heading('false-alarms'), unexplained: heading('unexplained'), not_assessable: heading('not-assessable'),
  forecast: heading('forecast'), inputs: heading('inputs'), topology: heading('assumed'), correlations: heading('correlations'),
  events: tile('events'), relevant: tile('relevant'), findings: tile('findings'), explained: tile('explained'),
  false_findings: tile('false_positives'), unexplained_findings: tile('unexplained'),
  steps: document.querySelectorAll('ol.steps input').length, headline: document.querySelector('h1').textContent
};
"""

STRUCTURE = """
const wrong = [];
const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5')].map(h => Number(h.tagName[1]));
levels.forEach((l, i) => { if (i && l > levels[i - 1] + 1) wrong.push('heading h' + l + ' after h' + levels[i - 1]); });
for (const [selector, n] of [['h1', 1], ['header', 1], ['main', 1], ['nav[aria-label]', 1], ['footer', 1], ['html[lang]', 1]])
  if (document.querySelectorAll(selector).length !== n) wrong.push(selector);
for (const svg of document.querySelectorAll('svg[role=img]'))
  if (!svg.querySelector(':scope > title') || !svg.querySelector(':scope > desc')) wrong.push('svg without a name');
for (const input of document.querySelectorAll('input')) if (!input.closest('label')) wrong.push('input without a label');
for (const b of document.querySelectorAll('button')) if (!(b.textContent || b.getAttribute('aria-label'))) wrong.push('button without a name');
for (const t of document.querySelectorAll('table.grid')) if (!t.caption) wrong.push('table without a caption');
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
if (new Set(ids).size !== ids.length) wrong.push('an id twice');
for (const a of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(a.getAttribute('href').slice(1))) wrong.push('leads nowhere: ' + a.getAttribute('href'));
return wrong;
"""

# Text that is hard to read: less than 4.5 to 1, as WCAG 2.1 AA asks for.
CONTRAST = """
const rgb = c => c.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
const wrong = new Set();
for (const e of document.querySelectorAll('body *')) {
  if (!e.checkVisibility() || e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
  const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
  if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5) wrong.add(e.tagName + '.' + e.className);
}
return [...wrong];
"""

ELEMENTS = """
const out = {};
for (const e of document.querySelectorAll('*')) out[e.tagName.toLowerCase()] = (out[e.tagName.toLowerCase()] || 0) + 1;
const names = new Set();
for (const e of document.querySelectorAll('*')) for (const a of e.attributes) names.add(a.name);
return [out, [...names].sort()];
"""


def save(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    return path


def expected(report):
    totals = report["totals"]
    steps, written = 0, {}
    for d in report["diagnoses"]:  # the same steps are written out five times, then pointed to
        key = json.dumps(d["remediation"])
        written[key] = written.get(key, 0) + 1
        steps += len(d["remediation"]) if written[key] <= 5 else 0
    return {"diagnoses": len(report["diagnoses"]), "tile": len(report["diagnoses"]), "false_positives": len(report["false_positives"]),
            "unexplained": len(report["unexplained"]), "not_assessable": len(report["not_assessable"]), "forecast": len(report["forecast"]),
            "inputs": len(report["inputs"]), "topology": len(report["topology"]), "correlations": len(report["correlations"]),
            "events": totals["events"], "relevant": totals["relevant"], "findings": totals["findings"], "explained": totals["explained"],
            "false_findings": totals["false_positives"], "unexplained_findings": totals["unexplained"], "steps": steps}


def check_counts(page, checks, program, what, arguments, path):
    wanted = expected(json.loads(kit.report(program, "json", *arguments)))
    page.open(path)
    found = page.run(COUNTS)
    headline = found.pop("headline")
    checks.equal(what + ": counts", found, wanted)
    first = " ".join(kit.report(program, "text", *arguments).split())
    checks.true(what + ": first words are those of the text report", first.startswith(" ".join(headline.split())))


def check_calm(page, checks, what):
    """Nothing fetched, nothing complained about, nobody tricked."""
    checks.equal(what + ": requests", page.requests(), [])
    checks.equal(what + ": complaints", page.complaints(), [])
    checks.equal(what + ": script of others", page.run("return window.tricked || false"), False)
    checks.equal(what + ": structure", page.run(STRUCTURE), [])


def check_widths(page, checks, what, path):
    for width in WIDTHS:
        page.screen(width)
        page.open(path)
        for unfolded in (False, True):
            if unfolded:
                page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            checks.equal(f"{what}: no sideways scrolling at {width}, unfolded {unfolded}",
                         page.run("return document.documentElement.scrollWidth <= window.innerWidth"), True)
    page.screen(1280)


def check_contrast(page, checks, what, path):
    for dark in (False, True):
        page.screen(1280, dark=dark)
        page.open(path)
        page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        checks.equal(f"{what}: contrast, dark {dark}", page.run(CONTRAST), [])
    page.screen(1280)


def check_tables(page, checks, path):
    page.open(path)
    column = "return [...document.querySelectorAll('#inputs tbody tr')].filter(r => !r.hidden).map(r => Number(r.cells[3].dataset.value))"
    before = page.run(column)
    header = page.driver.find_element("css selector", "#inputs th:nth-child(4) button")
    header.click()
    checks.equal("sorted down", page.run(column), sorted(before, reverse=True))
    checks.equal("aria-sort", page.run("return document.querySelector('#inputs th:nth-child(4)').ariaSort"), "descending")
    header.send_keys("\ue007")
    checks.equal("sorted up, by keyboard", page.run(column), sorted(before))
    names = "return [...document.querySelectorAll('#inputs tbody tr')].map(r => r.cells[0].textContent.trim().toLowerCase())"
    page.driver.find_element("css selector", "#inputs th:nth-child(1) button").click()
    checks.equal("sorted by text", page.run(names), sorted(page.run(names)))
    checks.equal("one column is the sorted one", page.run("return document.querySelectorAll('#inputs th[aria-sort]').length"), 1)
    box = page.driver.find_element("css selector", "#inputs .filter input")
    box.send_keys("CAPI2 evtx")
    wanted = page.run("return [...document.querySelectorAll('#inputs tbody tr')].filter(r => /capi2/i.test(r.textContent) && /evtx/i.test(r.textContent)).length")
    checks.true("there is something to find", 0 < wanted < len(before))
    checks.equal("filtered", len(page.run(column)), wanted)
    checks.equal("live count", page.run("return document.querySelector('#inputs .filter [role=status]').textContent"), f"{wanted} of {len(before)} rows")
    box.clear()
    box.send_keys(" ")
    checks.equal("all again", len(page.run(column)), len(before))


def check_steps(page, checks, path):
    page.open(path)
    boxes = page.driver.find_elements("css selector", "article ol.steps input")
    progress = "return document.querySelector('.progress').textContent"
    checks.equal("steps before", page.run(progress), f"0 of {len(boxes)} done")
    boxes[0].click()
    boxes[2].send_keys(" ")
    checks.equal("steps after", page.run(progress), f"2 of {len(boxes)} done")
    page.open(path)
    checks.equal("steps remembered", page.run(progress), f"2 of {len(boxes)} done")
    page.run("localStorage.clear()")
    copied = page.run("""
        const box = document.querySelector('article .cmd'); let text = '';
        Object.defineProperty(navigator, 'clipboard', {value: {writeText: t => { text = t; return Promise.resolve(); }}});
        box.querySelector('button').click();
        return [text, box.querySelector('code').textContent];""")
    checks.equal("copied", copied[0], copied[1])
    checks.true("something was copied", copied[0])


def check_theme(page, checks, path):
    background = "return getComputedStyle(document.body).backgroundColor"
    page.screen(1280)
    page.open(path)
    light = page.run(background)
    page.driver.find_element("id", "theme").click()
    dark = page.run(background)
    checks.true("the theme changes", light != dark)
    page.open(path)
    checks.equal("the theme is remembered", page.run(background), dark)
    page.run("localStorage.clear()")
    page.screen(1280, dark=True)
    page.open(path)
    checks.equal("dark as the system is", page.run(background), dark)
    page.driver.find_element("id", "theme").click()
    checks.equal("light although the system is dark", page.run(background), light)
    page.run("localStorage.clear()")
    page.screen(1280)


def check_keyboard(page, checks, path):
    """Everything that can be clicked is reached with Tab, is seen when it is, and the skip link skips."""
    from selenium.webdriver.common.action_chains import ActionChains
    page.open(path)
    wanted = page.run("""
        return [...document.querySelectorAll('a[href], button, input, summary')].filter(e => e.checkVisibility())
          .map((e, i) => { e.dataset.stop = i; return i; })""")
    seen, unseen = set(), []
    for n in range(len(wanted) + 20):
        ActionChains(page.driver).send_keys("\ue004").perform()
        stop, outlined = page.run("""const e = document.activeElement;
            return [e.dataset.stop === undefined ? null : Number(e.dataset.stop), getComputedStyle(e).outlineStyle]""")
        if n == 0:
            checks.equal("the first stop skips to the content", page.run("return document.activeElement.className"), "skip")
        if stop is not None:
            seen.add(stop)
            if outlined == "none":
                unseen.append(stop)
    checks.equal("reached by Tab", sorted(seen), wanted)
    checks.equal("focus is not seen", unseen, [])
    page.open(path)
    ActionChains(page.driver).send_keys("\ue004", "\ue007").perform()
    checks.equal("skipped", page.run("return document.activeElement.id"), "content")


def check_folds(page, checks, path):
    page.open(path + "#d2")
    checks.equal("what a link points to is unfolded", page.run("return document.getElementById('d2').open"), True)
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    checks.equal("all unfolded for printing", page.run("return document.querySelectorAll('details:not([open])').length"), 0)
    page.run("window.dispatchEvent(new Event('afterprint'))")
    checks.true("and folded again", page.run("return document.querySelectorAll('details:not([open])').length") > 0)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    checks.equal("no controls in print", page.run("return document.querySelector('.controls').checkVisibility()"), False)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def check_without_script(page, checks, path):
    """What stands in the page without script is what the program wrote."""
    dom = page.without_script(path)
    checks.true("without script: the page is there", "<h1>" in dom and "</footer>" in dom)
    checks.true("without script: no script ran", 'class="js"' not in dom and 'aria-label="Copy this command"' not in dom)
    checks.true("without script: diagnoses, steps, plot", all(part in dom for part in ("<article", "type=\"checkbox\"", "role=\"img\"")))


def check_hostile(page, checks, program, folder):
    texts = hostile_log.TEXTS
    plain = ["harmless " + str(n) for n in range(len(texts))]
    elements = {}
    for kind, words in (("hostile", texts), ("harmless", plain)):
        home = os.path.join(folder, kind)
        os.makedirs(home)
        name = "<img src=x onerror=alert(6)>.xml" if kind == "hostile" else "harmless name.xml"
        log = save(home, name, hostile_log.log(words))
        rules = save(home, "rules.yml", hostile_log.rules([w for w, t in zip(words, texts) if len(t) < 200 and t.isprintable()]))
        arguments = ["--all", "--rules", rules, log]
        path = save(folder, kind + ".html", kit.report(program, "html", *arguments))
        page.screen(1280)
        check_counts(page, checks, program, kind, [a for a in arguments if a != "--all"], save(folder, kind + "-few.html", kit.report(
            program, "html", *[a for a in arguments if a != "--all"])))
        page.open(path)
        check_calm(page, checks, kind)
        elements[kind] = page.run(ELEMENTS)
        if kind == "hostile":
            shown = page.run("return document.body.textContent")
            for text in texts:
                if text.isprintable():
                    checks.true("shown as text: " + text[:40], text in shown)
            checks.true("direction characters are written out", "evil\\u{202e}txt.exe\\u{2066}\\u{200f}" in shown)
            checks.true("control characters are written out", "\\u{009b}31mred\\x7f" in shown)
            for steering in "\u202e\u2066\u200f\u009b\u007f":
                checks.equal(f"no U+{ord(steering):04X}", steering in page.run("return document.documentElement.outerHTML"), False)
            check_widths(page, checks, kind, path)
            check_without_script(page, checks, path)
    # The title elements of the plots differ with the times only; everything else is one for one.
    checks.equal("attributes", elements["hostile"][1], elements["harmless"][1])
    checks.equal("elements", set(elements["hostile"][0]), set(elements["harmless"][0]))
    for tag in ("script", "style", "article", "tr", "a", "link", "meta"):
        checks.equal("number of " + tag, elements["hostile"][0].get(tag), elements["harmless"][0].get(tag))


def check_samples(page, checks, program, folder):
    for sample in SAMPLES:
        arguments = [os.path.join("samples", sample)]
        what = sample or "all samples"
        path = save(folder, (sample or "all") + ".html", kit.report(program, "html", *arguments))
        page.screen(1280)
        check_counts(page, checks, program, what, arguments, path)
        check_calm(page, checks, what)
        check_widths(page, checks, what, path)
    everything = save(folder, "everything.html", kit.report(program, "html", "--all", "samples"))
    page.open(everything)
    check_calm(page, checks, "all samples, --all")
    full = json.loads(kit.report(program, "json", "--all", "samples"))
    found = page.run("return document.querySelectorAll('[data-verdict]').length + document.querySelectorAll('.ruled-out > li').length")
    checks.equal("diagnoses with --all", found, len(full["diagnoses"]))
    found = page.run("return Number(document.querySelector('#correlations > h2 .count').textContent.replace(',', ''))")
    checks.equal("correlations with --all", found, len(full["correlations"]))
    again = kit.report(program, "html", "--threads", "1", "--all", "samples")
    with open(everything, encoding="utf-8", newline="") as f:
        checks.true("the same bytes again", f.read() == again)


def check_state(page, checks, program, folder):
    """With a state, the same diagnoses are new in both formats, and the second run calls them known."""
    for run, words in (("first", "new"), ("second", "known")):
        reports = {form: kit.report(program, form, "--state", os.path.join(folder, form + ".state"), "samples/incident-1")
                   for form in ("json", "html")}
        wanted = sum(1 for d in json.loads(reports["json"])["diagnoses"] if d["change"] in ("new", "still_open"))
        page.open(save(folder, "state.html", reports["html"]))
        found = page.run("return [...document.querySelectorAll('.chip.change')].map(e => e.textContent)")
        checks.true(run + " run: something is followed", wanted > 0)
        checks.equal(run + " run", found, [words] * wanted)
        check_calm(page, checks, run + " run")


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    kit.need_browser()
    program = os.path.abspath(sys.argv[1])
    os.chdir(ROOT)
    checks = kit.Checks()
    page = kit.Page()
    try:
        with tempfile.TemporaryDirectory() as folder:
            check_samples(page, checks, program, folder)
            incident = os.path.join(folder, "incident-1.html")
            check_tables(page, checks, os.path.join(folder, "all.html"))
            check_contrast(page, checks, "all samples", os.path.join(folder, "all.html"))
            check_steps(page, checks, incident)
            check_theme(page, checks, incident)
            check_folds(page, checks, incident)
            check_keyboard(page, checks, os.path.join(folder, "incident-2.html"))
            check_without_script(page, checks, incident)
            check_state(page, checks, program, folder)
            check_hostile(page, checks, program, folder)
    finally:
        page.close()
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
