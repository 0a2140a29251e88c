// Over 300 lines: one interface, all that the page sees of the vault.
import type { ActInput, ActName, Deed } from "#domain/acts.ts";
import type { Refusal } from "#domain/change.ts";
import type { Compartment, HouseId, Rights } from "#domain/compartments.ts";
import type { HouseRecordType, RecordOf, RecordType } from "#domain/record-types.ts";
import type { ViewArgs, ViewName, ViewResult } from "#domain/views.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { MemberId, OrgId, Right, VaultId } from "#crypto/verify";

/**
 * What the rest of the client sees of the vault. The page holds a proxy of this over postMessage;
 * tests, the bench and the sample data hold the engine itself. Everything here can be structured-cloned.
 */
export interface Engine {
  /** The accounts that this device knows, for the unlock screen; nothing readable stands in them before unlocking but what is listed. */
  accounts(): Promise<readonly KnownAccount[]>;
  status(): Promise<Status>;
  /** Calls back at once and on every change; returns the way to stop. */
  onStatus(call: (status: Status) => void): () => void;

  /** A fresh passphrase: made here, never chosen. */
  suggestPassphrase(kind: PassphraseKind): Promise<string>;
  /** A fresh pseudonym to sign in with. */
  suggestLoginId(): Promise<string>;
  /** Whether an account key's groups agree with their check, so that a wrong letter is told as it is typed. */
  readsKey(groups: string): Promise<boolean>;

  found(input: FoundInput): Promise<Outcome<Enrolled>>;
  /** Looks at an invite without using it: asks the server for the roster and verifies it. */
  readInvite(code: string): Promise<Outcome<InviteSeen>>;
  join(input: JoinInput): Promise<Outcome<Enrolled>>;
  /** Opens the organisation by two of the three recovery sheets, and says who could come back. Changes nothing. */
  readSheets(input: SheetsInput): Promise<Outcome<SheetsSeen>>;
  /** Comes in by the sheets that were read last; they are then replaced by new ones. */
  recover(input: RecoverInput): Promise<Outcome<Enrolled>>;
  /** A kit, and sheets, that were made on this device and not yet confirmed. */
  unconfirmed(): Promise<Enrolled | undefined>;
  /** They are on paper. */
  confirmKit(): Promise<void>;
  /** Unlocks on this device, or (with `kit`) on a new one. */
  unlock(input: UnlockInput): Promise<Outcome<void>>;
  /** Sets the PIN that opens a cover; undefined takes it away, and then idle time locks. */
  setPin(pin: string | undefined): Promise<void>;
  /** What this device calls the open account before it is unlocked. */
  setLabel(label: string): Promise<void>;
  cover(): Promise<void>;
  /** Five wrong tries lock. */
  uncover(pin: string): Promise<Outcome<void>>;
  /** Wipes keys, keeps stores. */
  lock(): Promise<void>;
  /** Whether this is the passphrase that opens this device now. */
  knowsPassphrase(passphrase: string): Promise<boolean>;
  /** Another passphrase for the same keys; what it is now is asked for, so that nobody does it at a desk left open. */
  changePassphrase(input: PassphraseInput): Promise<Outcome<void>>;
  /** Lets the device's own authenticator open the account, too; undefined takes that away. */
  setAuthenticator(input: AuthenticatorInput | undefined): Promise<Outcome<void>>;
  /** "It may have been seen": new keys, a new kit, and new keys of everything that she holds. */
  renewKeys(input: PassphraseInput): Promise<Outcome<Enrolled>>;
  /** Her sessions, by the server's word. */
  sessions(): Promise<Outcome<readonly OpenSession[]>>;
  /** Closes one of them: that device locks. */
  closeSession(session: string): Promise<Outcome<void>>;

  act<N extends ActName>(name: N, input: ActInput<N>): Promise<ActOutcome>;
  /** Several acts as one deed: all of them stand, or none. */
  actAll(acts: readonly Deed[]): Promise<ActOutcome>;
  /** Waits until an entry is saved or a question. */
  settled(entry: string): Promise<OutboxEntry["state"]>;
  /** Takes back an act within its ten seconds: an act of its own. */
  undo(entry: string): Promise<ActOutcome>;
  view<N extends ViewName>(name: N, args: ViewArgs<N>): Promise<ViewResult<N>>;
  /** Calls back with the view now and whenever what it shows has changed. */
  watch<N extends ViewName>(
    name: N,
    args: ViewArgs<N>,
    call: (view: ViewResult<N>) => void,
  ): () => void;

