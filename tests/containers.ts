import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { request } from "node:http";
import type { StartedPostgreSqlContainer } from "@testcontainers/postgresql";
import type { TestProject } from "vitest/node";
import { makeTemplate, type TestEngine } from "./template.ts";

/** The oldest and the newest release that the project supports. */
const supported = ["postgres:15", "postgres:18"];

/** The official images to test on (`TEST_POSTGRES_IMAGES` names others); one stands for all where no engine answers. */
export async function containerImages(): Promise<readonly string[]> {
  const given = process.env["TEST_POSTGRES_IMAGES"]?.split(",").filter((name) => name !== "");
  const images = given ?? supported;
  return (await engineAnswers()) === "" ? images : [images.join(" and ")];
}

/** Vitest calls this before the first file of a container's project, and the returned function at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const nothing: TestEngine = { url: "", template: "", prefix: "" };
  const give = (engine: TestEngine, skipped: string): void => {
    project.provide("postgres", engine);
    project.provide("skipped", skipped);
  };
  const skip = (why: string): (() => Promise<void>) => {
    give(nothing, `storage tests on ${project.name}: ${why}`);
    return () => Promise.resolve();
  };
  const silent = await engineAnswers();
  if (silent !== "") return skip(silent);
  const container = await startContainer(project.name);
  if (typeof container === "string") return skip(`the image cannot be had (${container})`);
  const stop = async (): Promise<void> => void (await container.stop());
  try {
    const prefix = `linden_test_${randomBytes(4).toString("hex")}`;
    give(await makeTemplate(container.getConnectionUri(), prefix), "");
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts PostgreSQL from an image; what the engine says where it cannot get that image. */
async function startContainer(image: string): Promise<StartedPostgreSqlContainer | string> {
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
  const { Wait } = await import("testcontainers");
  // The image starts PostgreSQL twice, the first time without a port: its second line and the port count.
  const log = Wait.forLogMessage(/database system is ready to accept connections/, 2);
  try {
    return await new PostgreSqlContainer(image)
      .withWaitStrategy(Wait.forAll([log, Wait.forListeningPorts()]))
      .start();
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    if (/pull|manifest|not found|no such image|registry/i.test(says)) return says.slice(0, 120);
    throw error;
  }
}

/** Asks the container engine whether it is there; empty if so, otherwise why not. */
async function engineAnswers(): Promise<string> {
  const named = process.env["DOCKER_HOST"] ?? "";
  const socketPath = named.startsWith("unix://") ? named.slice(7) : "/var/run/docker.sock";
  if (named !== "" && !named.startsWith("unix://")) return "";
  if (!existsSync(socketPath)) return `no container engine (there is no ${socketPath})`;
  const { promise, resolve } = Promise.withResolvers<string>();
  request({ socketPath, path: "/_ping", timeout: 2_000 }, (answer) => {
    answer.resume();
    resolve(answer.statusCode === 200 ? "" : `the container engine answers ${answer.statusCode}`);
  })
    .on("error", (error) => resolve(`the container engine does not answer (${error.message})`))
    .on("timeout", () => resolve("the container engine does not answer within 2 s"))
    .end();
  return promise;
}
