"""What makes a page usable for everyone, as far as a machine can tell: axe's rules and a few of our own.

axe (axe-core, by Deque) comes with axe-playwright-python. The browser itself puts its script into each page,
so the portal's policy, which allows no such thing, stays as it is.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# WCAG 2.2 A and AA, and what axe's authors recommend beyond it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules whose outcome other colours can change, or another width.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_WIDTH = ["target-size", "scrollable-region-focusable"]
# Those whose outcome other words can change: what has a name, and whether it is one of a kind.
OF_WORDS = [
    "aria-command-name",
    "aria-input-field-name",
    "button-name",
    "document-title",
    "empty-heading",
    "empty-table-header",
    "html-lang-valid",
    "image-alt",
    "label",
    "label-content-name-mismatch",
    "landmark-unique",
    "link-name",
    "select-name",
    "summary-name",
    "valid-lang",
]

_BROKEN_RULES = """
async ([within, only]) => {
  const {violations} = await axe.run(within ?? document, {runOnly: only, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(" ")}`));
}
"""

# Words are compared without the spaces that a template leaves between them.
_FAULTS = """
language => {
  const found = [], headings = [...document.querySelectorAll("h1")];
  const words = headings.map(heading => heading.textContent.replace(/\\s+/g, " ").trim());
  if (words.length !== 1) found.push(`${words.length} headings h1`);
  else if (!document.title.includes(words[0])) found.push(`title without “${words[0]}”: ${document.title}`);
  if (document.documentElement.lang !== language) found.push(`lang=${document.documentElement.lang}`);
  return found;
}
"""

# Named are the elements that stick out, not just that something does.
# A region for a wide table may scroll inside, and so may what people type into.
_SIDEWAYS = """
() => {
  const found = [], width = document.scrollingElement.scrollWidth;
  const name = element => [element.tagName.toLowerCase(), ...element.classList].join(".");
  if (width > innerWidth) {
    const wide = [...document.querySelectorAll("body *")].filter(
      element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".table-scroll"));
    found.push(`${width} px wide, because of ${wide.map(name).join(" ")}`);
  }
  for (const element of document.querySelectorAll("main :not(.table-scroll, input, select, textarea)")) {
    const isScrolled = /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isWider = element.scrollWidth > element.clientWidth + 1;
    if (isScrolled && isWider) found.push(`scrolls inside: ${name(element)}`);
  }
  return found;
}
"""

_MOTION = """
() => [...document.querySelectorAll("*")].flatMap(element => [null, "::before", "::after"].flatMap(part => {
  const lasts = times => times.split(", ").some(time => parseFloat(time));
  const style = getComputedStyle(element, part);
  const name = [element.tagName.toLowerCase(), ...element.classList].join(".") + (part ?? "");
  const isMoving = lasts(style.transitionDuration) && style.transitionProperty !== "none"
    || lasts(style.animationDuration) && style.animationName !== "none" || style.scrollBehavior === "smooth";
  return isMoving ? [`moves: ${name}`] : [];
}))
"""

# With its label, a box to tick is as large as both. A link in a sentence is as high as its line.
_SMALL_TARGETS = """
smallest => {
  const found = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const labels = element.matches("[type=radio], [type=checkbox]") ? [...element.labels] : [];
    const boxes = [element, ...labels].map(one => one.getBoundingClientRect());
    const width = Math.max(...boxes.map(box => box.right)) - Math.min(...boxes.map(box => box.left));
    const height = Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top));
    const isHidden = !element.checkVisibility({visibilityProperty: true}) || width <= 1;
    const isInSentence = element.matches("a") && getComputedStyle(element).display === "inline"
      && element.parentElement.textContent.trim() !== element.textContent.trim();
    if (isHidden || isInSentence || Math.min(width, height) > smallest - 0.5) continue;
    const words = (element.name || element.textContent).trim().slice(0, 40);
    found.push(`${Math.round(width)} × ${Math.round(height)} px: ${element.tagName.toLowerCase()} ${words}`);
  }
  return found;
}
"""


def prepare(page: Page) -> None:
    """Have axe at hand in every document that this page opens from now on."""
    page.add_init_script(AXE_SCRIPT)


def broken_rules(page: Page, rules: list[str] | None = None, *, within: str | None = None) -> list[str]:
    """Return "rule: selector" for each element that breaks one of these rules of axe, or any of TAGS.

    `within` is a selector: of that part only.
    """
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    return page.evaluate(_BROKEN_RULES, [within, only])


def faults(page: Page, language: str) -> list[str]:
    """Return what is wrong with the heading, the title and the language, in words."""
    return page.evaluate(_FAULTS, language)


def sideways(page: Page) -> list[str]:
    """Return what scrolls sideways, the page or a part of it."""
    return page.evaluate(_SIDEWAYS)


def motion(page: Page) -> list[str]:
    """Return which elements would move, fade or scroll smoothly: to be asked where no motion is wanted."""
    return page.evaluate(_MOTION)


def small_targets(page: Page, *, smallest: int) -> list[str]:
    """Return what a finger could miss: whatever is pressed or filled in and measures less, in CSS pixels."""
    return page.evaluate(_SMALL_TARGETS, smallest)