  /**
   * Reads every version of a record, and says how far it is and at last what it found: who wrote each version, and when
   * by her word, as the log proves it. Said again whenever there is another version. Returns the way to stop listening.
   */
  history<T extends HouseRecordType>(
    type: T,
    of: { readonly house: HouseId; readonly id: string },
    call: (history: History<T>) => void,
  ): () => void;

  onOutbox(call: (outbox: Outbox) => void): () => void;
  /** What an entry in question would have written, beside what stands. */
  question(entry: string): Promise<Question | undefined>;
  /** Answers an entry that came back as a question: lets it go, or does the same again on top of what stands. */
  answer(entry: string, answer: { readonly is: "drop" | "again" }): Promise<ActOutcome>;

  draft(key: string): Promise<unknown>;
  keepDraft(key: string, value: unknown): Promise<void>;
  dropDraft(key: string): Promise<void>;

  /** Creates a house with all its vaults, the founder holding each at 3 (one append), then runs the act `setUpHouse`. */
  createHouse(input: ActInput<"setUpHouse">): Promise<ActOutcome>;
  /** Makes an invite. `code` goes into a QR code or link and is shown only now. */
  invite(input: InviteInput): Promise<Outcome<InviteMade>>;
  /** An invite for a member who has lost her keys; they end at once. */
  replaceMember(input: {
    readonly member: MemberId;
    readonly inPerson: boolean;
  }): Promise<Outcome<InviteMade>>;
  /** Invites and joiners waiting for a grant click, and houses waiting to be handed over. */
  onTeam(call: (team: Team) => void): () => void;
  /** She knows that the recovery sheets were used. */
  seeRecovery(): Promise<void>;
  /** She knows what was signed to be lost. */
  seeLosses(): Promise<void>;
  /** Gives a joiner the keys that her invite listed. */
  grantWishes(member: MemberId): Promise<Outcome<void>>;
  /**
   * Gives `member` manage on all vaults of the house and lowers the giver to the preset that she keeps, in one append
   * with new epochs: a director's, or, working shifts there herself, a manager's.
   */
  handOver(
    house: HouseId,
    member: MemberId,
    keeps?: "director" | "manager",
  ): Promise<Outcome<void>>;

  /** What a member can open, since when, and what of it a taking-away would leave her; nothing is done. */
  reach(member: MemberId, taking?: TakingAsked): Promise<Reach>;
  /**
   * Takes it away: one append with fences and new keys. `abandon` says that a box may be left without anybody who
   * manages it, or the organisation with one administrator. Whoever removes herself is locked out here at once.
   */
  takeAway(taking: TakingAsked, abandon?: boolean): Promise<Outcome<void>>;
  /** Pauses on this device, or goes on, what is sealed anew in the background. */
  pauseResealing(paused: boolean): Promise<void>;

  /**
   * An administrator signs that the organisation goes on as its restored server has it, and how much of which log is
   * lost: exactly what she was shown to be missing, or nothing.
   */
  goOn(shown: readonly LostPart[]): Promise<Outcome<void>>;

  /** An administrator names who watches that the logs only grow. */
  setWitnesses(input: WitnessesInput): Promise<Outcome<void>>;

  trust(): Promise<Trust>;
  /**
   * An auditor's check of everything that the server shows her, by the code of the command-line tool; says how far it is
   * and at last what came of it. Returns the way to stop listening.
   */
  audit(call: (audit: Audit) => void): () => void;
  /** Reads every log that she follows once more from its beginning and checks every signature; nothing shown changes. */
  checkAgain(call: (again: CheckedAgain) => void): () => void;
  onAlarms(call: (alarms: readonly Alarm[]) => void): () => void;
  /** The signed proofs of alarms that stand and that were, as texts that anybody checks without a key. */
  proofs(): Promise<readonly string[]>;
  /**
   * Opens the newest versions of some of a house's incidents to somebody outside: a text that proves, to whoever holds no
   * key, what they say, who wrote them and by when they were logged. It asks for all of the vault's log.
   */
  disclose(house: HouseId, records: readonly string[]): Promise<Outcome<string>>;
  /** The account key as seven groups, and what the kit's QR code holds; needs an open vault. */
  kit(): Promise<Kit>;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode };

