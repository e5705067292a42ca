/** The tokens of a session: sent with every call, and refreshed once for all calls that wait for it. */

import type { Fetch } from "./retry.js";

/** What a client keeps to go on with a session. */
export interface SessionTokens {
  access_token: string;
  refresh_token: string;
}

/** Exchanges a refresh token. Nothing when the session is over; throws when there was no answer. */
export type Refresh = (refreshToken: string) => Promise<SessionTokens | undefined>;

export class Session {
  #tokens: SessionTokens | undefined;
  #refreshing: Promise<void> | undefined;
  readonly #refresh: Refresh;
  readonly #onTokens: (tokens: SessionTokens | undefined) => void;

  constructor(
    refresh: Refresh,
    tokens: SessionTokens | undefined,
    onTokens: (tokens: SessionTokens | undefined) => void,
  ) {
    this.#refresh = refresh;
    this.#tokens = tokens;
    this.#onTokens = onTokens;
  }

  get tokens(): SessionTokens | undefined {
    return this.#tokens;
  }

  /** Begins a session, or ends it here. */
  set tokens(tokens: SessionTokens | undefined) {
    this.#tokens = tokens && { access_token: tokens.access_token, refresh_token: tokens.refresh_token };
    this.#onTokens(this.#tokens);
  }

  /** Sends a request as this session; when its access token has expired, once more with the next one. */
  authorize(fetch: Fetch): Fetch {
    return async (request) => {
      const before = this.#tokens;
      if (before === undefined || request.headers.has("Authorization")) return fetch(request);
      const answer = await fetch(as(request, before));
      if (answer.status !== 401) return answer;
      // Another call may have refreshed in the meantime.
      if (this.#tokens === before) await this.#renew(before);
      const after = this.#tokens;
      if (after === undefined || after === before) return answer;
      await answer.body?.cancel();
      return fetch(as(request, after));
    };
  }

  #renew(before: SessionTokens): Promise<void> {
    this.#refreshing ??= this.#refresh(before.refresh_token)
      .then((next) => {
        // Signing out, or in as somebody else, wins over a refresh on its way.
        if (this.#tokens === before) this.tokens = next;
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }
}

function as(request: Request, tokens: SessionTokens): Request {
  const copy = request.clone();
  copy.headers.set("Authorization", `Bearer ${tokens.access_token}`);
  return copy;
}
