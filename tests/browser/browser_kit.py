"""What the browser tests share: the program's reports, and a Chromium that opens them.

Needs chromium, chromium-driver and python3-selenium; without them a test says "skipped: ..." and succeeds.
"""
import json
import os
import shutil
import subprocess
import sys

SYSTEM_PYTHON = "/usr/bin/python3"


def skip(why):
    print("skipped: " + why)
    sys.exit(0)


def need_browser():
    """Selenium may belong to another Python than the one that runs us."""
    if shutil.which("chromium") is None or shutil.which("chromedriver") is None:
        skip("no chromium")
    try:
        import selenium  # noqa: F401
    except ImportError:
        if sys.executable != SYSTEM_PYTHON and os.path.exists(SYSTEM_PYTHON) and "DOCTOR_BROWSER_TEST" not in os.environ:
            os.environ["DOCTOR_BROWSER_TEST"] = "1"
            os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, "-B"] + sys.argv)
        skip("no python3-selenium")


def report(program, form, *arguments):
    """The report as text. Exit codes up to 4 are verdicts."""
    done = subprocess.run([program, "scan", "--format", form, "--utc", *arguments], capture_output=True, check=False)
    if done.returncode > 4:
        raise RuntimeError(f"{arguments}: exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout.decode("utf-8")


class Page:
    """One browser. Every page is watched: what it asks the network for, and what it complains about."""

    def __init__(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service
        options = Options()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        # What a hostile text would love to call tells on it.
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "window.alert = window.confirm = window.prompt = function () { window.tricked = true; };"})

    def close(self):
        self.driver.quit()

    def screen(self, width, height=900, dark=False):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def open(self, path):
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get("about:blank")  # so that a page with another #part is loaded anew
        self.driver.get("file://" + path)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def without_script(self, path):
        """The page as the browser understands it when it runs no script."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.driver.get("file://" + path)
            root = self.driver.execute_cdp_cmd("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
            return self.driver.execute_cdp_cmd("DOM.getOuterHTML", {"nodeId": root})["outerHTML"]
        finally:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """Everything that was asked for, but the page itself and what lies in it."""
        urls = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                urls.append(message["params"]["request"]["url"])
        return [url for url in urls if not url.startswith(("data:", "about:")) and not url.split("#")[0].endswith(".html")]


class Checks:
    """Counts what is wrong, and says it."""

    def __init__(self):
        self.failures = 0
        self.made = 0

    def equal(self, what, found, wanted):
        self.made += 1
        if found != wanted:
            self.failures += 1
            print(f"WRONG {what}: {found!r}, not {wanted!r}")

    def true(self, what, found):
        self.equal(what, bool(found), True)

    def end(self):
        print(f"{self.made} checks, {self.failures} failed")
        return 1 if self.failures else 0
