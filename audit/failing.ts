/** Thrown where something cannot be read, and said to the person as it is: a whole sentence. */
export class Unreadable extends Error {}

interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly path?: string;
}

/** What went wrong, as a sentence for a person. */
export function sentenceOf(error: unknown): string {
  const { code = "", message = "", path = "a file" } = error as Failure;
  if (error instanceof Unreadable) return message;
  return failures[code]?.(path) ?? `This went wrong: ${message || String(error)}`;
}

const failures: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no ${path}.`,
  EEXIST: (path) => `${path} is there already; I do not write over it.`,
  EACCES: (path) => `I may not read or write ${path}: somebody has to let this user.`,
  EPERM: (path) => `I may not read or write ${path}: somebody has to let this user.`,
  EISDIR: (path) => `${path} is a folder, and a file was needed.`,
  ENOTDIR: (path) => `${path} lies in something that is no folder.`,
  ENOSPC: () => "The disk is full.",
};
