import {
  type AccountKey,
  type Challenge,
  type OrgId,
  type WrapKey,
  H,
  accountKeyGroups,
  challengeMessage,
  encodeInviteCode,
  encodeKitCode,
  fromHex,
  inviteKeys,
  joinShares,
  joiningWords,
  labels,
  localKey,
  loginKeys,
  makeAccept,
  openBundle,
  openLocal,
  organisationWords,
  readShare,
  recoveryIdentity,
  recoveryMember,
  sha256,
  shareWords,
  signChallenge,
  stretch,
  suite,
  toHex,
  acceptMessage,
  authenticatorKey,
  utf8,
} from "#crypto";
import { bytesOf, person } from "../crypto-log/cast.ts";
import * as paper from "../second/paper.ts";
import * as second from "../second/secrets.ts";
import { holds, keyOf, valueOf } from "./held.ts";

const org = toHex(bytesOf("organisation")) as OrgId;
const other = toHex(bytesOf("another organisation")) as OrgId;
const heron = person("heron");
const head = { size: 41, root: bytesOf("roster") };
const secondHead = { size: head.size, root: toHex(head.root) };

/** The table of labels, each with a hash under it; H of every length, keyed and not. */
export function hashes(): unknown {
  const parts = [utf8("one"), new Uint8Array(0), bytesOf("three")];
  return {
    section: "§1",
    sha256: ["", "abc"].map((text) => ({ text, hash: sha256(utf8(text)) })),
    labels: Object.values(labels).map((label) => ({
      label,
      hash: H(32, undefined, label, utf8("x")),
    })),
    H: ([16, 32, 64] as const).flatMap((length) =>
      [undefined, bytesOf("key")].map((key) => ({
        length,
        key: key ?? "",
        label: labels.content,
        parts,
        hash: H(length, key, labels.content, ...parts),
      })),
    ),
  };
}

/** From passphrase and account key to the two keys of a login. Two of them differ in spelling alone. */
export function logins(): unknown {
  const base = {
    passphrase: "copper violet otter museum lantern drift",
    org,
    loginId: "heron-4821",
    serverSalt: bytesOf("server salt").slice(0, 16),
    member: heron.id,
    accountKey: bytesOf("account key").slice(0, 16) as AccountKey,
  };
  const cases = [
    base,
    { ...base, passphrase: "  Copper VIOLET otter museum\u00a0lantern drift " },
    { ...base, passphrase: "école abeille naïf été forêt gênant" },
    { ...base, org: other, loginId: "stork-0007" },
  ];
  return {
    section: "§2",
    suite: {
      number: suite.number,
      memory: suite.argon.memory,
      passes: suite.argon.passes,
      lanes: 1,
    },
    cases: cases.map((one) => {
      const stretched = valueOf(stretch(one));
      return { ...one, stretched, ...loginKeys({ stretched, ...one }) };
    }),
  };
}

