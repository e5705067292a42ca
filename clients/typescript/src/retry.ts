/** Sending once more what may be sent once more: after a lost connection, or when the service asks to come back. */

export type Fetch = (request: Request) => Promise<Response>;

export interface Retries {
  /** How often a request is sent at most, the first time included. */
  attempts: number;
  /** The longest wait before the second attempt, in milliseconds; twice as long before each further one. */
  firstWaitMs: number;
  /** No wait is longer, in milliseconds. When the service asks for more, its answer is the caller's. */
  longestWaitMs: number;
}

/** At most some three seconds of waiting by itself, and ten when the service asks for it. */
export const DEFAULT_RETRIES: Retries = { attempts: 4, firstWaitMs: 250, longestWaitMs: 10_000 };

/** Busy for now: 429 too many requests, 503 overloaded. Both come with Retry-After. */
const BUSY = new Set([429, 503]);

/** Methods that have one effect however often they are sent (RFC 9110, section 9.2.2). */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/**
 * Retries what has one effect: idempotent methods, what carries an Idempotency-Key, and what `isSafe` says.
 *
 * @throws what `fetch` throws the last time: there was no answer
 */
export function withRetries(fetch: Fetch, retries: Retries, isSafe: (request: Request) => boolean = () => false): Fetch {
  return async (request) => {
    const mayRepeat = IDEMPOTENT.has(request.method) || request.headers.has("Idempotency-Key") || isSafe(request);
    for (let attempt = 1; ; attempt++) {
      const isLast = !mayRepeat || attempt >= retries.attempts;
      const answer = await attemptOnce(fetch, request, isLast);
      if (answer !== undefined && (isLast || !isBusy(answer))) return answer;
      const wait = waitBefore(attempt + 1, answer, retries);
      if (wait === undefined) return answer as Response;
      await answer?.body?.cancel();
      await sleep(wait, request.signal);
    }
  };
}

/** The answer, or nothing when there was none and another attempt is allowed. */
async function attemptOnce(fetch: Fetch, request: Request, isLast: boolean): Promise<Response | undefined> {
  try {
    // A body can be read once: each attempt sends a copy.
    return await fetch(request.clone());
  } catch (error) {
    if (isLast || request.signal.aborted) throw error;
    return undefined;
  }
}

/** 409 with Retry-After: the first request with this Idempotency-Key is still running. */
function isBusy(answer: Response): boolean {
  return BUSY.has(answer.status) || (answer.status === 409 && answer.headers.has("Retry-After"));
}

/** In milliseconds; nothing when the service asks for more patience than there is. */
function waitBefore(attempt: number, answer: Response | undefined, retries: Retries): number | undefined {
  const asked = Number(answer?.headers.get("Retry-After") ?? Number.NaN) * 1000;
  if (asked > retries.longestWaitMs) return undefined;
  const longest = Math.min(retries.firstWaitMs * 2 ** (attempt - 2), retries.longestWaitMs);
  // At random, so that many clients do not come back at the same moment.
  const own = Math.random() * longest;
  return Number.isNaN(asked) ? own : Math.max(asked, own);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