/** Shown before unlocking, so nothing but a neutral name that the person chose for this device. */
export interface KnownAccount {
  readonly id: string;
  readonly loginId: string;
  readonly label: string;
  /** The account key is not kept on this device and must be scanned from the card. */
  readonly needsAccountKey: boolean;
  /** Civil date since when this device knows the account. */
  readonly since: string;
  /** The device's own authenticator opens it too: whom to ask, and with what, in hex. */
  readonly authenticator?: { readonly credential: string; readonly salt: string };
}

export type Status =
  | {
      readonly is: "locked";
      /** What locked it other than her own hand or the time: another device of hers, or a PIN tried too often. */
      readonly why?: "session-closed" | "pin-tried";
    }
  | {
      readonly is: "unlocking";
      readonly step: "key" | "login" | "roster" | "boxes" | "records" | "compare";
      readonly done: number;
      readonly of: number;
    }
  | { readonly is: "covered"; readonly triesLeft: number; readonly idle: IdleTimes }
  | {
      readonly is: "open";
      readonly org: OrgId;
      readonly member: MemberId;
      readonly account: string;
      readonly loginId: string;
      readonly admin: boolean;
      readonly audit: boolean;
      readonly online: boolean;
      /** The server says that these keys are nobody's any more: they were replaced or ended elsewhere, or it lies. */
      readonly refused: boolean;
      readonly hasPin: boolean;
      readonly idle: IdleTimes;
      /** Right on every vault that this member holds, by place. */
      readonly rights: readonly {
        readonly compartment: Compartment;
        readonly house?: HouseId;
        readonly right: Right;
      }[];
    };

/** Milliseconds without a hand on the device until it is covered, and until it is locked, as the organisation wants it. */
export interface IdleTimes {
  readonly coverMs: number;
  readonly lockMs: number;
}

export interface FoundInput {
  readonly neutralName: string;
  readonly displayName: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly loginId: string;
  readonly passphrase: string;
  readonly deviceLabel: string;
  readonly sharedDevice: boolean;
  /** Makes the recovery member and its three shares; leaving it out is allowed and shown. */
  readonly recovery: boolean;
}

export interface Enrolled {
  readonly kit: Kit;
  /** Where the recovery member was made or her sheets replaced: shown until they are on paper. */
  readonly recovery?: RecoverySheets;
  /** Why the sheets that were used could not be replaced: they are good as before. */
  readonly recoveryFailed?: ErrorCode;
}

/** The three recovery sheets, as they are printed. */
export interface RecoverySheets {
  /** The recovery member's login, by which a new device finds the organisation. */
  readonly loginId: string;
  /** Six words of the organisation. */
  readonly words: readonly string[];
  /** Three lists of words, any two of which restore the organisation. */
  readonly shares: readonly string[];
}

/** Two recovery sheets, as they were typed. */
export interface SheetsInput {
  readonly loginId: string;
  readonly shares: readonly [string, string];
}

/** What two sheets open to. */
export interface SheetsSeen {
  readonly words: readonly string[];
  /** Who could come back as herself. */
  readonly members: readonly {
    readonly member: MemberId;
    readonly displayName?: string;
    readonly admin: boolean;
  }[];
}

/** Who comes back by two sheets: a member whose keys are lost, or somebody new by this name. */
export interface RecoverInput {
  readonly replaces?: MemberId;
  readonly displayName?: string;
  readonly loginId: string;
  readonly passphrase: string;
  readonly deviceLabel: string;
  readonly sharedDevice: boolean;
}

export interface Kit {
  readonly loginId: string;
  readonly groups: string;
  /** Text of the QR code: everything a new device needs but the passphrase. */
  readonly code: string;
  /** Words that both a new device and this sheet show for the organisation. */
  readonly words: readonly string[];
  readonly rosterSize: number;
}

export interface InviteSeen {
  readonly org: OrgId;
  readonly words: readonly string[];
  readonly suggestedLoginId: string;
  readonly roles: { readonly admin: boolean; readonly audit: boolean };
}

