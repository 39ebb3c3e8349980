/**
 * What the page asks the server for. Answers are JSON; what is refused is thrown.
 * @module
 */

/** The page's own name: of its views only the newest is drawn. */
export const pageName = crypto.getRandomValues(new Uint32Array(3)).join("-");

/** The server said no, or nothing. */
export class Refusal extends Error {
  /** @param {number} status 0 where nothing answered @param {any} body */
  constructor(status, body) {
    const message = body?.error?.message ?? body?.errors?.[0]?.message;
    super(message ?? (status ? `The server answered with ${status}.` : "The server does not answer."));
    this.status = status;
    this.body = body;
  }
}

/**
 * Ask, and read the JSON that comes.
 * @param {string} address
 * @param {RequestInit} [how]
 * @returns {Promise<any>}
 * @throws {Refusal} or the `AbortError` of a signal
 */
export async function ask(address, how = {}) {
  const answer = await asked(address, how);
  const body = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw new Refusal(answer.status, body);
  return body;
}

/** @param {string} address @param {any} body @param {AbortSignal} [signal] */
export function post(address, body, signal) {
  const headers = { "Content-Type": "application/json" };
  return ask(address, { method: "POST", headers, body: JSON.stringify(body), signal });
}

/** A picture as a blob. @param {string} address @param {AbortSignal} signal */
export async function picture(address, signal) {
  const answer = await asked(address, { signal });
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => null));
  return answer.blob();
}

async function asked(address, how) {
  try {
    return await fetch(address, { ...how, headers: { ...how.headers, "X-Page": pageName } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(0, null);
  }
}

/** Whether an error only says that something newer was asked for. */
export const isSuperseded = (error) => error?.name === "AbortError";

/** One question at a time: a newer one ends the older. */
export class Newest {
  /** @returns {AbortSignal} of the newest question */
  next() {
    this.end();
    this.controller = new AbortController();
    return this.controller.signal;
  }

  end() {
    this.controller?.abort();
  }
}
