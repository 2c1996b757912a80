// Signing in gives every page a new CSRF token; the one in this page is from before. Puts a fresh one into all of
// its forms and says what is in the way, in the words of components/autosave.html: empty when nothing is.
export async function renewToken() {
  try {
    const answer = await fetch(location.href);
    if (new URL(answer.url).pathname !== location.pathname) return "signed-out";
    if (!answer.ok) return "failed";
    const fresh = new DOMParser()
      .parseFromString(await answer.text(), "text/html")
      .querySelector("[name=csrfmiddlewaretoken]");
    for (const token of document.querySelectorAll("[name=csrfmiddlewaretoken]"))
      token.value = fresh.value;
    return "";
  } catch {
    return "offline";
  }
}
