// Signing in gives every page a new CSRF token; the one in this page is from before.

const SYNC = "/verification/sync/";

// Whose session this is, with a fresh token; or what is in the way, in the words of components/autosave.html.
export async function session() {
  try {
    const answer = await fetch(SYNC, { headers: { "X-Autosave": "1" } });
    if (answer.status === 401) return { obstacle: "signed-out" };
    if (!answer.ok) return { obstacle: "failed" };
    return await answer.json();
  } catch {
    return { obstacle: "offline" };
  }
}

// Puts a fresh token into all forms of this page and says what is in the way: empty when nothing is.
export async function renewToken() {
  const { obstacle = "", token } = await session();
  if (!obstacle)
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return obstacle;
}
