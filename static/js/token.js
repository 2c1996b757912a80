// Signing in gives every page a new CSRF token; the one in this page is from before. Puts a fresh one into all of
// its forms and says whether it could.
export async function renewToken() {
  try {
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser()
      .parseFromString(page, "text/html")
      .querySelector("[name=csrfmiddlewaretoken]");
    for (const token of document.querySelectorAll("[name=csrfmiddlewaretoken]"))
      token.value = fresh.value;
    return true;
  } catch {
    return false;
  }
}
