/** A typed client of the Rapport API: the generated paths, and the little that a client has to do besides. */

import createClient, { type Client } from "openapi-fetch";
import { type Answer, ok } from "./problem.js";
import { DEFAULT_RETRIES, type Fetch, type Retries, withRetries } from "./retry.js";
import type { paths, Registration, RegistrationInput, SignInInput, Tokens } from "./schema.js";
import { Session, type SessionTokens } from "./session.js";

export { type Batch, changes, type Told } from "./changes.js";
export { items, type Page } from "./pages.js";
export { ok, ProblemError, UnexpectedAnswer } from "./problem.js";
export type { Retries } from "./retry.js";
export type * from "./schema.js";
export type { SessionTokens } from "./session.js";

export interface Options {
  /** Where the service is, such as `https://rapport.example.org`. */
  baseUrl: string;
  /** Goes on with a session that was kept. */
  tokens?: SessionTokens;
  /** Called with every change of the tokens, to keep them; with nothing when the session is over. */
  onTokens?: (tokens: SessionTokens | undefined) => void;
  /** How often, and after which waits, a request is sent again. */
  retries?: Partial<Retries>;
  /** Instead of the platform's own. */
  fetch?: Fetch;
}

export interface Rapport {
  /** Every operation by its path, typed by the document. */
  api: Client<paths>;
  tokens(): SessionTokens | undefined;
  register(input: RegistrationInput): Promise<Registration>;
  signIn(input: SignInInput): Promise<Tokens>;
  /** Ends the session at the service and here. */
  signOut(): Promise<void>;
}

/** Bodies with secrets: the service keeps nothing of them, and so takes no Idempotency-Key there. */
const SECRET_PATH = /\/v1\/(auth|account)\//;
/** A used refresh token earns the same answer for a moment, in case the first was lost: it may be sent again. */
const REFRESH_PATH = "/v1/auth/refresh";

export function createRapport(options: Options): Rapport {
  const bare: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
  const isRefresh = (request: Request) => new URL(request.url).pathname.endsWith(REFRESH_PATH);
  const patient = withRetries(bare, { ...DEFAULT_RETRIES, ...options.retries }, isRefresh);
  const open = client(options.baseUrl, patient);
  const refresh = async (refresh_token: string) => {
    const answer: Answer<Tokens> = await open.POST(REFRESH_PATH, { body: { refresh_token } });
    return answer.response.status === 401 ? undefined : ok(Promise.resolve(answer));
  };
  const session = new Session(refresh, options.tokens, options.onTokens ?? (() => {}));
  const api = client(options.baseUrl, session.authorize(patient));

  return {
    api,
    tokens: () => session.tokens,
    async register(input) {
      const registration = await ok(open.POST("/v1/auth/register", { body: input }));
      session.tokens = registration;
      return registration;
    },
    async signIn(input) {
      const tokens = await ok(open.POST("/v1/auth/sign-in", { body: input }));
      session.tokens = tokens;
      return tokens;
    },
    async signOut() {
      await ok(api.POST("/v1/auth/sign-out"));
      session.tokens = undefined;
    },
  };
}

function client(baseUrl: string, fetch: Fetch): Client<paths> {
  // The document writes lists in a query as `tags=a,b`.
  const made = createClient<paths>({ baseUrl, fetch, querySerializer: { array: { style: "form", explode: false } } });
  made.use({
    onRequest({ request, schemaPath }) {
      const { headers, method } = request;
      if (method === "PATCH" && headers.get("Content-Type") === "application/json") {
        headers.set("Content-Type", "application/merge-patch+json");
      }
      const takesKey = (method === "POST" || method === "PATCH") && !SECRET_PATH.test(schemaPath);
      if (takesKey && !headers.has("Idempotency-Key")) headers.set("Idempotency-Key", crypto.randomUUID());
      return request;
    },
  });
  return made;
}
