/** A tiny service that answers as each test tells it to, and notes what it was asked. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface Service {
  baseUrl: string;
  asked: Asked[];
}

type Respond = (asked: Asked, response: ServerResponse, count: number) => void;

/** Listens until the test ends. */
export async function service(test: TestContext, respond: Respond): Promise<Service> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const one = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
      asked.push(one);
      respond(one, response, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, asked };
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const kind = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "Content-Type": kind, ...headers }).end(JSON.stringify(body));
}

export function problem(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  json(
    response,
    status,
    { type: `https://rapport.example/problems/${code}`, title: code, status, detail: "In words.", code, request_id: "1" },
    headers,
  );
}