export interface JoinInput {
  readonly code: string;
  readonly displayName: string;
  readonly loginId: string;
  readonly passphrase: string;
  readonly deviceLabel: string;
  readonly sharedDevice: boolean;
}

/** What the platform's authenticator gave for this device: 32 bytes that it gives again for the same salt. */
export interface AuthenticatorInput {
  readonly credential: string;
  readonly salt: string;
  readonly secret: Uint8Array;
}

export type UnlockInput =
  /** By the device's own authenticator. */
  | { readonly account: string; readonly secret: Uint8Array }
  | {
      readonly account: string;
      readonly passphrase: string;
      readonly accountKey?: string;
    }
  /** A device that has not seen the account: from the kit's QR code, or login id and seven groups. */
  | {
      readonly kit: string | { readonly loginId: string; readonly groups: string };
      readonly passphrase: string;
      readonly deviceLabel: string;
      readonly sharedDevice: boolean;
    };

/** The passphrase as it is, and as it is to be. */
export interface PassphraseInput {
  readonly current: string;
  readonly passphrase: string;
}

/** A device that is signed in, as the server tells it: it knows no more of it. */
export interface OpenSession {
  readonly session: string;
  /** Epoch ms, to five minutes. */
  readonly beganAt: number;
  readonly usedAt: number;
  /** This device's own. */
  readonly own: boolean;
}