/** Keys of seeds, bundles that open and one fault each that does not, what a device keeps, and a challenge. */
export function identities(): unknown {
  const { signSeed, boxSeed, signPublic, boxPublic, generation } = heron.identity;
  const wrap = keyOf<WrapKey>("wrap key");
  const place = { org, member: heron.id, bundleVersion: 3, generation };
  const seeds = { signSeed: toHex(signSeed), boxSeed: toHex(boxSeed), head: secondHead };
  const nonce = bytesOf("bundle nonce").slice(0, 24);
  const bytes = second.sealBundle(seeds, { ...place, wrap, nonce });
  const opened = valueOf(openBundle(bytes, place, wrap));
  holds(toHex(opened.identity.signSeed) === seeds.signSeed && opened.head.size === head.size);
  const stranger = keyOf<WrapKey>("another wrap key");
  const flipped = bytes.with(100, (bytes[100] as number) ^ 1);
  const recommitted = new Uint8Array([
    ...second.sealBundle(seeds, { ...place, wrap: stranger, nonce }).slice(0, 32),
    ...bytes.slice(32),
  ]);
  const closed = [
    { fault: "another wrap key", bytes, wrap: stranger, place },
    { fault: "a bit of the seal", bytes: flipped, wrap, place },
    { fault: "another key's commitment", bytes: recommitted, wrap: stranger, place },
    { fault: "a byte short", bytes: bytes.slice(0, -1), wrap, place },
    { fault: "another member", bytes, wrap, place: { ...place, member: person("stork").id } },
    { fault: "another organisation", bytes, wrap, place: { ...place, org: other } },
    { fault: "an older version", bytes, wrap, place: { ...place, bundleVersion: 2 } },
    { fault: "another generation", bytes, wrap, place: { ...place, generation: 2 } },
  ];
  for (const one of closed) holds(!openBundle(one.bytes, one.place, one.wrap).ok);

  const device = bytesOf("device").slice(0, 16);
  const key = localKey(heron.identity, device);
  const kept = { name: "drafts/arrival", text: utf8('{"calledName":"Asha"}') };
  const localNonce = bytesOf("local nonce").slice(0, 24);
  const sealed = second.sealLocal(key, localNonce, kept.name, kept.text);
  holds(openLocal(key, kept.name, sealed).ok && !openLocal(key, "drafts/move", sealed).ok);

  const secret = bytesOf("authenticator");
  const authenticator = {
    secret,
    device,
    wrap: authenticatorKey(secret, { org, member: heron.id, device }),
  };

  const challenges = (["session", "join"] as const).map((action) => {
    const subject =
      action === "session"
        ? ({ is: "member", member: heron.id } as const)
        : ({ is: "invite", invite: signPublic } as const);
    const challenge: Challenge = {
      org,
      host: "linden.example:8443",
      action,
      subject,
      nonce: bytesOf(`nonce ${action}`),
      expiry: 1_800_000_000,
    };
    const who = subject.is === "member" ? subject.member : toHex(subject.invite);
    return {
      ...challenge,
      subject: subject.is,
      who,
      message: challengeMessage(challenge),
      signature: signChallenge(heron.identity, challenge),
    };
  });
  return {
    section: "§2",
    identity: { signSeed, boxSeed, sign: signPublic, box: boxPublic },
    bundle: { place, wrap, nonce, head, bytes, closed },
    local: { device, key, ...kept, nonce: localNonce, sealed },
    authenticator,
    challenges,
  };
}

/** What people write down, scan, compare and keep: groups, codes, words and shares. */
export function onPaper(): unknown {
  const accountKeys = [
    "00".repeat(16),
    "ff".repeat(16),
    toHex(bytesOf("account key").slice(0, 16)),
  ];
  const seed = bytesOf("invite seed").slice(0, 16);
  const kit = {
    org,
    member: heron.id,
    loginId: "heron-4821",
    accountKey: bytesOf("account key").slice(0, 16) as AccountKey,
    head,
  };
  const accept = makeAccept(org, inviteKeys(seed), {
    member: heron.id,
    identity: heron.identity,
    head,
  });
  const recovery = bytesOf("recovery seed");
  const slope = bytesOf("slope");
  const shares = [1, 2, 3].map((index) => paper.share(recovery, slope, index));
  const lines = shares.map(paper.shareWords);
  const read = lines.map((line) => valueOf(readShare(line)));
  read.forEach((share, i) => holds(shareWords(share) === lines[i]));
  const [first, , third] = read as [(typeof read)[0], unknown, (typeof read)[0]];
  holds(toHex(valueOf(joinShares(first, third))) === toHex(recovery));
  const { signPublic, boxPublic } = recoveryIdentity(recovery, 1);
  return {
    section: "§2, §3",
    accountKeys: accountKeys.map((key) => ({
      key,
      groups: accountKeyGroups(fromHex(key) as AccountKey),
    })),
    organisation: { org, words: organisationWords(org).join(" ") },
    invite: {
      org,
      seed,
      head,
      code: encodeInviteCode({ org, seed, head }),
      key: inviteKeys(seed).publicKey,
    },
    accept: {
      signSeed: heron.identity.signSeed,
      boxSeed: heron.identity.boxSeed,
      member: heron.id,
      generation: 1,
      message: acceptMessage(org, accept),
      inviteSignature: accept.inviteSignature,
      words: joiningWords(org, accept).join(" "),
    },
    kit: { ...kit, code: encodeKitCode(kit) },
    recovery: {
      seed: recovery,
      sign: signPublic,
      box: boxPublic,
      member: recoveryMember(signPublic),
      slope,
      shares: lines,
    },
  };
}
