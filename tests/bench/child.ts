import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** What a child process can be asked to do, by name. Everything in and out can be sent between processes. */
export type Tasks = { readonly [name: string]: (input: never) => unknown };

/** What a task is given, and what it comes to. */
type Input<T extends Tasks, N extends keyof T> = Parameters<T[N]>[0];
type Output<T extends Tasks, N extends keyof T> = Awaited<ReturnType<T[N]>>;

interface Request {
  readonly call: number;
  readonly name: string;
  readonly input: unknown;
}
type Reply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly fault: string };

/** Does what the parent asks for, until the parent lets go. */
export function serveTasks(tasks: Tasks): void {
  process.on("message", (request: Request) => void answer(tasks, request));
  process.on("disconnect", () => process.exit(0));
  process.send?.({ call: 0, value: undefined } satisfies Reply);
}

async function answer(tasks: Tasks, { call, name, input }: Request): Promise<void> {
  try {
    const value = await tasks[name]?.(input as never);
    process.send?.({ call, value } satisfies Reply);
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.send?.({ call, fault } satisfies Reply);
  }
}

/** A process of its own that does tasks. */
export class Child<T extends Tasks> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #ended: Promise<unknown>;
  #calls = 0;

  private constructor(file: URL, environment: Readonly<Record<string, string>>) {
    this.#process = fork(file, { env: { ...process.env, ...environment } });
    this.#ended = once(this.#process, "exit");
    this.#process.on("message", (reply: Reply) => {
      this.#waiting.get(reply.call)?.(reply);
      this.#waiting.delete(reply.call);
    });
    this.#process.on("exit", (code, signal) => {
      const fault = `${file.pathname} ended (${signal ?? code})`;
      for (const [call, done] of this.#waiting) done({ call, fault });
      this.#waiting.clear();
    });
  }

  /** Starts it, and waits until it can be asked. */
  static async start<T extends Tasks>(
    file: URL,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Child<T>> {
    const child = new Child<T>(file, environment);
    await child.#reply(0);
    return child;
  }

  /** Asks for a task and waits for it. */
  async ask<N extends keyof T & string>(name: N, input: Input<T, N>): Promise<Output<T, N>> {
    const call = ++this.#calls;
    const reply = this.#reply(call);
    this.#process.send({ call, name, input } satisfies Request);
    return (await reply) as Output<T, N>;
  }

  async #reply(call: number): Promise<unknown> {
    const reply = await new Promise<Reply>((done) => this.#waiting.set(call, done));
    if ("fault" in reply) throw new Error(reply.fault);
    return reply.value;
  }

  /** The most memory that it has held so far, in bytes; undefined where the system does not say. */
  peak(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    } catch {
      return undefined;
    }
  }

  /** Processor time that it has used so far, in microseconds; undefined where the system does not say. */
  worked(): number | undefined {
    try {
      const fields = readFileSync(`/proc/${this.#process.pid}/stat`, "utf8")
        .split(") ")[1]
        ?.split(" ");
      // Fields 14 and 15 of proc(5), in ticks of 10 ms.
      return (Number(fields?.[11]) + Number(fields?.[12])) * 10_000;
    } catch {
      return undefined;
    }
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    await this.#ended;
  }
}

/** Milliseconds of a clock that all processes of this machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;
