// Over 300 lines: one hand that writes every kind of frame.
import {
  type Acknowledgement,
  type AuthKey,
  type Commit,
  type Draft,
  type EpochKey,
  type Hash,
  type Head,
  type Identity,
  type Items,
  type LogId,
  type MadeEpoch,
  type MemberId,
  type OrgId,
  type Roster,
  type SealedBox,
  type SignPublic,
  type VaultId,
  appendLeaf,
  emptyFrontier,
  emptyRoster,
  type Frontier,
  foldAll,
  fromHex,
  headOf,
  idFrom,
  itemsHash,
  keysOf,
  leafHash,
  makeEpoch,
  makeIdentity,
  orgIdOf,
  parseCommit,
  randomBytes,
  rosterLog,
  seal,
  sealBundle,
  signChallenge,
  signCommit,
  type Entry,
  type WrapKey,
  toHex,
} from "#crypto";
import {
  type Account,
  challengeReply,
  challengeRequest,
  sessionReply,
  sessionRequest,
} from "#contract/account.ts";
import { type Append, acknowledgement, appendRequest, enrolment } from "#contract/append.ts";
import { type Page, movedReply, page, pullRequest } from "#contract/pull.ts";

/** What a request came to. */
export interface Reply {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** The code of a refusal in JSON. */
  readonly code: string | undefined;
}

/**
 * A client made of crypto and the contract alone: it does one thing at a time, keeps nothing, and can also do what no
 * honest client would. The product's own client is web/src/vault.
 */
export class Hand {
  readonly url: string;
  readonly member: MemberId;
  readonly identity: Identity;
  readonly loginId = `heron-${toHex(randomBytes(4))}`;
  readonly authKey = randomBytes(32) as AuthKey;
  readonly wrapKey = randomBytes(32) as WrapKey;
  org = "" as OrgId;
  token = "";
  roster: Roster = emptyRoster();
  readonly frontiers = new Map<LogId, Frontier>();
  readonly keys = new Map<VaultId, EpochKey>();

  /** A new person, or `as` somebody who has an account. */
  constructor(
    url: string,
    as?: { readonly org: OrgId; readonly member: MemberId; readonly identity: Identity },
  ) {
    this.url = url;
    this.member = as?.member ?? idFrom.member(randomBytes(16));
    this.identity = as?.identity ?? makeIdentity(1);
    if (as !== undefined) this.org = as.org;
  }

