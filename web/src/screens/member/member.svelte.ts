import type { MemberId, VaultId } from "#crypto/verify";
import type { HouseId, Right, Rights } from "#domain/compartments.ts";
import type { Outcome, Reach, TakingAsked, Team, TeamMember } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** One right as it stands and as it would be. */
export type ReachRight = Reach["rights"][number];

/** Rights of one house, or of the organisation, or of boxes that nobody here can name. */
export interface RightsOf {
  readonly where: HouseId | "organisation" | "untold";
  readonly rights: readonly ReachRight[];
}

/** Where she is on the way from looking to done; `asked` is what is to be taken, `reach` what would come of it. */
export type Step =
  | { readonly is: "looking" }
  | { readonly is: "changing" }
  | { readonly is: "confirming"; readonly asked: TakingAsked; readonly reach: Reach }
  | { readonly is: "working"; readonly asked: TakingAsked; readonly reach: Reach }
  | { readonly is: "done"; readonly asked: TakingAsked };

/** One member: what she can open and since when, and the deeds that take something away, each confirmed by itself. */
export class MemberState {
  readonly member: MemberId;
  team = $state.raw<Team | undefined>();
  reach = $state.raw<Reach | undefined>();
  step = $state.raw<Step>({ is: "looking" });
  failed = $state.raw<Failure | undefined>();
  /** The rights that are being chosen, by vault. */
  wanted = $state.raw<ReadonlyMap<VaultId, Right>>(new Map());
  admin = $state(false);
  /** That somebody would be the last is known, and meant. */
  abandon = $state(false);
  readonly #session: Session;

  constructor(session: Session, member: MemberId) {
    this.member = member;
    this.#session = session;
    $effect(() =>
      session.engine.onTeam((team) => {
        this.team = team;
        void this.#look();
      }),
    );
  }

  get who(): TeamMember | undefined {
    return this.team?.members.find(({ member }) => member === this.member);
  }

  get isSelf(): boolean {
    return this.#session.open?.member === this.member;
  }

  /** Whether the person who looks may remove her. */
  get mayRemove(): boolean {
    return this.who !== undefined && (this.isSelf || this.#session.open?.admin === true);
  }

  /** The rights that can be changed from here: on what the person who looks manages, or lower ones of her own. */
  get changeable(): readonly ReachRight[] {
    return this.reach?.rights.filter(({ mine }) => mine === 3 || this.isSelf) ?? [];
  }

  get mayMakeDirector(): boolean {
    return this.#session.open?.admin === true && this.who?.audit === false;
  }

  async #look(): Promise<void> {
    if (this.#session.open) this.reach = await this.#session.engine.reach(this.member);
  }

  /** Begins to choose, from what she has. */
  change(): void {
    this.wanted = new Map(this.changeable.map(({ vault, from }) => [vault, from]));
    this.admin = this.reach?.admin === true;
    this.failed = undefined;
    this.step = { is: "changing" };
  }

  /** Chooses one right. */
  want(vault: VaultId, right: Right): void {
    this.wanted = new Map([...this.wanted, [vault, right]]);
  }

  /** Chooses what a role has, where it can be changed from here. */
  startFrom(rights: Rights): void {
    const wanted = new Map(this.wanted);
    for (const { vault, compartment, from } of this.changeable) {
      if (compartment === undefined) continue;
      const right = rights[compartment];
      wanted.set(vault, this.isSelf ? (Math.min(right, from) as Right) : right);
    }
    this.wanted = wanted;
  }

  /** What is to be confirmed: all of it goes. */
  askRemove(): Promise<void> {
    return this.#ask({ is: "remove", member: this.member });
  }

  /** What is to be confirmed: what was chosen. */
  askChange(): Promise<void> {
    const rights = this.changeable.flatMap(({ vault, from }) => {
      const right = this.wanted.get(vault) ?? from;
      return right === from ? [] : [{ vault, right }];
    });
    const admin = this.mayMakeDirector ? { admin: this.admin } : {};
    return this.#ask({ is: "change", member: this.member, rights, ...admin });
  }

  async #ask(asked: TakingAsked): Promise<void> {
    this.abandon = false;
    this.failed = undefined;
    const reach = await this.#session.engine.reach(this.member, asked);
    this.step = { is: "confirming", asked, reach };
  }

  /** Back, with nothing done. */
  back(): void {
    this.failed = undefined;
    this.step = { is: "looking" };
  }

  /** Does what was confirmed. */
  async confirm(): Promise<void> {
    if (this.step.is !== "confirming") return;
    const { asked, reach } = this.step;
    this.step = { is: "working", asked, reach };
    const done = await this.#session.engine.takeAway(asked, this.abandon);
    this.failed = done.ok ? undefined : done.code;
    this.step = done.ok ? { is: "done", asked } : { is: "confirming", asked, reach };
  }
}

/** Whether what was chosen changes anything. */
export const changesAnything = ({ rights, admin }: Reach, asked: TakingAsked): boolean =>
  asked.is === "remove" ||
  rights.some(({ from, to }) => from !== to) ||
  (asked.admin !== undefined && asked.admin !== admin);

/** Rights put together by house; what belongs to the organisation after the houses, what cannot be named last. */
export function byHouse(rights: readonly ReachRight[]): readonly RightsOf[] {
  const where = ({ compartment, house }: ReachRight): RightsOf["where"] =>
    house ?? (compartment === undefined ? "untold" : "organisation");
  const rank = (at: RightsOf["where"]): number =>
    at === "untold" ? 2 : at === "organisation" ? 1 : 0;
  return [...Map.groupBy(rights, where)]
    .map(([at, of]) => ({ where: at, rights: of }))
    .sort((a, b) => rank(a.where) - rank(b.where));
}
