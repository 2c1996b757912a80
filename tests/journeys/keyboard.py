"""A person's hands on the keyboard: no mouse, no field filled from behind.

Wherever the Tab key stops, the focus must be seen: a ring of at least two pixels that stands out from what is
behind it (3:1, WCAG 1.4.11 and 2.4.7), and the thing itself not covered by anything that sticks (2.4.11).
"""

from playwright.sync_api import expect

from tests.journeys.person import Person

# The longest pages have about a hundred stops.
MOST_STOPS = 150
# How often a stop is looked at again before it counts as wrong.
PATIENCE = 20

# Says where the focus is and what is wrong with how it shows.
_STOP = """
selector => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return {name: "nothing", isThere: false, wrong: []};
  const field = focused.name ? `[name=${focused.name}]` : "";
  const name = [focused.tagName.toLowerCase(), ...focused.classList].join(".") + field;
  const wrong = [], style = getComputedStyle(focused);

  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const brightness = colour => channels(colour).slice(0, 3)
    .map(value => value / 255).map(value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [.2126, .7152, .0722][place], 0);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor, alpha = channels(colour)[3];
      if (alpha === undefined || alpha === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no ring");
  else {
    const [ring, ground] = [style.outlineColor, behind(focused.parentElement)].map(brightness);
    const contrast = (Math.max(ring, ground) + .05) / (Math.min(ring, ground) + .05);
    if (contrast < 3) wrong.push(`ring ${contrast.toFixed(2)}:1`);
  }

  const box = [...focused.getClientRects()].find(part => part.width && part.height);
  const isSeen = (from, to, most) => from < most && to > 0;
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  if (!box || !isSeen(box.left, box.right, innerWidth) || !isSeen(box.top, box.bottom, innerHeight))
    wrong.push("out of sight");
  else {
    const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight);
    const hit = document.elementFromPoint(x, y);
    if (!focused.contains(hit)) wrong.push(`covered by ${hit?.tagName} ${hit?.className}`);
  }
  return {name, isThere: focused.matches(selector), wrong};
}
"""

_TWO_FRAMES = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


class Hands:
    """Work the page that somebody has open by keys alone."""

    def __init__(self, person: Person):
        self.person, self.page, self.keys = person, person.page, person.page.keyboard
        # A page that scrolls smoothly would still be on its way when it is looked at.
        self.page.emulate_media(reduced_motion="reduce")

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on this; every stop on the way must show it."""
        stops = {}
        for _stop in range(MOST_STOPS):
            self.keys.press(key)
            stop = self._stop(selector)
            stops[stop["name"]] = stop["wrong"]
            assert stop["wrong"] == [], f"{self.person.path}: {stop['name']}: {stop['wrong']}"
            if stop["isThere"]:
                return
        raise AssertionError(f"{self.person.path}: {key} never comes to {selector}, but to {list(stops)}")

    def _stop(self, selector):
        """Where the focus is, and what is wrong with it once the page has come to rest.

        What lay outside of the window is drawn when the focus comes to it, and moves what is below.
        """
        for _look in range(PATIENCE):
            self.page.evaluate(_TWO_FRAMES)
            stop = self.page.evaluate(_STOP, selector)
            if not stop["wrong"]:
                break
            self.page.wait_for_timeout(50)  # milliseconds
        return stop

    def press(self, selector: str, key: str = "Enter") -> None:
        """Come to a link or button, press it, and wait for the page that follows."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.keys.press(key)

    def type(self, selector: str, text: str) -> None:
        """Come to a field and type, in place of what stands there."""
        self.tab_to(selector)
        self.keys.press("Control+A")
        self.keys.type(text)

    def tick(self, selector: str) -> None:
        self.tab_to(selector)
        self.keys.press("Space")
        expect(self.page.locator(":focus")).to_be_checked()

    def choose(self, selector: str, down: int) -> None:
        """Come to a list and go down so many choices."""
        self.tab_to(selector)
        for _choice in range(down):
            self.keys.press("ArrowDown")

    def attach(self, selector: str, name: str, kind: str, content: bytes) -> None:
        """Come to a field for a file. The window to choose one in is the system's: nothing drives that."""
        self.tab_to(selector)
        self.page.locator(":focus").set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def sign_in(self, email: str, password: str) -> None:
        self.person.open("/accounts/login/")
        self.type("[name=login]", email)
        self.type("[name=password]", password)
        with self.page.expect_navigation():
            self.keys.press("Enter")
        assert self.person.path == "/", self.person.text