export type ActOutcome =
  /** Kept in the outbox; `entry` names it there. It is saved once its inclusion is proved. */
  | { readonly ok: true; readonly entry: string; readonly canUndo: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Outbox {
  readonly entries: readonly OutboxEntry[];
  /** When the log was last seen to agree, epoch ms. */
  readonly checkedAt?: number;
  readonly online: boolean;
}

export interface OutboxEntry {
  readonly id: string;
  readonly act: ActName;
  readonly input: unknown;
  /** Epoch ms. */
  readonly at: number;
  readonly state:
    | { readonly is: "kept" }
    | { readonly is: "sending" }
    | { readonly is: "saved"; readonly savedAt: number }
    | { readonly is: "question"; readonly refusal: Refusal };
}

/** The past of a record, on its way or here. */
export type History<T extends RecordType> =
  | { readonly is: "reading"; readonly done: number; readonly of: number }
  | { readonly is: "failed"; readonly code: ErrorCode }
  /** Oldest first. */
  | { readonly is: "here"; readonly versions: readonly PastVersion<T>[] };

export interface PastVersion<T extends RecordType> {
  readonly version: number;
  readonly author: MemberId;
  readonly content:
    | { readonly is: "open"; readonly payload: RecordOf<T>; readonly at: number }
    /** The record was taken away. */
    | { readonly is: "gone" }
    /** Its bytes were dropped, and the log says so. */
    | { readonly is: "dropped" }
    /** It opens with no key that is held here, or says nothing well formed. */
    | { readonly is: "unreadable" }
    /** The log names it, and the server does not give it. */
    | { readonly is: "withheld" };
}

/** A deed that no longer fits, beside what came first. */
export interface Question {
  readonly entry: OutboxEntry;
  readonly records: readonly QuestionRecord[];
  /** Whether the same deed could be done again on top of what stands now. */
  readonly again: boolean;
}

/** One record, as she would have written it and as it stands. */
export interface QuestionRecord {
  readonly type: RecordType;
  readonly id: string;
  readonly house?: HouseId;
  readonly mine?: unknown;
  readonly theirs?: unknown;
  /** Who wrote what stands, and when by her word. */
  readonly author?: MemberId;
  readonly at?: number;
}

/** Six words of a BIP39 list, or six groups of four digits. */
export type PassphraseKind = "english" | "french" | "digits";

export type Preset =
  | "staff"
  | "caseWorker"
  | "manager"
  | "director"
  | "volunteer"
  | "auditor"
  | "founder";

export interface InviteInput {
  readonly preset: Preset;
  /** A role that the organisation has composed, in place of the preset's rights. */
  readonly role?: { readonly name: string; readonly rights: Rights };
  readonly houses: readonly HouseId[];
  readonly displayName: string;
  /** Scanned in person: the grant follows without a second click from this client. */
  readonly inPerson: boolean;
}

export interface InviteMade {
  readonly code: string;
  readonly words: readonly string[];
}

export interface Team {
  readonly members: readonly TeamMember[];
  readonly invites: readonly {
    readonly id: string;
    readonly displayName: string;
    readonly preset: Preset;
    /** The name of a role that the organisation has composed. */
    readonly role?: string;
  }[];
  readonly recoveryUse?: RecoveryUse;
  /** What was signed to be lost, the newest first. */
  readonly losses: readonly Loss[];
  /** The server was restored from a backup, or somebody has come late with what was lost. */
  readonly restored?: RestoredNow;
  readonly toHandOver: readonly {
    readonly house: HouseId;
    readonly candidates: readonly MemberId[];
  }[];
}

/** A log, and how many of its entries are there or were: of a box, or of the list of members. */
export interface LostPart {
  readonly vault?: VaultId;
  readonly compartment?: Compartment;
  readonly house?: HouseId;
  readonly from: number;
  readonly to: number;
}

/** That an administrator has signed that the organisation goes on after a restore. */
export interface Loss {
  readonly by: MemberId;
  /** Size of the list of members with it. */
  readonly entry: number;
  /** The civil date on which this device saw it; undefined where it was so before this device knew the organisation. */
  readonly on?: string;
  /** Only what is lost; empty where everything came back. */
  readonly parts: readonly LostPart[];
  /** The person at this device has not yet said that she knows. */
  readonly isNew: boolean;
}

/** A restored server that waits for what it lost. */
export interface RestoredNow {
  /** A civil date; undefined where the server goes on. */
  readonly since?: string;
  /** What was signed before and is not there yet. */
  readonly missing: readonly LostPart[];
  /** Whether this person may sign that it goes on. */
  readonly maySign: boolean;
}

/** That the recovery sheets were used: on which entries of the roster, and who was given keys by them. */
export interface RecoveryUse {
  readonly first: number;
  readonly last: number;
  readonly members: readonly MemberId[];
  /** The person at this device has not yet said that she knows. */
  readonly isNew: boolean;
}

export interface TeamMember {
  readonly member: MemberId;
  /** Sealed in `team`; undefined until she has written it. */
  readonly displayName?: string;
  readonly admin: boolean;
  readonly audit: boolean;
  readonly recovery: boolean;
  readonly rights: readonly {
    readonly vault: VaultId;
    readonly compartment?: Compartment;
    readonly house?: HouseId;
    readonly right: Right;
    /** The civil date on which this device saw it first; undefined where it was so before this device knew the organisation. */
    readonly since?: string;
  }[];
  /** Asked for by her invite and not yet granted; `words` are compared on both screens when a link was used. */
  readonly waiting?: { readonly invitedBy: MemberId; readonly words: readonly string[] };
}

/** What is to be taken from a member: all of it, or all but these rights. Rights that rise are given in the same step. */
export type TakingAsked =
  | { readonly is: "remove"; readonly member: MemberId }
  | {
      readonly is: "change";
      readonly member: MemberId;
      /** Vaults left out stay as they are. */
      readonly rights: readonly { readonly vault: VaultId; readonly right: Right }[];
      readonly admin?: boolean;
    };

export interface Reach {
  readonly rights: readonly {
    readonly vault: VaultId;
    readonly compartment?: Compartment;
    readonly house?: HouseId;
    readonly from: Right;
    readonly to: Right;
    /** What the person who asks may do there: who does not manage can remove, and nothing less. */
    readonly mine: Right;
    /** Epoch ms of the first thing that was written after she had it, by its author's word. */
    readonly since?: number;
  }[];
  readonly admin: boolean;
  /** What nobody would be left for. */
  readonly alone: {
    readonly vaults: readonly {
      readonly vault: VaultId;
      readonly compartment?: Compartment;
      readonly house?: HouseId;
    }[];
    readonly lastButOne: boolean;
    readonly last: boolean;
  };
}

/** How far what was left behind by those who have lost a key is sealed anew. */
export interface Resealing {
  /** Records that somebody with an old key could still open in a copy of the server. */
  readonly left: number;
  /** Records in the same boxes that are under a new key. */
  readonly done: number;
  /** Old envelopes that the server may still keep. */
  readonly toPrune: number;
  readonly is: "working" | "waiting" | "paused" | "done";
}

/** An auditor's check, on its way or done. */
export type Audit =
  | { readonly is: "looking"; readonly done: number; readonly of?: number }
  /** It could not be done: a sentence. */
  | { readonly is: "failed"; readonly why: string }
  | {
      readonly is: "done";
      readonly passed: boolean;
      /** How many of what were looked at, in English, as in the report. */
      readonly looked: Readonly<Record<string, number>>;
      readonly problems: readonly string[];
      readonly notes: readonly string[];
      /** The line by which others check the report. */
      readonly key: string;
      readonly json: string;
      readonly note: string;
    };

/** Everything checked once more. */
export type CheckedAgain =
  | { readonly is: "looking"; readonly done: number; readonly of: number }
  | { readonly is: "failed"; readonly code: ErrorCode }
  | {
      readonly is: "done";
      readonly logs: number;
      readonly entries: number;
      /** Envelopes that came, each of which is what its entry says. */
      readonly envelopes: number;
      /** Entries that count for nothing. */
      readonly skipped: number;
      /** What is wrong; empty where everything agrees with what this device has. */
      readonly wrong: readonly ErrorCode[];
    };

/** Who is to watch from now on. */
export interface WitnessesInput {
  /** Names of those that stay. */
  readonly stay: readonly string[];
  /** The line that a new witness gave: name, key id and key. */
  readonly line?: string;
  /** How many of them must have signed a list for it to count as watched. */
  readonly needed: number;
}

export interface Trust {
  /** Those that the list of members names, and when each last signed a list that this device believes (epoch ms). */
  readonly witnesses: {
    readonly needed: number;
    readonly named: readonly {
      readonly name: string;
      readonly key: string;
      readonly signedAt?: number;
    }[];
  };
  readonly resealing: Resealing;
  readonly rosterSize: number;
  readonly members: number;
  readonly vaults: readonly {
    readonly vault: VaultId;
    readonly compartment?: Compartment;
    readonly house?: HouseId;
    readonly entries: number;
    readonly records: number;
    /** Records that an auditor sees whole and cannot open. */
    readonly sealed: number;
    readonly unreadable: number;
    readonly signaturesVerified: number;
    readonly verifiedAt?: number;
    /** Fewer than two people hold manage. */
    readonly inDanger: boolean;
    readonly blind: boolean;
    /** Entries that belong in other boxes too and are only half there. */
    readonly torn: number;
  }[];
  /** Whether enough of the witnesses that the roster names have signed of late; `signedAt` in epoch ms. */
  readonly witness:
    | { readonly is: "nobody" }
    | { readonly is: "never" }
    | { readonly is: "fresh" | "stale"; readonly signedAt: number };
  /** The newest signed list of all logs that this device believes: how many were before it, and when it was seen. */
  readonly heads?: {
    /** Six words of it, to be compared on two screens that show the same number. */
    readonly words: readonly string[];
    readonly size: number;
    readonly logs: number;
    readonly seenAt: number;
    readonly checkedAt?: number;
  };
  readonly firstSeen: { readonly rosterSize: number; readonly on: string };
  readonly headsCheckedAt?: number;
  /** Alarms that were and are no longer, the newest first. */
  readonly past: readonly PastAlarm[];
  readonly skipped: readonly {
    readonly vault: VaultId;
    readonly position: number;
    readonly code: string;
  }[];
}

/** An alarm whose cause has gone away. */
export interface PastAlarm extends Alarm {
  readonly endedAt: number;
}

/** Survives reload; cannot be dismissed except by the cause going away. */
export interface Alarm {
  readonly code: ErrorCode;
  /** A notice says that something is not known; an alarm, that something is wrong. */
  readonly grade: "alarm" | "notice";
  readonly at: number;
  readonly vault?: VaultId;
  /** Whose doing it is, where the list of members shows that: the server is not to blame. */
  readonly member?: MemberId;
  /** Signed proof, for export, when there is one. */
  readonly proof?: string;
  /** Nothing shows it but that the server has not shown otherwise: it ends when the server does. */
  readonly unproved?: true;
}
