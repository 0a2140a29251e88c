import { type Result, err, ok, ready, rolesOf } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { idleOf } from "#domain/house.ts";
import { Api } from "../sync/api.ts";
import { withAuthenticator } from "./authenticator.ts";
import type { In, Way } from "./coming-in.ts";
import { deviceStore, keepAccount, readAccounts } from "./device.ts";
import type {
  AuthenticatorInput,
  Enrolled,
  FoundInput,
  InviteSeen,
  JoinInput,
  PassphraseInput,
  RecoverInput,
  SheetsInput,
  SheetsSeen,
  Status,
  UnlockInput,
} from "./engine.ts";
import { inviteSeen } from "./invite-seen.ts";
import type { OpenAccount, Tell } from "./open-account.ts";
import { makePinCheck, pinFits, pinTries } from "./pin.ts";
import type { Ports } from "./ports.ts";
import { Signal } from "./signal.ts";
import { rightsIn } from "./team.ts";

/** Whether somebody is in, on the way in, or behind the cover. */
export type Phase =
  | Extract<Status, { readonly is: "locked" }>
  | Extract<Status, { readonly is: "unlocking" }>
  | { readonly is: "open"; readonly open: OpenAccount }
  | { readonly is: "covered"; readonly open: OpenAccount; readonly triesLeft: number };

/** What an open account is made of, the rules of houses included: the larger part, which the first page does not need. */
export const comingIn = () => import("./coming-in.ts");

/** What makes a new account. */
const enrolling = () => import("./enrolling.ts");

/** What brings somebody in by recovery sheets. */
const recovering = () => import("./recovering.ts");

/** The way in and out: enrolling, unlocking, cover, PIN and lock. One account is open at a time. */
export class Entrance {
  readonly #ports: Ports;
  readonly #tell: Tell;
  readonly #moved: (phase: Phase) => void;
  #phase: Phase = { is: "locked" };
  /** Counts comings-in; one that is no longer the newest has been given up. */
  #attempt = 0;
  /** The organisation as two recovery sheets open it, until somebody has come in by them or it is locked. */
  #sheets: OpenAccount | undefined;
  readonly status = new Signal<Status>(() => this.#status());

  constructor(ports: Ports, tell: Tell, moved: (phase: Phase) => void) {
    this.#ports = ports;
    this.#tell = tell;
    this.#moved = moved;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** The account that is open or covered. */
  get #opened(): OpenAccount | undefined {
    return this.#phase.is === "open" || this.#phase.is === "covered" ? this.#phase.open : undefined;
  }

  /** The open account; throws while there is none to be seen, which no screen brings about. */
  get open(): OpenAccount {
    if (this.#phase.is !== "open") throw new Error(`the account is ${this.#phase.is}`);
    return this.#phase.open;
  }

  async found(input: FoundInput): Promise<Result<Enrolled, ErrorCode>> {
    return this.#enrolled(
      await this.#come(async (way) => (await enrolling()).comeByFounding(way, input)),
    );
  }

  async join(input: JoinInput): Promise<Result<Enrolled, ErrorCode>> {
    return this.#enrolled(
      await this.#come(async (way) => (await enrolling()).comeByInvite(way, input)),
    );
  }

  /** Opens the organisation by two recovery sheets, and keeps it open for whoever comes in by them. */
  async readSheets(input: SheetsInput): Promise<Result<SheetsSeen, ErrorCode>> {
    await ready();
    this.#closeSheets();
    const { openSheets } = await import("./sheets.ts");
    const opened = await openSheets(this.#ports, input);
    if (!opened.ok) return opened;
    this.#sheets = opened.value;
    return ok((await recovering()).sheetsSeen(opened.value));
  }

  /** Comes in by the sheets that were read. */
  async recover(input: RecoverInput): Promise<Result<Enrolled, ErrorCode>> {
    const sheets = this.#sheets;
    if (sheets === undefined) return err("session-ended");
    this.#sheets = undefined;
    const arrived = await this.#come(async (way) =>
      (await recovering()).comeByRecovery(way, sheets, input),
    );
    // What was refused can be tried again without typing two sheets anew.
    if (!arrived.ok) this.#sheets = sheets;
    return this.#enrolled(arrived);
  }

