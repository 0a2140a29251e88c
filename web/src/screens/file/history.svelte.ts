import { restored } from "#domain/acts/restore.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import { type RowChange, changesBetween, rowsOfFile, rowsOfPlacement } from "#domain/rows.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { t } from "../../i18n/t.ts";
import type { ActOutcome, History, PastVersion } from "../../vault/engine.ts";
import type { FileState } from "./file.svelte.ts";

/** What one person changed at one moment, in file and beds together. */
export interface Moment {
  readonly id: string;
  readonly author: string;
  /** Epoch milliseconds; undefined where nothing of it opens. */
  readonly at: number | undefined;
  /** The version of the file that it wrote. */
  readonly version: number | undefined;
  readonly first: boolean;
  readonly changes: readonly RowChange[];
  /** What stands in the way of reading it. */
  readonly closed: Exclude<PastVersion<"householdFile">["content"]["is"], "open"> | undefined;
  /** The file as it was then, where it can be brought back. */
  readonly file: HouseholdFile | undefined;
}

type Read = { readonly file?: History<"householdFile">; readonly placement?: History<"placement"> };

/** The past of a file: read from the log and proved by it, newest first; any version can be brought back. */
export class FileHistory {
  #read = $state.raw<Read>({});
  working = $state(false);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  readonly #file: FileState;

  constructor(file: FileState) {
    this.#file = file;
    const { engine } = file.session;
    const { house } = file;
    const id = $derived(file.view?.resident.file);
    const placement = $derived(file.view?.resident.placement);
    $effect(() => {
      if (id === undefined || placement === undefined) return undefined;
      const stops = [
        engine.history("householdFile", { house, id }, (read) => {
          this.#read = { ...this.#read, file: read };
        }),
        engine.history("placement", { house, id: placement }, (read) => {
          this.#read = { ...this.#read, placement: read };
        }),
      ];
      return () => stops.forEach((stop) => stop());
    });
  }

  get failed(): ErrorCode | undefined {
    const { file, placement } = this.#read;
    if (file?.is === "failed") return file.code;
    return placement?.is === "failed" ? placement.code : undefined;
  }

  /** How far it is read, 0 to 1; undefined once it is here. */
  get progress(): { readonly done: number; readonly of: number } | undefined {
    const { file, placement } = this.#read;
    if (file?.is === "here" && placement?.is === "here") return undefined;
    return file?.is === "reading" ? file : { done: 0, of: 0 };
  }

  /** Newest first; undefined until all of it is here. */
  get moments(): readonly Moment[] | undefined {
    const { file, placement } = this.#read;
    if (file?.is !== "here" || placement?.is !== "here") return undefined;
    const all = [
      ...momentsOf(file.versions, rowsOfFile, (version) => ({
        version: version.version,
        file: version.content.is === "open" ? version.content.payload : undefined,
      })),
      // An offer to another house writes the beds as they are.
      ...momentsOf(placement.versions, rowsOfPlacement, () => ({
        version: undefined,
        file: undefined,
      })).filter(({ changes, closed }) => changes.length > 0 || closed !== undefined),
    ];
    return together(all);
  }

  /** What bringing a version back would change now. */
  wouldChange(to: HouseholdFile): readonly RowChange[] {
    const now = this.#newest;
    return now === undefined ? [] : changesBetween(rowsOfFile(now), rowsOfFile(restored(now, to)));
  }

  /** Brings back what a version says of the people, as a new version. */
  async restore(to: HouseholdFile): Promise<void> {
    const from = this.#newest;
    const file = this.#file.view?.resident.file;
    if (from === undefined || file === undefined || this.working) return;
    this.working = true;
    const { session, house, name } = this.#file;
    const said = { text: t("history.restored", { name }), names: name };
    const outcome = await session.act("restoreFile", { house, file, from, to }, said);
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
  }

  get #newest(): HouseholdFile | undefined {
    const { file } = this.#read;
    const last = file?.is === "here" ? file.versions.at(-1)?.content : undefined;
    return last?.is === "open" ? last.payload : undefined;
  }
}

/** Each version of a record as a moment, oldest first, with what is different from the last one that opened. */
function momentsOf<T extends "householdFile" | "placement">(
  versions: readonly PastVersion<T>[],
  rowsOf: (payload: never) => ReturnType<typeof rowsOfFile>,
  own: (version: PastVersion<T>) => Pick<Moment, "version" | "file">,
): readonly Moment[] {
  let before: ReturnType<typeof rowsOfFile> = [];
  return versions.map((version) => {
    const { content, author } = version;
    const after = content.is === "open" ? rowsOf(content.payload as never) : before;
    const changes = changesBetween(before, after);
    before = after;
    return {
      id: `${version.version}`,
      author,
      at: content.is === "open" ? content.at : undefined,
      first: version.version === 1,
      changes,
      closed: content.is === "open" ? undefined : content.is,
      ...own(version),
    };
  });
}

/**
 * Which moment, of all with the newest first, is how the file stands: the last one, unless by its author's clock it came
 * before an earlier version.
 */
export function standing(moments: readonly Pick<Moment, "id" | "version">[]): {
  readonly id: string | undefined;
  readonly version: number;
} {
  const newest = Math.max(0, ...moments.map(({ version }) => version ?? 0));
  const now = moments.find(({ version }) => version === undefined || version === newest);
  return { id: now?.id, version: newest };
}

/** What the same person did at the same moment is one moment; the newest first. */
function together(moments: readonly Moment[]): readonly Moment[] {
  const found: Moment[] = [];
  for (const moment of moments) {
    const at = found.findIndex(
      (one) =>
        one.at !== undefined &&
        one.at === moment.at &&
        one.author === moment.author &&
        (one.version === undefined) !== (moment.version === undefined),
    );
    const same = found[at];
    if (same === undefined) found.push({ ...moment, id: `${moment.version ?? "b"}-${moment.id}` });
    else found[at] = { ...same, changes: [...same.changes, ...moment.changes] };
  }
  return found.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || (b.version ?? 0) - (a.version ?? 0));
}