  /** Posts a frame. */
  async post(path: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(`${this.url}${path}`, {
      method: "POST",
      body: body as Uint8Array<ArrayBuffer>,
      headers: {
        "content-type": "application/octet-stream",
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const code = isJson
      ? (JSON.parse(new TextDecoder().decode(bytes)) as { code?: string }).code
      : undefined;
    return { status: response.status, bytes, code };
  }

  account(): Account {
    const place = { org: this.org, member: this.member, bundleVersion: 1 };
    return {
      loginId: this.loginId,
      member: this.member,
      salt: randomBytes(16),
      authKey: this.authKey,
      bundleVersion: 1,
      generation: this.identity.generation,
      bundle: sealBundle({ identity: this.identity, head: this.roster.head }, place, this.wrapKey),
    };
  }

  /** Founds an organisation of one; `spoilt`: with a signature that does not hold. */
  async found({ loginId = this.loginId, spoilt = false } = {}): Promise<Reply> {
    const { logKey } = (await (await fetch(`${this.url}/v1/server`)).json()) as { logKey: string };
    const genesis: Entry & { is: "genesis" } = {
      is: "genesis",
      nonce: randomBytes(32),
      member: this.member,
      sign: this.identity.signPublic,
      box: this.identity.boxPublic,
      logKey: fromHex(logKey) as SignPublic,
      policy: { suite: 1, witnessQuorum: 0 },
    };
    this.org = orgIdOf(genesis);
    const { bytes } = this.sign(rosterLog, { is: "entries", entries: [genesis] });
    if (spoilt) bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    const append = { chains: [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }], boxes: [] };
    const account = { ...this.account(), loginId };
    const reply = await this.post("/v1/found", enrolment.encode({ account, append }));
    if (reply.status === 200) this.take(rosterLog, bytes);
    return reply;
  }

  /** Gets a session by signing a challenge for this host. */
  async enter(host = new URL(this.url).host): Promise<Reply> {
    const subject = { is: "member", member: this.member } as const;
    const asked = await this.post(
      "/v1/challenge",
      challengeRequest.encode({ org: this.org, subject }),
    );
    const challenge = challengeReply.decode(asked.bytes);
    if (challenge === undefined) return asked;
    const signature = signChallenge(this.identity, {
      org: this.org,
      host,
      action: "session",
      subject,
      ...challenge,
    });
    const request = sessionRequest.encode({ org: this.org, subject, ...challenge, signature });
    const reply = await this.post("/v1/session", request);
    const session = reply.status === 200 ? sessionReply.decode(reply.bytes) : undefined;
    if (session !== undefined) this.token = toHex(session.token);
    return reply;
  }

  frontier(log: LogId): Frontier {
    return this.frontiers.get(log) ?? emptyFrontier;
  }

  /** Signs a commit on what this hand has seen, or on something else. */
  sign(
    log: LogId,
    items: Items,
    change: Partial<Draft> = {},
  ): { commit: Commit; bytes: Uint8Array } {
    const base: Head = headOf(this.frontier(log));
    const roster = log === rosterLog ? base : this.roster.head;
    return signCommit(
      this.org,
      { log, base, roster, author: this.member, joint: [], items, ...change },
      this.identity,
    );
  }

  /** Takes a commit as part of the log. */
  take(log: LogId, bytes: Uint8Array): void {
    this.frontiers.set(log, appendLeaf(this.frontier(log), leafHash(bytes)));
    if (log === rosterLog) this.roster = foldAll(this.roster, [bytes]).roster;
  }

  /** Reads the roster on to where the server has it. */
  async readRoster(): Promise<void> {
    const read = await this.pull(rosterLog, this.roster.head.size);
    for (const { bytes } of read?.commits ?? []) this.take(rosterLog, bytes.slice());
  }

  /** Appends entries to the roster alone. */
  async enters(...entries: readonly Entry[]): Promise<Reply> {
    const { bytes } = this.sign(rosterLog, { is: "entries", entries });
    const chains = [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }];
    const reply = await this.append({ chains, boxes: [] });
    if (reply.status === 200) this.take(rosterLog, bytes);
    return reply;
  }

  append(append: Append): Promise<Reply> {
    return this.post("/v1/append", appendRequest.encode(append));
  }

  /** Creates a vault held by this member alone, with its first record, in one joint append. */
  async createVault(
    change: (made: MadeEpoch) => MadeEpoch = (made) => made,
  ): Promise<{ vault: VaultId; reply: Reply }> {
    const vault = idFrom.vault(randomBytes(16));
    const made = change(
      makeEpoch(
        { org: this.org, vault, epoch: 1 },
        [{ member: this.member, generation: 1, boxPublic: this.identity.boxPublic }],
        { is: "first" },
      ),
    );
    this.keys.set(vault, made.key);
    const meaning = randomBytes(32) as Hash;
    const entries: Entry[] = [{ is: "create-vault", vault, meaning, writeOnce: false }, made.entry];
    const first = this.sealed(vault, "the vault's meaning");
    const [own, opening]: Items[] = [
      { is: "entries", entries },
      { is: "leaves", leaves: [first.leaf] },
    ];
    const joint = [
      { log: rosterLog as LogId, itemsHash: itemsHash(own as Items) },
      { log: vault as LogId, itemsHash: itemsHash(opening as Items) },
    ].toSorted((a, b) => (a.log < b.log ? -1 : 1));
    const rosterCommit = this.sign(rosterLog, own as Items, { joint });
    const after = foldAll(this.roster, [rosterCommit.bytes]).roster;
    const vaultCommit = this.sign(vault, opening as Items, { joint, roster: after.head });
    const reply = await this.append({
      chains: [
        { log: rosterLog, commits: [{ bytes: rosterCommit.bytes, envelopes: [] }] },
        { log: vault, commits: [{ bytes: vaultCommit.bytes, envelopes: [first.envelope] }] },
      ],
      boxes: made.boxes as SealedBox[],
    });
    if (reply.status === 200) {
      this.take(rosterLog, rosterCommit.bytes);
      this.take(vault, vaultCommit.bytes);
    }
    return { vault, reply };
  }

  /** A sealed first version of a new record. */
  sealed(vault: VaultId, text: string) {
    const epochKey = this.keys.get(vault);
    if (epochKey === undefined) throw new Error("no key");
    const sealed = seal(
      { org: this.org, vault, author: this.member, epochKey },
      {
        kind: "put",
        record: idFrom.record(randomBytes(16)),
        version: 1,
        epoch: 1,
        schema: 1,
        payload: new TextEncoder().encode(text),
      },
    );
    if (!sealed.ok) throw new Error(sealed.error);
    return sealed.value;
  }

  /** One record in one commit, signed on what this hand has seen. */
  commit(vault: VaultId, text: string, change: Partial<Draft> = {}) {
    const { leaf, envelope } = this.sealed(vault, text);
    const { bytes } = this.sign(vault, { is: "leaves", leaves: [leaf] }, change);
    return { bytes, envelopes: [envelope] };
  }

  /** Writes one record. */
  async write(vault: VaultId, text: string): Promise<Reply> {
    const frame = this.commit(vault, text);
    const reply = await this.append({ chains: [{ log: vault, commits: [frame] }], boxes: [] });
    if (reply.status === 200) this.take(vault, frame.bytes);
    return reply;
  }

  /** A page of a log. */
  async pull(log: LogId, from = 0): Promise<Page | undefined> {
    const reply = await this.post("/v1/pull", pullRequest.encode({ log, from }));
    return reply.status === 200 ? page.decode(reply.bytes) : undefined;
  }

  acknowledged(reply: Reply): Acknowledgement | undefined {
    return reply.status === 200 ? acknowledgement.decode(reply.bytes) : undefined;
  }

  moved(reply: Reply) {
    return reply.status === 409 ? movedReply.decode(reply.bytes) : undefined;
  }

  /** The second hand's view of who she is. */
  isMember(): boolean {
    return keysOf(this.roster, this.member) !== undefined;
  }

  parse(bytes: Uint8Array): Commit {
    const commit = parseCommit(bytes);
    if (!commit.ok) throw new Error(commit.error);
    return commit.value;
  }
}