  #closeSheets(): void {
    this.#sheets?.close();
    this.#sheets = undefined;
  }

  /** New keys in place of her own: made and signed with the old, then come in with as on the first day. */
  async renewKeys(input: PassphraseInput): Promise<Result<Enrolled, ErrorCode>> {
    const { open } = this;
    const { renewKeys } = await import("./renewing.ts");
    const renewed = await renewKeys(this.#ports, open, input);
    if (!renewed.ok) return renewed;
    return this.#enrolled(
      await this.#come(async (way) =>
        (await comingIn()).comeRenewed(way, open.account, renewed.value),
      ),
    );
  }

  #enrolled(arrived: Result<In, ErrorCode>): Result<Enrolled, ErrorCode> {
    if (!arrived.ok) return arrived;
    const { enrolled } = arrived.value;
    return enrolled === undefined ? err("our-fault") : ok(enrolled);
  }

  /** Looks at an invite without using it. */
  async readInvite(code: string): Promise<Result<InviteSeen, ErrorCode>> {
    await ready();
    const { lookAtInvite } = await import("./enrol.ts");
    const api = new Api(this.#ports.origin, this.#ports.fetch);
    const seen = await lookAtInvite(api, code);
    return seen.ok ? ok(inviteSeen(seen.value)) : seen;
  }

  async unlock(input: UnlockInput): Promise<Result<void, ErrorCode>> {
    if ("kit" in input) {
      const arrived = await this.#come(async (way) => (await comingIn()).comeByKit(way, input));
      return arrived.ok ? ok(undefined) : arrived;
    }
    const arrived = await this.#come(async (way) => {
      const known = await readAccounts(await this.#ports.stores(deviceStore));
      const account = known.find((one) => one.id === input.account);
      return account ? (await comingIn()).comeBack(way, account, input) : err("no-such-thing");
    });
    return arrived.ok ? ok(undefined) : arrived;
  }

  /** Runs a way in. What breaks on it, a store that cannot be read or a file that does not come, leaves nobody half in. */
  async #come(by: (way: Way) => Promise<Result<In, ErrorCode>>): Promise<Result<In, ErrorCode>> {
    try {
      return await this.#goIn(by);
    } catch {
      this.#ports.broken("the way in");
      this.lock();
      return err("device-fault");
    }
  }

  async #goIn(by: (way: Way) => Promise<Result<In, ErrorCode>>): Promise<Result<In, ErrorCode>> {
    await ready();
    this.#wipe();
    const attempt = ++this.#attempt;
    const way: Way = {
      ports: this.#ports,
      tell: this.#tell,
      progress: async (step, done = 0, of = 0) => {
        if (attempt !== this.#attempt) return;
        this.#move({ is: "unlocking", step, done, of });
        // The page draws it before a long computation blocks this thread.
        await new Promise((later) => setTimeout(later, 0));
      },
    };
    const arrived = await by(way);
    if (attempt !== this.#attempt) {
      if (arrived.ok) arrived.value.open.close();
      return err("session-ended");
    }
    if (arrived.ok) this.#move({ is: "open", open: arrived.value.open });
    else this.lock();
    return arrived;
  }

  /** Covers what is open, where a PIN can uncover it; else locks. */
  cover(): void {
    if (this.#phase.is !== "open") return;
    const { open } = this.#phase;
    if (open.facts.known.pin === undefined) this.lock();
    else this.#move({ is: "covered", open, triesLeft: pinTries });
  }

  /** Takes the cover away; the fifth wrong try locks. */
  uncover(pin: string): Result<void, ErrorCode> {
    if (this.#phase.is !== "covered") return err("session-ended");
    const { open, triesLeft } = this.#phase;
    const check = open.facts.known.pin;
    if (check !== undefined && pinFits(check, pin)) {
      this.#move({ is: "open", open });
      return ok(undefined);
    }
    if (triesLeft > 1) this.#move({ is: "covered", open, triesLeft: triesLeft - 1 });
    else this.lock("pin-tried");
    return err("mistyped");
  }

  async setPin(pin: string | undefined): Promise<void> {
    const { facts } = this.open;
    await (pin === undefined ? facts.without("pin") : facts.change({ pin: makePinCheck(pin) }));
    this.status.now();
  }

  /** What this device calls the open account before it is unlocked. */
  async setLabel(label: string): Promise<void> {
    const device = await this.#ports.stores(deviceStore);
    const known = await readAccounts(device);
    const account = known.find((one) => one.id === this.open.account.id);
    if (account === undefined) return;
    await keepAccount(device, { ...account, label });
    this.open.account = { ...this.open.account, label };
  }

  /** Lets the device's own authenticator open the account, beside the passphrase. */
  async setAuthenticator(input: AuthenticatorInput | undefined): Promise<Result<void, ErrorCode>> {
    const { open } = this;
    // Who scans her account key from a card each time cannot be let in without it.
    if (open.account.accountKey === undefined) return err("not-allowed");
    const { authenticator: _before, ...rest } = open.account;
    const account = input === undefined ? rest : withAuthenticator(open, input);
    const device = await this.#ports.stores(deviceStore);
    const known = (await readAccounts(device)).find((one) => one.id === account.id);
    await keepAccount(device, { ...account, label: known?.label ?? account.label });
    open.account = account;
    return ok(undefined);
  }

  /** Keys wiped, stores kept. */
  lock(why?: Extract<Phase, { readonly is: "locked" }>["why"]): void {
    this.#attempt++;
    this.#closeSheets();
    this.#wipe();
    this.#move({ is: "locked", ...(why && { why }) });
  }

  #wipe(): void {
    this.#opened?.close();
  }

  #move(phase: Phase): void {
    this.#phase = phase;
    this.#moved(phase);
    this.status.now();
  }

  #status(): Status {
    const phase = this.#phase;
    if (phase.is !== "open" && phase.is !== "covered") return phase;
    const { open } = phase;
    const idle = idleOf(open.entered.follow.state);
    if (phase.is === "covered") return { is: "covered", triesLeft: phase.triesLeft, idle };
    const { follow, loginId } = open.entered;
    const { org, member } = follow.keyring;
    const { admin, audit } = rolesOf(follow.book.roster, member);
    const rights = rightsIn(follow, member).flatMap(({ compartment, house, right }) =>
      compartment === undefined ? [] : [{ compartment, right, ...(house && { house }) }],
    );
    const { online, account, facts, refused } = open;
    const hasPin = facts.known.pin !== undefined;
    return {
      is: "open",
      org,
      member,
      account: account.id,
      loginId,
      admin,
      audit,
      online,
      refused,
      hasPin,
      idle,
      rights,
    };
  }
}
