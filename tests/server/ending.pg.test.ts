import { Agent, request } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { startServers } from "./world.ts";

test("a server ends within seconds, whatever its clients do with their connections", async () => {
  const servers = await startServers();
  const { hostname, port } = new URL(servers.url);
  const unused = connect(Number(port), hostname);
  await once(unused, "connect");
  const half = connect(Number(port), hostname);
  half.write("POST /v1/append HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  const socket = new WebSocket(`${servers.url.replace("http", "ws")}/v1/live`);
  await once(socket, "open");
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  const asked = request(`${servers.url}/healthz`, { agent }).end();
  await once(asked, "finish");
  await servers.stop();
  expect(performance.now() - began).toBeLessThan(10_000);
  for (const one of [unused, half]) one.destroy();
  agent.destroy();
});
