import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** Longer than any request in flight takes. */
const patienceMs = 3_000;

/**
 * Ends connections once the server has begun to end: each as soon as its answer has gone out, whatever is left after a
 * while. Without it a connection that was in use at that moment stays until its keep-alive ends, and holds the server.
 */
export function endConnections(app: FastifyInstance): void {
  const { server } = app;
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  app.addHook("preClose", async () => {
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, patienceMs);
    server.once("close", () => {
      clearInterval(idle);
      clearTimeout(late);
    });
  });
}
