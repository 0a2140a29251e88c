/** The whole of crypto: the verify door, and everything that makes, seals, opens and signs. For clients alone. */
export * from "./verify.ts";
export * from "./account-key.ts";
export * from "./codes.ts";
export * from "./envelope.ts";
export * from "./epoch.ts";
export * from "./heads-sign.ts";
export * from "./identity.ts";
export * from "./invite.ts";
export * from "./letter.ts";
export * from "./note-sign.ts";
export * from "./passphrase.ts";
export * from "./recovery.ts";
export * from "./sign.ts";
export { randomBytes, wipe } from "./sodium.ts";
