/** Problem documents (RFC 9457) as errors. */

import type { Problem } from "./schema.js";

/** The service refused: `code` says what kind of problem it is, and switching is done on it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  readonly code: string;
  /** The whole document, with what this kind of problem adds to it, such as `not_before`. */
  readonly problem: Problem & Record<string, unknown>;
  readonly response: Response;

  constructor(problem: Problem & Record<string, unknown>, response: Response) {
    super(`${problem.title}: ${problem.detail}`);
    this.status = response.status;
    this.code = problem.code;
    this.problem = problem;
    this.response = response;
  }

  /** What does not fit, by JSON Pointer, query parameter or header. */
  get errors(): NonNullable<Problem["errors"]> {
    return this.problem.errors ?? [];
  }
}

/** Something answered that is not the service, such as a proxy in front of it. */
export class UnexpectedAnswer extends Error {
  override readonly name = "UnexpectedAnswer";
  readonly response: Response;

  constructor(response: Response) {
    super(`${response.status} without a problem document`);
    this.response = response;
  }
}

/** What a call of the generated client resolves to. */
export interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of a successful answer; `undefined` when it has none (204).
 *
 * @throws {ProblemError} the service refused
 * @throws {UnexpectedAnswer} the answer is no problem document
 */
export async function ok<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  if (isProblem(error)) throw new ProblemError(error, response);
  throw new UnexpectedAnswer(response);
}

function isProblem(value: unknown): value is Problem & Record<string, unknown> {
  return typeof value === "object" && value !== null && "code" in value && "title" in value && "status" in value;
}
