"""A headless Chromium that opens pages and takes pictures, over its own protocol."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "--force-color-profile=srgb",
)
PATIENCE = 30


class BrowserError(Exception):
    """The browser or the page did not do what was asked; the text says what."""


class Browser:
    """``with Browser() as browser:``; one page, sized for a desk or a phone."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="dscsa_pictures_")
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            raise BrowserError(
                "There is no chromium on the PATH; setup/test installs it."
            )
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.numbers = itertools.count(1)
        self.socket = websocket.create_connection(self._page(), timeout=PATIENCE)
        for domain in ("Page", "Runtime"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_error):
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _page(self):
        """Address of the page's socket, once the browser is up."""
        ends = time.monotonic() + PATIENCE
        port_file = os.path.join(self.profile, "DevToolsActivePort")
        while time.monotonic() < ends:
            if os.path.exists(port_file) and os.path.getsize(port_file):
                with open(port_file) as file:
                    port = file.readline().strip()
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
                    pages = [p for p in json.load(answer) if p["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise BrowserError("Chromium did not start.")

    def call(self, method, **params):
        """One command of the protocol; its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error']['message']}")
                return message["result"]

    def run(self, script):
        """Value of a JavaScript expression; promises are waited for."""
        result = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in result:
            raise BrowserError(f"{script}: {result['exceptionDetails']['text']}")
        return result["result"].get("value")

    def size(self, width, height, scale=1, mobile=False):
        """Size of the screen in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=mobile,
        )

    def open(self, url, selector):
        """Go there and wait until ``selector`` is on the page."""
        self.call("Page.navigate", url=url)
        self.wait(selector)

    def wait(self, selector):
        """Wait until an element is there and the page rests."""
        ends = time.monotonic() + PATIENCE
        found = f"Boolean(document.querySelector({json.dumps(selector)}))"
        while time.monotonic() < ends:
            try:
                if self.run(found):
                    time.sleep(0.7)
                    return
            except BrowserError:
                pass  # the page is changing under the question
            time.sleep(0.2)
        raise BrowserError(f"{selector} never came on {self.run('location.href')}.")

    def picture(self, path):
        """Save what is on the screen as PNG."""
        shot = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
