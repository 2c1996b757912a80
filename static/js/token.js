// Signing in gives every page a new CSRF token; the one in this page is from before.

import { parts } from "./parts.js";

const SYNC = "/verification/sync/";

/** @typedef {"offline" | "signed-out" | "failed"} Obstacle in the words of components/autosave.html */

/**
 * What a page answers to a form that is sent by itself, as kipp/saving/autosave.py has it.
 * @typedef {{save_number?: number, uuid?: string, sentences?: string[], stored?: Record<string, string>,
 *   who?: string, token?: string}} Told
 */

// Whose session this is, with a fresh token; or what is in the way.
/** @returns {Promise<{obstacle: Obstacle} | {obstacle?: undefined, user: number, token: string}>} */
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
  const found = await session();
  if (found.obstacle) return found.obstacle;
  for (const field of parts(document, "[name=csrfmiddlewaretoken]", HTMLInputElement))
    field.value = found.token;
  return "";
}
